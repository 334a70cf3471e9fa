// What a person types, and who that person is: the names behind the manuals' terms (docs/glossary.md).
// No schema library here, so that scripts in the browser may import these names for nothing.

/** What a person types to say who they are. */
export const IDENTIFIER_FIELDS = ['contractId', 'userId'] as const;
/** Secrets that the bank or the customer chose and that are kept as hashes. */
export const PIN_FIELDS = [
  'contractPin',
  'contractConfirmationPin',
  'userPin',
  'userConfirmationPin',
] as const;
/** Secrets that are looked up or shown by something that the customer holds. */
export const POSSESSION_FIELDS = ['cardPassword', 'oneTimePassword'] as const;

export const SECRET_FIELDS = [...PIN_FIELDS, ...POSSESSION_FIELDS] as const;
export const FIELDS = [...IDENTIFIER_FIELDS, ...SECRET_FIELDS] as const;
export type Field = (typeof FIELDS)[number];
export type IdentifierField = (typeof IDENTIFIER_FIELDS)[number];
export type PinField = (typeof PIN_FIELDS)[number];
export type SecretField = (typeof SECRET_FIELDS)[number];

export const ROLES = ['administrator', 'user'] as const;
export type Role = (typeof ROLES)[number];
