// Customers who have proven who they are, made without a PIN being hashed: for tests that are about what comes after.

import { randomUUID } from 'node:crypto';
import { dayOf } from '../../src/domain/calendar.ts';
import { hashToken, newToken } from '../../src/procedures/secrets/token.ts';
import type { Store } from '../../src/store/store.ts';
import { insertContract } from '../../src/store/write/contract.ts';
import { insertEnrolment } from '../../src/store/write/enrolment.ts';
import { insertHolder } from '../../src/store/write/holder.ts';

export const BANK = '9000';

/** What a cookie holds: `EnrolmentKey` of a way whose next step is a key. */
export interface ProvenWay {
  readonly bankCode: string;
  readonly role: 'administrator';
  readonly token: string;
}

const HOUR_MS = 60 * 60 * 1000;

/** So many contracts of bank 9000, each with one way on which every secret is proven and the key's place chosen. */
export async function makeProvenWays(
  store: Store,
  count: number,
  now: number,
  lastsMs = HOUR_MS,
): Promise<ProvenWay[]> {
  return await store.transaction(async (tx) => {
    const ways: ProvenWay[] = [];
    for (let number = 1; number <= count; number += 1) {
      const [contract, holder, token] = [randomUUID(), randomUUID(), newToken()];
      const contractId = String(number).padStart(11, '0');
      await insertContract(tx, {
        id: contract,
        bank_code: BANK,
        contract_id: contractId,
        company_name: '株式会社見本商事',
        mail: 'keiri@customer.example',
        language: 'ja',
        state: 'open',
        acquisition_from: dayOf(now),
        created_at: now,
        updated_at: now,
      });
      const whose = { id: holder, contract, role: 'administrator', user_id: '' } as const;
      const subject = `${BANK} ${contractId}`;
      await insertHolder(tx, { ...whose, subject, permitted_at: now, created_at: now }, []);
      await insertEnrolment(tx, {
        id: randomUUID(),
        token_hash: hashToken(token),
        bank_code: BANK,
        holder,
        role: 'administrator',
        pages_done: 1,
        proven_at: now,
        key_place: 'file',
        way: 'enrolment',
        session: null,
        created_at: now,
        expires_at: now + lastsMs,
      });
      ways.push({ bankCode: BANK, role: 'administrator', token });
    }
    return ways;
  });
}
