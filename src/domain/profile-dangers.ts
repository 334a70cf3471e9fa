// What a change of a bank's profile would do to those who are there already, said before it is approved.

import type { BankProfile, Field, PinField, Role, SecretField } from '../profile/bank-profile.ts';
import { PIN_FIELDS, ROLES } from '../profile/fields.ts';
import { canonicalJson } from './request-form-content.ts';

export const DANGERS = [
  'subjects',
  'usersOver',
  'cardGone',
  'cardChanged',
  'cardMissing',
  'tokenGone',
  'tokenChanged',
  'tokenMissing',
  'pinGone',
  'pinMissing',
  'pinForm',
  'idForm',
  'windowShorter',
  'limitLower',
  'logonWeaker',
  'keyPlaceGone',
  'mailGone',
  'approvalGone',
] as const;
export type DangerKind = (typeof DANGERS)[number];

export interface Danger {
  readonly kind: DangerKind;
  /** How many are concerned, where the store can tell. */
  readonly count?: number;
  readonly field?: Field;
  readonly role?: Role;
  /** Of the setting. */
  readonly path?: string;
}

/** What a trial has counted of the bank's present customers. */
export interface BankFacts {
  /** Holders who are not removed, of contracts that are not closed. */
  readonly holders: Readonly<Record<Role, number>>;
  /** By how many users they have. */
  readonly contractsByUsers: Readonly<Record<string, number>>;
  readonly cards: number;
  readonly tokens: Readonly<Record<Role, number>>;
  readonly pins: Readonly<Partial<Record<PinField, number>>>;
}

/**
 * In the order of {@link DANGERS}.
 *
 * @param facts absent: nobody has counted yet, so whatever may concern somebody is told, without a number.
 */
