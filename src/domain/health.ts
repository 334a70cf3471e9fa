// How the deployment stands, judged from facts: what nobody may rely on any more, and what soon nobody could.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const HEALTH_CHECKS = [
  'database',
  'signer',
  'revocation-lists',
  'root-list',
  'ocsp-responder',
  'issuing-ca',
  'tls-certificate',
  'mail',
  'audit-head',
] as const;
export type HealthCheckName = (typeof HEALTH_CHECKS)[number];

/** Those of which somebody is told by mail: a queue that stands still or a database that is away tells nobody. */
export type AlarmedCheck = Exclude<HealthCheckName, 'database' | 'mail'>;

/** `warning`: somebody must act, and what is served is still right. `failed`: no requests should come here. */
export type HealthState = 'ok' | 'warning' | 'failed';

export interface HealthCheck {
  readonly name: HealthCheckName;
  readonly state: HealthState;
  /** For operators, in English; nothing of a customer's. */
  readonly detail: string;
}

export interface HealthFacts {
  readonly signerReady: boolean;
  /** Each list that certificates name, as it is published; undefined: it is not. */
  readonly lists: readonly ({ readonly thisUpdate: number; readonly nextUpdate: number } | undefined)[];
  /** Of each root under which an issuing CA answers, as it is published; undefined: it is not. */
  readonly rootLists: readonly ({ readonly thisUpdate: number; readonly nextUpdate: number } | undefined)[];
  /** The issuing CAs that their root has revoked, and whether all that they issued has ended. */
  readonly revokedIssuing: readonly { readonly id: string; readonly certificatesEnded: boolean }[];
  /** End of the responder that lasts longest. */
  readonly responderNotAfter: number | undefined;
  /** The generation that issues now: revoked itself, there is no other, and nothing is issued. */
  readonly issuing: string;
  /** Its end. */
  readonly issuingNotAfter: number;
  /** From when the next one issues; undefined: none has been accepted. */
  readonly nextIssuesFrom: number | undefined;
  /** Of the listeners; undefined: not known here. */
  readonly tlsNotAfter: number | undefined;
  /** When the oldest mail was queued that has not gone out; undefined: none waits. */
  readonly mailWaitingSince: number | undefined;
  /** When the first audit record was written that no signed head covers; undefined: all are covered. */
  readonly auditUncoveredSince: number | undefined;
}

/** Lists come each hour: one that has used up half of its time, or has less than a day, will not come by itself. */
const LIST_LEAST_MS = DAY_MS;
/** A root's list is good for months, and somebody may have to go to the root: a quarter of its time, at most a month. */
const ROOT_LIST_EXPECTED_MS = 30 * DAY_MS;
/** Made for 14 days and replaced after 7. */
const RESPONDER_EXPECTED_MS = 6 * DAY_MS;
const RESPONDER_LEAST_MS = DAY_MS;
/** Holders' certificates do not outlast the CA: those of two years begin to be shorter long before. */
const ISSUING_EXPECTED_MS = 2 * 366 * DAY_MS;
/** A ceremony with an offline root takes its time. */
const ROLLOVER_MS = 90 * DAY_MS;
const ISSUING_LEAST_MS = 30 * DAY_MS;
const TLS_EXPECTED_MS = 21 * DAY_MS;
const MAIL_EXPECTED_MS = HOUR_MS;
const HEAD_EXPECTED_MS = 5 * MINUTE_MS;
const HEAD_MOST_MS = HOUR_MS;

/** Every check but that of the database, from which the facts are. */
export function judgeHealth(facts: HealthFacts, now: number): HealthCheck[] {
  return [
    check('signer', facts.signerReady ? 'ok' : 'failed', facts.signerReady ? 'signs' : 'does not answer'),
    judgeLists(facts, now),
    judgeRootLists(facts, now),
    judgeEnd('ocsp-responder', facts.responderNotAfter, now, RESPONDER_EXPECTED_MS, RESPONDER_LEAST_MS),
    judgeIssuing(facts, now),
    facts.tlsNotAfter === undefined
      ? check('tls-certificate', 'ok', 'not looked at here')
      : judgeEnd('tls-certificate', facts.tlsNotAfter, now, TLS_EXPECTED_MS, 0),
    // A mail server that is away takes nothing from those who are here.
    judgeWait('mail', facts.mailWaitingSince, now, MAIL_EXPECTED_MS, Number.POSITIVE_INFINITY),
    judgeWait('audit-head', facts.auditUncoveredSince, now, HEAD_EXPECTED_MS, HEAD_MOST_MS),
  ];
}

