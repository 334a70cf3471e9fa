// The numbers of a running server, for Prometheus: requests of each face, acts of the audit record, what runs out when.

import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HealthCheck } from '../domain/health.ts';
import type { Deployment } from '../procedures/deployment.ts';
import { countActs, readAuditEnd, readMailQueue } from '../store/read/health.ts';
import { readResponders } from '../store/read/ocsp.ts';
import { readRevocationListHeads } from '../store/read/revocation-list.ts';

type Watched = Pick<Deployment, 'store' | 'ca' | 'now'>;

/** So many records at a time, so that a scrape after a long pause costs no more than others. */
const MOST_RECORDS = 100_000;

export class Metrics {
  readonly #registry = new Registry();
  readonly #deployment: Watched;
  readonly #answers = new Histogram({
    name: 'warifu_http_request_duration_seconds',
    help: 'Requests answered by the pages, by face and status',
    labelNames: ['face', 'method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.#registry],
  });
  readonly #received = new Counter({
    name: 'warifu_http_received_total',
    help: 'Requests received, OCSP and revocation lists included',
    labelNames: ['face'],
    registers: [this.#registry],
  });
  readonly #acts = new Counter({
    name: 'warifu_acts_total',
    help: 'Entries of the audit record since this process began, of all processes of the deployment',
    labelNames: ['act', 'outcome'],
    registers: [this.#registry],
  });
  readonly #records = this.#gauge('warifu_audit_records', 'Entries of the audit record');
  readonly #mails = this.#gauge('warifu_mails_waiting', 'Mails that have not gone out');
  readonly #mailAge = this.#gauge('warifu_mail_oldest_seconds', 'Age of the oldest mail that waits; 0: none');
  readonly #listNumber = this.#gauge('warifu_crl_number', 'Number of a revocation list', ['issuer', 'list']);
  readonly #listEnd = this.#gauge('warifu_crl_next_update_timestamp_seconds', 'nextUpdate of a list', [
    'issuer',
    'list',
  ]);
  readonly #from = this.#gauge(
    'warifu_issues_from_timestamp_seconds',
    'From when a generation of the issuing CA issues, until a later one does',
    ['certificate'],
  );
  readonly #end = this.#gauge(
    'warifu_certificate_not_after_timestamp_seconds',
    'End of a certificate of ours',
    ['certificate'],
  );
  readonly #check = this.#gauge('warifu_check', '1: in order, 0.5: somebody must act, 0: failed', ['check']);
  /** Up to which record acts have been counted. */
  #counted: number | undefined;

  constructor(deployment: Watched) {
    this.#deployment = deployment;
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Counts a face's requests. What is answered before the framework sees it is received only. */
  watch(face: string, app: FastifyInstance): void {
    const received = this.#received.labels(face);
    app.server.on('request', () => received.inc());
    app.addHook('onResponse', async ({ method }, reply) => {
      this.#answers.labels(face, method, String(reply.statusCode)).observe(reply.elapsedTime / 1000);
    });
  }

  /** From when acts are counted. */
  async begin(): Promise<void> {
    this.#counted = await readAuditEnd(this.#deployment.store.db);
  }

  async render(checks: readonly HealthCheck[]): Promise<{ type: string; text: string }> {
    for (const { name, state } of checks) {
      this.#check.labels(name).set(state === 'ok' ? 1 : state === 'warning' ? 0.5 : 0);
    }
    // Whatever else is the matter, its numbers are wanted.
    if (checks.every(({ name, state }) => name !== 'database' || state === 'ok')) await this.#read();
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  async #read(): Promise<void> {
    const { store, ca, now } = this.#deployment;
    const end = await readAuditEnd(store.db);
    this.#records.set(end);
    const from = this.#counted ?? end;
    const upTo = Math.min(end, from + MOST_RECORDS);
    for (const { act, outcome, count } of await countActs(store.db, from, upTo)) {
      this.#acts.labels(act, outcome).inc(count);
    }
    this.#counted = upTo;
    const { waiting, since } = await readMailQueue(store.db);
    this.#mails.set(waiting);
    this.#mailAge.set(since === undefined ? 0 : Math.max(0, now() - since) / 1000);
    const { all, generations } = ca.authorities;
    for (const { id, notAfter } of all) {
      this.#end.labels(id).set(notAfter / 1000);
      for (const { name, number, next_update } of await readRevocationListHeads(store.db, id)) {
        this.#listNumber.labels(id, name).set(number);
        this.#listEnd.labels(id, name).set(next_update / 1000);
      }
    }
    for (const { id, issuesFrom } of generations) {
      this.#from.labels(id).set(issuesFrom / 1000);
      const [responder] = await readResponders(store.db, id, now());
      if (responder !== undefined) this.#end.labels(`${id}-ocsp`).set(responder.not_after / 1000);
    }
  }

  #gauge<Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }
}
