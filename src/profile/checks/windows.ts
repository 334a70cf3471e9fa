// Days: what comes before what, and entries that only make sense together.

import type { BankProfile } from '../bank-profile.ts';
import { ROLES } from '../bank-profile.ts';
import type { Fault } from '../profile-fault.ts';

/** The fewest days that a certificate of this bank lives. */
function validityDays(bank: BankProfile): number {
  const { validity } = bank.certificate;
  return 'years' in validity ? validity.years * 365 : validity.days;
}

export function checkRenewalWithinValidity(bank: BankProfile): Fault[] {
  const days = validityDays(bank);
  if (bank.renewal.windowDays < days) return [];
  const message = `${bank.renewal.windowDays} days before expiry is before the certificate begins: it lives ${days} days`;
  return [{ path: 'renewal.windowDays', message, cure: `choose less than ${days}` }];
}

export function checkNoticeDays(bank: BankProfile): Fault[] {
  const { noticeDays } = bank.renewal;
  const days = validityDays(bank);
  const path = 'renewal.noticeDays';
  const tooEarly = noticeDays.filter((day) => day > days);
  const unsorted = noticeDays.some((day, index) => index > 0 && day >= (noticeDays[index - 1] ?? 0));
  return [
    ...tooEarly.map((day) => ({
      path,
      message: `${day} days before expiry is before the certificate begins: it lives ${days} days`,
      cure: `choose at most ${days}`,
    })),
    ...(unsorted
      ? [
          {
            path,
            message: 'the days are not in falling order, each once',
            cure: `write [${[...new Set(noticeDays)].toSorted((a, b) => b - a).join(', ')}]`,
          },
        ]
      : []),
  ];
}

/** Mails on certain days need the mail, and the mail needs days. */
export function checkRenewalMail(bank: BankProfile): Fault[] {
  const sends = bank.mails.kinds.includes('renewalDue');
  const hasDays = bank.renewal.noticeDays.length > 0;
  if (hasDays && !sends) {
    return [
      {
        path: 'mails.kinds',
        message: 'renewal.noticeDays names days, but "renewalDue" is not among the mails',
        cure: 'add "renewalDue", or empty renewal.noticeDays',
      },
    ];
  }
  if (sends && !hasDays) {
    return [
      {
        path: 'renewal.noticeDays',
        message: 'is empty, but mails.kinds holds "renewalDue"',
        cure: 'name days, such as [30, 10], or remove the mail',
      },
    ];
  }
  return [];
}

/** Callers who talk customers out of their PINs use re-acquisition: the customer must hear of it at once. */
export function checkReAcquisitionMail(bank: BankProfile): Fault[] {
  if (bank.reAcquisition.windowDays === 0 || bank.mails.kinds.includes('reAcquired')) return [];
  return [
    {
      path: 'mails.kinds',
      message: 'reAcquisition.windowDays grants days, but "reAcquired" is not among the mails',
      cure: 'add "reAcquired", or set reAcquisition.windowDays to 0',
    },
  ];
}

/** Pages of its own for re-acquisition: for both roles, with days to use them and an item that leads there. */
export function checkReAcquisitionPages(bank: BankProfile): Fault[] {
  const { reAcquisition } = bank;
  const targets = Object.values(bank.menus).flatMap(({ sections }) =>
    sections.flatMap(({ items }) => items.map(({ target }) => target)),
  );
  return ROLES.flatMap((role) => {
    const path = `reAcquisition.${role}`;
    const other = role === 'user' ? 'administrator' : 'user';
    if (reAcquisition[role] === undefined) {
      return reAcquisition[other] === undefined
        ? []
        : [
            {
              path,
              message: `is missing, though reAcquisition.${other} has pages`,
              cure: 'give both their pages, or neither',
            },
          ];
    }
    if (reAcquisition.windowDays === 0) {
      return [
        { path, message: 'has pages, but reAcquisition.windowDays is 0', cure: 'remove them, or grant days' },
      ];
    }
    return targets.includes(`${role}ReAcquisition`)
      ? []
      : [
          {
            path,
            message: 'has pages of its own, but no menu leads there',
            cure: `add an item with the target "${role}ReAcquisition", or remove the pages`,
          },
        ];
  });
}

/** Days that count from 開通確認 would never begin for who may do without it. */
export function checkCountedFromActivation({ enrolment, activation }: BankProfile): Fault[] {
  return enrolment.countedFrom !== 'activation' || activation.required
    ? []
    : [
        {
          path: 'enrolment.countedFrom',
          message: 'is activation, but activation.required is false',
          cure: 'set activation.required to true, or count from another act',
        },
      ];
}

export function checkPasswordPages(bank: BankProfile): Fault[] {
  const { passwordLogon, passwordPages } = bank.logon;
  const path = 'logon.passwordPages';
  if (passwordLogon !== 'never' && passwordPages === undefined) {
    return [
      {
        path,
        message: `is missing, but logon.passwordLogon is ${passwordLogon}`,
        cure: 'write the pages, or set logon.passwordLogon to "never"',
      },
    ];
  }
  if (passwordLogon === 'never' && passwordPages !== undefined) {
    return [{ path, message: 'is written, but logon.passwordLogon is never', cure: 'remove it' }];
  }
  return [];
}
