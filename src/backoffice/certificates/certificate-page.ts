// One certificate: its fields, its chain, its way through life; and its end, asked before it is done.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { CertificateStatus } from '../../domain/certificate-status.ts';
import { mayDo } from '../../domain/officer.ts';
import { radio } from '../../http/choice.ts';
import { csrfField } from '../../http/csrf.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import { certificateViewOf } from '../../procedures/certificate-view.ts';
import { REVOCATION_REASONS } from '../../procedures/certificates/revocation.ts';
import type { Officer } from '../../procedures/office/officer.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import type { findCertificateBySerialNumber } from '../../store/read/certificate.ts';
import { encodePem } from '../../x509/pem.ts';

export interface ShownCertificate {
  readonly officer: Officer;
  readonly bank: BankProfile;
  readonly row: NonNullable<Awaited<ReturnType<typeof findCertificateBySerialNumber>>>;
  readonly status: CertificateStatus;
}

const hrefOf = ({ profile }: BankPageContext, { bank, row }: ShownCertificate): string =>
  `/${profile.code}/desk/certificates/${bank.code}/${row.serial_number}`;

/** Whether there is still something to end. */
const isOver = (status: CertificateStatus): boolean => status === 'revoked' || status === 'superseded';

export function certificatePage(
  context: BankPageContext,
  shown: ShownCertificate & { readonly chain: readonly Uint8Array[] },
): PageParts {
  const { say, language } = context;
  const { row, status, officer } = shown;
  const view = certificateViewOf(row);
  const when = (at: number | null) => (at === null ? '—' : formatInstant(at, language));
  const code = (text: string) => html`<span class="code">${text}</span>`;
  const word = (name: string, value: string | HtmlSafeString) => fact(name, value);
  const waitsForBank = status === 'waiting' && row.user_id === '';
  const mayApprove = waitsForBank && mayDo(officer.role, 'certificates.approve');
  const maySee = mayDo(officer.role, 'certificates.revoke') && !isOver(status);
  return {
    title: say('page.office.certificate.title', { commonName: view.commonName }),
    main: html`<p class="lead">
        <strong>${say(`page.office.certificates.status.${status}`)}</strong>
      </p>
      ${status === 'waiting' ? html`<p class="notice">${say(`page.office.certificate.${waitsForBank ? 'waitsForBank' : 'waitsForAdministrator'}`)}</p>` : ''}
      <dl class="facts">
        ${word(say('page.office.certificate.contract'), code(row.contract_id))}
        ${row.user_id === '' ? '' : word(say('page.office.certificate.user'), code(row.user_id))}
        ${word(say('page.office.certificate.subject'), view.subject)}
        ${word(say('page.office.certificate.serial'), code(view.serialNumber.toUpperCase()))}
        ${word(say('page.office.certificate.notBefore'), when(row.not_before))}
        ${word(say('page.office.certificate.notAfter'), when(row.not_after))}
        ${word(say('page.office.certificate.signedAt'), when(row.signed_at))}
        ${word(say('page.office.certificate.way'), say(`page.office.certificate.way.${row.way}`))}
        ${word(say('page.office.certificate.address'), code(row.address))}
        ${word(say('page.office.certificate.firstLogonAt'), when(row.first_logon_at))}
        ${
          row.revoked_at === null
            ? ''
            : html`${word(say('page.office.certificate.revokedAt'), when(row.revoked_at))}
              ${word(say('page.office.certificate.reason'), say(`page.office.certificate.reason.${row.revocation_reason ?? 'unspecified'}`))}`
        }
        ${word(say('page.office.certificate.fingerprint'), code(view.fingerprint))}
        ${word(say('page.office.certificate.issuer'), code(row.issuer))}
      </dl>
      ${pem(context, shown)}
      <div class="actions">
        ${mayApprove ? html`<a class="button primary" href="${hrefOf(context, shown)}/approve">${say('page.office.certificate.approve')}</a>` : ''}
        ${maySee ? html`<a class="button ${mayApprove ? 'secondary' : 'primary'}" href="${hrefOf(context, shown)}/revoke">${say('page.office.certificate.revoke')}</a>` : ''}
        <a class="button secondary" href="/${context.profile.code}/desk/certificates?of=${shown.bank.code}"
          >${say('page.office.certificate.back')}</a
        >
      </div>`,
  };
}

