// The thread on which certification requests are judged: the costliest step of an issuing, and what strangers' octets
// can make slow, stays off the thread that answers.

import { type Judgement, judgeRequest } from './judge-request.ts';

/** @returns of each request in DER, in their order, what became of it. */
export default function work(requests: readonly Uint8Array[]): Judgement[] {
  return requests.map(judgeRequest);
}
