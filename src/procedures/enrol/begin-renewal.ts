// 証明書更新: who is logged on with a certificate that runs out makes a new key for the same name. The session is the
// proof; where a bank wants more, its secrets are asked besides.

import { randomUUIDv7 } from 'node:crypto';
import { decideIssue } from '../../domain/decide-issue.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { SecretField } from '../../profile/fields.ts';
import { certificateFactsOf, readCertificatesOfHolders } from '../../store/read/certificate.ts';
import type { Reader } from '../../store/store.ts';
import { insertEnrolment } from '../../store/write/enrolment.ts';
import type { CertificateView } from '../certificate-view.ts';
import { certificateViewOf } from '../certificate-view.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actInSession, loadOpenSession, type OpenSession } from '../log-on/open-session.ts';
import type { SessionInput } from '../log-on/session.ts';
import type { Entries } from '../secrets/check-secrets.ts';
import { hashToken, newToken } from '../secrets/token.ts';
import { ENROLMENT_MS } from './answer-enrolment-page.ts';
import { loadEnrolment } from './enrolment.ts';

export interface RenewalView {
  /** The certificate that is to be renewed. */
  readonly certificate: CertificateView;
  readonly asks: readonly SecretField[];
  /** A renewal of this session is under way. */
  readonly begun: boolean;
}

/** What the page before a renewal shows; refuses when there is nothing to renew yet, or any more. */
export async function viewRenewal(
  deployment: Deployment,
  input: SessionInput,
): Promise<RenewalView | Refusal> {
  const open = await loadOpenSession(deployment, input);
  if (isRefusal(open)) return open;
  const decided = await decide(deployment, deployment.store.db, open, deployment.now());
  if (isRefusal(decided)) return decided;
  return {
    certificate: certificateViewOf(open.found),
    asks: open.profile.renewal.asks,
    begun: await isBegun(deployment, input, open),
  };
}

/**
 * Opens the way to the new key for this session alone. A renewal that was interrupted goes on: with the same request
 * to the same certificate, with a new key to another one, as long as none of them has logged on.
 */
export async function beginRenewal(
  deployment: Deployment,
  input: SessionInput & { readonly fields: Entries },
  caller: Caller,
): Promise<{ readonly begun: true } | Refusal> {
  return actInSession(
    deployment,
    input,
    {
      act: 'renewal.begun',
      asks: ({ profile }) => profile.renewal.asks,
      async do(tx, open, now) {
        const decided = await decide(deployment, tx, open, now);
        if (isRefusal(decided)) return decided;
        await insertEnrolment(tx, {
          id: randomUUIDv7(),
          // Nobody holds it: the session is the key.
          token_hash: hashToken(newToken()),
          bank_code: open.holder.bankCode,
          holder: open.holder.id,
          role: open.holder.role,
          pages_done: 0,
          proven_at: now,
          key_place: null,
          way: 'renewal',
          session: open.session.token_hash,
          created_at: now,
          expires_at: now + ENROLMENT_MS,
        });
        return { done: { begun: true } as const };
      },
    },
    caller,
  );
}

async function decide({ ca }: Deployment, db: Reader, { profile, holder }: OpenSession, now: number) {
  const certificates = (await readCertificatesOfHolders(db, [holder.id])).map(certificateFactsOf);
  const facts = { ...holder, certificates, issuerNotAfter: ca.authorities.issuingAt(now).notAfter };
  const decided = decideIssue(profile, 'renewal', facts, now);
  // An issuing of a moment ago, interrupted, is no reason to turn away who comes back for it.
  return isRefusal(decided) && decided.reason === 'issuing-in-progress' ? undefined : decided;
}

async function isBegun(deployment: Deployment, input: SessionInput, { holder }: OpenSession) {
  const { bankCode, token, certificate } = input;
  const key = { bankCode, role: holder.role, way: 'renewal', token, certificate } as const;
  return !isRefusal(await loadEnrolment(deployment, key));
}
