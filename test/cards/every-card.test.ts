import { describe, expect, test } from '@jest/globals';
import { readButton } from '../../cards/actions.js';
import type { Card } from '../../cards/card.js';
import { HAZARD_CARDS, hasForm, renderCard, type HazardCardType } from '../../cards/index.js';
import type { HazardView } from '../../cards/view.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { STATUSES } from '../../src/hazards/status.js';
import { cardButtons, cardText } from '../harness/card-reader.js';
import { checkCard } from '../simulator/card-check.js';
import { at, entry, FORMS, full, hazard, view } from './cases.js';

const NOW = at('2026-10-21 10:00');
const other = hazard({ _id: 'other', code: 'YH-2026-0098', title: '另一件', status: 'rectifying' });
const others = new Map([['other', other]]);
const facts = [
  {},
  { of: 'extension', stage: 8 },
  { of: 'closing' },
  { joined: 2, since: 2 },
  { what: 'approveExtension' },
  { what: 'recount', due: '2027-01-06', stepDue: '2027-01-04' },
];
const json = (card: Card): Record<string, unknown> =>
  JSON.parse(JSON.stringify(card)) as Record<string, unknown>;

interface Drawn {
  readonly name: string;
  readonly card: Record<string, unknown>;
}

/** Every card and short form, for this hazard, in both places and with all facts that change it. */
function drawAll(
  of: Hazard,
  places: readonly HazardView['place'][] = ['group', 'private'],
): readonly Drawn[] {
  const views = places.flatMap((place) =>
    facts.map((fact): HazardView => view(of, NOW, { place, facts: fact, others, original: of.text })),
  );
  return views.flatMap((seen) => [
    ...HAZARD_CARDS.map((type) => ({
      name: [type, ...Object.values(seen.facts)].join(' '),
      card: json(renderCard(type, seen)),
    })),
    ...Object.entries(FORMS).map(([name, draw]) => ({ name, card: json(draw(seen)) })),
  ]);
}

function faults(of: Hazard, ...places: readonly HazardView['place'][]): readonly string[] {
  return [
    ...new Set(
      drawAll(of, places.length === 0 ? undefined : places).flatMap(({ name, card }) =>
        checkCard(card).map((fault) => `${name}: ${fault.code} ${fault.problem}`),
      ),
    ),
  ];
}

const CASES = STATUSES.flatMap((status) => [[status, 'ordinary'] as const, [status, 'major'] as const]);
/** Signs that grow most on the way into a card: entities, surrogate pairs, line breaks. */
const LONG = { 汉字: '漏', markup: '<', emoji: '🔥', lines: '行\n' } as const;
const repeated = (unit: string, signs: number): string => unit.repeat(Math.ceil(signs / [...unit].length));

describe('Feishu takes every card', () => {
  test.each(CASES)('%s, %s', (status, level) => {
    expect(faults(full(status, level))).toEqual([]);
    expect(faults(hazard({ status, level, photos: [] }))).toEqual([]);
  });

  test.each(Object.keys(LONG) as (keyof typeof LONG)[])(
    'a report of 20,000 signs and forms of 1000 fit: %s',
    (key) => {
      const [words, text] = [repeated(LONG[key], 1000), repeated(LONG[key], 20_000)];
      const found = CASES.flatMap(([status, level]) => faults(full(status, level, words, text), 'private'));
      expect([...new Set(found)]).toEqual([]);
    },
  );

  test('400 entries of history fit', () => {
    const history = Array.from({ length: 400 }, (_one, index) =>
      entry(index + 1, 'addProgress', 'sun', NOW, 'rectifying', '进展'.repeat(300)),
    );
    for (const [status, level] of CASES)
      expect(faults({ ...full(status, level), history, version: 400 }, 'private')).toEqual([]);
  });
});

