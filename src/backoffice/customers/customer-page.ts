// A holder for the help desk: how things stand, and one line of what happened, newest first.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { OfficerRole } from '../../domain/officer.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { CustomerView } from '../../procedures/office/help-desk/show-customer.ts';
import { contractActs } from './contract-acts.ts';
import { customerHref, customersHref } from './customer-addresses.ts';
import { entryItem } from './entry.ts';
import { customerRow } from './search-page.ts';

export function customerPage(
  context: BankPageContext,
  view: CustomerView,
  { earlier, role }: { readonly earlier: boolean; readonly role: OfficerRole },
): PageParts {
  const { say } = context;
  const { holder, bank, more, timeline } = view;
  const own = holder.userId === '' ? say('page.customers.administrator') : holder.userId;
  return {
    title: `${holder.contractId} ${own}`,
    main: html`${earlier ? '' : html`${facts(context, view)} ${contractActs(context, view, role)} ${certificates(context, view)} ${people(context, view)}`}
      <section aria-labelledby="timeline-title">
        <h2 id="timeline-title">${say('page.customers.timeline')}</h2>
        ${
          timeline.length === 0
            ? html`<p>${say('page.customers.timeline.none')}</p>`
            : html`<ol class="timeline">${timeline.map((entry) => entryItem(context, entry, bank))}</ol>`
        }
        <div class="actions">
          ${more === undefined ? '' : html`<a class="button secondary" href="${customerHref(context, holder, more)}">${say('page.customers.timeline.older')}</a>`}
          ${earlier ? html`<a class="button secondary" href="${customerHref(context, holder)}">${say('page.customers.timeline.newest')}</a>` : ''}
          <a class="button secondary" href="${customersHref(context)}">${say('page.customers.back')}</a>
        </div>
      </section>`,
  };
}

function facts(context: BankPageContext, view: CustomerView): HtmlSafeString {
  const { say, language } = context;
  const { holder, bank, companyKana, token, card, firstLetter } = view;
  const since = (at: number) => ({ since: formatInstant(at, language) });
  const code = (text: string) => html`<span class="code">${text}</span>`;
  const name = (text: string) => html`<bdi>${text}</bdi>`;
  const isUser = holder.role === 'user';
  const waits = holder.provisional === 1 || (!isUser && firstLetter?.printedAt === null);
  const stopped =
    holder.stoppedAt === null ? '' : ` ${say('page.customers.stopped', since(holder.stoppedAt))}`;
  return html`<section aria-labelledby="facts-title">
    <h2 id="facts-title">${say('page.customers.facts')}</h2>
    <dl class="facts">
      ${fact(say('page.customers.bank'), `${bank.code} ${inLanguage(context, bank.name)}`)}
      ${fact(say('page.customers.contractId'), code(holder.contractId))}
      ${isUser ? html`${fact(say('page.customers.userId'), code(holder.userId))} ${fact(say('page.customers.name'), name(holder.name))}` : ''}
      ${fact(say('page.customers.company'), name(holder.companyName))}
      ${companyKana === '' ? '' : fact(say('page.customers.kana'), name(companyKana))}
      ${fact(say('page.customers.mail'), name(isUser && holder.mail !== '' ? holder.mail : holder.contractMail))}
      ${fact(say('page.customers.contractState'), `${say(`page.customers.state.${holder.contractState}`)}${stopped}`)}
      ${isUser ? fact(say('page.customers.holderState'), say(`page.customers.holderState.${holder.holderState}`)) : ''}
      ${fact(say('page.customers.activation'), say(`page.customers.activation.${waits ? 'missing' : 'done'}`))}
      ${fact(
        say('page.customers.permission'),
        holder.permittedAt === null
          ? say('page.customers.permission.none')
          : say('page.customers.permission.since', since(holder.permittedAt)),
      )}
      ${fact(say('page.customers.locks'), locks(context, view))}
      ${fact(
        say('page.customers.token'),
        token === undefined
          ? say('page.customers.token.none')
          : say(`page.customers.token.${token.waiting ? 'waiting' : 'active'}`, {
              serialNumber: token.serialNumber,
              ...since(token.since),
            }),
      )}
      ${fact(
        say('page.customers.card'),
        card === undefined
          ? say('page.customers.card.none')
          : say('page.customers.card.active', { cardNumber: card.cardNumber, ...since(card.since) }),
      )}
      ${fact(
        say('page.customers.moving'),
        holder.movingAt === null
          ? say('page.customers.moving.none')
          : say('page.customers.moving.since', since(holder.movingAt)),
      )}
    </dl>
  </section>`;
}

function locks(context: BankPageContext, { wrongEntries, bank }: CustomerView): string | HtmlSafeString {
  const { say } = context;
  if (wrongEntries.length === 0) return say('page.customers.locks.none');
  return html`<ul class="plain">
    ${wrongEntries.map(({ secret, channel, failures, limit }) => {
      const key = failures >= limit ? 'page.customers.locks.locked' : 'page.customers.locks.count';
      const secretName = inLanguage(context, bank.terms[secret]);
      const counts = { secretName, failures: String(failures), limit: String(limit) };
      return html`<li>${say(key, counts)} — ${say(`page.customers.channel.${channel}`)}</li>`;
    })}
  </ul>`;
}

function certificates(context: BankPageContext, { certificates: rows, bank }: CustomerView): HtmlSafeString {
  const { say, language, profile } = context;
  return html`<section aria-labelledby="certificates-title">
    <h2 id="certificates-title">${say('page.customers.certificates')}</h2>
    ${rows.length === 0 ? html`<p>${say('page.customers.certificates.none')}</p>` : ''}
    <ul class="plain">
      ${rows.map(
        (row) => html`<li>
          <a href="/${profile.code}/desk/certificates/${bank.code}/${row.serial_number}"
            ><span class="code hash">${row.serial_number.toUpperCase()}</span></a
          ><br />
          ${say(`page.office.certificates.status.${row.status}`)}
          ${formatInstant(row.not_before, language)} – ${formatInstant(row.not_after, language)}
          ${row.revocation_reason === null ? '' : say(`page.office.certificate.reason.${row.revocation_reason}`)}
        </li>`,
      )}
    </ul>
  </section>`;
}

function people(context: BankPageContext, { people: others }: CustomerView): HtmlSafeString | '' {
  const { say } = context;
  if (others.length === 0) return '';
  const heads = ['holder', 'company', 'state'] as const;
  return html`<details>
    <summary>${say('page.customers.people')}</summary>
    <div class="wide" tabindex="0" role="group" aria-label="${say('page.customers.people')}">
      <table class="people">
        <thead>
          <tr>${heads.map((head) => html`<th scope="col">${say(`page.customers.column.${head}`)}</th>`)}</tr>
        </thead>
        <tbody>
          ${others.map((one) => customerRow(context, one))}
        </tbody>
      </table>
    </div>
  </details>`;
}
