import { describe, expect, test } from '@jest/globals';
import { createCalendar, type Day } from '../../src/calendar.js';
import { escalation } from '../../src/hazards/escalation.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { waitingRung } from '../../src/hazards/waiting.js';
import type { Org } from '../../src/people/org.js';
import { at, due, hazard, org } from '../cards/cases.js';

const calendar = createCalendar();
const names = (ids: readonly string[], of: Org = org): string =>
  ids.map((id) => of.people.find((person) => person._id === id)?.name ?? id).join('、');

/** Sun Qiang rectifies until 8 October 2026, the first working day after the National Day. */
const ordinary = hazard({
  status: 'rectifying',
  rectifierId: 'sun',
  approverId: 'limin',
  dueDay: '2026-10-08',
  due: due('2026-10-08', 'days:7', '2026-09-28'),
  stepDue: due('2026-10-08', 'days:7', '2026-09-28'),
});
const major: Hazard = { ...ordinary, level: 'major', majorConfirmed: true };

describe('the ladder of deadlines, in working days (domain.md §9)', () => {
  test.each<[Day, string, string, number]>([
    ['2026-09-28', 'T-3', '孙强', -3],
    ['2026-09-30', 'T-1', '孙强', -1],
    ['2026-10-08', 'T+0', '孙强、王芳', 0],
    ['2026-10-09', 'T+1', '孙强、王芳、赵淑兰', 1],
    ['2026-10-10', 'T+1', '孙强、王芳、赵淑兰', 2],
    ['2026-10-12', 'T+3', '孙强、王芳、赵淑兰、李敏', 3],
    ['2026-10-15', 'T+3', '孙强、王芳、赵淑兰、李敏', 6],
    ['2026-10-16', 'T+7', '孙强、王芳、赵淑兰、李敏、周建国', 7],
    ['2026-10-28', 'T+15', '孙强、王芳、赵淑兰、李敏、周建国、陈静', 15],
    ['2026-12-30', 'T+15', '孙强、王芳、赵淑兰、李敏、周建国、陈静', 60],
  ])('ordinary, on %s: %s, told are %s', (day, name, who, late) => {
    const rung = escalation(ordinary, day, calendar);
    expect([rung?.name, names(rung?.who(ordinary, org) ?? []), rung?.late]).toEqual([name, who, late]);
  });

  test.each<[Day, string, string]>([
    ['2026-09-28', 'T-3', '孙强'],
    ['2026-10-08', 'T+0', '孙强、王芳'],
    ['2026-10-09', 'T+1', '孙强、王芳、赵淑兰、李敏、周建国'],
    ['2026-10-10', 'T+2', '孙强、王芳、赵淑兰、李敏、周建国'],
    ['2026-10-13', 'T+4', '孙强、王芳、赵淑兰、李敏、周建国'],
    ['2026-10-19', 'T+8', '孙强、王芳、赵淑兰、李敏、周建国、陈静'],
  ])('major, on %s: %s, told are %s', (day, name, who) => {
    const rung = escalation(major, day, calendar);
    expect([rung?.name, names(rung?.who(major, org) ?? [])]).toEqual([name, who]);
  });

  test.each<[Day]>([['2026-09-27'], ['2026-09-29'], ['2026-09-25']])('nothing is said on %s', (day) =>
    expect(escalation(ordinary, day, calendar)).toBeUndefined(),
  );

  test.each<[Day, string]>([
    ['2026-10-09', '10月12日（周一）仍未改好，报分管领导李敏。'],
    ['2026-10-12', '10月16日（周五）仍未改好，报局长并列入安委会。'],
    ['2026-10-16', '10月28日（周三）仍未改好，由安委会研究约谈。'],
    ['2026-10-28', '已报安委会研究。'],
  ])('ordinary, on %s it says what comes next: %s', (day, words) =>
    expect(escalation(ordinary, day, calendar)?.next(org, ordinary, day)).toBe(words),
  );

  test.each<[Day, string]>([
    ['2026-10-09', '10月10日（周六）仍未改好，须写明原因。'],
    ['2026-10-10', '10月13日（周二）仍未改好，发督办函。'],
    ['2026-10-13', '10月19日（周一）仍未改好，由安委会研究约谈。'],
  ])('major, on %s it says what comes next: %s', (day, words) =>
    expect(escalation(major, day, calendar)?.next(org, major, day)).toBe(words),
  );

  test('a day chosen on a Sunday is told on the Friday before, and late from Monday', () => {
    const sunday: Hazard = { ...ordinary, dueDay: '2026-11-15' };
    expect(escalation(sunday, '2026-11-13', calendar)).toMatchObject({ name: 'T+0', late: 0 });
    expect(escalation(sunday, '2026-11-16', calendar)).toMatchObject({ name: 'T+1', late: 1 });
  });

  test('the level comes from the dates: asked twice or after a week of silence it is the same', () => {
    const twice = [1, 2].map(() => escalation(ordinary, '2026-10-19', calendar)?.name);
    expect(twice).toEqual(['T+7', 'T+7']);
  });

  test('the people are those of the day: a new head hears, the old one does not', () => {
    const [home1, ...others] = org.units;
    const changed: Org = { ...org, units: [{ ...home1!, headId: 'liu' }, ...others] };
    const rung = escalation(ordinary, '2026-10-09', calendar);
    expect(names(rung?.who(ordinary, changed) ?? [])).toBe('孙强、王芳、刘小燕');
  });

  test('due today is not overdue: 00:01, 09:00 and 23:59 of 9 October; late on Saturday the 10th, a working day (case 62)', () => {
    const friday: Hazard = { ...ordinary, dueDay: '2026-10-09' };
    expect(escalation(friday, '2026-10-09', calendar)).toMatchObject({ late: 0, name: 'T+0' });
    expect(escalation(friday, '2026-10-10', calendar)).toMatchObject({ late: 1, name: 'T+1' });
  });
});

