// Users of the demonstration's customers: on the bank's list as on a change of method (manual 000), so that they can
// log on by id and password before their administrator acquires; through 開通確認 as users go.

import { hasForm } from '../domain/entered-fields.ts';
import { passwordPagesOf } from '../domain/password-logon.ts';
import { pinsOf } from '../domain/pin-choice.ts';
import { isRefusal } from '../domain/refusal.ts';
import { beginActivation } from '../procedures/activate/begin-activation.ts';
import { choosePins } from '../procedures/activate/choose-pins.ts';
import type { Caller, Deployment } from '../procedures/deployment.ts';
import { importUsers } from '../procedures/import-users/import-users.ts';
import type { LineFault } from '../procedures/read-list.ts';
import { generatePins } from '../procedures/secrets/generate-secret.ts';
import type { FirstPins } from '../procedures/users/first-pins.ts';
import type { BankProfile, Text } from '../profile/bank-profile.ts';
import { findHolder } from '../store/read/contract.ts';
import { ownPins } from './demonstration-pins.ts';

export interface DemonstrationUser {
  readonly userId: string;
  readonly name: string;
  readonly mail: string;
  /** Whether the administrator has let the user have a certificate. */
  readonly permitted: boolean;
  readonly userPin: string;
  readonly userConfirmationPin?: string | undefined;
  /** What the sheet from the administrator said. */
  readonly firstPins: FirstPins;
  /** What this user shows, in words. */
  readonly state: Text;
}

const PARTS: readonly (Pick<DemonstrationUser, 'name' | 'permitted' | 'state'> & {
  readonly mailName: string;
})[] = [
  {
    name: '山田 花子',
    mailName: 'hanako',
    permitted: true,
    state: {
      ja: '利用者の電子証明書を取得できます（発行を設定済み）',
      en: 'The user can acquire a certificate: it is permitted',
    },
  },
  {
    name: '鈴木 次郎',
    mailName: 'jiro',
    permitted: false,
    state: {
      ja: '管理者が発行を設定すると、電子証明書を取得できます',
      en: 'The user can acquire a certificate once the administrator permits it',
    },
  },
];

/** Where a bank has ID・パスワード方式. */
const BY_PASSWORD: Text = {
  ja: '。管理者が電子証明書を取得するまでは、利用者IDと暗証番号で{logon}できます',
  en: '; until the administrator acquires a certificate, {logon} works by user ID and PIN',
};

function stateOf(profile: BankProfile, { ja, en }: Text): Text {
  if (passwordPagesOf(profile, 'user') === undefined) return { ja, en };
  const { logon } = profile.terms;
  return {
    ja: ja + BY_PASSWORD.ja.replace('{logon}', logon.ja),
    en: en + BY_PASSWORD.en.replace('{logon}', `“${logon.en}”`),
  };
}

/** Fresh secrets for the users of a customer. */
export function makeUsers(profile: BankProfile): DemonstrationUser[] {
  return PARTS.map(({ name, mailName, permitted, state }, index) => {
    const userId = userIdOf(profile, index + 1);
    return {
      userId,
      name,
      mail: `${mailName}@customer.example`,
      permitted,
      userPin: '',
      ...ownPins(profile, 'user', [userId]),
      firstPins: generatePins(profile, ['userPin', 'userConfirmationPin']),
      state: stateOf(profile, state),
    };
  });
}

/** Letters and a number where the form has room for them. */
function userIdOf({ identifiers }: BankProfile, number: number): string {
  const { userId: form } = identifiers;
  const room = Math.min(form.maxLength, Math.max(form.minLength, 'user'.length + 2)) - 'user'.length;
  const withWord = `user${String(number).padStart(Math.max(room, 1), '0')}`;
  return hasForm(form, withWord) ? withWord : String(number).padStart(form.minLength, '0');
}

interface WithUsers {
  readonly contractId: string;
  readonly users?: readonly DemonstrationUser[];
}

/** The bank's list of users, as `warifu user import` reads it. */
function userList(customers: readonly WithUsers[]): string {
  const columns = ['contract_id', 'user_id', 'name', 'mail', 'permission', 'user_pin'];
  const confirmation = customers.some(({ users = [] }) =>
    users.some(({ firstPins }) => firstPins.userConfirmationPin !== undefined),
  );
  if (confirmation) columns.push('user_confirmation_pin');
  const rows = customers.flatMap(({ contractId, users = [] }) =>
    users.map(({ userId, name, mail, permitted, firstPins }) => [
      ...[contractId, userId, name, mail, permitted ? 'yes' : 'no', firstPins.userPin ?? ''],
      ...(confirmation ? [firstPins.userConfirmationPin ?? ''] : []),
    ]),
  );
  return [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/**
 * Loads who is not there yet, and brings everybody through 開通確認 who is to be: a start that was broken off is gone on
 * with, and what administrators have changed since stays as it is.
 */
export async function loadUsers(
  deployment: Deployment,
  profile: BankProfile,
  customers: readonly WithUsers[],
  caller: Caller,
): Promise<readonly LineFault[]> {
  const missing = await Promise.all(
    customers.map(async ({ contractId, users = [] }) => {
      const found = await Promise.all(
        users.map(({ userId }) =>
          findHolder(deployment.store.db, { bankCode: profile.code, contractId, userId }),
        ),
      );
      return { contractId, users: users.filter((_user, index) => found[index] === undefined) };
    }),
  );
  const outcome = await importUsers(deployment, profile, Buffer.from(userList(missing)), caller);
  if ('faults' in outcome) return outcome.faults;
  await Promise.all(
    customers.flatMap(({ contractId, users = [] }) =>
      users.map((user) => activate(deployment, profile, contractId, user, caller)),
    ),
  );
  return [];
}

async function activate(
  deployment: Deployment,
  profile: BankProfile,
  contractId: string,
  user: DemonstrationUser,
  caller: Caller,
): Promise<void> {
  const { userId } = user;
  const holder = await findHolder(deployment.store.db, { bankCode: profile.code, contractId, userId });
  if (holder?.provisional !== 1) return;
  const key = { bankCode: profile.code, role: 'user' } as const;
  const fields = { contractId, userId, ...user.firstPins };
  const begun = await beginActivation(deployment, { ...key, fields }, caller);
  if (isRefusal(begun)) throw new Error(`${userId} of ${profile.code}: ${begun.cause}`);
  const pins = pinsOf(profile, 'user').map((pin) => {
    const own = (pin === 'userPin' ? user.userPin : user.userConfirmationPin) ?? '';
    return [pin, { pin: own, again: own }] as const;
  });
  const chosen = await choosePins(deployment, { ...key, ...begun, pins: Object.fromEntries(pins) }, caller);
  if (isRefusal(chosen)) throw new Error(`${userId} of ${profile.code}: ${chosen.reason}`);
}
