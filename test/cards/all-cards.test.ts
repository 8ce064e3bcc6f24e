import { expect, test } from '@jest/globals';
import { createCalendar } from '../../src/calendar.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { STATUSES } from '../../src/hazards/status.js';
import { REFUSALS } from '../../src/errors.js';
import { DEFAULT_SETTINGS, type Org } from '../../src/people/org.js';
import { HAZARD_CARDS, renderCard } from '../../cards/index.js';
import { correctForm, mergeForm, onTheSpotForm, unfoundedForm } from '../../cards/hazard-review.js';
import { extensionForm, handOverForm, noPhotoForm, progressForm } from '../../cards/hazard-rectify.js';
import { refusalText } from '../../cards/texts.zh-CN.js';
import type { HazardView } from '../../cards/view.js';
import { cardButtons, cardText } from '../harness/card-reader.js';
import { checkCard } from '../simulator/card-check.js';

const at = new Date('2026-10-20T02:00:00Z');
const calendar = createCalendar();
const org: Org = {
  people: ['周建国', '李敏', '陈静', '赵淑兰', '王芳', '孙强'].map((name, index) => ({
    _id: `p${index}`,
    name,
    post: '职工',
    roles: [],
    unitId: 'u',
    openId: `ou_${index}`,
    state: 'active' as const,
  })),
  units: [
    {
      _id: 'u',
      name: '一号养老院',
      kind: 'careHome',
      aliases: [],
      deputyId: 'p1',
      headId: 'p3',
      officerId: 'p4',
    },
  ],
  groups: [],
  settings: DEFAULT_SETTINGS,
};
const NASTY =
  '3楼<机房>`插座` 2>1 & **加粗** [点我](http://x) <at id=all></at> <font color=red> | a |\n第二行';

function hazard(status: Hazard['status'], more: Partial<Hazard> = {}): Hazard {
  const photo = { state: 'kept' as const, imageKey: 'img_v3_x', sha256: 'x', at };
  return {
    _id: 'h1',
    code: 'YH-2026-0001',
    source: { channel: 'group', messageId: 'm', chatId: 'c' },
    anonymous: false,
    reporterId: 'p5',
    reportedAt: at,
    text: NASTY,
    title: '三楼东侧安全出口上锁',
    place: '三楼东侧',
    kind: 'FIRE',
    level: 'ordinary',
    majorConfirmed: false,
    unitId: 'u',
    status,
    open: !['closed', 'transferred', 'unfounded', 'merged', 'withdrawn'].includes(status),
    stageSeq: 1,
    version: 2,
    history: [
      { seq: 1, command: 'report', by: 'p5', at, causeEventId: 'a', status: 'verifying' },
      { seq: 2, command: 'remark', by: 'p4', at, causeEventId: 'b', status, note: NASTY },
    ],
    relayedSeq: 2,
    relayPending: false,
    officerId: 'p4',
    rectifierId: 'p3',
    recheckerId: 'p2',
    approverId: 'p0',
    stepDue: calendar.inWorkdays('2026-10-20', 3),
    due: calendar.inDays('2026-10-20', 7),
    dueDay: '2026-10-27',
    firstDueDay: '2026-10-27',
    manner: 'days7',
    measures: '送检',
    interim: '专人看守',
    round: 2,
    extensions: [
      {
        no: 1,
        reason: '缺货',
        interim: '看守',
        oldDay: '2026-10-27',
        newDay: '2026-11-02',
        byId: 'p3',
        at,
        state: 'pending',
        seq: 2,
        toCommittee: false,
      },
    ],
    rechecks: [
      {
        byId: 'p2',
        at,
        opinion: '看过',
        passed: false,
        five: { duty: '已落实' },
        fileNumber: '民安〔2026〕1号',
      },
    ],
    photos: [
      { id: 'p1', stage: 'before', ...photo },
      { id: 'p2', stage: 'after', ...photo },
      { id: 'p3', stage: 'before', state: 'failed', at },
    ],
    rectification: { note: '已充装', byId: 'p3', at },
    plan: {
      measures: '拆锁',
      finishDay: '2026-10-27',
      cost: 2.4,
      six: { goal: '打开', measures: '拆' },
      byId: 'p3',
      at,
    },
    alsoReporterIds: [],
    parts: ['一', '二'],
    kindOptions: ['FIRE', 'POISON'],
    sameAs: 'h2',
    emergency: { trigger: 'gas', alertedIds: ['p1', 'p3'], at, widened: 0 },
    transfer: { to: '县消防救援大队', letter: '1号', reason: '超出' },
    searchText: '',
    reportedDay: '2026-10-20',
    closedAt: at,
    closedDay: '2026-10-20',
    schema: 1,
    ...more,
  };
}

