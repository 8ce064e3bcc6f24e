import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addDays, createCalendar, dayOf, instantAt } from '../../src/calendar.js';
import { asksTopics, dueSteps, meetingAhead, monthsDue, runCycle } from '../../src/meetings/cycle.js';
import { DEFAULT_RULE, plannedDay, readClock, readRule, ruleDay } from '../../src/meetings/date-rule.js';
import type { Meeting } from '../../src/meetings/meeting.js';
import { addDecision, editMinutes, hold, issue, submit } from '../../src/meetings/minutes.js';
import type { MeetingDeps } from '../../src/meetings/ports.js';
import { cancel, planMonth, reschedule } from '../../src/meetings/usecases.js';
import { createMeetingStore } from '../../src/store/meetings.js';
import { programmeOf } from '../../src/campaigns/due.js';
import { loadCampaignData } from '../../src/campaigns/load.js';
import { laddered } from '../../src/meetings/figures.js';
import { nextMonth } from '../../src/meetings/next-month.js';
import { seasonRisks } from '../../src/meetings/season.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { taskRung } from '../../src/tasks/ladder.js';
import { tasksOf } from '../../src/tasks/task.js';
import { meeting, task } from '../cards/meeting-cases.js';
import { full, org } from '../cards/cases.js';
import { openTempStore, type TempStore } from '../harness/store.js';

const calendar = createCalendar();
const at = (day: string, time = '15:00'): Date => instantAt(day, time);

describe('the day of the month’s meeting', () => {
  test('the nth such weekday that people work on', () => {
    expect(ruleDay('2026-11', DEFAULT_RULE, calendar)).toBe('2026-11-03');
    // 6 October 2026 lies in the National Day holidays.
    expect(ruleDay('2026-10', DEFAULT_RULE, calendar)).toBe('2026-10-13');
    expect(ruleDay('2026-05', { ...DEFAULT_RULE, nth: 4, weekday: 5 }, calendar)).toBe('2026-05-29');
    // February 2026 has no fourth working Thursday: the last one counts.
    expect(ruleDay('2026-02', { ...DEFAULT_RULE, nth: 4, weekday: 4 }, calendar)).toBe('2026-02-26');
  });
  test('a bot that starts after the usual day plans a week ahead, at the latest the last working day', () => {
    expect(plannedDay('2026-11', DEFAULT_RULE, calendar, '2026-10-22')).toBe('2026-11-03');
    expect(plannedDay('2026-11', DEFAULT_RULE, calendar, '2026-11-10')).toBe('2026-11-17');
    expect(plannedDay('2026-11', DEFAULT_RULE, calendar, '2026-11-28')).toBe('2026-11-30');
  });
  test('what is stored or typed is read with care', () => {
    expect(readRule(undefined)).toEqual(DEFAULT_RULE);
    expect(readRule({ nth: 9, weekday: 3, time: '25:00', place: '' })).toEqual({
      ...DEFAULT_RULE,
      weekday: 3,
    });
    expect(['9:30', '15：00', '8点', '14点30分', '24:00', '明天'].map(readClock)).toEqual([
      '09:30',
      '15:00',
      '08:00',
      '14:30',
      undefined,
      undefined,
    ]);
  });
});

describe('the next meeting that is still to be held', () => {
  const of = (month: string, status: Meeting['status'], day: string): Meeting => ({
    ...meeting(status),
    _id: month,
    day,
    time: '15:00',
  });
  const ahead = (now: Date, ...known: Meeting[]): string | undefined =>
    meetingAhead(known, DEFAULT_RULE, calendar, now);
  test.each<[string, Date, Meeting[], string | undefined]>([
    [
      'as it stands on record, moved or not',
      at('2026-11-02'),
      [of('2026-11', 'called', '2026-11-05')],
      '2026-11-05',
    ],
    [
      'on its day, an hour before',
      at('2026-11-03', '14:00'),
      [of('2026-11', 'called', '2026-11-03')],
      '2026-11-03',
    ],
    [
      'begun: the next month’s by the rule',
      at('2026-11-03', '15:00'),
      [of('2026-11', 'called', '2026-11-03')],
      '2026-12-01',
    ],
    [
      'held or cancelled: the next month’s',
      at('2026-11-10'),
      [of('2026-11', 'cancelled', '2026-11-20')],
      '2026-12-01',
    ],
    ['no record of this month: the next one', at('2026-11-10'), [], '2026-12-01'],
    [
      'all ahead cancelled: none',
      at('2026-11-10'),
      ['2026-11', '2026-12', '2027-01'].map((month) => of(month, 'cancelled', `${month}-20`)),
      undefined,
    ],
  ])('%s', (_words, now, known, day) => expect(ahead(now, ...known)).toBe(day));
});