function judgeLists({ lists }: HealthFacts, now: number): HealthCheck {
  const missing = lists.filter((list) => list === undefined).length;
  if (missing > 0) return check('revocation-lists', 'failed', `${missing} of ${lists.length} not published`);
  const [first] = lists
    .filter((list) => list !== undefined)
    .toSorted((one, other) => one.nextUpdate - other.nextUpdate);
  // When the last issuing CA has ended; its own check says so.
  if (first === undefined) return check('revocation-lists', 'ok', 'no issuing CA answers');
  const left = first.nextUpdate - now;
  const least = Math.min(LIST_LEAST_MS, (first.nextUpdate - first.thisUpdate) / 2);
  return check('revocation-lists', left < least ? 'failed' : 'ok', `nextUpdate ${iso(first.nextUpdate)}`);
}

function judgeRootLists({ rootLists, revokedIssuing }: HealthFacts, now: number): HealthCheck {
  const name = 'root-list';
  const published = rootLists.filter((list) => list !== undefined);
  const missing = rootLists.length - published.length;
  if (missing > 0) return check(name, 'failed', `${missing} of ${rootLists.length} not published`);
  const [first] = published.toSorted((one, other) => one.nextUpdate - other.nextUpdate);
  if (first === undefined) return check(name, 'ok', 'no root has an issuing CA that answers');
  const left = first.nextUpdate - now;
  const expected = Math.min(ROOT_LIST_EXPECTED_MS, (first.nextUpdate - first.thisUpdate) / 4);
  const ending = revokedIssuing.filter(({ certificatesEnded }) => !certificatesEnded).map(({ id }) => id);
  if (left > 0 && ending.length > 0) {
    return check(name, 'warning', `the root has revoked ${ending.join(', ')}: certificates are being ended`);
  }
  const state = left <= 0 ? 'failed' : left < expected ? 'warning' : 'ok';
  return check(name, state, `nextUpdate ${iso(first.nextUpdate)}`);
}

function judgeEnd(
  name: HealthCheckName,
  notAfter: number | undefined,
  now: number,
  expected: number,
  least: number,
): HealthCheck {
  if (notAfter === undefined) return check(name, 'failed', 'there is none');
  const left = notAfter - now;
  return check(name, left <= least ? 'failed' : left < expected ? 'warning' : 'ok', `ends ${iso(notAfter)}`);
}

/** Whether certificates of full length are issued, and go on being issued without anybody's doing. */
function judgeIssuing(facts: HealthFacts, now: number): HealthCheck {
  const { issuing, issuingNotAfter, nextIssuesFrom, revokedIssuing } = facts;
  if (revokedIssuing.some(({ id }) => id === issuing)) {
    return check(
      'issuing-ca',
      'failed',
      `the root has revoked ${issuing}: nothing is issued until there is another`,
    );
  }
  const shorterFrom = issuingNotAfter - ISSUING_EXPECTED_MS;
  const left = issuingNotAfter - now;
  if (nextIssuesFrom !== undefined && nextIssuesFrom <= issuingNotAfter) {
    const state = now >= shorterFrom ? 'warning' : 'ok';
    return check('issuing-ca', state, `the next one issues from ${iso(nextIssuesFrom)}`);
  }
  const state = left <= ISSUING_LEAST_MS ? 'failed' : now >= shorterFrom - ROLLOVER_MS ? 'warning' : 'ok';
  return check('issuing-ca', state, `ends ${iso(issuingNotAfter)}`);
}

function judgeWait(
  name: HealthCheckName,
  since: number | undefined,
  now: number,
  expected: number,
  most: number,
): HealthCheck {
  if (since === undefined) return check(name, 'ok', 'nothing waits');
  const waited = now - since;
  const state = waited > most ? 'failed' : waited > expected ? 'warning' : 'ok';
  return check(name, state, `the oldest waits since ${iso(since)}`);
}

const check = (name: HealthCheckName, state: HealthState, detail: string): HealthCheck => ({
  name,
  state,
  detail,
});

const iso = (instant: number): string => new Date(instant).toISOString();

/** The worst of all. */
export function stateOf(checks: readonly HealthCheck[]): HealthState {
  if (checks.some(({ state }) => state === 'failed')) return 'failed';
  return checks.some(({ state }) => state === 'warning') ? 'warning' : 'ok';
}

/** What somebody is to be told of. */
export function alarmsIn(
  checks: readonly HealthCheck[],
): { readonly check: AlarmedCheck; readonly detail: string; readonly failed: boolean }[] {
  return checks.flatMap(({ name, state, detail }) =>
    state === 'ok' || name === 'database' || name === 'mail'
      ? []
      : [{ check: name, detail, failed: state === 'failed' }],
  );
}
