// Certificates by the CA that issued them: of one that its root has revoked.

import { prepared } from '../prepared.ts';

/** Where a walk through certificates has come to. */
export interface LivePlace {
  readonly issuer: string;
  /** Serial number; empty at the beginning. */
  readonly after: string;
  readonly now: number;
  readonly most: number;
}

/** What is neither revoked nor expired, planned ones included, in the order of serial numbers. */
export const readLiveOf = prepared((db, { issuer, after, now, most }: LivePlace) =>
  db
    .selectFrom('certificate')
    .select(['serial_number', 'holder'])
    .where('issuer', '=', issuer)
    .where('serial_number', '>', after)
    .where('revoked_at', 'is', null)
    .where('not_after', '>=', now)
    .orderBy('serial_number')
    .limit(most),
);

export interface LostPlace {
  readonly issuer: string;
  /** Of revocations: from when on the CA was known to be revoked. */
  readonly since: number;
  readonly afterAt: number;
  readonly after: string;
  readonly most: number;
}

/**
 * What was revoked since, of holders who have been given no permission and no certificate after it, in the order of
 * revocation. Those who may hold none any more are left out.
 */
export const readLostOf = prepared((db, { issuer, since, afterAt, after, most }: LostPlace) =>
  db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select([
      'certificate.serial_number',
      'certificate.revoked_at',
      'certificate.holder',
      'contract.bank_code',
      'holder.permitted_at',
    ])
    .where('certificate.issuer', '=', issuer)
    .where('certificate.revoked_at', '>=', since)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('certificate.revoked_at', 'certificate.serial_number'),
        '>',
        tuple<number | null, string>(afterAt, after),
      ),
    )
    .where('certificate.fingerprint', 'is not', null)
    .where('holder.state', '!=', 'removed')
    .where('contract.state', '!=', 'closed')
    .where(({ or, eb }) =>
      or([
        eb('holder.permitted_at', 'is', null),
        eb('holder.permitted_at', '<=', eb.ref('certificate.planned_at')),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('certificate as later')
            .select('later.serial_number')
            .whereRef('later.holder', '=', 'certificate.holder')
            .whereRef('later.planned_at', '>', 'certificate.planned_at')
            .where('later.fingerprint', 'is not', null),
        ),
      ),
    )
    .orderBy('certificate.revoked_at')
    .orderBy('certificate.serial_number')
    .limit(most),
);
