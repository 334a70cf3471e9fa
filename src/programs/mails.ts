// Mails of the running server: where they go, when the day's are queued, and that they go out.

import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { dayOf } from '../domain/calendar.ts';
import { type MailTransport, mailFolder, smtpTransport } from '../notices/mail-transport.ts';
import { sendDueNotices } from '../notices/send-due-notices.ts';
import { doDailyWork } from '../procedures/daily.ts';
import type { Deployment } from '../procedures/deployment.ts';
import type { Configuration } from './configuration.ts';
import { eachMinute } from './each-minute.ts';
import { readSecretFile } from './secrets.ts';
import { StartFault } from './start-fault.ts';

/** The demonstration's mails, for anyone to read. */
export const mailFolderOf = ({ dataFolder }: Pick<Configuration, 'dataFolder'>): string =>
  join(dataFolder, 'demo', 'mail');

/** The mail server of the configuration; without one the demonstration's folder. */
export async function mailTransportOf(configuration: Configuration): Promise<MailTransport> {
  const { smtpUrl, demonstration } = configuration;
  if (smtpUrl === undefined) {
    if (!demonstration) throw new StartFault('WARIFU_SMTP_URL_FILE is not set');
    return mailFolder(mailFolderOf(configuration));
  }
  const url = 'value' in smtpUrl ? smtpUrl.value : await readSecretFile(smtpUrl.file, 'WARIFU_SMTP_URL_FILE');
  if (!URL.canParse(url) || !['smtp:', 'smtps:'].includes(new URL(url).protocol) || !new URL(url).hostname) {
    // Not shown: it may hold a password.
    throw new StartFault(
      'WARIFU_SMTP_URL is not the address of a mail server: give one such as smtps://user:password@mail.bank.example:465, with special characters of the password written as %40.',
    );
  }
  return smtpTransport(url);
}

/** The working day begins: nobody's telephone rings at midnight for a certificate that ends in a month. */
const DAILY_AT_HOUR = 7;
const HOUR_MS = 60 * 60 * 1000;
/** How long a server that is asked to stop waits for a mail that is on its way; it is sent again otherwise. */
const LAST_MAIL_MS = 5_000;

/** Queues the day's mails at start and each morning in Japan, and sends what is due at start and each minute. */
export function sendMailsEachMinute(
  deployment: Deployment,
  transport: MailTransport,
  listener: { readonly log: FastifyBaseLogger },
): () => Promise<void> {
  const { log } = listener;
  let done: string | undefined;
  const queueDaily = async () => {
    const day = dayOf(deployment.now() - DAILY_AT_HOUR * HOUR_MS);
    if (day === done) return;
    await doDailyWork(deployment);
    done = day;
  };
  const stop = new AbortController();
  const send = async () => {
    const outcome = await sendDueNotices(deployment, transport, { signal: stop.signal });
    if (outcome.failed > 0) log.warn(outcome, 'mails not sent');
  };
  const work = async () => {
    try {
      await queueDaily();
    } finally {
      // The day's work may fail, and yet what is queued goes out.
      await send();
    }
  };
  const stopWork = eachMinute(work, 'mails', listener, { atStart: true });
  return async () => {
    stop.abort();
    await Promise.race([stopWork(), wait(LAST_MAIL_MS, undefined, { ref: false })]);
  };
}
