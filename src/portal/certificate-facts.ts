// A certificate as customers compare it: name, bank, days, serial number.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { formatInstant } from '../http/dates.ts';
import { type BankPageContext, inLanguage } from '../http/page.ts';
import type { CertificateView } from '../procedures/certificate-view.ts';

type Fact = readonly [label: string, value: string];

export function certificateFacts(
  context: BankPageContext,
  certificate: CertificateView,
  before: readonly Fact[] = [],
): HtmlSafeString {
  const { profile, language, say } = context;
  const facts: readonly Fact[] = [
    ...before,
    [say('page.installed.commonName'), certificate.commonName],
    [say('page.installed.bank'), inLanguage(context, profile.name)],
    [say('page.installed.from'), formatInstant(certificate.notBefore, language)],
    [say('page.installed.to'), formatInstant(certificate.notAfter, language)],
  ];
  return html`<dl class="facts">
    ${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>`)}
    <div>
      <dt>${say('page.installed.serial')}</dt>
      <dd class="code">${certificate.serialNumber.toUpperCase()}</dd>
    </div>
  </dl>`;
}
