// How one certificate is deleted from each system, named so that the right one goes: two of the same name lie there.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { formatInstant } from '../http/dates.ts';
import type { BankPageContext } from '../http/page.ts';
import type { CertificateView } from '../procedures/certificate-view.ts';
import type { System } from './enrolment/installed/import-instructions.ts';

const STEPS = {
  windows: ['1', '2', '3', '4'],
  macos: ['1', '2', '3'],
  linux: ['1', '2'],
  firefox: ['1', '2'],
} as const;

export function serialText({ serialNumber }: CertificateView): string {
  return serialNumber.toUpperCase();
}

/** What tells a certificate from its sister: serial number and last day. */
export function tellingFacts(context: BankPageContext, certificate: CertificateView): HtmlSafeString {
  const { say, language } = context;
  return html`<dl class="facts">
    <div>
      <dt>${say('page.care.deleteSerial')}</dt>
      <dd class="code">${serialText(certificate)}</dd>
    </div>
    <div>
      <dt>${say('page.care.deleteTo')}</dt>
      <dd>${formatInstant(certificate.notAfter, language)}</dd>
    </div>
  </dl>`;
}

export function deleteInstructions(
  context: BankPageContext,
  certificate: CertificateView,
  guess: System,
): HtmlSafeString {
  const { say, language } = context;
  const { commonName } = certificate;
  const own = { serial: serialText(certificate), notAfter: formatInstant(certificate.notAfter, language) };
  return html`<details>
    <summary>${say('page.delete.how')}</summary>
    <div class="inside">
      <p class="notice warning">${say('page.delete.check', own)}</p>
      ${(Object.keys(STEPS) as System[]).map(
        (system) => html`<details ${system === guess ? html`open` : ''}>
          <summary>
            ${say(`page.install.${system}`)}${
              system === guess ? html` <span class="small">${say('page.installed.chosen')}</span>` : ''
            }
          </summary>
          <div class="inside">
            <ol>${stepsOf(context, system, commonName)}</ol>
          </div>
        </details>`,
      )}
    </div>
  </details>`;
}

function stepsOf({ say }: BankPageContext, system: System, commonName: string): HtmlSafeString[] {
  switch (system) {
    case 'windows':
      return STEPS.windows.map(
        (step) => html`<li>${say(`page.delete.windows.${step}`, { commonName })}</li>`,
      );
    case 'macos':
      return STEPS.macos.map((step) => html`<li>${say(`page.delete.macos.${step}`, { commonName })}</li>`);
    case 'linux':
      return STEPS.linux.map((step) => html`<li>${say(`page.delete.linux.${step}`, { commonName })}</li>`);
    case 'firefox':
      return STEPS.firefox.map((step) => html`<li>${say(`page.delete.firefox.${step}`)}</li>`);
  }
}
