// More asks to be let in at once than can be served while they wait. Nothing was looked at, counted or stored: an error
// and no refusal of the procedure's, as a database that is away is.

export class TooBusy extends Error {
  override readonly name = 'TooBusy';
}