test('it is known which cards may hold a form', () => {
  const settling = { trigger: 'gas', alertedIds: ['zhao'], at: NOW, widened: 0, takenById: 'zhao' };
  const found = CASES.flatMap(([status, level]) =>
    [
      full(status, level),
      hazard({ status, level, emergency: settling }),
      hazard({ status, parts: ['一', '二', '三', '四'] }),
    ].flatMap((of) =>
      HAZARD_CARDS.filter((type) =>
        facts.some((fact) => {
          const card = json(renderCard(type, view(of, NOW, { facts: fact, others })));
          return JSON.stringify(card).includes('"tag":"form"');
        }),
      ),
    ),
  );
  expect([...new Set(found)].toSorted()).toEqual(HAZARD_CARDS.filter(hasForm).toSorted());
});

test("people's words cannot ping, link or format", () => {
  const nasty = '<at id=all></at> **粗** [链接](http://x.cn) `code` # 标题 | 表 <person id="ou_x"></person>';
  for (const [status, level] of CASES)
    for (const { name, card } of drawAll(full(status, level, nasty))) {
      const shown = contents(card).join('\n');
      expect({ name, at: /<at |<person|\[链接\]|`code`|\*\*粗\*\*/u.test(shown) }).toEqual({
        name,
        at: false,
      });
    }
});

/** Markdown as Feishu gets it. */
function contents(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(contents);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Record<string, unknown>;
  const own = node['tag'] === 'markdown' ? [String(node['content'])] : [];
  return [...own, ...Object.values(node).flatMap(contents)];
}

test('every button carries an action that the reader knows, about this hazard', () => {
  for (const [status, level] of CASES)
    for (const { name, card } of drawAll(full(status, level)))
      for (const button of cardButtons(card)) {
        const read = readButton(button.value);
        expect({ name, label: button.label, hazard: read?.hazardId }).toEqual({
          name,
          label: button.label,
          hazard: 'h142',
        });
      }
});

/** Cards that stand in a group (src/hazards/announce.ts). */
const IN_GROUPS: readonly HazardCardType[] = [
  'hazard-receipt',
  'hazard-question',
  'hazard-split',
  'hazard-same',
  'hazard-told',
  'urgent',
  'urgent-joined',
];

describe('a group card', () => {
  test.each(IN_GROUPS)('%s shows no photo and no phone number', (type) => {
    for (const [status, level] of CASES) {
      const card = json(renderCard(type, view(full(status, level), NOW, { place: 'group', others })));
      expect(JSON.stringify(card)).not.toMatch(/"img"|img_key|1390000/u);
    }
  });

  test.each(IN_GROUPS)('%s never shows who reported without a name', (type) => {
    for (const [status, level] of CASES) {
      const of = { ...full(status, level), anonymous: true };
      const words = cardText(json(renderCard(type, view(of, NOW, { place: 'group', others }))));
      expect(words).not.toMatch(/刘小燕|匿名/u);
    }
  });

  test.each(IN_GROUPS)("%s keeps anyone's health to those who handle it", (type) => {
    const secret = '203床王奶奶疑似诺如';
    for (const kind of ['HEALTH', 'CARE'] as const)
      for (const [status, level] of CASES) {
        const settled = { trigger: 'other', alertedIds: ['zhao'], at: NOW, widened: 0, settledAt: NOW };
        for (const emergency of [undefined, { ...settled, settledNote: secret }]) {
          const base: Hazard = { ...full(status, level, secret), kind, title: secret };
          const of = emergency === undefined ? base : { ...base, emergency };
          const words = cardText(json(renderCard(type, view(of, NOW, { place: 'group', others }))));
          expect({ status, level, kind, shown: words.includes('王奶奶') }).toEqual({
            status,
            level,
            kind,
            shown: false,
          });
        }
      }
  });
});

test('a copy of an earlier step has no button that would be refused', () => {
  const steps = ['hazard-review', 'hazard-plan', 'hazard-rectify', 'hazard-recheck'] as const;
  for (const type of steps)
    for (const [status, level] of CASES) {
      const card = json(renderCard(type, view(full(status, level), NOW, { stage: 3 })));
      expect(cardButtons(card).map((button) => button.label)).toEqual(['查看进展']);
    }
});
