// Days and what belongs together: one fixture a fault.

import { testFaults, topItems } from '../fixtures/fault-cases.ts';

testFaults([
  {
    fault: 'days that count from an activation that nobody needs',
    of: '1283',
    spoil: (bank) => (bank.activation.required = false),
    path: 'enrolment.countedFrom',
    message: /activation\.required is false/,
  },
  {
    fault: 'renewal before the certificate begins',
    spoil: (bank) => {
      bank.certificate.validity = { days: 30 };
    },
    path: 'renewal.windowDays',
    message: /it lives 30 days/,
  },
  {
    fault: 'mail before the certificate begins',
    spoil: (bank) => bank.renewal.noticeDays.unshift(366),
    path: 'renewal.noticeDays',
    message: /366 days/,
  },
  {
    fault: 'mail days out of order',
    spoil: (bank) => bank.renewal.noticeDays.reverse(),
    path: 'renewal.noticeDays',
    message: /falling order/,
  },
  {
    fault: 'mail days twice the same',
    spoil: (bank) => bank.renewal.noticeDays.push(10),
    path: 'renewal.noticeDays',
    message: /falling order/,
  },
  {
    fault: 'mail days without the mail',
    spoil: (bank) => (bank.mails.kinds = ['locked', 'reAcquired']),
    path: 'mails.kinds',
    message: /"renewalDue" is not among the mails/,
  },
  {
    fault: 're-acquisition without its mail',
    spoil: (bank) => (bank.mails.kinds = bank.mails.kinds.filter((kind) => kind !== 'reAcquired')),
    path: 'mails.kinds',
    message: /"reAcquired" is not among the mails/,
  },
  {
    fault: 'the mail without days',
    spoil: (bank) => (bank.renewal.noticeDays = []),
    path: 'renewal.noticeDays',
    message: /is empty/,
  },
  {
    fault: 're-acquisition pages for one role only',
    of: '5410',
    spoil: (bank) => {
      delete bank.reAcquisition.user;
      const items = topItems(bank, 2);
      items.splice(
        items.findIndex((item) => item.target === 'userReAcquisition'),
        1,
      );
    },
    path: 'reAcquisition.user',
    message: /is missing, though reAcquisition\.administrator/,
  },
  {
    fault: 're-acquisition pages without days',
    of: '1635',
    spoil: (bank) => {
      bank.reAcquisition.administrator = bank.enrolment.administrator;
      bank.reAcquisition.user = bank.enrolment.user;
    },
    also: 'reAcquisition.user',
    path: 'reAcquisition.administrator',
    message: /has pages, but/,
  },
  {
    fault: 're-acquisition pages that no menu leads to',
    of: '5410',
    spoil: (bank) => {
      const items = topItems(bank, 2);
      items.splice(
        items.findIndex((item) => item.target === 'userReAcquisition'),
        1,
      );
    },
    path: 'reAcquisition.user',
    message: /no menu leads there/,
  },
  {
    fault: 'password logon without pages',
    spoil: (bank) => delete bank.logon.passwordPages,
    path: 'logon.passwordPages',
    message: /is missing/,
  },
  {
    fault: 'password pages without password logon',
    of: '1283',
    spoil: (bank) =>
      (bank.logon.passwordPages = {
        administrator: { pages: [['contractId', 'contractPin']] },
        user: { pages: [['contractId', 'userId', 'userPin']] },
      }),
    path: 'logon.passwordPages',
    message: /passwordLogon is never/,
  },
]);
