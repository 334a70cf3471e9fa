// What ends soon is told before it has ended: by mail to who runs the CA, and in the audit record.

import { alarmsIn, type HealthCheck } from '../../domain/health.ts';
import { noticeOfAlarm } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import { banksWithCustomers, officeOf } from '../../profile/bank-profile.ts';
import { appendAudit } from '../../store/write/audit.ts';
import type { Deployment } from '../deployment.ts';

/** To the office, or where there is none to every bank. Safe to repeat: a mail goes out once for each occasion. */
export async function raiseAlarm(
  { store, banks, now }: Pick<Deployment, 'store' | 'banks' | 'now'>,
  checks: readonly HealthCheck[],
): Promise<void> {
  const alarms = alarmsIn(checks);
  if (alarms.length === 0) return;
  const at = now();
  const office = officeOf(banks);
  const told = office === undefined ? banksWithCustomers(banks) : [office];
  const notices = told.flatMap((profile) =>
    alarms.flatMap((alarm) => noticeOfAlarm(profile, alarm, at) ?? []),
  );
  const details = Object.fromEntries(
    alarms.map(({ check, detail, failed }) => [check, `${failed ? 'failed' : 'warning'}: ${detail}`]),
  );
  await store.transaction(async (tx) => {
    await queueNotices(tx, banks, notices, at);
    await appendAudit(tx, [{ at, reference: 'alarm', act: 'alert.health', outcome: 'done', details }]);
  });
}
