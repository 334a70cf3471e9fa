// Of which banks somebody sees rows, and how the database is told so.

/** Which rows: of these banks, and of the office those that belong to them. */
export interface Binding {
  readonly banks: readonly string[];
  /** The office's own code. */
  readonly office: string;
  /** The contract of the office that the officer is of: the bank's code, or the office's own for its own officers. */
  readonly serves: string;
}

/** Stands for rows that belong to no bank. */
export const OF_NOBODY = '-';

const CODE = /^\d{4}$/;

/** What `warifu.banks` is set to. */
export function settingOf({ banks, office, serves }: Binding): string {
  const codes = [...banks, office, serves];
  // Nothing else ever gets into the statement; and an empty setting would be none at all.
  if (codes.some((code) => !CODE.test(code))) throw new Error(`not codes of banks: ${codes.join()}`);
  const own = serves === office ? [OF_NOBODY, office] : [`${office}/${serves}`];
  return [...new Set([...banks, ...own])].sort().join(',');
}
