// The names in a bank's certificates: complete, within X.520's bounds, and never the same for two holders.

import type { BankProfile, Role } from '../bank-profile.ts';
import { ROLES } from '../bank-profile.ts';
import { MAX_COMMON_NAME, MAX_ORGANIZATION } from '../ceilings.ts';
import { nearest } from '../nearest.ts';
import type { Fault } from '../profile-fault.ts';
import { isAmbiguous, isPlaceholder, longest, namePattern, overlap, templateParts } from './name-pattern.ts';

const NEEDED = { administrator: ['contractId'], user: ['contractId', 'userId'] } as const;

const pathOf = (role: Role) => `certificate.commonName.${role}`;
const braced = (names: readonly string[]) => names.map((name) => `{${name}}`).join(', ');

/** A template knows only its own role's placeholders, and holds each that tells its holders apart. */
export function checkPlaceholders(bank: BankProfile): Fault[] {
  return ROLES.flatMap((role) => {
    const path = pathOf(role);
    const parts = templateParts(bank.certificate.commonName[role]);
    const names = parts.flatMap((part) => ('name' in part ? part.name : []));
    const missing = NEEDED[role].filter((name) => !names.includes(name));
    return [
      ...missing.map((name) => ({
        path,
        message: `{${name}} is missing, so holders would share a name`,
        cure: `put {${name}} into the template`,
      })),
      ...names
        .filter((name) => !isPlaceholder(name))
        .map((name) => ({
          path,
          message: `{${name}} is not a placeholder`,
          cure: `write {${nearest(name, ['contractId', 'userId', 'bankCode']) ?? 'contractId'}}; known: ${braced(['contractId', 'userId', 'bankCode'])}`,
        })),
      ...names
        .filter((name, index) => names.indexOf(name) < index)
        .map((name) => ({ path, message: `{${name}} stands twice`, cure: 'remove one' })),
      ...(role === 'administrator' && names.includes('userId')
        ? [
            {
              path,
              message: '{userId} stands in an administrator’s name',
              cure: 'remove it: an administrator has no user id',
            },
          ]
        : []),
    ];
  });
}

/** Letters between the placeholders: what every system prints the same (RFC 5280 A.1 PrintableString). */
export function checkLiterals(bank: BankProfile): Fault[] {
  return ROLES.flatMap((role) => {
    const template = bank.certificate.commonName[role];
    const literals = templateParts(template).flatMap((part) => ('literal' in part ? part.literal : []));
    const strange = literals.join('').match(/[^A-Za-z0-9 '()+,\-./:=?]/u)?.[0];
    const edges = template !== template.trim() || / {2}/.test(template);
    return [
      ...(strange === undefined
        ? []
        : [
            {
              path: pathOf(role),
              message: `${JSON.stringify(strange)} cannot stand in a name`,
              cure: "use letters, digits, space and ' ( ) + , - . / : = ?",
            },
          ]),
      ...(edges
        ? [{ path: pathOf(role), message: 'spaces stand at an end or twice in a row', cure: 'remove them' }]
        : []),
    ];
  });
}

/** The longest possible name fits ub-common-name. */
export function checkCommonNameLength(bank: BankProfile): Fault[] {
  return ROLES.flatMap((role) => {
    const pattern = namePattern(bank, role);
    const length = pattern === undefined ? 0 : longest(pattern);
    const message = `the longest name has ${length} characters; ${MAX_COMMON_NAME} are allowed`;
    const cure =
      'shorten the template, or lower identifiers.contractId.maxLength or identifiers.userId.maxLength';
    return length > MAX_COMMON_NAME ? [{ path: pathOf(role), message, cure }] : [];
  });
}

/** The organization fits ub-organization-name and is the same for every reader. */
export function checkOrganization(bank: BankProfile): Fault[] {
  const { organization } = bank.certificate;
  const length = [...organization].length;
  const path = 'certificate.organization';
  if (length === 0 || length > MAX_ORGANIZATION) {
    return [{ path, message: `has ${length} characters`, cure: `give it 1 to ${MAX_ORGANIZATION}` }];
  }
  const odd =
    /[\p{Cc}\p{Cf}]/u.test(organization) || organization !== organization.trim() || / {2}/.test(organization);
  return odd ? [{ path, message: 'holds invisible characters or spare spaces', cure: 'type it anew' }] : [];
}

/** No two holders of one bank can come to the same name. */
export function checkNamesApart(bank: BankProfile): Fault[] {
  const [administrator, user] = [namePattern(bank, 'administrator'), namePattern(bank, 'user')];
  const ambiguous = ROLES.filter((role) => {
    const pattern = namePattern(bank, role);
    return pattern !== undefined && isAmbiguous(pattern);
  });
  const faults: Fault[] = ambiguous.map((role) => ({
    path: pathOf(role),
    message: 'two holders can have the same name, for ids of changing length stand side by side',
    cure: 'put a sign such as - between them, or give the first a fixed length (minLength = maxLength)',
  }));
  if (administrator !== undefined && user !== undefined && overlap(administrator, user)) {
    faults.push({
      path: 'certificate.commonName',
      message: 'an administrator and a user can have the same name',
      cure: 'put a sign such as - before {userId}, or give {contractId} a fixed length',
    });
  }
  return faults;
}
