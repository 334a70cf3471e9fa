// What keeps a program from starting or a command from doing its work, told in one sentence with the cure.
// The only exception of this room: it ends at the command line, where it is printed without a stack.

/** A message for the operator's eyes: what is wrong, and what to do about it. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
  /** Further lines, for example one for each fault of a bank profile. */
  readonly lines: readonly string[];

  constructor(message: string, lines: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.lines = lines;
  }
}

/** The text of a system error such as `EADDRINUSE`, where it is one. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
