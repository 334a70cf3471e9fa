// What is done once a day: telling customers whose certificates end, and banks what waits at their desks. Safe to run twice at once, late, and from
// several processes: each certificate keeps what has been announced of it.

import { announcementSpans } from '../domain/expiry-announcements.ts';
import type { EndingUser, Notice } from '../notices/notice.ts';
import { noticeOfEnd, noticeOfEndingUsers } from '../notices/occasions.ts';
import { queueNotices } from '../notices/queue-notices.ts';
import type { BankProfile } from '../profile/bank-profile.ts';
import { type CertificateWithHolder, readEndingUnannounced } from '../store/read/notice.ts';
import type { Transaction } from '../store/store.ts';
import { type AuditRecord, appendAudit } from '../store/write/audit.ts';
import { markAnnounced } from '../store/write/certificate.ts';
import { deleteOldNotices } from '../store/write/notice.ts';
import type { Deployment } from './deployment.ts';
import { mindTheDesk } from './office/mind-the-desk.ts';

/** Longer than any certificate: "we wrote to you" can be shown for as long as it matters. */
const NOTICES_KEPT_MS = 3 * 366 * 24 * 60 * 60 * 1000;

export interface DailyOutcome {
  /** Certificates whose end was announced now. */
  readonly announced: number;
}

interface Due {
  readonly certificate: CertificateWithHolder;
  /** One of the bank's days before the end; 0: it has come. */
  readonly days: number;
}

/** Queues the mails of the day, contract by contract: all of one contract or nothing of it. */
export async function doDailyWork(
  deployment: Pick<Deployment, 'store' | 'banks' | 'now'>,
): Promise<DailyOutcome> {
  const { store, banks, now } = deployment;
  let announced = 0;
  for (const profile of banks.values()) {
    for (const dues of (await readDue(deployment, profile)).values()) {
      announced += await store.transaction((tx) => announce(tx, deployment, dues));
    }
  }
  await mindTheDesk(deployment);
  await store.transaction((tx) => deleteOldNotices(tx, now() - NOTICES_KEPT_MS));
  return { announced };
}

/** What is to be announced today, by contract. */
async function readDue(
  { store, now }: Pick<Deployment, 'store' | 'now'>,
  profile: BankProfile,
): Promise<Map<string, Due[]>> {
  const { kinds } = profile.mails;
  const spans = announcementSpans(
    {
      noticeDays: kinds.includes('renewalDue') ? profile.renewal.noticeDays : [],
      ended: kinds.includes('certificateExpired'),
    },
    now(),
  );
  const due: Due[] = [];
  for (const span of spans) {
    const certificates = await readEndingUnannounced(store.db, profile.code, span);
    due.push(...certificates.map((certificate) => ({ certificate, days: span.days })));
  }
  return Map.groupBy(due, ({ certificate }) => certificate.contract);
}

/** Of two jobs at once, one finds a certificate unannounced. */
async function announce(
  tx: Transaction,
  { banks, now }: Pick<Deployment, 'banks' | 'now'>,
  dues: readonly Due[],
): Promise<number> {
  const fresh: Due[] = [];
  for (const due of dues) {
    if (await markAnnounced(tx, due.certificate.serialNumber, due.days)) fresh.push(due);
  }
  const own = fresh.map(({ certificate, days }) => noticeOfEnd(certificate, certificate, days));
  await queueNotices(tx, banks, [...own, ...listOf(fresh)], now());
  await appendAudit(
    tx,
    fresh.map((due) => recordOf(due, now())),
  );
  return fresh.length;
}

/** The administrator's list of users, if there are any. */
function listOf(fresh: readonly Due[]): Notice[] {
  const dues = fresh.filter(({ certificate }) => certificate.role === 'user');
  const first = dues[0]?.certificate;
  if (first === undefined) return [];
  const users = dues.map(
    ({ certificate: { userId, name, notAfter }, days }): EndingUser => ({
      userId,
      userName: name,
      notAfter,
      ended: days === 0,
    }),
  );
  // Each of them is announced once for these days, so no other list has the same first.
  return [noticeOfEndingUsers(first, users, `${first.serialNumber} ${dues[0]?.days}`)];
}

function recordOf({ certificate, days }: Due, now: number): AuditRecord {
  const { bankCode, contractId, userId, serialNumber } = certificate;
  return {
    at: now,
    reference: 'daily',
    bankCode,
    contractId,
    userId,
    act: days === 0 ? 'certificate.end-announced' : 'certificate.renewal-announced',
    outcome: 'done',
    certificate: serialNumber,
    details: { days },
  };
}
