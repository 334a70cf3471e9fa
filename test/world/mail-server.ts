// A mail server on loopback that takes everything, or what a test lets it take, and shows what came.

import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { smtpTransport } from '../../src/notices/mail-transport.ts';
import { sendDueNotices } from '../../src/notices/send-due-notices.ts';

export interface ReceivedMail {
  /** As it came over the wire. */
  readonly raw: string;
  /** The envelope. */
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: Email;
}

export interface MailServer {
  readonly url: string;
  readonly received: ReceivedMail[];
  /** Recipients that are refused, with the answer that they get. */
  readonly refuses: Map<string, { readonly code: number; readonly message: string }>;
  /** How many mails are taken at once, at most so far. */
  readonly busiest: () => number;
  close(): Promise<void>;
}

/** @param port the same as before, for a server that comes back; 0: any. */
export async function openMailServer(port = 0): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const refuses: MailServer['refuses'] = new Map();
  let now = 0;
  let busiest = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo: ({ address }, _session, callback) => {
      const refusal = refuses.get(address);
      if (refusal === undefined) return callback();
      callback(Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
    },
    onData: (stream, session, callback) => {
      now += 1;
      busiest = Math.max(busiest, now);
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', async () => {
        const raw = Buffer.concat(pieces);
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          raw: raw.toString('latin1'),
          from: mailFrom === false ? '' : (mailFrom?.address ?? ''),
          to: rcptTo.map(({ address }) => address),
          mail: await PostalMime.parse(raw),
        });
        now -= 1;
        callback();
      });
    },
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.on('error', reject);
  server.listen(port, '127.0.0.1', () => resolve());
  await promise;
  const { port: opened } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${opened}`,
    received,
    refuses,
    busiest: () => busiest,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** Sends what is due, and waits until what a server's own sender has in hand has come too. */
export async function sendAll(
  deployment: Parameters<typeof sendDueNotices>[0],
  { url }: MailServer,
): Promise<void> {
  await sendDueNotices(deployment, smtpTransport(url));
  const inHand = () =>
    deployment.store.db
      .selectFrom('notice')
      .select('id')
      .where('attempts', '>', 0)
      .where('sent_at', 'is', null)
      .where('last_error', 'is', null)
      .executeTakeFirst();
  while ((await inHand()) !== undefined) await setTimeout(5);
}

/** The headers of every mail, and no other. */
export const MAIL_HEADERS = [
  'auto-submitted',
  'content-language',
  'content-transfer-encoding',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
];

export function headerNames({ mail }: ReceivedMail): string[] {
  return mail.headers.map(({ key }) => key).sort();
}
