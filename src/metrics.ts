import { Counter, Registry } from 'prom-client';

export interface Metrics {
  /** Counts one of what happened. */
  count(what: string, n?: number): void;
  text(): Promise<{ type: string; text: string }>;
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
  return {
    count: (what, n = 1) => counter.inc({ what }, n),
    text: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
