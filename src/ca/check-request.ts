// Requests judged on a thread of their own, those that come together at once.

import { Piscina } from 'piscina';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { Batch } from '../store/batch.ts';
import { REQUEST_MOST_OCTETS } from '../x509/certification-request.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import type { Judgement, VerifiedRequest } from './judge-request.ts';
import { isKnownKey } from './known-keys.ts';

/** Some milliseconds of work: who comes next waits no longer. */
const MOST_TOGETHER = 32;
/** A quiet server keeps no thread for it. */
const IDLE_MS = 60_000;

let pool: Piscina<readonly Uint8Array[], Judgement[]> | undefined;

const judgements = new Batch<Uint8Array, Judgement>((requests) => {
  pool ??= new Piscina({
    filename: new URL('./request-worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
  });
  return pool.run(requests);
}, MOST_TOGETHER);

/** Judges a PKCS #10 request (DER): well formed, its key possessed, sound and nobody's but the sender's. */
export async function checkRequest(
  ca: CertificationAuthority,
  der: Uint8Array,
): Promise<VerifiedRequest | Refusal> {
  if (der.length > REQUEST_MOST_OCTETS) return refuse('request-too-large');
  // A copy, because what lies in a larger buffer would travel with all of it.
  const judged = await judgements.add(new Uint8Array(der));
  if ('fault' in judged) return refuse(judged.fault);
  if (ca.authorities.all.some((one) => one.spkiSha256 === judged.spkiSha256)) return refuse('key-of-ca');
  if (isKnownKey(judged.spkiSha256) || ca.refusedKeys.has(judged.spkiSha256)) return refuse('key-known');
  return judged;
}