describe('部署下月 from what is known', () => {
  const data = loadCampaignData();
  const lines = (month: string, today: string, open: readonly Hazard[] = []): readonly string[] =>
    nextMonth({
      meeting: { _id: month },
      org,
      today,
      open,
      runs: programmeOf(data, today, calendar, []).runs,
    });
  const due = (dueDay: string, more: Partial<Hazard> = {}): Hazard => ({
    ...full('rectifying', 'ordinary'),
    dueDay,
    ...more,
  });
  test('December: the days of the month, what runs on, the season, and what falls due in the order of its days', () => {
    const list = lines('2026-11', '2026-11-02', [
      due('2026-12-20'),
      due('2026-12-01'),
      due('2026-11-30'),
      due('2027-01-01'),
      due('2026-12-02', { status: 'rechecking' }),
    ]);
    expect(list.slice(0, -3)).toEqual([
      '宣传：冬季取暖和预防一氧化碳中毒提示（11月1日至2027年3月31日）',
      '宣传：全国交通安全日（12月2日）',
      '宣传：国家宪法日（12月4日）',
      '防范：冬季取暖：一氧化碳中毒、用电负荷、电热毯和取暖设备',
      '防范：低温雨雪：水管防冻、屋面积雪、路面防滑',
    ]);
    expect(list.at(-3)).toBe('12月到期的整改2件');
    expect(list.at(-2)).toMatch(/^12月1日到期：YH-2026-\d+ .*（孙强）$/u);
    expect(list.at(-1)).toMatch(/^12月20日到期：/u);
  });
  test('a month with its days inside; over the year’s end; health is named without its words', () => {
    expect(lines('2026-05', '2026-05-05')).toContain(
      '宣传：安全生产月（6月1日至6月30日），其中6月16日安全宣传咨询日',
    );
    expect(lines('2026-12', '2026-12-01')[0]).toContain('冬季取暖');
    expect(lines('2026-12', '2026-12-01').join()).toContain('春节前后用火用电安全提示（2027年1月27日');
    const [ill] = lines('2026-11', '2026-11-02', [
      due('2026-12-01', { kind: 'HEALTH', title: '203床王奶奶发热' }),
    ]).slice(-1);
    expect(ill).not.toContain('王奶奶');
  });
});

describe('topics are asked for in the morning digest', () => {
  const planned = (day: string, noticed?: string): Meeting => ({
    ...meeting('planned'),
    day,
    time: '15:00',
    history:
      noticed === undefined
        ? []
        : [
            {
              seq: 2,
              command: 'askTopics',
              by: 'bot',
              at: at(noticed),
              causeEventId: 'cycle',
              status: 'planned',
            },
          ],
  });
  const mornings = (of: Meeting, from: string, to: string): readonly string[] => {
    const days: string[] = [];
    for (let day = from; day <= to; day = addDays(day, 1))
      if (calendar.isWorkday(day) && asksTopics(of, at(day, '09:00'), day, calendar)) days.push(day);
    return days;
  };
  test.each<[string, Meeting, string[]]>([
    ['on T-7', planned('2026-11-03'), ['2026-10-27']],
    ['once, also after the afternoon’s note', planned('2026-11-03', '2026-10-27'), ['2026-10-27']],
    ['the working day after a T-7 on a Saturday', planned('2026-11-07'), ['2026-11-02']],
    ['slept through: the morning after it was noticed', planned('2026-11-03', '2026-10-28'), ['2026-10-29']],
    ['noticed on the last day: not any more', planned('2026-11-03', '2026-10-29'), []],
    ['the notice is out', { ...planned('2026-11-03'), status: 'called' }, []],
  ])('%s', (_words, of, days) => expect(mornings(of, '2026-10-19', '2026-11-10')).toEqual(days));
});

