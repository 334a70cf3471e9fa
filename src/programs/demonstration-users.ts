// Users of the demonstration's customers: entered by the bank as on a change of method (manual 000), through
// 開通確認 as users go.

import { hasForm } from '../domain/entered-fields.ts';
import { pinsOf } from '../domain/pin-choice.ts';
import { isRefusal } from '../domain/refusal.ts';
import { beginActivation } from '../procedures/activate/begin-activation.ts';
import { choosePins } from '../procedures/activate/choose-pins.ts';
import type { Caller, Deployment } from '../procedures/deployment.ts';
import { generatePins } from '../procedures/secrets/generate-secret.ts';
import { enterUser } from '../procedures/users/enter-user.ts';
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
      ja: '利用者の電子証明書を取得できます（管理者が発行を設定済み）',
      en: 'The user can acquire a certificate: the administrator has permitted it',
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
      state,
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

/** Enters who is not there yet; a start that was broken off is gone on with. */
export async function loadUsers(
  deployment: Deployment,
  profile: BankProfile,
  customers: readonly { readonly contractId: string; readonly users?: readonly DemonstrationUser[] }[],
  caller: Caller,
): Promise<void> {
  const loading = customers.flatMap(({ contractId, users = [] }) =>
    users.map(async (user) => {
      const entered = await enterUser(
        deployment,
        { bankCode: profile.code, contractId, ...user, permit: user.permitted },
        caller,
      );
      if (isRefusal(entered)) throw new Error(`${user.userId} of ${profile.code}: ${entered.reason}`);
      await activate(deployment, profile, contractId, user, caller);
    }),
  );
  await Promise.all(loading);
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
