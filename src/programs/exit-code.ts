// How a command ends.

/** 0 done, 1 not possible, 2 not understood. */
export type ExitCode = 0 | 1 | 2;
