/* `npm run drill:year`: a whole year of the example bureau on a moved clock; see README.md beside this file. */
import { parseArgs } from 'node:util';
import { checks, table } from './report.js';
import { drill } from './run.js';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '2026-01-01' },
    to: { type: 'string', default: '2026-12-31' },
    hazards: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const began = performance.now();
const result = await drill({
  from: values.from,
  to: values.to,
  hazards: Number(values.hazards),
  seed: Number(values.seed),
  // Months take turns between the transports; from July to September two bots share the store.
  arrangement: (day) => ({
    transport: Number(day.slice(5, 7)) % 2 === 1 ? 'webhook' : 'websocket',
    bots: day.slice(5, 7) >= '07' && day.slice(5, 7) <= '09' ? 2 : 1,
  }),
  restartOn: (day) => ['03', '12', '21'].includes(day.slice(8)),
  progress: say,
});
say(table(result));
say(
  `${((performance.now() - began) / 1000).toFixed(0)} s for ${values.from} to ${values.to}, seed ${values.seed}`,
);
await result.office.stop();
process.exitCode = checks(result).every(({ ok }) => ok) ? 0 : 1;
