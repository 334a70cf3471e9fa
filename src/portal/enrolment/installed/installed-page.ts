// The certificate as issued, how to import it, what to do afterwards, and the way to the logon.

import { html } from '@prairielearn/html';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import type { CertificateView } from '../../../procedures/certificate-view.ts';
import { certificateFacts } from '../../certificate-facts.ts';
import { fileNameOf } from '../file-name.ts';
import { enrolmentSteps, ROLE, stepHref } from '../way.ts';
import { importInstructions, type System } from './import-instructions.ts';

export interface Installed {
  readonly companyName: string;
  readonly certificate: CertificateView;
  readonly system: System;
}

export function installedPage(context: BankPageContext, installed: Installed): PageParts {
  const { profile, say } = context;
  const { companyName, certificate, system } = installed;
  return {
    title: say('page.installed.title'),
    steps: enrolmentSteps(context, 'installed'),
    main: html`<p class="lead">${say('page.installed.lead')}</p>
      <section aria-labelledby="certificate-title">
        <h2 id="certificate-title">${say('page.installed.certificate')}</h2>
        ${certificateFacts(context, certificate, [[say('page.installed.company'), companyName]])}
      </section>
      <section aria-labelledby="how-title">
        <h2 id="how-title">${say('page.installed.howTitle')}</h2>
        <p>${say('page.installed.howLead')}</p>
        ${importInstructions(context, fileNameOf(profile, certificate), system)}
      </section>
      <section aria-labelledby="after-title">
        <h2 id="after-title">${say('page.installed.afterTitle')}</h2>
        <p class="notice warning">${say('page.installed.delete')}</p>
        <div class="actions">
          <a class="button primary" href="/${profile.code}/logon/${ROLE}"
            >${say('page.installed.logon')}</a
          >
        </div>
      </section>
      <section aria-labelledby="lost-title">
        <h2 id="lost-title">${say('page.installed.lost')}</h2>
        <p>${say('page.installed.lostText')}</p>
        <p><a href="${stepHref(profile, 'makeKey')}">${say('page.installed.lostLink')}</a></p>
      </section>`,
  };
}
