// What ends somebody ends what is open: after each such act the next request of a live session is refused, and neither
// the session nor a way begun before comes back when its holder may go on.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { twice } from '../../test/world/activation.ts';
import {
  type Customer,
  type CustomerUser,
  entriesOf,
  identify,
  logOn,
  mustAcquire,
  openContract,
} from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../test/world/deployment.ts';
import { logOnByPassword } from '../../test/world/password-logon.ts';
import { addUser, administratorOf, type LoggedOn } from '../../test/world/users.ts';
import { isRefusal } from '../domain/refusal.ts';
import { beginActivation } from './activate/begin-activation.ts';
import { choosePins } from './activate/choose-pins.ts';
import { reissueByBank } from './certificates/reissue-certificate.ts';
import { revokeBySerialNumber, revokeOwnCertificate } from './certificates/revoke-certificate.ts';
import { chooseKeyPlace, openKeyTicket } from './enrol/enrolment.ts';
import { findSession, type SessionInput } from './log-on/session.ts';
import { findPasswordSession } from './password-logon/password-session.ts';
import { resumeContract, stopContract } from './stop-contract.ts';
import { suspendContract } from './suspend-contract.ts';
import { unlockContract } from './unlock.ts';
import { changeUser } from './users/change-user.ts';
import { removeUser } from './users/remove-user.ts';
import { renewFirstPins } from './users/renew-first-pins.ts';
import { setUserPermission } from './users/set-user-permission.ts';
import { resumeUser, suspendUser } from './users/suspend-user.ts';
import { unlockUser } from './users/unlock-user.ts';

const BANK = '9000';
const REASON = 'cessationOfOperation';

const reasonOf = (outcome: unknown) => (isRefusal(outcome) ? outcome.reason : 'goes on');
/** Whoever did it was let. */
function must<Done>(outcome: Done): Exclude<Done, { refused: true }> {
  assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
  return outcome as Exclude<Done, { refused: true }>;
}

interface Desk {
  readonly world: World;
  readonly admin: LoggedOn;
  readonly user: CustomerUser;
  /** Of the user. */
  readonly session: SessionInput;
  readonly serialNumber: string;
}

type Act = (desk: Desk) => Promise<unknown>;
const onUser = ({ admin, user }: Desk) => ({ ...admin, userId: user.userId });
const claimOf = ({ customer }: Pick<LoggedOn, 'customer'>) => ({
  bankCode: BANK,
  contractId: customer.contractId,
});

/** What becomes of the session of a user. */
const USERS: readonly [string, Act, string][] = [
  ['new first PINs', (desk) => renewFirstPins(desk.world, onUser(desk), caller()), 'session-over'],
  ['suspended', (desk) => suspendUser(desk.world, onUser(desk), caller()), 'user-suspended'],
  [
    'suspended and resumed',
    async (desk) => {
      must(await suspendUser(desk.world, onUser(desk), caller()));
      return resumeUser(desk.world, onUser(desk), caller());
    },
    'session-over',
  ],
  ['removed', (desk) => removeUser(desk.world, onUser(desk), caller()), 'certificate-revoked'],
  ...(['revoke', 'reissue'] as const).map((choice): [string, Act, string] => [
    `permission: ${choice}`,
    (desk) => setUserPermission(desk.world, { ...onUser(desk), choice, reason: REASON }, caller()),
    'certificate-revoked',
  ]),
  [
    'revoked by the holder',
    ({ world, session, user }) =>
      revokeOwnCertificate(world, { ...session, fields: entriesOf(user), reason: REASON }, caller()),
    'certificate-revoked',
  ],
  [
    'revoked by the bank',
    ({ world, serialNumber }) =>
      revokeBySerialNumber(world, { bankCode: BANK, serialNumber, reason: REASON }, caller()),
    'certificate-revoked',
  ],
  [
    're-issued by the bank',
    (desk) => reissueByBank(desk.world, { ...claimOf(desk.admin), userId: desk.user.userId }, caller()),
    'certificate-revoked',
  ],
  ['contract stopped', ({ world, admin }) => stopContract(world, admin, caller()), 'contract-stopped'],
  [
    'contract stopped and resumed',
    async ({ world, admin }) => {
      must(await stopContract(world, admin, caller()));
      return resumeContract(world, claimOf(admin), caller());
    },
    'session-over',
  ],
  [
    'contract suspended',
    ({ world, admin }) => suspendContract(world, claimOf(admin), caller()),
    'contract-suspended',
  ],
  // What ends nobody.
  ['unlocked', (desk) => unlockUser(desk.world, onUser(desk), caller()), 'goes on'],
  [
    'name and mail changed',
    (desk) =>
      changeUser(desk.world, { ...onUser(desk), name: '見本 次郎', mail: 'j@customer.example' }, caller()),
    'goes on',
  ],
  [
    'permission: continue',
    (desk) => setUserPermission(desk.world, { ...onUser(desk), choice: 'continue' }, caller()),
    'goes on',
  ],
];

