// Names of people and companies as we take them.

/** Controls, line ends, marks that turn the direction of text or cannot be seen: they make a name look like another. */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

export type NameFault = 'missing' | 'too-long' | 'deceptive';

/** What is wrong with a name; undefined when nothing is. */
export function faultOfName(name: string, longest: number): NameFault | undefined {
  if (name === '') return 'missing';
  if ([...name].length > longest) return 'too-long';
  return DECEPTIVE.test(name) ? 'deceptive' : undefined;
}
