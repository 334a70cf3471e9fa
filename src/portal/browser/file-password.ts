// The rules for the password of the file, and how hard it is to guess.

export type PasswordFault = 'short' | 'characters';

const LEAST_LENGTH = 8;

/** Only what every system's import dialog can take: half-width letters, digits and symbols. */
export function checkFilePassword(password: string): PasswordFault | undefined {
  if (/[^\x20-\x7e]/.test(password)) return 'characters';
  return password.length < LEAST_LENGTH ? 'short' : undefined;
}

export type Strength = 'weak' | 'fair' | 'good';

/** A hint and no rule: length counts most, then how many kinds of characters there are. */
export function strengthOf(password: string): Strength {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^0-9A-Za-z]/].filter((kind) => kind.test(password)).length;
  const different = new Set(password).size;
  if (different < 5 || password.length < LEAST_LENGTH) return 'weak';
  const score = password.length + 2 * kinds;
  if (score >= 19) return 'good';
  return score >= 14 ? 'fair' : 'weak';
}
