// Names of people and companies as we take them.

/** Control characters and those that turn the direction of text: they make a name look like another. */
const DECEPTIVE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

export type NameFault = 'missing' | 'too-long' | 'deceptive';

/** What is wrong with a name; undefined when nothing is. */
export function faultOfName(name: string, longest: number): NameFault | undefined {
  if (name === '') return 'missing';
  if ([...name].length > longest) return 'too-long';
  return DECEPTIVE.test(name) ? 'deceptive' : undefined;
}
