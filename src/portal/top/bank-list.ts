// The list of banks: the face's first page.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { inLanguage, type PageContext, type PageParts, pageContext, sendPage } from '../../http/page.ts';
import { type BankProfile, banksWithCustomers } from '../../profile/bank-profile.ts';
import { AUTHORITIES } from '../authorities/authorities-page.ts';
import type { PortalRoom } from '../bank-routes.ts';

export function bankListRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  app.get('/', (request, reply) => {
    const context = pageContext(request);
    return sendPage(reply, context, bankListPage(context, banksWithCustomers(deployment.banks)));
  });
}

export function bankListPage(context: PageContext, banks: readonly BankProfile[]): PageParts {
  const { say } = context;
  const sorted = banks.toSorted((one, other) => one.code.localeCompare(other.code));
  return {
    title: say('page.banks.title'),
    main: html`<p class="lead">${say('page.banks.lead')}</p>
      <ul class="bank-list">
        ${sorted.map(
          (bank) => html`<li>
            <a href="/${bank.code}/">
              <span class="bank-name">${inLanguage(context, bank.name)}</span>
              <span class="service-name">${inLanguage(context, bank.serviceName)}</span>
            </a>
          </li>`,
        )}
      </ul>
      <p><a href="/${AUTHORITIES}">${say('page.authorities.title')}</a></p>`,
  };
}
