// What is wrong with a bank's profile: where, what, and what to do about it.

export interface ProfileFault {
  /** As a person would type it: `banks/1283/profile.json`. */
  readonly file: string;
  /** The entry within the file: `enrolment.windowDays`; empty for the file itself. */
  readonly path: string;
  readonly message: string;
  readonly cure: string;
}

/** A fault of one profile, before its file is named. */
export type Fault = Omit<ProfileFault, 'file'>;

/** `banks/1283/profile.json: enrolment.windowDays: 400 is more than the ceiling 180. Cure: choose 1 to 180.` */
export function formatFault(fault: ProfileFault): string {
  const where = fault.path === '' ? fault.file : `${fault.file}: ${fault.path}`;
  return `${where}: ${fault.message}. Cure: ${fault.cure}.`;
}

/** `['menus', 'top', 'sections', 0]` as a person writes it: `menus.top.sections[0]`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const key = String(step);
      if (!/^[\w$-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}

/** By file, then in the order in which they were found. */
export function sortFaults(faults: readonly ProfileFault[]): ProfileFault[] {
  return faults.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}
