// What pages ask: one fixture a fault.

import { testFaults } from '../fixtures/fault-cases.ts';

testFaults([
  {
    fault: 'first page without the contract id',
    spoil: (bank) => bank.enrolment.administrator.pages[0]?.shift(),
    path: 'enrolment.administrator.pages[0]',
    message: /contractId is not asked on the first page/,
  },
  {
    fault: 'first page without the user id',
    spoil: (bank) => bank.enrolment.user.pages[0]?.splice(1, 1),
    path: 'enrolment.user.pages[0]',
    message: /userId is not asked on the first page/,
  },
  {
    fault: 'id on a later page',
    spoil: (bank) => bank.enrolment.administrator.pages.push(['contractId']),
    also: 'enrolment.administrator',
    path: 'enrolment.administrator.pages[1]',
    message: /after the first page/,
  },
  {
    fault: 'first page without a PIN',
    of: '1283',
    spoil: (bank) => (bank.enrolment.administrator.pages = [['contractId'], ['contractPin']]),
    path: 'enrolment.administrator.pages[0]',
    message: /asks for no PIN/,
  },
  {
    fault: 'logon without a PIN',
    of: '1283',
    spoil: (bank) => (bank.logon.administrator.pages = [['oneTimePassword']]),
    path: 'logon.administrator.pages[0]',
    message: /asks for no PIN/,
  },
  {
    fault: 'logon that asks an id',
    spoil: (bank) => bank.logon.user.pages[0]?.push('userId'),
    path: 'logon.user.pages[0]',
    message: /the certificate says it/,
  },
  {
    fault: 'field asked twice',
    spoil: (bank) => bank.logon.user.pages.push(['userPin']),
    path: 'logon.user',
    message: /userPin is asked twice/,
  },
  {
    fault: 'administrator asked for a user’s PIN',
    spoil: (bank) => bank.logon.administrator.pages.push(['userPin']),
    path: 'logon.administrator',
    message: /not theirs/,
  },
  {
    fault: 'user asked for the contract’s PIN',
    spoil: (bank) => bank.logon.user.pages.push(['contractPin']),
    path: 'logon.user',
    message: /not theirs/,
  },
  {
    fault: 'card password without a card',
    of: '5410',
    spoil: (bank) => bank.logon.administrator.pages.push(['cardPassword']),
    path: 'logon.administrator',
    message: /card says that the bank has none/,
  },
  {
    fault: 'one-time password without a token',
    spoil: (bank) => bank.renewal.asks.push('oneTimePassword'),
    path: 'renewal.asks',
    message: /token says that the bank has none/,
  },
  {
    fault: 'confirmation PIN that is not defined',
    of: '5410',
    spoil: (bank) => bank.users.permissionAsks.push('contractConfirmationPin'),
    path: 'users.permissionAsks',
    message: /secrets\.contractConfirmationPin says/,
  },
  {
    fault: 'table cells asked with the id',
    spoil: (bank) => bank.enrolment.administrator.pages[0]?.push('cardPassword'),
    path: 'enrolment.administrator.pages[0]',
    message: /before anything is proven/,
  },
  {
    fault: 'table cells asked on the first page of a logon',
    spoil: (bank) => (bank.logon.administrator.pages = [['contractPin', 'cardPassword']]),
    path: 'logon.administrator.pages[0]',
    message: /before anything is proven/,
  },
  {
    fault: 'permission that asks a user’s PIN',
    spoil: (bank) => bank.users.permissionAsks.push('userPin'),
    path: 'users.permissionAsks',
    message: /not theirs/,
  },
  {
    fault: 'two fields of a page with one label',
    spoil: (bank) => (bank.terms.userConfirmationPin.ja = bank.terms.userPin.ja),
    path: 'enrolment.user.pages[0]',
    message: /two fields are called 「利用者暗証番号」/,
  },
]);
