import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

export interface Metrics {
  /** An event or callback was taken in; `result` = new, duplicate, failed. */
  received(kind: string, result: string): void;
  /** A request was turned away: wrong signature, too large… */
  rejected(reason: string): void;
  /** An outbox row came to an end; `state` as in the row. */
  sent(state: string): void;
  /** A job's run came to an end. */
  jobRun(job: string, state: string): void;
  /** Asked at each scrape. */
  watch(name: 'inbox_waiting' | 'outbox_open' | 'outbox_lag_seconds', read: () => Promise<number>): void;
  /** The text for GET /metrics. */
  page(): Promise<{ type: string; text: string }>;
}

const HELP = {
  inbox_waiting: 'Events taken in and not handled yet',
  outbox_open: 'Messages planned and not sent yet',
  outbox_lag_seconds: 'How long the oldest due message has been waiting',
} as const;

/** A registry of its own, so that two bots in one process (tests, demo) don't share figures. No names, no texts. */
export function createMetrics(options: { process?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.process === true) collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]): Counter =>
    new Counter({ name: `safety_bot_${name}`, help, labelNames, registers: [registry] });
  const received = counter('received_total', 'Events and callbacks taken in', ['kind', 'result']);
  const rejected = counter('rejected_total', 'Requests turned away', ['reason']);
  const sent = counter('outbox_total', 'Outbox rows that came to an end', ['state']);
  const jobs = counter('job_runs_total', 'Runs of jobs that came to an end', ['job', 'state']);
  return {
    received: (kind, result) => received.inc({ kind, result }),
    rejected: (reason) => rejected.inc({ reason }),
    sent: (state) => sent.inc({ state }),
    jobRun: (job, state) => jobs.inc({ job, state }),
    watch(name, read) {
      new Gauge({
        name: `safety_bot_${name}`,
        help: HELP[name],
        registers: [registry],
        async collect() {
          // A store that is down must not take the whole page with it.
          this.set(await read().catch(() => Number.NaN));
        },
      });
    },
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
