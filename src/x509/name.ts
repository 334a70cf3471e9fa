// Distinguished names (RFC 5280 4.1.2.4 and appendix A.1; RFC 4514 for their text).

import { type Der, objectIdentifier, printableString, sequence, set, TAG, utf8String } from './der.ts';
import { type DerNode, readDer } from './der-reader.ts';
import { isPrintable, readElements, readObjectIdentifier, readSequence, readText } from './der-values.ts';
import { ATTRIBUTE_TYPES } from './object-identifiers.ts';
import { toHex } from './serial-number.ts';

export type AttributeType = keyof typeof ATTRIBUTE_TYPES;

/** A name that we write: one attribute in each relative name, from the country down. */
export type Name = readonly { readonly type: AttributeType; readonly value: string }[];

/** A name that we read. */
export type ParsedName = readonly ParsedAttribute[];

export interface ParsedAttribute {
  /** Our short name of the type, or its dotted form. */
  readonly type: string;
  /** The text; of a type that we have no name for, `#` and the hex of the encoding, as RFC 4514 2.4 writes it. */
  readonly value: string;
  /** It shares the relative name of the attribute before it. */
  readonly joined?: true;
}

export type NameFault =
  | 'name-empty'
  | 'name-value-empty'
  | 'name-value-too-long'
  | 'name-value-not-printable'
  | 'name-value-control-character'
  | 'name-country-invalid';

/** A value that cannot stand in a name. Nothing is ever cut or replaced to make it fit. */
export class NameError extends Error {
  readonly code: NameFault;
  readonly type: AttributeType | undefined;

  constructor(code: NameFault, type?: AttributeType) {
    super(type ? `${code}: ${type}` : code);
    this.name = 'NameError';
    this.code = code;
    this.type = type;
  }
}

/** Upper bounds in characters: ub-organization-name, ub-organizational-unit-name, ub-common-name, ub-serial-number. */
export const NAME_BOUNDS: Readonly<Record<AttributeType, number>> = {
  C: 2,
  O: 64,
  OU: 64,
  CN: 64,
  serialNumber: 64,
};

/**
 * Controls, line separators, marks that turn the direction of writing, halves of surrogate pairs and code points
 * that are no characters: what stands there would be read as something else, or not at all.
 */
const CONTROL = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]/u;

/** The fault of one attribute, or undefined. */
export function findNameFault(type: AttributeType, value: string): NameFault | undefined {
  if (!/\S/.test(value)) return 'name-value-empty';
  if (value.length > NAME_BOUNDS[type] && characters(value) > NAME_BOUNDS[type]) return 'name-value-too-long';
  if (CONTROL.test(value)) return 'name-value-control-character';
  if (type === 'C' && !/^[A-Z]{2}$/.test(value)) return 'name-country-invalid';
  if (type === 'serialNumber' && !isPrintable(value)) return 'name-value-not-printable';
  return undefined;
}

/** Code points, which is what the upper bounds of a UTF8String count. */
function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Encodes a name. Throws NameError. */
export function encodeName(name: Name): Der {
  if (name.length === 0) throw new NameError('name-empty');
  return sequence(...name.map(encodeRelativeName));
}

function encodeRelativeName({ type, value }: Name[number]): Der {
  const fault = findNameFault(type, value);
  if (fault) throw new NameError(fault, type);
  // X.520 defines these two as PrintableString; for the others RFC 5280 leaves UTF8String.
  const text = type === 'C' || type === 'serialNumber' ? printableString(value) : utf8String(value);
  return set(sequence(objectIdentifier(ATTRIBUTE_TYPES[type]), text));
}

/** Reads the encoding of a name. Throws DerError. */
export function parseName(der: Uint8Array): ParsedName {
  return readName(readDer(der));
}

export function readName(node: DerNode): ParsedName {
  const name: ParsedAttribute[] = [];
  for (const relative of readSequence(node)) {
    readElements(relative, TAG.set, 1).forEach((attribute, index) => {
      const [id, value] = readSequence(attribute, 2, 2);
      const type = shortName(readObjectIdentifier(id));
      const text = {
        type: type ?? readObjectIdentifier(id),
        value: type ? readText(value!) : `#${toHex(value!.der)}`,
      };
      name.push(index > 0 ? { ...text, joined: true } : text);
    });
  }
  return name;
}

function shortName(id: string): AttributeType | undefined {
  for (const type in ATTRIBUTE_TYPES) {
    if (ATTRIBUTE_TYPES[type as AttributeType] === id) return type as AttributeType;
  }
  return undefined;
}

/** The name as text, the most specific part first (RFC 4514 2). */
export function formatName(name: ParsedName): string {
  const relatives: string[] = [];
  for (const { type, value, joined } of name) {
    const text = `${type}=${/^\d/.test(type) ? value : escapeValue(value)}`;
    if (joined) relatives[0] += `+${text}`;
    else relatives.unshift(text);
  }
  return relatives.join(',');
}

/** RFC 4514 2.4. */
function escapeValue(value: string): string {
  const escaped = value
    .replace(/["+,;<>\\]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/^[ #]/, '\\$&');
  return value.length > 1 && value.endsWith(' ') ? `${escaped.slice(0, -1)}\\ ` : escaped;
}
