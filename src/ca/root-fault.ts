// Why a root does not do what it was asked to.

/** One sentence for whoever stands at the root, without a full stop. */
export class RootFault extends Error {
  override readonly name: string = 'RootFault';
}

/** Of two who act at once one is told. */
export class RootBusy extends RootFault {
  override readonly name = 'RootBusy';

  constructor() {
    super('somebody else did something with this root meanwhile: look at it and begin again');
  }
}
