// The way out for mails: an SMTP server; for the demonstration, a folder that anyone can look into.

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail } from './compose-mail.ts';

export interface MailTransport {
  /**
   * Resolves once the mail is in other hands.
   *
   * @throws UnreachableError when no mail would get through now; any other error is about this mail.
   */
  send(mail: Mail): Promise<void>;
}

/** The mail server itself is not there, or does not let us in. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** The recipient is refused for good (RFC 5321 4.2.1: 5yz). */
export class NoRecipientError extends Error {
  override readonly name = 'NoRecipientError';
}

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 30_000;
/** Errors of nodemailer that are not about the one mail. */
const UNREACHABLE = [
  'ECONNECTION',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EAUTH',
  'ENOAUTH',
  'EPROTOCOL',
];
const ON_THIS_MACHINE = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/**
 * Sends through the server of an address such as `smtps://user:password@mail.bank.example:465` (TLS from the start)
 * or `smtp://…:587` (STARTTLS, which must succeed unless the server is on this machine).
 */
export function smtpTransport(url: string): MailTransport {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transporter = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !ON_THIS_MACHINE.test(hostname),
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      try {
        await transporter.sendMail(messageOf(mail));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        const said = error instanceof Error ? error.message : String(error);
        if (UNREACHABLE.includes(code)) throw new UnreachableError(said, { cause: error });
        throw isNoRecipient(error) ? new NoRecipientError(said, { cause: error }) : error;
      }
    },
  };
}

function isNoRecipient(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EENVELOPE') return false;
  const { command, responseCode } = error as { command?: unknown; responseCode?: unknown };
  return command === 'RCPT TO' && Number(responseCode) >= 550 && Number(responseCode) < 560;
}

/** Writes each mail as `<day>T<time>-<kind>-<id>.eml`, complete or not at all. Sent twice, it is one file. */
export function mailFolder(folder: string): MailTransport {
  return {
    send: async (mail) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const content = await new MailComposer({ ...messageOf(mail), newline: 'windows' }).compile().build();
      const time = new Date(mail.date).toISOString().replaceAll(':', '').slice(0, 17);
      // Its end: ids of one minute begin alike.
      const id = mail.messageId.split('@')[0]?.slice(-8);
      const path = join(folder, `${time}-${mail.kind}-${id}.eml`);
      await writeFile(`${path}.new`, content);
      await rename(`${path}.new`, path);
    },
  };
}

function messageOf(mail: Mail) {
  const to = { name: '', address: mail.to };
  return {
    messageId: mail.messageId,
    date: new Date(mail.date),
    from: { ...mail.from },
    to: [to],
    // Said once more, so that nothing in a header decides where the mail goes.
    envelope: { from: mail.from.address, to: [mail.to] },
    subject: mail.subject,
    text: mail.text,
    textEncoding: 'base64' as const,
    headers: {
      'Content-Language': mail.language,
      // RFC 3834: no answering machine is to answer.
      'Auto-Submitted': 'auto-generated',
    },
  };
}
