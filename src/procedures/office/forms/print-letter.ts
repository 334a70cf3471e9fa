// A letter with new secrets is shown once, to be printed and sent: to somebody else than who entered the form, so that
// nobody who asks for a customer's secrets also gets to see them.

import { mayDo } from '../../../domain/officer.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { insertStep, lockForm, takeLetter } from '../../../store/write/request-form.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { openBytes } from '../../secrets/sealed-bytes.ts';
import type { LetterContent } from './carry-out.ts';
import {
  type AtBank,
  type FormInput,
  formAbsent,
  type LoadedForm,
  loadForm,
  officerAtBank,
} from './form-access.ts';
import type { FormView } from './show-form.ts';

export interface Letter extends AtBank, LoadedForm {
  readonly letter: LetterContent;
}

/** Why this officer sees no letter; asked again when it is printed. */
export function checkLetter({ officer, writers, letter }: FormView): Refusal | undefined {
  if (!mayDo(officer.role, 'letters.print')) return refuse('officer-not-allowed');
  if (writers.includes(officer.person)) return refuse('form-own');
  return letter?.printedAt === null ? undefined : refuse('letter-printed');
}

/** Takes the secrets out; `letter-printed` when they are gone, `form-own` for who entered the form. */
export async function printLetter(
  deployment: Deployment,
  input: FormInput,
  caller: Caller,
): Promise<Letter | Refusal> {
  const { store, keys, now } = deployment;
  const at = await officerAtBank(deployment, input, 'letters.print');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  const taken = await store.transaction(async (tx) => {
    await lockForm(tx, input.formId);
    const form = await loadForm(tx, bank, input.formId);
    if (form === undefined) return formAbsent();
    const { row, holder, writers } = form;
    const own = writers.includes(officer.person);
    const sealed = own ? undefined : await takeLetter(tx, row.id, now());
    const refusal = own ? refuse('form-own') : sealed === undefined ? refuse('letter-printed') : undefined;
    if (refusal === undefined) {
      await insertStep(tx, {
        ...{ form: row.id, act: 'printed', officer: officer.holder.id, person: officer.person, at: now() },
        ...{ version: row.version, content: null, hash: null, remark: '' },
      });
    }
    const details = { form: row.id, kind: row.kind, officer: officer.officerId };
    const deed = { act: 'form.letter-printed', refusedFor: refusal?.cause, details };
    await appendAudit(tx, [auditOf(caller, holder, deed, now())]);
    return refusal ?? { form, sealed: sealed ?? new Uint8Array() };
  });
  if (isRefusal(taken)) return taken;
  const { form, sealed } = taken;
  const letter = JSON.parse(openBytes(keys.sheet, ['form', form.row.id], sealed).toString()) as LetterContent;
  return { ...at, ...form, letter };
}
