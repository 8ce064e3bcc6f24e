import { describe, expect, test } from '@jest/globals';
import {
  byUnit,
  CAMPAIGN_COMMANDS,
  mayCampaign,
  NO_UNIT,
  type CampaignCommand,
} from '../../src/campaigns/rules.js';
import type { Org } from '../../src/people/org.js';
import type { Person } from '../../src/people/person.js';
import { CAST, orgOf, somebody } from '../harness/cast.js';

const { director, deputy, office, admin, head, officer } = CAST;
// In the order of the matrix below.
const PEOPLE = {
  director,
  deputy,
  office,
  admin,
  keeper: somebody('keeper', 'bureau', ['keeper']),
  head,
  officer,
  carer: somebody('carer', 'home'),
} as const;
type Who = keyof typeof PEOPLE;
const org = (people: readonly Person[] = Object.values(PEOPLE)): Org => orgOf(people);
const DAY = '2026-06-01';

/** Who may what: ● everywhere, ○ in the own unit only. Written by hand, not from the rules. */
const MATRIX: Readonly<Record<CampaignCommand, string>> = {
  //            director deputy office admin keeper head officer carer
  seePlan: '●●●●●●●●',
  learn: '●●●●●●●●',
  answerQuiz: '●●●●●●●●',
  enterYear: '--●●----',
  decidePost: '●●●-----',
  switchAuto: '●●●-----',
  fileSummary: '●●●-----',
  keepBank: '--●●----',
  recordActivity: '●●●●-○○-',
  seeLedger: '●●●●-○○-',
};

describe('rights of campaigns and quiz', () => {
  test('the matrix knows every command', () => {
    expect(Object.keys(MATRIX).toSorted()).toEqual([...CAMPAIGN_COMMANDS].toSorted());
  });
  test.each(
    CAMPAIGN_COMMANDS.flatMap((command) =>
      (Object.keys(PEOPLE) as Who[]).map((who) => [command, who] as const),
    ),
  )('%s by %s', (command, who) => {
    const sign = [...MATRIX[command]][Object.keys(PEOPLE).indexOf(who)];
    const may = mayCampaign(command, PEOPLE[who], org(), DAY);
    expect(may.ok ? may.value : may.code).toEqual({ '●': 'all', '○': ['home'], '-': 'no-right' }[sign ?? '']);
  });
  test.each(CAMPAIGN_COMMANDS)('%s: not by strangers and not by who has left', (command) => {
    expect(mayCampaign(command, undefined, org(), DAY)).toMatchObject({ code: 'unknown-person' });
    expect(mayCampaign(command, { ...PEOPLE.office, state: 'left' }, org(), DAY)).toMatchObject({
      code: 'unknown-person',
    });
  });
  test('whoever stands in has the right, from the first day to the last', () => {
    const leave = { from: '2026-06-01', to: '2026-06-03', substituteId: 'carer' };
    const away = org([
      ...Object.values(PEOPLE).filter(({ _id }) => _id !== 'office'),
      { ...PEOPLE.office, leave },
    ]);
    const at = (day: string): boolean => mayCampaign('decidePost', PEOPLE.carer, away, day).ok;
    expect(['2026-05-31', '2026-06-01', '2026-06-03', '2026-06-04'].map(at)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  test('a refusal names whom to ask', () => {
    expect(mayCampaign('decidePost', PEOPLE.carer, org(), DAY)).toMatchObject({ facts: { who: 'office' } });
  });
});

test('counts by unit: no names, no order of merit, nobody without a unit is lost', () => {
  const counts = [
    { unitId: NO_UNIT, n: 2 },
    { unitId: 'home', n: 1 },
    { unitId: 'gone', n: 1 },
  ];
  expect(byUnit(org(), counts)).toEqual([
    { unit: '一号养老院', people: 1 },
    { unit: '局领导和其他', people: 3 },
  ]);
  expect(byUnit(org(), [])).toEqual([]);
});