/** What becomes of the session of an administrator: with a certificate, and by id and password before there is one. */
const ADMINISTRATORS: readonly [string, (world: World, by: LoggedOn) => Promise<unknown>, string, string][] =
  [
    [
      're-issued by the bank',
      (world, by) => reissueByBank(world, { ...claimOf(by), userId: '' }, caller()),
      'certificate-revoked',
      'session-over',
    ],
    [
      'contract suspended',
      (world, by) => suspendContract(world, claimOf(by), caller()),
      'contract-suspended',
      'contract-suspended',
    ],
    [
      'contract stopped',
      (world, by) => stopContract(world, by, caller()),
      'contract-stopped',
      'contract-stopped',
    ],
    [
      'contract stopped and resumed',
      async (world, by) => {
        must(await stopContract(world, by, caller()));
        return resumeContract(world, claimOf(by), caller());
      },
      'session-over',
      'session-over',
    ],
    ['unlocked', (world, by) => unlockContract(world, claimOf(by), caller()), 'goes on', 'goes on'],
  ];

eachDatabase((name, open) => {
  describe(`live sessions on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const administrator = async () => administratorOf(world, await openContract(world, BANK));

    for (const [title, act, reason] of USERS) {
      test(`a user’s: ${title}: ${reason}`, async () => {
        const admin = await administrator();
        const user = await addUser(world, admin);
        const { certificate, view } = await mustAcquire(world, user);
        const session = { bankCode: BANK, certificate, token: must(await logOn(world, user, certificate)) };
        must(await findSession(world, session));
        must(await act({ world, admin, user, session, serialNumber: view.serialNumber }));
        assert.equal(reasonOf(await findSession(world, session)), reason);
      });
    }

    for (const [title, act, withCertificate] of ADMINISTRATORS) {
      test(`an administrator’s: ${title}: ${withCertificate}`, async () => {
        const admin = await administrator();
        must(await act(world, admin));
        assert.equal(reasonOf(await findSession(world, admin)), withCertificate);
      });
    }

    for (const [title, act, , byPassword] of ADMINISTRATORS) {
      test(`by id and password: ${title}: ${byPassword}`, async () => {
        const customer: Customer = await openContract(world, BANK);
        const key = must(await logOnByPassword(world, customer));
        must(await findPasswordSession(world, key));
        must(await act(world, { ...key, customer, fields: entriesOf(customer) } as unknown as LoggedOn));
        assert.equal(reasonOf(await findPasswordSession(world, key)), byPassword);
      });
    }

    test('first PINs made anew: whoever began with the old ones neither acquires nor chooses own ones', async () => {
      const admin = await administrator();
      const user = await addUser(world, admin, { activated: false });
      const who = { bankCode: BANK, role: 'user' } as const;
      const begun = must(await beginActivation(world, { ...who, fields: entriesOf(user) }, caller()));
      must(await renewFirstPins(world, { ...admin, userId: user.userId }, caller()));
      const pins = twice({ userPin: 'kaede7396', userConfirmationPin: 'sumire5148' });
      const chosen = await choosePins(world, { ...who, ...begun, pins }, caller());
      assert.equal(reasonOf(chosen), 'activation-over');
    });

    for (const [title, reason] of [
      ['new first PINs', 'enrolment-over'],
      ['permission: reissue', 'enrolment-over'],
      ['permission: revoke', 'user-not-permitted'],
      ['suspended', 'user-suspended'],
      ['removed', 'user-removed'],
      ['contract suspended', 'contract-suspended'],
      ['contract stopped', 'enrolment-over'],
      ['contract stopped and resumed', 'enrolment-over'],
      ['unlocked', 'goes on'],
    ] as const) {
      test(`a way through acquisition: ${title}: ${reason}`, async () => {
        const admin = await administrator();
        const user = await addUser(world, admin);
        // So that there is something to end.
        const { certificate, view } = await mustAcquire(world, user);
        const token = must(await identify(world, user));
        const key = { bankCode: BANK, role: 'user', way: 'enrolment', token, keyPlace: 'file' } as const;
        must(await chooseKeyPlace(world, key, caller()));
        const [, act] = USERS.find(([one]) => one === title) ?? assert.fail(title);
        const session = { bankCode: BANK, certificate };
        must(await act({ world, admin, user, session, serialNumber: view.serialNumber }));
        const went = await chooseKeyPlace(world, key, caller());
        assert.equal(reasonOf(isRefusal(went) ? went : await openKeyTicket(world, key)), reason);
      });
    }
  });
});
