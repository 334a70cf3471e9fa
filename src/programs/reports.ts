// What the office does in the background: reports, made as soon as they are ordered, one at a time, and forgotten when
// they were kept long enough; figures of the days that are over; lists of contracts whose opening was interrupted.

import type { FastifyBaseLogger } from 'fastify';
import { openReportWriter } from '../backoffice/reports/writers.ts';
import type { Deployment } from '../procedures/deployment.ts';
import { openApprovedLists } from '../procedures/office/contracts/open-list.ts';
import { keepFigures } from '../procedures/office/figures.ts';
import { countDays } from '../procedures/office/reports/count-days.ts';
import { makeReports } from '../procedures/office/reports/make-reports.ts';
import { forgetReports } from '../procedures/office/reports/order-report.ts';
import { eachMinute } from './each-minute.ts';

/** Whoever orders a short one has it at once. */
const LOOK_MS = 1000;
/** @returns stops it: what is left of a list is opened by the next server. */
export function openListsEachMinute(
  deployment: Deployment,
  listener: { readonly log: FastifyBaseLogger },
): () => Promise<void> {
  const stop = new AbortController();
  const opening = eachMinute(
    () => openApprovedLists(deployment, stop.signal),
    'opening the contracts of lists',
    listener,
    { atStart: true },
  );
  return async () => {
    stop.abort();
    await opening();
  };
}

/** Counting takes at most this part of the time, so a large bank is counted less often than each minute. */
const SHARE = 100;

/** @returns stops it: what is under way is left, for the next server to begin again. */
export function makeReportsAsOrdered(
  deployment: Deployment,
  listener: { readonly log: FastifyBaseLogger },
): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const onFault = (err: unknown, { id }: { readonly id: string }) =>
    listener.log.error({ err, report: id }, 'a report could not be made');
  const making = eachMinute(
    () => makeReports(deployment, openReportWriter, { signal, onFault }),
    'making reports',
    listener,
    { atStart: true, everyMs: LOOK_MS },
  );
  let next = 0;
  const keeping = eachMinute(
    async () => {
      await forgetReports(deployment);
      await countDays(deployment, signal);
      if (performance.now() < next) return;
      const began = performance.now();
      await keepFigures(deployment, signal);
      next = performance.now() + SHARE * (performance.now() - began);
    },
    'keeping reports and figures',
    listener,
    { atStart: true },
  );
  return async () => {
    stop.abort();
    await Promise.all([making(), keeping()]);
  };
}
