// Who waits for a certificate, on both databases: whoever may have one and has had none signed since.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { banksAndOffice } from '../../../test/world/banks.ts';
import { mustAcquire, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { makeWorld } from '../../../test/world/deployment.ts';
import { countAwaited, listAwaited } from './holder-lists.ts';

const BANK = '9000';

eachDatabase((database, open) => {
  test(`awaited: a signature since the permission ends it, and nothing else does, on ${database}`, async () => {
    const world = await makeWorld(await open(), { banks: banksAndOffice() });
    const { db } = world.store;
    /** By name; with a certificate that is changed then. */
    const customer = async (companyName: string, change?: Parameters<typeof changed>[1]) => {
      const one = await openContract(world, BANK, { companyName });
      if (change === undefined) return one;
      const { view } = await mustAcquire(world, one);
      await changed(view.serialNumber, change);
      return one;
    };
    const changed = async (
      serialNumber: string,
      change: {
        tbs?: Uint8Array;
        certificate?: null;
        fingerprint?: null;
        signed_at?: null;
        revoked_at?: number;
      },
    ) => {
      const revoked = change.revoked_at !== undefined && { revocation_reason: 'unspecified' as const };
      await db
        .updateTable('certificate')
        .set({ ...change, ...revoked, planned_at: world.clock.now })
        .where('serial_number', '=', serialNumber)
        .execute();
    };
    const tbs = Uint8Array.of(0x30, 0);
    const unsigned = { tbs, certificate: null, fingerprint: null, signed_at: null } as const;
    await customer('待つ');
    await customer('取得', {});
    await customer('失効', { revoked_at: world.clock.now });
    await customer('発行中', unsigned);
    await customer('中断', { ...unsigned, revoked_at: world.clock.now });
    // Allowed once more, after the one that there is.
    const again = await customer('再び', {});
    await db
      .updateTable('holder')
      .set({ permitted_at: world.clock.now + 1 })
      .where('contract', 'in', (query) =>
        query.selectFrom('contract').select('id').where('contract_id', '=', again.contractId),
      )
      .execute();
    const span = { role: 'administrator', from: '2000-01-01', until: '2100-01-01' } as const;
    const found = await listAwaited(db, BANK, { ...span, limit: 100 });
    const names = found.map(({ companyName }) => companyName);
    assert.deepEqual(names.sort(), ['中断', '再び', '待つ', '発行中']);
    assert.equal(await countAwaited(db, BANK, span), 4);
  });
});
