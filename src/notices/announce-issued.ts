// Every certificate that is recorded is told of, in the transaction that records it, whoever records it: the issuing
// itself or the sweep after a crash.

import type { OnRecorded } from '../ca/record-signed.ts';
import { readCertificatesWithHolders } from '../store/read/notice.ts';
import { noticeOfIssue } from './occasions.ts';
import { type Banks, queueNotices } from './queue-notices.ts';

export function announceIssued(banks: Banks): OnRecorded {
  return async (tx, recorded, now) => {
    const certificates = await readCertificatesWithHolders(
      tx,
      recorded.map((one) => one.serialNumber),
    );
    const notices = certificates.map((one) => noticeOfIssue(one, one, now));
    await queueNotices(tx, banks, notices, now);
  };
}
