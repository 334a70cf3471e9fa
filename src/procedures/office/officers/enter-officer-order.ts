// What is to be done about an officer, entered by one person for another to confirm: making known, another role, going on
// after a suspension, a new first password and app.

import { randomUUID } from 'node:crypto';
import { OFFICER_ROLES } from '../../../domain/officer.ts';
import {
  checkOfficerOrder,
  type OfficerOrderContent,
  type OfficerOrderKind,
  officerOrderText,
} from '../../../domain/officer-order.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { isSubjectTaken } from '../../../store/read/user.ts';
import type { Transaction } from '../../../store/store.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { insertOfficerOrder } from '../../../store/write/officer.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { checkNewOfficer, subjectOfOfficer } from '../create-officer.ts';
import { type AtOfficers, findOfficerAt, type OfficersInput, officersAt } from './officer-access.ts';
import { sealOfOfficerOrder } from './officer-seal.ts';

export interface OfficerOrderInput extends OfficersInput {
  readonly kind: OfficerOrderKind;
  /** Of the officer concerned; of a new one as it is to be. */
  readonly officerId: string;
  /** What was typed: `name`, `mail`, `person` of a new officer, `role` of one and of a change. */
  readonly entries: Readonly<Record<string, string>>;
  /** From the page: sent twice, it is entered once. */
  readonly entryKey: string;
}

/** @returns the order's id; `form-invalid` with the field, `user-id-taken`, `officer-own`, `officer-changed`. */
export async function enterOfficerOrder(
  deployment: Deployment,
  input: OfficerOrderInput,
  caller: Caller,
): Promise<{ readonly orderId: string } | Refusal> {
  const at = await officersAt(deployment, input, 'officers.change');
  if (isRefusal(at)) return at;
  if (!/^[\w-]{8,64}$/.test(input.entryKey)) return refuse('form-invalid', { field: 'entryKey' });
  const { officer, office, served } = at;
  const { store, keys, now } = deployment;
  return store.transaction(async (tx) => {
    const asked = await contentOf(tx, deployment, at, input);
    const checked = isRefusal(asked)
      ? asked
      : (checkOfficerOrder(input.kind, officer, asked.content) ?? asked);
    const { kind } = input;
    const claim = { bankCode: office.code, contractId: served.code, userId: input.officerId };
    const details = { kind, officer: officer.officerId, person: officer.person };
    if (isRefusal(checked)) {
      const deed = { act: 'officer.order-entered', refusedFor: checked.cause, details };
      await appendAudit(tx, [auditOf(caller, claim, deed, now())]);
      return checked;
    }
    const row = {
      ...{ id: randomUUID(), bank_code: served.code, kind, holder: checked.holder },
      ...({ state: 'entered', content: officerOrderText(checked.content) } as const),
      ...{ entered_by: officer.holder.id, entered_person: officer.person, entered_at: now() },
      ...{ decided_by: null, decided_person: null, decided_at: null },
    };
    const halves = { password: new Uint8Array(), app: new Uint8Array() };
    const seal = sealOfOfficerOrder(keys, row);
    const entered = await insertOfficerOrder(tx, { ...row, ...halves, entry_key: input.entryKey, seal });
    // Sent twice: the list shows the one that there is.
    if (!entered) return refuse('order-settled');
    const said = { ...details, order: row.id, role: checked.content.role };
    await appendAudit(tx, [auditOf(caller, claim, { act: 'officer.order-entered', details: said }, now())]);
    return { orderId: row.id };
  });
}

interface Asked {
  readonly holder: string | null;
  readonly content: OfficerOrderContent;
}

async function contentOf(
  tx: Transaction,
  deployment: Deployment,
  at: AtOfficers,
  { kind, officerId, entries }: OfficerOrderInput,
): Promise<Asked | Refusal> {
  const role = OFFICER_ROLES.find((one) => one === entries['role']);
  if (kind === 'create') {
    if (role === undefined) return refuse('form-invalid', { field: 'role' });
    const { name = '', mail = '', person = '' } = entries;
    const checked = checkNewOfficer(deployment, {
      ...{ bankCode: at.served.code, officerId, name, mail, role, person },
    });
    if (isRefusal(checked)) return checked;
    const taken = await isSubjectTaken(tx, subjectOfOfficer(checked));
    if (taken) return refuse('user-id-taken', { takenId: checked.userId });
    const { userId, details } = checked;
    return { holder: null, content: { officerId: userId, ...details, person: checked.person, role } };
  }
  const found = await findOfficerAt(tx, deployment, at, officerId);
  if (isRefusal(found)) return found;
  const { holder, row } = found;
  const next = kind === 'role' ? role : row.officerRole;
  const ofOffice = at.served === at.office;
  if (next === undefined || ofOffice !== (next === 'caOfficer')) {
    return refuse('form-invalid', { field: 'role' });
  }
  const { userId, name, mail } = holder;
  const standing = { role: row.officerRole, state: row.officerState };
  const content = { officerId: userId, name, mail, person: row.person, role: next, found: standing };
  return { holder: holder.id, content };
}
