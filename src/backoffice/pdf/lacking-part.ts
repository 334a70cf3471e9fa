// Before something is printed: which characters of it the font lacks, and where. They come out as 〓, to be written by hand.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { BankPageContext } from '../../http/page.ts';
import { lackingCharacters } from './font.ts';

/** Something that will be on the paper, and what it is called on the page. */
export type PrintedText = readonly [label: string, text: string];

export interface Lacking {
  readonly label: string;
  readonly characters: readonly string[];
}

/** Where characters are lacking; empty where all of it can be printed. */
export async function findLacking(texts: readonly PrintedText[]): Promise<readonly Lacking[]> {
  const found = await Promise.all(
    texts.map(async ([label, text]) => ({ label, characters: await lackingCharacters(text) })),
  );
  return found.filter(({ characters }) => characters.length > 0);
}

/** As people look it up: the private characters of a machine are shown by no other. */
const codeOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The notice; nothing where nothing is lacking. */
export function lackingPart({ say }: BankPageContext, lacking: readonly Lacking[]): HtmlSafeString | '' {
  if (lacking.length === 0) return '';
  return html`<section class="notice warning" aria-labelledby="lacking-title">
    <h2 id="lacking-title">${say('page.letters.lacking.title')}</h2>
    <p>${say('page.letters.lacking.lead')}</p>
    <ul>
      ${lacking.map(
        ({ label, characters }) => html`<li>
          <bdi>${label}</bdi>：${characters.map(
            (one) =>
              html`<span class="lacking"><bdi>${one}</bdi> <span class="code">${codeOf(one)}</span></span> `,
          )}
        </li>`,
      )}
    </ul>
  </section>`;
}
