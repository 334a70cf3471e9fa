// The page that makes the key: password, key, request, certificate, file. What it says stands in the page.

import { buildPkcs12 } from '../../x509/pkcs12.ts';
import { askCertificate, type Issued, type Refused } from './ask-certificate.ts';
import { checkFilePassword, type PasswordFault, strengthOf } from './file-password.ts';
import { type KeyType, type MadeKey, makeKey } from './key-maker.ts';

const room = element('make-key');
const form = element('password-form');
const password = input('file-password');
const repeat = input('file-password-repeat');

/** What must not be lost while it is true. */
let underWay = false;
let made: MadeKey | undefined;
let file: { readonly url: string; readonly name: string } | undefined;

const STAGES = ['prepare', 'issue', 'install'] as const;
/** Refusals after which the same request may be sent again. */
const PASSING = ['busy', 'internal-error', 'issuing-in-progress', 'signer-unavailable', 'too-many-requests'];

if (globalThis.isSecureContext && globalThis.crypto?.subtle !== undefined) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!underWay && passwordsStand()) void acquire();
  });
  password.addEventListener('input', showStrength);
  element('retry').addEventListener('click', () => void acquire());
  element('save-again').addEventListener('click', save);
  addEventListener('beforeunload', (event) => {
    if (underWay) event.preventDefault();
  });
  // Shown again out of the browser's memory the page's ticket is a used one.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  show('password-form');
} else {
  show('old');
}
hide('waiting');

async function acquire(): Promise<void> {
  underWay = true;
  hide('password-form', 'failure', 'again');
  show('progress');
  element('progress-title').focus();
  try {
    stand('prepare');
    await shown();
    made ??= await makeKey((room.dataset.keyType ?? 'P-256') as KeyType);
    stand('issue');
    const answer = await askCertificate({
      url: room.dataset.requestUrl ?? '',
      ticket: room.dataset.ticket ?? '',
      csrf: room.dataset.csrf ?? '',
      request: made.request,
    });
    if (answer.kind === 'lost') return fail(text('failure', 'lost'), true);
    if (answer.kind === 'refused') return refuse(answer);
    stand('install');
    await shown();
    await pack(made, answer);
  } catch (error) {
    console.error(error);
    made = undefined;
    fail(text('failure', 'broken'), false);
  }
}

async function pack(key: MadeKey, issued: Issued): Promise<void> {
  const octets = await buildPkcs12({
    privateKeyPkcs8: key.privateKey,
    certificate: issued.certificate,
    chain: issued.chain,
    password: password.value,
    friendlyName: room.dataset.friendlyName ?? '',
  });
  const blob = new Blob([octets.slice()], { type: 'application/x-pkcs12' });
  file = { url: URL.createObjectURL(blob), name: issued.fileName };
  key.privateKey.fill(0);
  hide('progress');
  const saved = element('saved-text');
  saved.textContent = (saved.textContent ?? '').replace('{fileName}', file.name);
  show('saved');
  element('saved-title').focus();
  save();
}

function save(): void {
  if (file === undefined) return;
  const link = document.createElement('a');
  link.href = file.url;
  link.download = file.name;
  link.click();
  underWay = false;
}

function refuse(refused: Refused): void {
  fail(refused.message, PASSING.includes(refused.reason), refused);
}

function fail(message: string, again: boolean, refused?: Refused): void {
  underWay = again;
  hide('progress');
  element('failure-title').textContent = refused?.title ?? text('failure', 'title');
  element('failure-message').textContent = message;
  element('failure-next').textContent = refused?.next ?? '';
  element('failure-reason').textContent = refused?.reason ?? '';
  element('failure-reference').textContent = refused?.reference ?? '';
  element('failure-codes').hidden = refused === undefined;
  const faq = element('failure-faq');
  faq.hidden = refused === undefined;
  const link = faq.querySelector('a');
  if (link !== null) link.hash = refused?.reason ?? '';
  element('retry').hidden = !again;
  show('failure');
  element('failure-title').focus();
}

/** Marks a stage as the present one and those before it as done. */
function stand(stage: (typeof STAGES)[number]): void {
  const now = STAGES.indexOf(stage);
  for (const [index, name] of STAGES.entries()) {
    const item = element(`progress-${name}`);
    item.dataset.state = index < now ? 'done' : index === now ? 'now' : 'to-come';
    if (index === now) element('progress-now').textContent = item.textContent;
  }
}

/** Lets the browser draw what was just said before work begins that may hold it up. */
function shown(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

function passwordsStand(): boolean {
  const fault: PasswordFault | undefined = checkFilePassword(password.value);
  mark(password, fault === undefined ? undefined : text('password-form', fault));
  const differ = fault === undefined && password.value !== repeat.value;
  mark(repeat, differ ? text('password-form', 'differ') : undefined);
  if (fault !== undefined) password.focus();
  else if (differ) repeat.focus();
  return fault === undefined && !differ;
}

function mark(entry: HTMLInputElement, fault: string | undefined): void {
  const place = element(`${entry.id}-fault`);
  place.textContent = fault ?? '';
  place.hidden = fault === undefined;
  entry.closest('.field')?.classList.toggle('faulty', fault !== undefined);
  if (fault === undefined) entry.removeAttribute('aria-invalid');
  else entry.setAttribute('aria-invalid', 'true');
}

function showStrength(): void {
  const strength = password.value === '' ? undefined : strengthOf(password.value);
  element('strength').textContent =
    strength === undefined ? '' : `${text('strength', 'label')} ${text('strength', strength)}`;
}

function show(...ids: string[]): void {
  for (const id of ids) element(id).hidden = false;
}

function hide(...ids: string[]): void {
  for (const id of ids) {
    const found = document.getElementById(id);
    if (found !== null) found.hidden = true;
  }
}

function text(id: string, name: string): string {
  return element(id).dataset[name] ?? '';
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

function input(id: string): HTMLInputElement {
  return element(id) as HTMLInputElement;
}
