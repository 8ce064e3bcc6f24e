import { Counter, Gauge, Registry } from 'prom-client';

export interface Metrics {
  /** Counts one of what happened. */
  count(what: string, n?: number): void;
  /** @param lagMs how long the oldest due message has been waiting */
  text(lagMs: number): Promise<{ type: string; text: string }>;
}

/** Figures for /metrics; names and ids of people never stand in them. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const counter = new Counter({
    name: 'safety_bot_total',
    help: 'What happened, by kind',
    labelNames: ['what'],
    registers: [registry],
  });
  const lag = new Gauge({
    name: 'safety_bot_outbox_lag_seconds',
    help: 'How long the oldest due message has been waiting',
    registers: [registry],
  });
  return {
    count: (what, n = 1) => counter.inc({ what }, n),
    async text(lagMs) {
      lag.set(lagMs / 1000);
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
