import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bank } from '../../test/world/banks.ts';
import { checkContractLock, lockedSecrets } from './locked-secrets.ts';
import { checkPasswordLogon, type PasswordLogonFacts, passwordPagesOf } from './password-logon.ts';

const facts: PasswordLogonFacts = {
  contractState: 'open',
  stoppedAt: null,
  holderState: 'active',
  provisional: 0,
  certificateSince: null,
};

const ROWS: readonly [string, Partial<PasswordLogonFacts>, string | undefined][] = [
  ['before any certificate', {}, undefined],
  ['the administrator has a certificate', { certificateSince: 1 }, 'password-logon-over'],
  ['first PINs', { provisional: 1 }, 'activation-needed'],
  ['first PINs, and the method is over', { provisional: 1, certificateSince: 1 }, 'password-logon-over'],
  ['the contract is suspended', { contractState: 'suspended', certificateSince: 1 }, 'contract-suspended'],
  ['the contract is closed', { contractState: 'closed' }, 'contract-closed'],
  ['the contract is stopped', { stoppedAt: 1 }, 'contract-stopped'],
  ['the user is suspended', { holderState: 'suspended' }, 'user-suspended'],
  ['the user is removed', { holderState: 'removed' }, 'user-removed'],
];
describe('logon by id and password', () => {
  for (const [what, change, reason] of ROWS) {
    test(what, () => assert.equal(checkPasswordLogon(bank('9000'), { ...facts, ...change })?.reason, reason));
  }

  test('only banks that have it have pages for it', () => {
    assert.deepEqual(passwordPagesOf(bank('5410'), 'administrator'), [['contractId', 'contractPin']]);
    assert.equal(passwordPagesOf(bank('1283'), 'user'), undefined);
  });
});

const failures = (secret: 'contractPin' | 'cardPassword', channel: 'open' | 'certificate', count: number) => [
  { secret, channel, failures: count },
];

describe('an administrator’s lock', () => {
  const profile = bank('9000');
  const limit = profile.secrets.contractPin.failureLimit;
  const LOCKS: readonly [string, ReturnType<typeof failures>, string | undefined][] = [
    ['nothing wrong', [], undefined],
    ['one try is left', failures('contractPin', 'certificate', limit - 1), undefined],
    ['the PIN is locked', failures('contractPin', 'certificate', limit), 'contract-locked'],
    ['the card is locked', failures('cardPassword', 'certificate', 5), 'contract-locked'],
    ['a stranger without a certificate locked it', failures('contractPin', 'open', limit), undefined],
  ];
  for (const [what, counts, reason] of LOCKS) {
    test(what, () => assert.equal(checkContractLock(profile, counts)?.reason, reason));
  }

  test('locks nobody else where the bank does not want it', () => {
    assert.equal(checkContractLock(bank('5410'), failures('contractPin', 'certificate', 99)), undefined);
  });

  test('what is locked is named with its channel', () => {
    const counts = [...failures('contractPin', 'open', limit), ...failures('cardPassword', 'certificate', 1)];
    assert.deepEqual(lockedSecrets(profile, counts), [{ secret: 'contractPin', channel: 'open' }]);
  });
});