describe('what is due', () => {
  const steps = (
    status: Meeting['status'],
    now: Date,
    commands: readonly Meeting['history'][number]['command'][] = [],
  ) =>
    dueSteps(
      {
        ...meeting(status),
        history: meeting(status)
          .history.slice(0, commands.length)
          .map((entry, index) => ({ ...entry, command: commands[index] ?? 'plan' })),
      },
      now,
      dayOf(now),
      calendar,
    );
  test.each([
    ['nothing before T-7', 'planned', at('2026-10-26'), [], []],
    ['topics on T-7', 'planned', at('2026-10-27'), [], ['askTopics']],
    ['once', 'planned', at('2026-10-28'), ['askTopics'], []],
    ['not yet in the morning of T-3', 'planned', at('2026-10-29', '09:00'), ['askTopics'], []],
    ['the notice in the afternoon of T-3', 'planned', at('2026-10-29'), ['askTopics'], ['call']],
    ['made up for after a sleep', 'planned', at('2026-11-02', '09:00'), [], ['call']],
    ['never after its hour', 'planned', at('2026-11-03', '15:01'), [], []],
    ['a warning on the 25th', 'cancelled', at('2026-11-25'), [], ['warn']],
    ['once', 'cancelled', at('2026-11-27'), ['warn'], []],
    ['recorded at the month’s end', 'cancelled', at('2026-12-01'), ['warn'], ['recordMissed']],
    ['not where it was held', 'drafting', at('2026-12-01'), [], []],
  ] as const)('%s', (_name, status, now, done, wanted) => {
    expect(steps(status, now, done)).toEqual(wanted);
  });
  test('a meeting on the last day may be confirmed for three working days', () => {
    const late = { ...meeting('called'), day: '2026-11-30' };
    const on = (day: string): readonly string[] => dueSteps(late, at(day), day, calendar);
    expect([on('2026-12-03'), on('2026-12-04')]).toEqual([[], ['recordMissed']]);
  });
  test('months without a gap; the next one twelve days ahead; a late first month is left out', () => {
    expect(monthsDue(undefined, '2026-11-10')).toEqual(['2026-11']);
    expect(monthsDue(undefined, '2026-11-24')).toEqual(['2026-12']);
    expect(monthsDue('2026-09', '2026-11-20')).toEqual(['2026-09', '2026-10', '2026-11', '2026-12']);
    expect(monthsDue('2026-11', '2026-12-25')).toEqual(['2026-11', '2026-12', '2027-01']);
  });
});

describe('what comes before the committee', () => {
  test('the ladder: ordinary from seven working days late, major from eight, and the third extension', () => {
    const late = (level: 'ordinary' | 'major', dueDay: string): Hazard => ({
      ...full('rectifying', level),
      extensions: [],
      dueDay,
    });
    const third = full('rectifying', 'ordinary');
    const asked: Hazard = {
      ...third,
      dueDay: '2026-12-01',
      extensions: third.extensions.map((one) =>
        one.state === 'pending' ? { ...one, no: 3, toCommittee: true } : one,
      ),
    };
    const open = [
      late('ordinary', '2026-10-23'),
      late('ordinary', '2026-10-22'),
      late('major', '2026-10-22'),
      late('major', '2026-10-21'),
      asked,
    ];
    expect(laddered(open, '2026-11-02', calendar)).toEqual([open[1], open[3], open[4]]);
  });
  test('the season and the holidays until the next meeting', () => {
    expect(seasonRisks('2026-09-15', calendar)).toEqual([
      '秋季天干物燥：用火用电；肠道和呼吸道传染病',
      '中秋（9月25日起放假）：节前检查、值班值守和探访高峰',
      '国庆节（10月1日起放假）：节前检查、值班值守和探访高峰',
    ]);
    expect(seasonRisks('2026-07-07', calendar)[0]).toContain('主汛期');
  });
  test('a decision climbs like a hazard: its person, the unit’s head, the deputy, the director, 安委办', () => {
    const mine = task('open', '彻查', { personId: 'sun', leadUnitId: 'home1', dueDay: '2026-11-20' });
    const heard = (day: string): string => (taskRung(mine, org, day, calendar)?.who ?? []).join(' ');
    expect(
      ['2026-11-17', '2026-11-18', '2026-11-20', '2026-11-23', '2026-11-25', '2026-12-01', '2026-12-11'].map(
        heard,
      ),
    ).toEqual([
      'sun',
      '',
      'sun',
      'sun zhao',
      'sun zhao limin',
      'sun zhao limin zhou',
      'sun zhao limin zhou chenjing',
    ]);
    expect(taskRung({ ...mine, status: 'reported' }, org, '2026-12-01', calendar)?.who).toEqual(['chenjing']);
    expect(taskRung({ ...mine, status: 'done' }, org, '2026-12-01', calendar)).toBeUndefined();
  });
});