export function dangersOf(before: BankProfile, after: BankProfile, facts?: BankFacts): Danger[] {
  const found = [
    ...subjects(before, after, facts),
    ...users(before, after, facts),
    ...possessions(before, after, facts),
    ...pins(before, after, facts),
    ...ids(before, after),
    ...windows(before, after),
    ...secretsOf(before, after),
    ...others(before, after),
  ];
  return found.toSorted((a, b) => DANGERS.indexOf(a.kind) - DANGERS.indexOf(b.kind));
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** Nothing where it is known to concern nobody. */
function concerning(count: number | undefined, danger: Danger): Danger[] {
  if (count === undefined) return [danger];
  return count > 0 ? [{ ...danger, count }] : [];
}

/** The subject is one for each holder, and what runs already keeps the old one. */
function subjects(before: BankProfile, after: BankProfile, facts: BankFacts | undefined): Danger[] {
  const nameOf = ({ certificate: { country, organization, commonName } }: BankProfile, role: Role) => ({
    ...{ country, organization, commonName: commonName[role] },
  });
  const roles = ROLES.filter((role) => !same(nameOf(before, role), nameOf(after, role)));
  if (roles.length === 0) return [];
  return concerning(facts && roles.reduce((sum, role) => sum + facts.holders[role], 0), { kind: 'subjects' });
}

function users(before: BankProfile, after: BankProfile, facts: BankFacts | undefined): Danger[] {
  const { maximum } = after.users;
  if (maximum >= before.users.maximum) return [];
  const over = facts && Object.entries(facts.contractsByUsers).filter(([users]) => Number(users) > maximum);
  return concerning(
    over?.reduce((sum, [, contracts]) => sum + contracts, 0),
    { kind: 'usersOver' },
  );
}

/** Every field that any act of the role asks for. */
function askedOf({ logon, enrolment, reAcquisition }: BankProfile, role: Role): Set<Field> {
  const acts = [logon[role], logon.passwordPages?.[role], enrolment[role], reAcquisition[role]];
  return new Set(acts.flatMap((act) => act?.pages.flat() ?? []));
}

const asks = (profile: BankProfile, field: Field): boolean =>
  ROLES.some((role) => askedOf(profile, role).has(field));

function possessions(before: BankProfile, after: BankProfile, facts: BankFacts | undefined): Danger[] {
  const shapeOf = ({ card }: BankProfile) => card && { ...card, failureLimit: 0, cellsAsked: 0 };
  const newly = (role: Role, field: Field) =>
    askedOf(after, role).has(field) && !askedOf(before, role).has(field);
  const gone = (field: Field) => asks(before, field) && !asks(after, field);
  const tokens = facts && facts.tokens.administrator + facts.tokens.user;
  const lacking = (role: Role) => facts && Math.max(0, facts.holders[role] - facts.tokens[role]);
  const reshaped = before.card !== null && after.card !== null && !same(shapeOf(before), shapeOf(after));
  return [
    ...(gone('cardPassword') ? concerning(facts?.cards, { kind: 'cardGone' }) : []),
    ...(reshaped ? concerning(facts?.cards, { kind: 'cardChanged' }) : []),
    ...(ROLES.some((role) => newly(role, 'cardPassword'))
      ? concerning(facts && Math.max(0, facts.holders.administrator - facts.cards), { kind: 'cardMissing' })
      : []),
    ...(gone('oneTimePassword') ? concerning(tokens, { kind: 'tokenGone' }) : []),
    ...(tokenNarrower(before, after) ? concerning(tokens, { kind: 'tokenChanged' }) : []),
    ...ROLES.filter((role) => newly(role, 'oneTimePassword')).flatMap((role) =>
      concerning(lacking(role), { kind: 'tokenMissing', role }),
    ),
  ];
}

const tokenNarrower = ({ token: was }: BankProfile, { token: is }: BankProfile): boolean =>
  was !== null &&
  is !== null &&
  (was.digits !== is.digits || was.kinds.some((kind) => !is.kinds.includes(kind)));

function pins(before: BankProfile, after: BankProfile, facts: BankFacts | undefined): Danger[] {
  return PIN_FIELDS.flatMap((field): Danger[] => {
    const [was, is] = [before.secrets[field], after.secrets[field]];
    const count = facts && (facts.pins[field] ?? 0);
    if (was !== undefined && is === undefined) return concerning(count, { kind: 'pinGone', field });
    const role: Role = field.startsWith('user') ? 'user' : 'administrator';
    if (asks(after, field) && !asks(before, field)) {
      return concerning(facts && facts.holders[role] - (count ?? 0), { kind: 'pinMissing', field });
    }
    return was !== undefined && is !== undefined && isNarrower(was, is)
      ? concerning(count, { kind: 'pinForm', field })
      : [];
  });
}

const WIDTH = { digits: 0, alphanumeric: 1, printable: 2 } as const;
interface Form {
  readonly minLength: number;
  readonly maxLength: number;
  readonly characters: keyof typeof WIDTH;
}

/** Whether something that had the form before may not have it any more. */
const isNarrower = (was: Form, is: Form): boolean =>
  is.minLength > was.minLength ||
  is.maxLength < was.maxLength ||
  WIDTH[is.characters] < WIDTH[was.characters];

const ids = (before: BankProfile, after: BankProfile): Danger[] =>
  (['contractId', 'userId'] as const).flatMap((field): Danger[] =>
    isNarrower(before.identifiers[field], after.identifiers[field]) ? [{ kind: 'idForm', field }] : [],
  );

function windows(before: BankProfile, after: BankProfile): Danger[] {
  const days = ({ enrolment, reAcquisition, renewal, activation }: BankProfile) => ({
    'enrolment.windowDays': enrolment.windowDays,
    'enrolment.userWindowDays': enrolment.userWindowDays,
    'reAcquisition.windowDays': reAcquisition.windowDays,
    'renewal.windowDays': renewal.windowDays,
    'activation.windowDays': activation.windowDays,
  });
  const [was, is] = [days(before), days(after)];
  return (Object.keys(is) as (keyof typeof is)[]).flatMap((path): Danger[] =>
    is[path] < was[path] ? [{ kind: 'windowShorter', path }] : [],
  );
}

/** Limits that lock sooner, and logons that ask for less. */
function secretsOf(before: BankProfile, after: BankProfile): Danger[] {
  const limits = ({ secrets, card, token }: BankProfile): Partial<Record<SecretField, number>> => ({
    ...Object.fromEntries(Object.entries(secrets).map(([field, secret]) => [field, secret?.failureLimit])),
    ...(card && { cardPassword: card.failureLimit }),
    ...(token && { oneTimePassword: token.failureLimit }),
  });
  const [was, is] = [limits(before), limits(after)];
  const lower = (Object.keys(is) as SecretField[]).flatMap((field): Danger[] =>
    (is[field] ?? 0) < (was[field] ?? 0) ? [{ kind: 'limitLower', field }] : [],
  );
  const weaker = ROLES.flatMap((role) => {
    const left = after.logon[role].pages.flat();
    return before.logon[role].pages.flat().filter((field) => !left.includes(field));
  });
  return [...lower, ...[...new Set(weaker)].map((field): Danger => ({ kind: 'logonWeaker', field }))];
}

function others(before: BankProfile, after: BankProfile): Danger[] {
  const places = before.certificate.keyPlaces.filter((one) => !after.certificate.keyPlaces.includes(one));
  const mails = before.mails.kinds.filter((one) => !after.mails.kinds.includes(one));
  const approval = (['administratorApprovesUsers', 'bankApprovesAdministrators'] as const).filter(
    (name) => before.reAcquisition[name] === true && after.reAcquisition[name] !== true,
  );
  return [
    ...places.map((path): Danger => ({ kind: 'keyPlaceGone', path })),
    ...mails.map((path): Danger => ({ kind: 'mailGone', path })),
    ...approval.map((name): Danger => ({ kind: 'approvalGone', path: `reAcquisition.${name}` })),
  ];
}
