// What the pages of each act ask for: enough to know who it is, nothing twice, nothing that the bank does not have.

import type { BankProfile, Field, Pages, Role, SecretField } from '../bank-profile.ts';
import { IDENTIFIER_FIELDS, PIN_FIELDS, ROLES } from '../bank-profile.ts';
import type { Fault } from '../profile-fault.ts';

interface Act {
  readonly path: string;
  readonly role: Role;
  readonly pages: Pages['pages'];
  /** Whether the person has already shown a certificate, and so need not say who it is. */
  readonly known: boolean;
}

/** Every act that asks on pages. */
function actsOf(bank: BankProfile): Act[] {
  return ROLES.flatMap((role) => {
    const acts = [
      { path: 'enrolment', pages: bank.enrolment[role], known: false },
      { path: 'reAcquisition', pages: bank.reAcquisition[role], known: false },
      { path: 'logon', pages: bank.logon[role], known: true },
      { path: 'logon.passwordPages', pages: bank.logon.passwordPages?.[role], known: false },
    ];
    return acts.flatMap(({ path, pages, known }) =>
      pages === undefined ? [] : [{ path: `${path}.${role}`, role, pages: pages.pages, known }],
    );
  });
}

const OTHERS_FIELDS: Readonly<Record<Role, readonly Field[]>> = {
  administrator: ['userId', 'userPin', 'userConfirmationPin'],
  user: ['contractPin', 'contractConfirmationPin'],
};
const IDS: Readonly<Record<Role, readonly Field[]>> = {
  administrator: ['contractId'],
  user: ['contractId', 'userId'],
};
const isId = (field: Field) => IDENTIFIER_FIELDS.some((id) => id === field);
const isPin = (field: Field) => PIN_FIELDS.some((pin) => pin === field);

/** Who nothing is known of says on the first page who they are, and nowhere else. */
export function checkIdsFirst(bank: BankProfile): Fault[] {
  return actsOf(bank)
    .filter((act) => !act.known)
    .flatMap(({ path, role, pages: [first = [], ...rest] }) => [
      ...IDS[role]
        .filter((id) => !first.includes(id))
        .map((id) => ({
          path: `${path}.pages[0]`,
          message: `${id} is not asked on the first page, so nobody could tell whose secrets are typed`,
          cure: `put "${id}" on the first page`,
        })),
      ...rest.flatMap((page, index) =>
        page.filter(isId).map((id) => ({
          path: `${path}.pages[${index + 1}]`,
          message: `${id} is asked after the first page`,
          cure: 'move it to the first page, or remove it',
        })),
      ),
    ]);
}

/** A first page without a secret could not refuse a stranger, and one that did would tell which ids exist. */
export function checkPinOnFirstPage(bank: BankProfile): Fault[] {
  return actsOf(bank)
    .filter((act) => !act.pages[0]?.some(isPin))
    .map(({ path, role }) => ({
      path: `${path}.pages[0]`,
      message: 'the first page asks for no PIN',
      cure: `put "${role === 'administrator' ? 'contractPin' : 'userPin'}" on the first page`,
    }));
}

/** A certificate already says who it is (manual 000: choose the certificate, then the PIN). */
export function checkLogonAsksSecretsOnly(bank: BankProfile): Fault[] {
  return actsOf(bank)
    .filter((act) => act.known)
    .flatMap(({ path, pages }) =>
      pages.flatMap((page, index) =>
        page.filter(isId).map((id) => ({
          path: `${path}.pages[${index}]`,
          message: `${id} is asked, though the certificate says it`,
          cure: 'remove it',
        })),
      ),
    );
}

export function checkAskedOnce(bank: BankProfile): Fault[] {
  return actsOf(bank).flatMap(({ path, pages }) => {
    const fields = pages.flat();
    const doubles = fields.filter((field, index) => fields.indexOf(field) < index);
    return doubles.map((field) => ({ path, message: `${field} is asked twice`, cure: 'ask it once' }));
  });
}

export function checkRoleFields(bank: BankProfile): Fault[] {
  return actsOf(bank).flatMap(({ path, role, pages }) =>
    pages
      .flat()
      .filter((field) => OTHERS_FIELDS[role].includes(field))
      .map((field) => ({
        path,
        message: `${role === 'administrator' ? 'an administrator' : 'a user'} is asked for ${field}, which is not theirs`,
        cure: 'remove it',
      })),
  );
}

/** What is asked must be defined: a card, a token, a second PIN. */
export function checkAskedIsDefined(bank: BankProfile): Fault[] {
  const asked: { path: string; fields: readonly Field[] }[] = [
    ...actsOf(bank).map(({ path, pages }) => ({ path, fields: pages.flat() })),
    { path: 'renewal.asks', fields: bank.renewal.asks },
    { path: 'users.permissionAsks', fields: bank.users.permissionAsks },
  ];
  return asked.flatMap(({ path, fields }) =>
    fields.flatMap((field) => {
      const where = undefinedIn(bank, field);
      const message = `${field} is asked, but ${where} says that the bank has none`;
      return where === undefined ? [] : [{ path, message, cure: `define ${where}, or do not ask it` }];
    }),
  );
}

function undefinedIn(bank: BankProfile, field: Field): string | undefined {
  switch (field) {
    case 'contractId':
    case 'userId':
      return undefined;
    case 'cardPassword':
      return bank.card === null ? 'card' : undefined;
    case 'oneTimePassword':
      return bank.token === null ? 'token' : undefined;
    default:
      return bank.secrets[field] === undefined ? `secrets.${field}` : undefined;
  }
}

/**
 * Cells of a table can be asked only when it is known whose card it is, and a logon draws them only for who has
 * answered a page: strangers to the PIN see no question.
 */
export function checkTableAskedLater(bank: BankProfile): Fault[] {
  if (bank.card?.kind !== 'table') return [];
  return actsOf(bank)
    .filter((act) => act.pages[0]?.includes('cardPassword'))
    .map(({ path }) => ({
      path: `${path}.pages[0]`,
      message: 'cells of the card are asked on the first page, before anything is proven',
      cure: 'move "cardPassword" to a page of its own after it',
    }));
}

/** Secrets typed to permit or to renew belong to who types them: an administrator permits. */
export function checkPermissionIsAdministrators(bank: BankProfile): Fault[] {
  return bank.users.permissionAsks
    .filter((field: SecretField) => OTHERS_FIELDS.administrator.includes(field))
    .map((field) => ({
      path: 'users.permissionAsks',
      message: `an administrator is asked for ${field}, which is not theirs`,
      cure: 'remove it',
    }));
}

/** A person, and a screen reader, tells fields by their labels. */
export function checkLabelsDiffer(bank: BankProfile): Fault[] {
  return (['ja', 'en'] as const).flatMap((language) =>
    actsOf(bank).flatMap(({ path, pages }) =>
      pages.flatMap((page, index) => {
        const labels = page.map((field) => bank.terms[field][language]);
        const double = labels.find((label, position) => labels.indexOf(label) < position);
        const cure = `give each field of the page its own word in terms, ${language}`;
        return double === undefined
          ? []
          : [{ path: `${path}.pages[${index}]`, message: `two fields are called 「${double}」`, cure }];
      }),
    ),
  );
}