describe('in the store', () => {
  let temp: TempStore;
  let now = at('2026-11-04');
  let deps: MeetingDeps;
  beforeEach(async () => {
    temp = await openTempStore();
    now = at('2026-11-04');
    deps = {
      store: createMeetingStore(temp.store),
      org: () => Promise.resolve(org),
      now: () => now,
      today: () => dayOf(now),
      calendar: () => Promise.resolve(calendar),
      rule: () => Promise.resolve(DEFAULT_RULE),
      saveRule: () => Promise.resolve(),
    };
  });
  afterEach(() => temp.cleanUp());

  const by = (actorId: string, id: string, cause: string) => ({ id, actorId, cause });
  /** Plays a month up to the card that waits for the chair. */
  async function written(month: string, heldOn: string): Promise<void> {
    now = at(heldOn, '08:00');
    await planMonth(deps, month);
    await reschedule(deps, by('chenjing', month, `m${month}`), { day: heldOn, time: '09:00' });
    now = at(heldOn, '12:00');
    await hold(deps, by('chenjing', month, `h${month}`));
    await addDecision(deps, by('chenjing', month, `d${month}`), {
      matter: '彻查安全出口',
      personId: 'limin',
      dueDay: '2027-06-30',
    });
    await editMinutes(deps, by('chenjing', month, `e${month}`), { present: '周建国', demands: '不得上锁' });
    const sent = await submit(deps, by('chenjing', month, `s${month}`));
    expect(sent.ok && sent.value.status).toBe('signing');
  }
  const issued = async (month: string): Promise<string> => {
    const result = await issue(deps, by('zhou', month, `i${month}`));
    if (!result.ok) throw new Error(result.code);
    return tasksOf(result.value, now)[0]?.number ?? '';
  };

  test('minutes are numbered per year: December takes the next, January begins anew', async () => {
    for (const [month, day] of [
      ['2026-11', '2026-11-05'],
      ['2026-12', '2026-12-03'],
      ['2027-01', '2027-01-06'],
    ] as const)
      await written(month, day);
    now = at('2026-12-10');
    expect(await issued('2026-11')).toBe('安委纪〔2026〕1-1');
    expect(await issued('2026-12')).toBe('安委纪〔2026〕2-1');
    now = at('2027-01-08');
    expect(await issued('2027-01')).toBe('安委纪〔2027〕1-1');
    // The same click again is the same number; another one is too late.
    expect(await issued('2027-01')).toBe('安委纪〔2027〕1-1');
    expect(await issue(deps, by('zhou', '2027-01', 'again'))).toMatchObject({
      ok: false,
      code: 'already-done',
    });
  });

  test('two minutes issued at the same moment have different numbers', async () => {
    await written('2026-11', '2026-11-05');
    await written('2026-12', '2026-12-03');
    now = at('2026-12-10');
    const numbers = await Promise.all([issued('2026-11'), issued('2026-12')]);
    expect([...numbers].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      '安委纪〔2026〕1-1',
      '安委纪〔2026〕2-1',
    ]);
  });

  test('two who answer in the same second: both answers are kept', async () => {
    const { reply } = await import('../../src/meetings/usecases.js');
    await planMonth(deps, '2026-12');
    now = at('2026-11-26');
    await runCycle(deps, '2026-11-26');
    await Promise.all(
      ['zhou', 'limin', 'zhao', 'ma'].map((id) => reply(deps, by(id, '2026-12', `r${id}`), 'yes')),
    );
    expect((await deps.store.get('2026-12'))?.replies).toHaveLength(4);
  });

  test('months slept through are put on record and recorded as missed', async () => {
    now = at('2026-09-10');
    await runCycle(deps, '2026-09-10');
    now = at('2026-12-08');
    await runCycle(deps, '2026-12-08');
    await runCycle(deps, '2026-12-09');
    const all = await deps.store.list('2026-01', '2027-12');
    expect(all.map(({ _id, status }) => [_id, status])).toEqual([
      ['2026-09', 'missed'],
      ['2026-10', 'missed'],
      ['2026-11', 'missed'],
      ['2026-12', 'planned'],
    ]);
    const no = await cancel(deps, by('zhou', '2026-11', 'c'), '不想留记录');
    expect(no).toMatchObject({ ok: false });
  });
});