describe('waiting too long in any other hand', () => {
  const rung = (of: Hazard, moment: string): [string, string, string] => {
    const now = at(moment);
    const day = moment.slice(0, 10);
    const found = waitingRung(of, org, now, day, calendar);
    return [found?.name ?? '-', names(found?.who ?? []), found?.next(day) ?? ''];
  };
  const verifying = hazard();
  const planning = hazard({
    status: 'planning',
    rectifierId: 'sun',
    stageSeq: 2,
    stepDue: due('2026-10-12', 'workdays:3', '2026-10-08', at('2026-10-13 00:00')),
  });
  const approving: Hazard = { ...planning, status: 'approving', approverId: 'limin', stageSeq: 3 };
  const rechecking: Hazard = { ...planning, status: 'rechecking', recheckerId: 'wangfang', stageSeq: 4 };

  test.each<[string, string, string, string]>([
    ['2026-09-30 09:00', '1', '王芳', '10月8日（周四）仍未办，报院长。'],
    ['2026-10-08 09:00', '1+1', '王芳、赵淑兰', '10月10日（周六）仍未办，报分管领导李敏。'],
    ['2026-10-10 09:00', '1+3', '王芳、赵淑兰、李敏', '10月15日（周四）仍未办，报局长周建国。'],
    ['2026-10-15 09:00', '1+7', '王芳、赵淑兰、李敏、周建国', ''],
  ])('not verified within 24 hours, at %s: %s, %s', (moment, name, who, next) =>
    expect(rung(verifying, moment)).toEqual([name, who, next]),
  );

  test.each<[string, string, string]>([
    ['2026-10-12 09:00', '2', '孙强'],
    ['2026-10-13 09:00', '2+1', '孙强、赵淑兰'],
    ['2026-10-15 09:00', '2+3', '孙强、赵淑兰、李敏'],
    ['2026-10-21 09:00', '2+7', '孙强、赵淑兰、李敏、周建国'],
  ])('no plan handed in, at %s: %s, %s', (moment, name, who) =>
    expect(rung(planning, moment).slice(0, 2)).toEqual([name, who]),
  );

  test.each<[string, string, string]>([
    ['2026-10-12 09:00', '3', '李敏'],
    ['2026-10-13 09:00', '3+1', '李敏、陈静'],
    ['2026-10-15 09:00', '3+3', '李敏、陈静、周建国'],
  ])('an approval pending, at %s: %s, %s', (moment, name, who) =>
    expect(rung(approving, moment).slice(0, 2)).toEqual([name, who]),
  );

  test('a re-check pending climbs in the unit; the officer who re-checks holds it', () => {
    expect(rung(rechecking, '2026-10-13 09:00').slice(0, 2)).toEqual(['4+1', '王芳、赵淑兰']);
  });

  test('an extension asked for waits for its approver, one working day', () => {
    const asked = {
      no: 1,
      reason: '等配件',
      interim: '专人看守',
      oldDay: '2026-10-16',
      newDay: '2026-10-23',
      byId: 'sun',
      at: at('2026-10-09 15:00'),
      state: 'pending' as const,
      seq: 7,
      toCommittee: false,
    };
    const waits: Hazard = { ...ordinary, dueDay: '2026-10-16', extensions: [asked] };
    expect(rung(waits, '2026-10-10 09:00').slice(0, 2)).toEqual(['x7', '李敏']);
    expect(rung(waits, '2026-10-12 09:00').slice(0, 2)).toEqual(['x7+1', '李敏、陈静']);
  });

  test('a unit nobody has named yet: 安委办 holds it, then the director hears', () => {
    const { unitId: _none, officerId: _nobody, ...rest } = hazard({ status: 'reported' });
    const unplaced = rest as Hazard;
    expect(rung(unplaced, '2026-09-30 09:00').slice(0, 2)).toEqual(['1', '陈静']);
    expect(rung(unplaced, '2026-10-08 09:00').slice(0, 2)).toEqual(['1+1', '陈静、周建国']);
  });

  test('major: half the patience', () => {
    const plan: Hazard = { ...planning, level: 'major', rectifierId: 'zhao' };
    expect(rung(plan, '2026-10-14 09:00').slice(0, 2)).toEqual(['2+2', '赵淑兰、李敏、周建国']);
  });

  test('closed, merged, withdrawn: nothing waits', () => {
    for (const status of ['closed', 'merged', 'withdrawn', 'unfounded', 'transferred'] as const)
      expect(rung(hazard({ status }), '2026-10-20 09:00')[0]).toBe('-');
  });
});
