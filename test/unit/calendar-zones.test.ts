import { beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { endOfDay } from '../../src/calendar.js';
import { EXAMPLES } from '../fixtures/deadline-examples.js';

const run = promisify(execFile);
const SCRIPT = new URL('../fixtures/zone-answers.ts', import.meta.url).pathname;

interface Answers {
  readonly examples: readonly { day: string; at: string; announced: boolean; again: string }[];
  readonly plan: string;
  readonly reported: readonly string[];
  readonly october: string;
  readonly registered: string;
  readonly end: string;
  readonly clock: unknown;
}

const ZONES = ['UTC', 'America/New_York', 'Asia/Shanghai'] as const;
const found = new Map<string, Answers>();
beforeAll(async () => {
  await Promise.all(
    ZONES.map(async (TZ) => {
      const env = { ...process.env, TZ };
      const { stdout } = await run(process.execPath, ['--import', 'tsx', SCRIPT], {
        env,
        maxBuffer: 1 << 24,
      });
      found.set(TZ, JSON.parse(stdout) as Answers);
    }),
  );
});

/** Worked by hand, the same on a server in any zone; and a bot at work there (cases 61, 63, 65). */
test.each(ZONES)(
  'case 61, 63: deadlines by the 民法典, months, codes, the days of the clock and sentences on a machine in %s',
  (TZ) => {
    const answers = found.get(TZ);
    if (answers === undefined) throw new Error('no answers');
    const expected = EXAMPLES.map(({ day, announced, from, rule, why }) => [from, rule, why, day, announced]);
    expect(
      answers.examples.map(({ day, announced }, n) => {
        const { from = '', rule = '', why = '' } = EXAMPLES[n] ?? {};
        return [from, rule, why, day, announced];
      }),
    ).toEqual(expected);
    expect(answers.examples.map(({ at }) => at)).toEqual(
      EXAMPLES.map(({ day }) => endOfDay(day).toISOString()),
    );
    expect(answers.examples.map(({ again }) => again)).toEqual(EXAMPLES.map(({ day }) => day));
    expect(answers.plan).toBe('10月9日（周五）24时前（3个工作日）');
    expect(answers.october).toBe('2026-10-01 2026-10-31');
    expect(answers.registered).toBe('3');
    expect(answers.reported).toEqual([
      'YH-2026-0001 2026-09-29',
      'YH-2026-0002 2026-10-01',
      'YH-2026-0003 2026-10-01',
      'YH-2026-0004 2026-10-31',
      'YH-2026-0005 2026-12-31',
      'YH-2027-0001 2027-01-01',
    ]);
    expect(answers.end).toBe('2026-10-31T16:00:00.000Z');
    expect(answers.clock).toEqual({
      chain: ['2026-10-27', '2026-10-29', '2026-11-02', '2026-11-03T05:00:00.000Z'],
      // January's first Tuesday is the 6th; the first of October is a holiday, so is that of 5 May.
      meetings: [
        '2026-01-06',
        '2026-02-03',
        '2026-03-03',
        '2026-04-07',
        '2026-05-12',
        '2026-06-02',
        '2026-07-07',
        '2026-08-04',
        '2026-09-01',
        '2026-10-13',
        '2026-11-03',
        '2026-12-01',
      ],
      // Over the National Day holiday; on the working Saturday; from the Sunday to Monday.
      held: ['now', '2026-10-08T00:00:00.000Z', '2026-10-10T00:00:00.000Z', '2026-10-12T00:00:00.000Z'],
      slots: ['', '2026-10-10', ''],
      rungs: ['T-3', 'T-1', 'T+0', 'T+1', 'T+1', 'T+3'],
    });
  },
);
