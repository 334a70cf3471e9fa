// The CA certificates with their fingerprints, what each of them does today, where its lists are, and how a fingerprint
// is checked: against paper or by telephone, for what came the same way proves nothing.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { DELTA_LIST, revocationListAddress } from '../../ca/published-addresses.ts';
import type { PublishedAuthority } from '../../ca/published-authorities.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import type { PageContext, PageParts } from '../../http/page.ts';

/** Below the host, and below each bank. */
export const AUTHORITIES = 'ca-certificates';

export function authoritiesPage(
  context: PageContext,
  published: readonly PublishedAuthority[],
  ocsp: string,
): PageParts {
  const { say } = context;
  const roots = published.filter(({ generation }) => generation === null);
  const generations = published.filter(({ generation }) => generation !== null);
  const sample = roots[0]?.id ?? '';
  return {
    title: say('page.authorities.title'),
    main: html`<p class="lead">${say('page.authorities.lead')}</p>
      <p class="notice">${say('page.authorities.needless')}</p>
      <section aria-labelledby="generations">
        <h2 id="generations">${say('page.authorities.issuing')}</h2>
        ${generations.map((one) => authority(context, one))}
      </section>
      <section aria-labelledby="roots">
        <h2 id="roots">${say('page.authorities.roots')}</h2>
        ${roots.map((one) => authority(context, one))}
      </section>
      <section aria-labelledby="compare">
        <h2 id="compare">${say('page.authorities.compare')}</h2>
        <ol>
          <li>${say('page.authorities.compare1')}</li>
          <li>
            ${say('page.authorities.compare2')}
            <dl class="facts">
              ${fact('Windows', code(`certutil -hashfile ${sample}.crt SHA256`))}
              ${fact('macOS', code(`shasum -a 256 ${sample}.crt`))}
              ${fact('Linux', code(`sha256sum ${sample}.crt`))}
            </dl>
          </li>
          <li>${say('page.authorities.compare3')}</li>
        </ol>
        <p class="notice warning">${say('page.authorities.sameWay')}</p>
      </section>
      <section aria-labelledby="programs">
        <h2 id="programs">${say('page.authorities.programs')}</h2>
        <p>${say('page.authorities.programsLead')}</p>
        <dl class="facts">${fact('OCSP', code(ocsp))}</dl>
        <p><a class="button secondary" href="/${AUTHORITIES}/all.pem">${say('page.authorities.all')}</a></p>
      </section>
      <p><a href="${context.homeHref}">${say('page.refusal.home')}</a></p>`,
  };
}

const code = (text: string): HtmlSafeString => html`<span class="code">${text}</span>`;

function authority(context: PageContext, one: PublishedAuthority): HtmlSafeString {
  const { say, language } = context;
  const { id, generation, sha256, subject, name } = one;
  const [from, until] = [formatInstant(one.notBefore, language), formatInstant(one.notAfter, language)];
  return html`<h3 id="${id}">${name}</h3>
    <dl class="facts">
      ${generation === null ? '' : fact(say('page.authorities.state'), stateText(context, generation))}
      ${fact(say('page.authorities.subject'), html`<bdi>${subject}</bdi>`)}
      ${fact(say('page.authorities.fingerprint'), fingerprint(sha256))}
      ${fact(say('page.installed.serial'), code(one.serialNumber.toUpperCase()))}
      ${one.keyKind === null ? '' : fact(say('page.authorities.key'), one.keyKind)}
      ${fact(say('page.authorities.validity'), say('page.authorities.fromUntil', { from, until }))}
      ${fact(say('page.authorities.certificateAt'), code(one.certificateAddress))}
      ${fact(say('page.authorities.listAt'), lists(context, one))}
    </dl>
    <div class="actions">
      <a class="button secondary" href="/${AUTHORITIES}/${id}.crt">${say('page.authorities.saveCrt', { file: `${id}.crt` })}</a>
      <a href="/${AUTHORITIES}/${id}.pem">${say('page.authorities.savePem', { file: `${id}.pem` })}</a>
    </div>`;
}

function stateText(
  { say, language }: PageContext,
  { state, issuesFrom, revokedAt }: NonNullable<PublishedAuthority['generation']>,
): string {
  const at = formatInstant(state === 'revoked' ? (revokedAt ?? 0) : issuesFrom, language);
  return say(`page.authorities.state.${state}`, { at });
}

function lists({ say }: PageContext, { id, listAddress, generation }: PublishedAuthority): HtmlSafeString {
  if (generation === null) return code(listAddress);
  const origin = new URL(listAddress).origin;
  return html`${code(listAddress)}<br />${say('page.authorities.delta')}
    ${code(revocationListAddress(origin, id, DELTA_LIST))}
    ${generation.listShards === 0 ? '' : html`<br />${say('page.authorities.shards', { count: generation.listShards })}`}`;
}

/** In groups, as the printed record of the ceremony has it. */
function fingerprint(sha256: string): HtmlSafeString {
  const quarters = sha256.toUpperCase().match(/.{16}/g) ?? [];
  const parts = quarters.map((quarter) => html`<span>${quarter.match(/.{4}/g)?.join(' ')}</span> `);
  return html`<span class="code fingerprint">${parts}</span>`;
}
