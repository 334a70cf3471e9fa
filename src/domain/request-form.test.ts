// States of a request form × acts × roles × the same person.

import assert from 'node:assert/strict';
import test from 'node:test';
import { OFFICER_ROLES, type OfficerRole } from './officer.ts';
import { isRefusal } from './refusal.ts';
import { decideFormAct, FORM_ACTS, FORM_STATES, type FormAct, type FormState } from './request-form.ts';

/** Everything that goes, for somebody who had no hand in it; all else is refused. */
const GOES: readonly [act: FormAct, from: FormState | undefined, role: OfficerRole, to: FormState][] = [
  ['enter', undefined, 'operator', 'entered'],
  ['amend', 'entered', 'operator', 'entered'],
  ['amend', 'returned', 'operator', 'entered'],
  ['withdraw', 'entered', 'operator', 'withdrawn'],
  ['withdraw', 'returned', 'operator', 'withdrawn'],
  ['approve', 'entered', 'approver', 'done'],
  ['return', 'entered', 'approver', 'returned'],
];
const ROLE_OF: Record<FormAct, OfficerRole> = {
  enter: 'operator',
  amend: 'operator',
  withdraw: 'operator',
  approve: 'approver',
  return: 'approver',
};

for (const act of FORM_ACTS) {
  for (const state of [undefined, ...FORM_STATES]) {
    for (const role of OFFICER_ROLES) {
      for (const own of [false, true]) {
        const row = GOES.find((one) => one[0] === act && one[1] === state && one[2] === role);
        const decides = act === 'approve' || act === 'return';
        const expected =
          ROLE_OF[act] !== role
            ? 'officer-not-allowed'
            : row === undefined
              ? 'form-settled'
              : own && decides
                ? 'form-own'
                : row[3];
        const title = `${act} of ${state ?? 'nothing'} by ${own ? 'its author, ' : ''}${role}: ${expected}`;
        test(title, () => {
          const writers = own ? ['E1', 'E2'] : ['E2'];
          const decided = decideFormAct(act, { state, writers }, { role, person: 'E1' });
          assert.equal(isRefusal(decided) ? decided.reason : decided, expected);
        });
      }
    }
  }
}