function view(one: Hazard, place: 'group' | 'private', facts: HazardView['facts'] = {}): HazardView {
  return {
    hazard: one,
    org,
    calendar,
    now: at,
    place,
    facts,
    others: new Map([['h2', { ...one, _id: 'h2', code: 'YH-2026-0002' }]]),
    stage: one.stageSeq,
  };
}

const faultless = (card: unknown): void => expect(checkCard(card)).toEqual([]);

test.each(HAZARD_CARDS)(
  '%s is taken by Feishu in every status and place, with one filled button at most, and pings nobody',
  (type) => {
    for (const status of STATUSES)
      for (const place of ['group', 'private'] as const)
        for (const more of [
          {},
          { level: 'major', criterion: { id: '8-2', law: '《消防法》第二十八条' } },
          { anonymous: true },
        ] as Partial<Hazard>[])
          for (const facts of [
            {},
            { of: 'extension', stage: 2 },
            { of: 'closing' },
            { what: 'approveExtension' },
          ]) {
            const card = renderCard(type, view(hazard(status, more), place, facts));
            faultless(card);
            const json = JSON.stringify(card);
            expect((json.match(/primary_filled/gu) ?? []).length).toBeLessThanOrEqual(
              1 + (json.includes('"tag":"form"') ? 1 : 0),
            );
            expect(cardText(card as never).length).toBeGreaterThan(10);
          }
  },
);

test('a group never shows photos, the reporter of an anonymous report, or health matters', () => {
  for (const status of STATUSES) {
    const anonymous = JSON.stringify(
      renderCard('hazard-receipt', view(hazard(status, { anonymous: true }), 'group')),
    );
    expect(anonymous).not.toContain('孙强');
    const health = cardText(
      renderCard(
        'hazard-receipt',
        view(hazard(status, { kind: 'HEALTH', title: '203床疑似诺如', text: '203床王奶奶吐了' }), 'group'),
      ) as never,
    );
    expect(health).not.toMatch(/203|王奶奶/u);
    for (const type of ['hazard-receipt', 'hazard-told', 'urgent', 'hazard-same', 'hazard-split'] as const)
      expect(JSON.stringify(renderCard(type, view(hazard(status), 'group')))).not.toContain('img_key');
  }
});

test('a step’s card that is out of date has no button that would be refused', () => {
  for (const type of [
    'hazard-review',
    'hazard-plan',
    'hazard-rectify',
    'hazard-recheck',
    'hazard-assign',
  ] as const) {
    const card = renderCard(type, { ...view(hazard('rectifying'), 'private'), stage: 99 });
    expect(cardButtons(card as never).map((button) => button.label)).toEqual(['查看进展']);
  }
});

test('the longest possible hazard fits: 20,000 characters, 400 entries, 30 photos', () => {
  const history = Array.from({ length: 400 }, (_unused, index) => ({
    seq: index + 1,
    command: 'addProgress' as const,
    by: 'p3',
    at,
    causeEventId: `c${index}`,
    status: 'rectifying' as const,
    note: '很长的说明'.repeat(200),
  }));
  const photos = Array.from({ length: 30 }, (_unused, index) => ({
    id: `p${index}`,
    stage: 'before' as const,
    state: 'kept' as const,
    imageKey: `img_v3_${index}`,
    at,
  }));
  const long = hazard('rectifying', { text: '隐'.repeat(20_000), history, photos, version: 400 });
  for (const type of HAZARD_CARDS) faultless(renderCard(type, view(long, 'private')));
  const six = Object.fromEntries(
    ['goal', 'measures', 'funds', 'people', 'schedule', 'safety'].map((item) => [item, '措'.repeat(1000)]),
  );
  faultless(
    renderCard(
      'hazard-approval',
      view(
        hazard('approving', {
          level: 'major',
          plan: { measures: '措'.repeat(1000), finishDay: '2026-10-27', six, byId: 'p3', at },
        }),
        'private',
        { of: 'plan' },
      ),
    ),
  );
});

test('each short form is a valid card with a way back', () => {
  for (const form of [
    correctForm,
    mergeForm,
    onTheSpotForm,
    unfoundedForm,
    progressForm,
    noPhotoForm,
    handOverForm,
    extensionForm,
  ]) {
    const card = form(view(hazard('rectifying'), 'private'));
    faultless(card);
    expect(cardButtons(card as never).some((button) => button.label === '返回')).toBe(true);
  }
});

test('every refusal has a sentence, without an exclamation mark', () => {
  for (const code of REFUSALS) expect(refusalText({ ok: false, code, facts: {} })).toMatch(/^[^!！]{3,}$/u);
});
