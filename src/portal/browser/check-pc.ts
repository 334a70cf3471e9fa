// The page that checks the visitor's PC: what only the browser itself can tell. What it says stands in the page.

import { type KeyType, makeKey } from './key-maker.ts';

type State = 'good' | 'bad' | 'unknown';

const checks = element('checks');

judge('script', true);
judgeClock();
const files = canSaveFiles();
judge('save', files);
if (files) element('try-save').addEventListener('click', trySaving);
await judgeKey();
sumUp();

/** Makes a real key of the bank's kind, as acquisition does, and lets go of it. */
async function judgeKey(): Promise<void> {
  say('key', 'unknown', checks.dataset.checking ?? '');
  try {
    const { privateKey } = await makeKey((checks.dataset.keyType ?? 'P-256') as KeyType);
    privateKey.fill(0);
    judge('key', true);
  } catch (error) {
    console.error(error);
    judge('key', false);
  }
}

/** The page was sent a moment ago; a slow line counts for less than what is allowed. */
function judgeClock(): void {
  const minutes = Math.abs(Date.now() - Number(checks.dataset.now)) / 60_000;
  const right = minutes < Number(checks.dataset.clockMinutes);
  judge('clock', right, String(Math.round(minutes)));
}

function canSaveFiles(): boolean {
  return 'download' in HTMLAnchorElement.prototype && typeof URL.createObjectURL === 'function';
}

/** Saves a file that was made here, as the certificate's file is: rules of a company may stop just that. */
function trySaving(event: Event): void {
  event.preventDefault();
  const told = element('tried-save');
  const url = URL.createObjectURL(new Blob([`${told.dataset.content}\n`], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = checks.dataset.fileName ?? '';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  told.textContent = told.dataset.text ?? '';
}

function judge(name: string, good: boolean, minutes = ''): void {
  const { foundGood, foundBad } = element(`check-${name}`).dataset;
  const text = (good ? foundGood : foundBad) ?? '';
  say(name, good ? 'good' : 'bad', text.replace('%', minutes));
}

function say(name: string, state: State, text: string): void {
  const line = element(`check-${name}`);
  line.dataset.state = state;
  const mark = line.querySelector('.mark');
  const place = line.querySelector('[data-text]');
  if (mark !== null) mark.textContent = checks.dataset[state] ?? '';
  if (place !== null) place.textContent = text;
}

function sumUp(): void {
  const bad = checks.querySelectorAll('[data-state=bad]').length;
  const summary = element('check-summary');
  const text = bad === 0 ? summary.dataset.good : summary.dataset.bad;
  summary.hidden = false;
  summary.classList.add(bad === 0 ? 'success' : 'failure');
  summary.textContent = (text ?? '').replace('%', String(bad));
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}
