// What messages on a bank's lists have in common: a form in words, and what is wrong with a name.

import type { FieldForm } from '../domain/entered-fields.ts';
import { faultOfName, type NameFault } from '../domain/person-name.ts';

/** `6 to 12 characters, digits`. */
export function describeForm({ minLength, maxLength, characters }: FieldForm): string {
  const length = minLength === maxLength ? `${minLength}` : `${minLength} to ${maxLength}`;
  return `${length} characters, ${characters}`;
}

/** What is wrong with the name in this column; undefined when nothing is. */
export function describeNameFault(column: string, name: string, longest: number): string | undefined {
  const fault = faultOfName(name, longest);
  return fault && sayNameFault(column, fault, longest);
}

/** The same of a fault that is known. */
export function sayNameFault(column: string, fault: NameFault, longest: number): string {
  switch (fault) {
    case 'missing':
      return `${column} is empty`;
    case 'too-long':
      return `${column} is longer than ${longest} characters`;
    case 'deceptive':
      return `${column} has control or direction characters`;
  }
}
