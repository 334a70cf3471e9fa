// A bank's letters that wait to be printed, were printed, or expired; and one of them.

import { LETTER_STATES, type LetterState } from '../../../domain/letter.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import type { FormContent } from '../../../domain/request-form-content.ts';
import { composeLetter } from '../../../notices/compose-mail.ts';
import { countLetters, type FoundLetter, findLetter, readLetters } from '../../../store/read/letter.ts';
import { findNotice } from '../../../store/read/notice.ts';
import { readFormSteps } from '../../../store/read/request-form.ts';
import type { Reader } from '../../../store/store.ts';
import type { Deployment } from '../../deployment.ts';
import { type AtBank, type FormsInput, officerAtBank } from '../forms/form-access.ts';

const PAGE_SIZE = 50;
const LAST_PAGE = 1000;

export interface LetterList extends AtBank {
  readonly state: LetterState;
  readonly letters: readonly FoundLetter[];
  readonly counts: Readonly<Record<LetterState, number>>;
  readonly page: number;
  readonly hasMore: boolean;
}

export async function listLetters(
  deployment: Deployment,
  input: FormsInput & { readonly state: string; readonly page: string },
): Promise<LetterList | Refusal> {
  const at = await officerAtBank(deployment, input, 'forms.read');
  if (isRefusal(at)) return at;
  const { db } = deployment.store;
  const state = LETTER_STATES.find((one) => one === input.state) ?? 'waiting';
  const page = Math.min(Math.max(Number.parseInt(input.page, 10) || 1, 1), LAST_PAGE);
  const offset = (page - 1) * PAGE_SIZE;
  const found = await readLetters(db, at.bank.code, state, { limit: PAGE_SIZE + 1, offset });
  const counts = await countLetters(db, at.bank.code);
  const letters = found.slice(0, PAGE_SIZE);
  return { ...at, state, letters, counts, page, hasMore: found.length > PAGE_SIZE };
}

export interface LetterInput extends FormsInput {
  readonly letterId: string;
}

export interface LetterView extends AtBank {
  readonly letter: FoundLetter;
  /** Persons who entered or amended its form. */
  readonly writers: readonly string[];
  /** Of its form. */
  readonly version: number;
}

/** What stands on the paper in the customer's or an officer's own words, and so may lack a glyph. Never a secret. */
export interface LetterWords {
  readonly part: 'to' | 'address' | 'addressee' | 'text';
  readonly text: string;
}

export async function showLetter(
  deployment: Deployment,
  input: LetterInput,
): Promise<(LetterView & { readonly words: readonly LetterWords[] }) | Refusal> {
  const at = await officerAtBank(deployment, input, 'forms.read');
  if (isRefusal(at)) return at;
  const { db } = deployment.store;
  const view = await loadLetter(db, at, input.letterId);
  return isRefusal(view) ? view : { ...view, words: await wordsOf(db, view) };
}

async function wordsOf(db: Reader, { bank, letter }: LetterView): Promise<LetterWords[]> {
  const { companyName, postalAddress, notice, formContent, kind } = letter;
  const mail = notice === null ? undefined : await findNotice(db, notice);
  const addressee =
    kind === 'pins' && formContent !== null ? (JSON.parse(formContent) as FormContent).newAdministrator : '';
  return [
    { part: 'to', text: companyName },
    { part: 'address', text: postalAddress },
    { part: 'addressee', text: addressee },
    { part: 'text', text: mail === undefined ? '' : composeLetter(bank, mail).text },
  ];
}

export async function loadLetter(db: Reader, at: AtBank, letterId: string): Promise<LetterView | Refusal> {
  const letter = await findLetter(db, at.bank.code, letterId);
  if (letter === undefined) return refuse('page-not-found');
  const steps = letter.form === null ? [] : await readFormSteps(db, letter.form);
  const writers = steps.filter(({ act }) => act === 'entered' || act === 'amended');
  const version = steps.at(-1)?.version ?? 0;
  return {
    ...at,
    letter,
    version,
    writers: [
      ...writers.map(({ person }) => person),
      ...(letter.orderedPerson === null ? [] : [letter.orderedPerson]),
    ],
  };
}
