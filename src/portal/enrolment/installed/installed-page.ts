// The certificate as issued, how to import it, what to do afterwards, and the way to the logon.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import type { CertificateView } from '../../../procedures/certificate-view.ts';
import { certificateFacts } from '../../certificate-facts.ts';
import { fileNameOf } from '../file-name.ts';
import { type Entrance, enrolmentSteps, stepHref } from '../way.ts';
import { importInstructions, type System } from './import-instructions.ts';

export interface Installed {
  readonly entrance: Entrance;
  readonly companyName: string;
  readonly certificate: CertificateView;
  readonly system: System;
  /** It came in a file of this page; elsewhere there is nothing to import. */
  readonly inFile: boolean;
}

export function installedPage(context: BankPageContext, installed: Installed): PageParts {
  const { say } = context;
  const { entrance, companyName, certificate } = installed;
  return {
    title: say('page.installed.title'),
    steps: enrolmentSteps(context, entrance, 'installed'),
    main: html`<p class="lead">${say(installed.inFile ? 'page.installed.lead' : 'page.makeElsewhere.installed')}</p>
      ${
        certificate.waiting
          ? html`<p class="notice warning"><strong>${say(`page.installed.waiting.${entrance.role}`)}</strong></p>`
          : ''
      }
      <section aria-labelledby="certificate-title">
        <h2 id="certificate-title">${say('page.installed.certificate')}</h2>
        ${certificateFacts(context, certificate, [[say('page.installed.company'), companyName]])}
      </section>
      ${howToImport(context, installed)}
      <section aria-labelledby="after-title">
        <h2 id="after-title">${say('page.installed.afterTitle')}</h2>
        <p class="notice warning">${say('page.installed.delete')}</p>
        <div class="actions">
          <a class="button primary" href="${context.homeLink(`logon/${entrance.role}`)}"
            >${say('page.installed.logon')}</a
          >
        </div>
      </section>
      ${lostFile(context, installed)}
      <p class="small">${say('page.installed.noBack')}</p>`,
  };
}

export function howToImport(context: BankPageContext, installed: Installed): HtmlSafeString | '' {
  const { certificate, system, inFile } = installed;
  if (!inFile) return '';
  const { profile, say } = context;
  return html`<section aria-labelledby="how-title">
    <h2 id="how-title">${say('page.installed.howTitle')}</h2>
    <p>${say('page.installed.howLead')}</p>
    ${importInstructions(context, fileNameOf(profile, certificate), system)}
  </section>`;
}

export function lostFile(
  { profile, say }: BankPageContext,
  { entrance, inFile }: Installed,
): HtmlSafeString | '' {
  if (!inFile) return '';
  return html`<section aria-labelledby="lost-title">
    <h2 id="lost-title">${say('page.installed.lost')}</h2>
    <p>${say('page.installed.lostText')}</p>
    <p><a href="${stepHref(profile, entrance, 'makeKey')}">${say('page.installed.lostLink')}</a></p>
  </section>`;
}
