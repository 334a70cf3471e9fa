// Sends what is due: at least once, and marked. A claim is a short transaction, the sending is outside of any, so a
// mail server that is slow or dead holds nobody up; what fails is tried again, later and later.

import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from '../store/store.ts';
import type { NoticeRow } from '../store/tables.ts';
import { claimDueNotices, deferNotice, markNoticeSent } from '../store/write/notice.ts';
import { composeMail } from './compose-mail.ts';
import { makeLetters } from './letters-for-notices.ts';
import { type MailTransport, NoRecipientError, UnreachableError } from './mail-transport.ts';
import { plainLine } from './plain-line.ts';
import type { Banks } from './queue-notices.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** After the first attempt, the second …; the last one goes on. */
const WAITS_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS];
/** RFC 5321 4.5.4.1: give up after four to five days at least. */
const GIVE_UP_AFTER_MS = 7 * 24 * HOUR_MS;
/** An address that its own server does not know is asked for a day, in case that server is at fault. */
const NO_RECIPIENT_AFTER_MS = 24 * HOUR_MS;
/** How long a claimed mail stays with its sender: longer than every time-out of a connection together. */
const CLAIM_MS = 10 * MINUTE_MS;
/** At once, and before the next look at whether the server is there at all. */
const TOGETHER = 5;

export interface SendOutcome {
  readonly sent: number;
  readonly failed: number;
  /** Failed for the last time: nobody will be told. */
  readonly givenUp: number;
  /** Why the mail server let none through, if it did not. */
  readonly unreachable?: string;
}

/**
 * Sends until nothing is due, the server cannot be reached, or `signal` says stop. Safe to run twice at once and in
 * several processes.
 */
export async function sendDueNotices(
  { store, banks, now }: { readonly store: Store; readonly banks: Banks; readonly now: () => number },
  transport: MailTransport,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<SendOutcome> {
  let sent = 0;
  let failed = 0;
  let givenUp = 0;
  while (!signal?.aborted) {
    const claimed = await store.transaction((tx) =>
      claimDueNotices(tx, { now: now(), again: now() + CLAIM_MS, most: TOGETHER }),
    );
    if (claimed.length === 0) break;
    const untold: NoticeRow[] = [];
    const errors = await Promise.all(claimed.map((notice) => send(notice, banks, transport)));
    await store.transaction(async (tx) => {
      for (const [index, notice] of claimed.entries()) {
        const error = errors[index];
        if (error === undefined) {
          await markNoticeSent(tx, notice.id, now());
          continue;
        }
        const next = nextTryOf(notice, error, now());
        await deferNotice(tx, notice.id, next, plainLine(error.message, 300));
        if (next === null) untold.push(notice);
      }
      await makeLetters(tx, banks, untold, now());
    });
    givenUp += untold.length;
    const failures = errors.filter((error) => error !== undefined);
    sent += claimed.length - failures.length;
    failed += failures.length;
    const unreachable = failures.find((error) => error instanceof UnreachableError);
    if (unreachable !== undefined) return { sent, failed, givenUp, unreachable: unreachable.message };
    // Others have their turn, also with SQLite and a transport that answers at once.
    await wait(0);
  }
  return { sent, failed, givenUp };
}

async function send(notice: NoticeRow, banks: Banks, transport: MailTransport): Promise<Error | undefined> {
  try {
    const profile = banks.get(notice.bank_code);
    if (profile === undefined) throw new Error(`there is no bank ${notice.bank_code}`);
    await transport.send(composeMail(profile, notice));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** `attempts` counts the one that has just failed. */
function nextTryOf({ attempts, created_at }: NoticeRow, error: Error, now: number): number | null {
  const patience = error instanceof NoRecipientError ? NO_RECIPIENT_AFTER_MS : GIVE_UP_AFTER_MS;
  if (now - created_at >= patience) return null;
  const last = WAITS_MS.length - 1;
  return now + (WAITS_MS[Math.min(attempts - 1, last)] ?? 0);
}
