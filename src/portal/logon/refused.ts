// A logon that was refused: its own page for each reason, with what was received and every way out.

import { X509Certificate } from 'node:crypto';
import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../domain/refusal.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { formatInstant } from '../../http/dates.ts';
import { type PageContext, pageContext } from '../../http/page.ts';
import { sendRefusal, type Way } from '../../http/refusal-page.ts';
import type { Addresses } from '../../procedures/deployment.ts';
import type { Role } from '../../profile/fields.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import { enrolmentHref, entranceHref, lookupHref } from './www-addresses.ts';

type WayName = 'again' | 'lookup' | 'acquire';

/** The ways out, best first; where a reason is not named, trying again is the only one. */
const WAYS: Partial<Record<ReasonCode, readonly WayName[]>> = {
  'no-certificate': ['again', 'lookup', 'acquire'],
  'certificate-expired': ['acquire', 'again'],
  'certificate-revoked': ['lookup', 'again'],
  'certificate-unknown': ['again', 'lookup'],
  'pin-locked': [],
  'card-password-locked': [],
  'card-missing': [],
  'contract-suspended': [],
  'contract-closed': [],
};

/** Reasons that lie in the certificate, which the page then describes. */
const ABOUT_THE_CERTIFICATE: readonly ReasonCode[] = [
  'certificate-of-another-bank',
  'certificate-of-another-role',
  'certificate-unknown-issuer',
  'certificate-unknown',
  'certificate-not-yet-valid',
  'certificate-expired',
  'certificate-revoked',
  'certificate-superseded',
];

export function sendLogonRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  addresses: Addresses,
  role: Role,
  refusal: Refusal,
): FastifyReply {
  const context = pageContext(request);
  const bankCode = context.profile?.code;
  if (bankCode === undefined) return sendRefusal(request, reply, refusal);
  const wayOf: Record<WayName, Way> = {
    again: { label: context.say('page.logon.again'), href: entranceHref(addresses, bankCode, role) },
    lookup: { label: context.say('page.logon.lookup'), href: lookupHref(addresses, bankCode, role) },
    acquire: { label: context.say('page.logon.acquire'), href: enrolmentHref(addresses, bankCode, role) },
  };
  const ways = (WAYS[refusal.reason] ?? ['again']).map((name) => wayOf[name]);
  return sendRefusal(request, reply, refusal, ways, more(context, request, refusal));
}

function more(
  context: PageContext,
  request: FastifyRequest,
  { reason }: Refusal,
): HtmlSafeString | undefined {
  if (reason === 'no-certificate') return possibleCauses(context);
  const certificate = clientCertificateOf(request.raw);
  if (certificate === undefined || !ABOUT_THE_CERTIFICATE.includes(reason)) return undefined;
  return receivedCertificate(context, certificate);
}

/** Browsers say nothing of why they send none, and never offer an expired one: every cause is named. */
function possibleCauses({ say }: PageContext): HtmlSafeString {
  const causes = ['notHere', 'expired', 'elsewhere', 'cancelled', 'removed'] as const;
  return html`<section aria-labelledby="causes-title">
    <h2 id="causes-title">${say('page.logon.none.causes')}</h2>
    <ul class="causes">
      ${causes.map(
        (cause) =>
          html`<li><strong>${say(`page.logon.none.${cause}`)}</strong>
            <p>${say(`page.logon.none.${cause}Next`)}</p></li>`,
      )}
    </ul>
  </section>`;
}

/** What arrived, whoever issued it: text of strangers, shown escaped and never acted on. */
function receivedCertificate(context: PageContext, der: Uint8Array): HtmlSafeString {
  const { say, language } = context;
  const { commonName, issuer, notAfter, serialNumber } = describeCertificate(der);
  const unreadable = say('page.logon.received.unreadable');
  const facts: [string, string][] = [
    [say('page.logon.received.commonName'), commonName ?? unreadable],
    [say('page.logon.received.issuer'), issuer ?? unreadable],
    [
      say('page.logon.received.notAfter'),
      notAfter === undefined ? unreadable : formatInstant(notAfter, language),
    ],
    [say('page.logon.received.serialNumber'), serialNumber ?? unreadable],
  ];
  return html`<section aria-labelledby="received-title">
    <h2 id="received-title">${say('page.logon.received.title')}</h2>
    <dl class="facts">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
  </section>`;
}

const LONGEST_TEXT = 200;

function describeCertificate(der: Uint8Array) {
  try {
    const certificate = new X509Certificate(der);
    const { CN: commonName } = certificate.toLegacyObject().subject;
    const { CN: issuer } = certificate.toLegacyObject().issuer;
    const text = (name: string | string[] | undefined) =>
      [name].flat().join(', ').slice(0, LONGEST_TEXT) || undefined;
    const notAfter = Date.parse(certificate.validTo);
    return {
      commonName: text(commonName),
      issuer: text(issuer),
      notAfter: Number.isNaN(notAfter) ? undefined : notAfter,
      serialNumber: certificate.serialNumber.toLowerCase(),
    };
  } catch {
    return {};
  }
}
