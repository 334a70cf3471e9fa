// Why a generation of the issuing CA is not made or not taken in.

/** One sentence for whoever asked, without a full stop. */
export class GenerationFault extends Error {
  override readonly name = 'GenerationFault';
}
