// A letter is printed, to be sent. New secrets are shown once, to somebody else than who entered the form, so that
// nobody who asks for a customer's secrets also gets to see them, and after a fresh one-time password, as an approval is;
// what a mail would have told is shown as often as asked.

import { mayDo } from '../../../domain/officer.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { composeLetter } from '../../../notices/compose-mail.ts';
import { readSealedLetter } from '../../../store/read/letter.ts';
import { findNotice } from '../../../store/read/notice.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { takeLetter } from '../../../store/write/letter.ts';
import { insertStep, lockForm } from '../../../store/write/request-form.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { officerAtBank } from '../forms/form-access.ts';
import { checkStepUp, mayStepUp, type StepUpInput } from '../step-up.ts';
import { type LetterContent, openLetter } from './letter-content.ts';
import { type LetterInput, type LetterView, loadLetter } from './list-letters.ts';

/** A letter with what it says. */
export interface OpenedLetter extends LetterView {
  readonly content: LetterContent;
}

/** Why this officer prints no letter; asked again when it is printed. */
export function checkLetter({ officer, writers, letter }: LetterView): Refusal | undefined {
  if (!mayDo(officer.role, 'letters.print')) return refuse('officer-not-allowed');
  if (writers.includes(officer.person)) return refuse('form-own');
  if (letter.state === 'expired') return refuse('letter-expired');
  return letter.state === 'printed' && letter.kind !== 'notice' ? refuse('letter-printed') : undefined;
}

/**
 * Draws the letter, then takes its secrets out for good, and only then gives away what was drawn: a printer's page that
 * could not be made costs no secret, and of two who print at once one gets it.
 *
 * @returns as {@link checkStepUp}, `letter-printed` when the secrets are gone, `letter-expired`, `form-own` for who entered the form.
 */
export async function printLetter<T>(
  deployment: Deployment,
  input: LetterInput & StepUpInput,
  caller: Caller,
  draw: (letter: OpenedLetter) => Promise<T> | T,
): Promise<T | Refusal> {
  const { store, now } = deployment;
  const at = await officerAtBank(deployment, input, 'letters.print');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  const seen = await loadLetter(store.db, at, input.letterId);
  if (isRefusal(seen)) return seen;
  const secret = seen.letter.kind !== 'notice';
  const unproven = secret && !mayStepUp(officer, input, now()) ? refuse('step-up-needed') : undefined;
  const content = checkLetter(seen) ?? unproven ?? (await readContent(deployment, seen));
  const drawn = isRefusal(content) ? undefined : await draw({ ...seen, content });
  const refusal = await store.transaction(async (tx): Promise<Refusal | undefined> => {
    if (seen.letter.form !== null) await lockForm(tx, seen.letter.form);
    const stepUp = secret ? await checkStepUp(tx, deployment, officer, input, caller) : { records: [] };
    const view = await loadLetter(tx, at, input.letterId);
    if (isRefusal(view)) return view;
    const { letter, version } = view;
    const refused = checkLetter(view) ?? stepUp.refusal ?? (isRefusal(content) ? content : undefined);
    const taken =
      refused === undefined && letter.state === 'waiting'
        ? await takeLetter(tx, letter.id, { officer: officer.holder.id, now: now() })
        : letter.state === 'printed';
    const refusal = refused ?? (taken ? undefined : refuse('letter-printed'));
    if (refusal === undefined && letter.form !== null) {
      await insertStep(tx, {
        ...{
          form: letter.form,
          act: 'printed',
          officer: officer.holder.id,
          person: officer.person,
          at: now(),
        },
        ...{ version, content: null, hash: null, remark: '' },
      });
    }
    const details = {
      ...{ letter: letter.id, kind: letter.kind, officer: officer.officerId },
      ...(letter.form !== null && { form: letter.form }),
      ...(letter.state === 'printed' && { again: 1 }),
    };
    const claim = { bankCode: bank.code, contractId: letter.contractId, userId: '' };
    const deed = { act: 'letter.printed', refusedFor: refusal?.cause, details };
    await appendAudit(tx, [...stepUp.records, auditOf(caller, claim, deed, now())]);
    return refusal;
  });
  return refusal ?? (drawn as T);
}

async function readContent(
  { store: { db }, keys }: Deployment,
  { bank, letter }: LetterView,
): Promise<LetterContent | Refusal> {
  if (letter.notice !== null) {
    const notice = await findNotice(db, letter.notice);
    // Mails are forgotten after years.
    return notice === undefined
      ? refuse('letter-expired')
      : { kind: 'notice', ...composeLetter(bank, notice) };
  }
  const sealed = await readSealedLetter(db, letter.id);
  return sealed.length === 0 ? refuse('letter-printed') : openLetter(keys, letter.id, sealed);
}
