// 新しいパソコンへの移行: from the old PC, the holder opens acquisition once more. The old certificate works until the
// new one has logged on, so that nobody is left without a PC that works; then it goes (answer-logon-page.ts).

import { confirmationFields } from '../../domain/confirmation.ts';
import { lastDayOfMove } from '../../domain/decide-issue.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { noticeOfMove } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import { setMoving } from '../../store/write/holder.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { actInSession } from '../log-on/open-session.ts';
import type { SessionInput } from '../log-on/session.ts';
import type { Entries } from '../secrets/check-secrets.ts';

/** Confirmed by a PIN. Begun again, the days count from today. */
export function beginMoving(
  deployment: Deployment,
  input: SessionInput & { readonly fields: Entries },
  caller: Caller,
): Promise<{ readonly until: string } | Refusal> {
  return actInSession(
    deployment,
    input,
    {
      act: 'moving.begun',
      asks: ({ profile, holder }) => confirmationFields(profile, holder.role),
      async do(tx, { holder, profile, found }, now) {
        await setMoving(tx, holder.id, { from: found.serial_number, at: now });
        const until = lastDayOfMove(profile, holder.role, now, found.not_after);
        const move = { serialNumber: found.serial_number, until, address: caller.address };
        await queueNotices(tx, deployment.banks, [noticeOfMove(holder, move, now)], now);
        return { done: { until } };
      },
    },
    caller,
  );
}

/** Closes what was opened; asks for nothing, since it takes nothing away. */
export function cancelMoving(
  deployment: Deployment,
  input: SessionInput,
  caller: Caller,
): Promise<{ readonly cancelled: true } | Refusal> {
  return actInSession(
    deployment,
    { ...input, fields: {} },
    {
      act: 'moving.cancelled',
      asks: () => [],
      async do(tx, { holder }) {
        await setMoving(tx, holder.id, null);
        return { done: { cancelled: true } as const };
      },
    },
    caller,
  );
}
