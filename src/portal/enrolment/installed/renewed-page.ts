// The end of a renewal (manual 002, steps 12 to 15): the new certificate, how to import it, which one to delete later.

import { html } from '@prairielearn/html';
import { csrfField } from '../../../http/csrf.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import type { CertificateView } from '../../../procedures/certificate-view.ts';
import { certificateFacts } from '../../certificate-facts.ts';
import { deleteInstructions, tellingFacts } from '../../delete-instructions.ts';
import { enrolmentSteps } from '../way.ts';
import { howToImport, type Installed, lostFile } from './installed-page.ts';

export interface Renewed extends Installed {
  /** The certificate whose place the new one takes. */
  readonly renewed: CertificateView;
  readonly csrf: string;
}

export function renewedPage(context: BankPageContext, shown: Renewed): PageParts {
  const { say, profile } = context;
  const { entrance, companyName, certificate, renewed, system } = shown;
  return {
    title: say('page.renewal.installed'),
    steps: enrolmentSteps(context, entrance, 'installed'),
    main: html`<p class="lead">${say(shown.inFile ? 'page.renewal.installedLead' : 'page.makeElsewhere.installed')}</p>
      <section aria-labelledby="certificate-title">
        <h2 id="certificate-title">${say('page.installed.certificate')}</h2>
        ${certificateFacts(context, certificate, [[say('page.installed.company'), companyName]])}
      </section>
      ${howToImport(context, shown)}
      <section aria-labelledby="after-title">
        <h2 id="after-title">${say('page.installed.afterTitle')}</h2>
        <p class="notice warning">${say('page.installed.delete')}</p>
        <form method="post" action="/${profile.code}/log-off">
          ${csrfField(shown.csrf)}
          <p>${say('page.renewal.closeText')}</p>
          <div class="actions">
            <button type="submit" class="button primary">${say('page.renewal.close')}</button>
          </div>
        </form>
      </section>
      <section aria-labelledby="old-title">
        <h2 id="old-title">${say('page.renewal.old')}</h2>
        <p>${say('page.renewal.oldText')}</p>
        ${tellingFacts(context, renewed)} ${deleteInstructions(context, renewed, system)}
      </section>
      ${lostFile(context, shown)}
      <p class="small">${say('page.installed.noBack')}</p>`,
  };
}
