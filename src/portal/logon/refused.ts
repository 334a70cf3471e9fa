// A logon that was refused: its own page for each reason, with what was received and every way out.

import { X509Certificate } from 'node:crypto';
import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../domain/refusal.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { formatInstant } from '../../http/dates.ts';
import { inLanguage, type PageContext, pageContext } from '../../http/page.ts';
import { sendRefusal, type Way } from '../../http/refusal-page.ts';
import type { Addresses } from '../../procedures/deployment.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { ROLES, type Role } from '../../profile/fields.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import {
  activationHref,
  enrolmentHref,
  entranceHref,
  lookupHref,
  reAcquisitionHref,
  type Www,
  wwwOf,
} from './www-addresses.ts';

type WayName =
  | 'status'
  | 'activate'
  | 'again'
  | 'lookup'
  | 'acquire'
  | 'token'
  | 'users'
  | 'reAcquire'
  | 'waiting';

/** The ways out, best first; where a reason is not named, trying again is the only one. */
const WAYS: Partial<Record<ReasonCode, readonly WayName[]>> = {
  'no-certificate': ['again', 'lookup', 'acquire'],
  'certificate-expired': ['reAcquire', 'again'],
  'certificate-revoked': ['lookup', 'again'],
  'certificate-ca-revoked': ['acquire', 'lookup', 'again'],
  'certificate-unknown': ['again', 'lookup'],
  'pin-locked': [],
  'card-password-locked': [],
  'card-missing': [],
  'one-time-password-locked': [],
  'token-missing': [],
  'token-registration-over': ['token'],
  'user-unknown': ['users'],
  'users-full': ['users'],
  'permission-not-possible': ['users'],
  'activation-needed': ['activate'],
  'contract-locked': [],
  'contract-suspended': [],
  'contract-closed': [],
  'contract-stopped': [],
  'user-suspended': [],
  'user-removed': [],
  'approval-over': ['waiting'],
  'renewal-not-open': ['status'],
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
  'certificate-ca-revoked',
];

export function sendLogonRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  addresses: Pick<Addresses, 'wwwOrigin'>,
  entrance: Role,
  refusal: Refusal,
): FastifyReply {
  const context = pageContext(request);
  const bankCode = context.profile?.code;
  if (bankCode === undefined) return sendRefusal(request, reply, refusal);
  const role = ROLES.find((one) => one === refusal.details.role) ?? entrance;
  const { profile } = context;
  const www = wwwOf(request, addresses);
  const wayOf: Record<WayName, Way | undefined> = {
    reAcquire:
      refusal.details.mayReAcquire === undefined || profile === undefined
        ? undefined
        : reAcquisitionWay(context, profile, www, role),
    waiting: { label: context.say('page.waiting.title'), href: `/${bankCode}/certificates/waiting` },
    status: { label: context.say('page.care.back'), href: `/${bankCode}/status` },
    activate: profile && {
      label: profile.terms.activation[context.language],
      href: activationHref(www, bankCode, role),
    },
    again: { label: context.say('page.logon.again'), href: entranceHref(www, bankCode, role) },
    lookup: { label: context.say('page.logon.lookup'), href: lookupHref(www, bankCode, role) },
    token: { label: context.say('page.token.status.link'), href: `/${bankCode}/token` },
    users: { label: context.say('page.users.title'), href: `/${bankCode}/users` },
    acquire: { label: context.say('page.logon.acquire'), href: enrolmentHref(www, bankCode, role) },
  };
  const ways = (WAYS[refusal.reason] ?? ['again']).flatMap((name) => wayOf[name] ?? []);
  // The page lists the causes, each with what to do.
  const words =
    refusal.reason === 'no-certificate'
      ? { cause: context.say('page.logon.none.lead'), next: context.say('page.logon.none.next') }
      : {};
  return sendRefusal(request, reply, refusal, ways, more(context, request, refusal), words);
}

/** Its own entrance, or the acquisition's where that serves both. */
function reAcquisitionWay(context: PageContext, profile: BankProfile, www: Www, role: Role): Way {
  const own = profile.reAcquisition[role] !== undefined;
  const label = inLanguage(context, profile.terms[own ? 'reAcquisition' : 'acquisition']);
  const href = own ? reAcquisitionHref(www, profile.code, role) : enrolmentHref(www, profile.code, role);
  return { label, href };
}

function more(
  context: PageContext,
  request: FastifyRequest,
  { reason }: Refusal,
): HtmlSafeString | undefined {
  if (reason === 'no-certificate') {
    return html`${possibleCauses(context, context.say('page.logon.none.cancelledNext'))}
      <p><a href="${context.homeLink('check')}">${context.say('page.faq.check')}</a></p>`;
  }
  const certificate = clientCertificateOf(request.raw);
  if (certificate === undefined || !ABOUT_THE_CERTIFICATE.includes(reason)) return undefined;
  return receivedCertificate(context, certificate);
}

const CAUSES = ['notHere', 'expired', 'elsewhere', 'cancelled', 'removed'] as const;

/** Browsers say nothing of why they send none, and never offer an expired one: every cause is named. */
export function possibleCauses({ say }: PageContext, cancelledNext: string): HtmlSafeString {
  const next = (cause: (typeof CAUSES)[number]) =>
    cause === 'cancelled' ? cancelledNext : say(`page.logon.none.${cause}Next`);
  return html`<section aria-labelledby="causes-title">
    <h2 id="causes-title">${say('page.logon.none.causes')}</h2>
    <ul class="causes">
      ${CAUSES.map(
        (cause) =>
          html`<li><strong>${say(`page.logon.none.${cause}`)}</strong>
            <p>${next(cause)}</p></li>`,
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

export function describeCertificate(der: Uint8Array) {
  try {
    const certificate = new X509Certificate(der);
    const { CN: commonName } = certificate.toLegacyObject().subject;
    const { CN: issuer } = certificate.toLegacyObject().issuer;
    const text = (name: string | string[] | undefined) =>
      [name].flat().join(', ').slice(0, LONGEST_TEXT) || undefined;
    const instant = (date: string) => (Number.isNaN(Date.parse(date)) ? undefined : Date.parse(date));
    return {
      commonName: text(commonName),
      issuer: text(issuer),
      notBefore: instant(certificate.validFrom),
      notAfter: instant(certificate.validTo),
      serialNumber: certificate.serialNumber.toUpperCase(),
    };
  } catch {
    return {};
  }
}