function pem(
  context: BankPageContext,
  shown: ShownCertificate & { readonly chain: readonly Uint8Array[] },
): HtmlSafeString | '' {
  const { say } = context;
  const { certificate } = shown.row;
  if (certificate === null) return '';
  const chain = [certificate, ...shown.chain].map((one) => encodePem('CERTIFICATE', one)).join('');
  return html`<details>
    <summary>${say('page.office.certificate.pem')}</summary>
    <pre class="pem" tabindex="0">${chain}</pre>
    <p><a href="${hrefOf(context, shown)}/pem" download>${say('page.office.certificate.save')}</a></p>
  </details>`;
}

export function revokePage(
  context: BankPageContext,
  shown: ShownCertificate & { readonly csrf: string },
): PageParts {
  const { say } = context;
  const { csrf } = shown;
  return {
    title: say('page.office.revoke.title'),
    main: html`<p class="notice warning">${say('page.office.revoke.lead')}</p>
      ${which(context, shown)}
      <form method="post" action="${hrefOf(context, shown)}/revoke">
        ${csrfField(csrf)}
        <fieldset>
          <legend>${say('page.office.certificate.reason')}</legend>
          ${REVOCATION_REASONS.map((reason) =>
            radio({
              id: `reason-${reason}`,
              name: 'reason',
              value: reason,
              label: say(`page.office.certificate.reason.${reason}`),
              checked: false,
            }),
          )}
        </fieldset>
        <div class="actions">
          <button class="button primary" type="submit">${say('page.office.revoke.do')}</button>
          <a class="button secondary" href="${hrefOf(context, shown)}">${say('page.office.revoke.cancel')}</a>
        </div>
      </form>`,
  };
}

/** Asks whether the customer has been called back, and lets an administrator's certificate log on. */
export function approvePage(
  context: BankPageContext,
  shown: ShownCertificate & { readonly csrf: string; readonly stepUp: HtmlSafeString | '' },
): PageParts {
  const { say, language } = context;
  const { row, csrf, stepUp } = shown;
  return {
    title: say('page.office.approve.title'),
    main: html`<p class="notice warning">${say('page.office.approve.lead')}</p>
      ${which(
        context,
        shown,
        fact(say('page.office.certificate.contract'), html`<span class="code">${row.contract_id}</span>`),
        fact(
          say('page.office.certificate.signedAt'),
          formatInstant(row.signed_at ?? row.planned_at, language),
        ),
        fact(say('page.office.certificate.address'), html`<span class="code">${row.address}</span>`),
      )}
      <form method="post" action="${hrefOf(context, shown)}/approve">
        ${csrfField(csrf)} ${stepUp}
        <div class="actions">
          <button class="button primary" type="submit">${say('page.office.approve.do')}</button>
          <a class="button secondary" href="${hrefOf(context, shown)}">${say('page.office.approve.cancel')}</a>
        </div>
      </form>`,
  };
}

/** Which certificate an act is about. */
function which(
  { say, language }: BankPageContext,
  { row }: ShownCertificate,
  ...more: readonly HtmlSafeString[]
): HtmlSafeString {
  const view = certificateViewOf(row);
  return html`<dl class="facts">
    ${fact(say('page.office.certificate.subject'), view.subject)}
    ${fact(say('page.office.certificate.serial'), html`<span class="code">${view.serialNumber.toUpperCase()}</span>`)}
    ${fact(say('page.office.certificate.notAfter'), formatInstant(row.not_after, language))}
    ${[...more]}
  </dl>`;
}
