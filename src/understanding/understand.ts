import { KINDS, type Kind } from '../hazards/kinds.js';
import { hazardParts, type Part } from './count.js';
import type { LinearModel, UnderstandingData, UrgentRule } from './data.js';
import { original } from './normalise.js';
import { createPlaceFinder, type PlaceFinder } from './place.js';
import { createReader, readParts, type Reading } from './reading.js';
import type { Alarm } from './rules.js';
import { chance, rank, type Features, type Ranking } from './scores.js';
import { suggest } from './suggest.js';
import { INTENTS, type CriterionHit, type Intent, type Understander, type Understanding } from './types.js';
import { why } from './why.js';

/** Thresholds found on the dev part; see docs/adr on the method. */
const SURE_INTENT = 0.5;
const SURE_KIND = 0.42;
const MAJOR = 0.6;
const MAJOR_NAMED = 0.3;
/** What p(urgent) must reach: harm named plainly, named but guarded, unnamed; and beside a wording of doubt. */
const ALARM = { named: 0.65, guarded: 0.5, unnamed: 0.7, doubted: 0.7 } as const;

const VAGUE =
  /举报|(?<![没未无])有隐患|管不管|没人管|老地方|出事|不好了|那个|这个|又来了|不安全|有问题|出问题/u;
/** What ends before the first hazard so is no part of it. */
const HEADING = /[：。；！？\n]$/u;
/** 那个门又那样了: only the two who talked before know what it means; it must be asked. */
const SAYS_NOTHING = /^.{0,8}又(?:那样|这样|老样子)[了啦]?[。！]?$/u;
const THINGS =
  /^(?:extinguisher|hydrant|exit|escapeway|emlight|wiring|socket|panelbox|gas|gasgear|lock|camera|lift|ceiling|glass|ground|railing)$/u;

/**
 * Builds the function that reads a message. Pure: the same data and text give the same answer, and no
 * clock, file or network is touched.
 */
export function createUnderstander(data: UnderstandingData): Understander {
  const read = createReader(data);
  const places = createPlaceFinder(data.places, data.tables, data.models['place']);
  return (text, names) => {
    const reading = read(text);
    const bare = data.bare.find(({ pattern }) => pattern.test(reading.found.text));
    if (bare !== undefined) return harmOnly(bare, text, reading);
    const ranking = rankOr(data.models['intent'], reading.features, INTENTS);
    const intent = decideIntent(reading, ranking);
    return assemble(text, reading, intent, ranking, data, read, places, names);
  };
}

function rankOr(model: LinearModel | undefined, features: Features, labels: readonly string[]): Ranking {
  if (model !== undefined) return rank(model, features);
  return labels.map((label) => ({ label, p: 1 / labels.length }));
}

/** The score proposes, the rules dispose where a mistake is dear. */
function decideIntent(reading: Reading, ranking: Ranking): Intent {
  const { text } = reading.found;
  if (!/[\p{L}\p{N}]/u.test(text) || SAYS_NOTHING.test(text)) return 'none';
  return chance(ranking, 'urgent') > alarmBar(reading) ? 'urgent' : calmest(ranking);
}

/** Nothing but the harm was said: nothing else is known, and nothing is asked. */
function harmOnly({ trigger, kind }: UrgentRule, text: string, reading: Reading): Understanding {
  return {
    intent: 'urgent',
    kind,
    kindOptions: [],
    major: false,
    criterion: null,
    count: 1,
    parts: [text.trim()],
    place: null,
    urgent: { trigger, words: reading.found.text.replace(/[了啦！。]+$/u, '') },
    sure: 1,
    unsure: false,
    suggest: 'onTheSpot',
    why: [`${trigger}：${reading.found.text}`],
  };
}

function alarmBar({ doubted, alarms: heard }: Reading): number {
  if (doubted) return ALARM.doubted;
  if (heard.some((alarm) => alarm.against.length === 0)) return ALARM.named;
  return heard.length > 0 ? ALARM.guarded : ALARM.unnamed;
}

/** Share of p(urgent) that speaks for a report once the alarm is refused. */
const HALF = 0.5;

/** Harm that falls short of an alarm is still harm: half of its chance speaks for a report. */
function calmest(ranking: Ranking): Intent {
  const half = chance(ranking, 'urgent') * HALF;
  const odds = (label: string, p: number): number => (label === 'report' ? p + half : p);
  const rest = ranking.filter((entry) => entry.label !== 'urgent');
  return rest.reduce((best, entry) => (odds(entry.label, entry.p) > odds(best.label, best.p) ? entry : best))
    .label as Intent;
}

function assemble(
  text: string,
  reading: Reading,
  intent: Intent,
  ranking: Ranking,
  data: UnderstandingData,
  read: (text: string) => Reading,
  places: PlaceFinder,
  names: Parameters<Understander>[1],
): Understanding {
  const hazard = intent === 'report' || intent === 'urgent';
  const parts: readonly Part[] =
    intent === 'report'
      ? hazardParts(reading.found.segments, reading.found.words, data)
      : [{ start: 0, end: reading.found.text.length }];
  // Kind and level are properties of one hazard: with several, each is read by itself.
  const each = readParts(reading, parts, read);
  const kinds = rankOr(data.models['kind'], (each[0] ?? reading).features, KINDS);
  const alarm = intent === 'urgent' ? bestAlarm(reading.alarms) : null;
  const kind = hazard ? ((kinds[0]?.label ?? 'MGMT') as Kind) : null;
  const grave = intent === 'report' ? each.filter((part) => isMajor(part, data)) : [];
  const major = grave.length > 0;
  const place = hazard || intent === 'status' ? placeOf(text, reading, parts, places, names) : null;
  const sureIntent = chance(ranking, intent);
  const sureKind = hazard ? chance(kinds, kind ?? '') : 1;
  const unsureKind = hazard && sureKind < SURE_KIND;
  const unsureIntent = sureIntent < SURE_INTENT;
  const vague = intent === 'none' && isVague(reading);
  const question = vague
    ? 'what'
    : unsureIntent
      ? 'intent'
      : intent === 'report' && unsureKind
        ? 'kind'
        : intent === 'report' && place === null
          ? 'where'
          : undefined;
  return {
    intent,
    kind,
    kindOptions: unsureKind || vague ? kinds.slice(0, 3).map((entry) => entry.label as Kind) : [],
    major,
    criterion: criterionOf(grave),
    count: hazard ? parts.length : 0,
    parts: parts.map((part) => original(text, reading.normal, part.start, part.end).trim()),
    place,
    urgent: intent === 'urgent' ? { trigger: alarm?.trigger ?? 'other', words: alarm?.words ?? '' } : null,
    sure: Math.min(sureIntent, sureKind),
    unsure: unsureIntent || unsureKind || vague,
    ...(question === undefined ? {} : { question }),
    suggest: suggest(reading.found.text, major, data),
    why: why(reading, intent, kind, major, data),
  };
}

/** "那个灯", "举报", "老地方又堵了": somebody wants to report but says neither what nor where. */
function isVague(reading: Reading): boolean {
  const { text, words } = reading.found;
  if (text.length > 10 || !/[\p{L}\p{N}]/u.test(text)) return false;
  return VAGUE.test(text) || (text.length <= 5 && words.some((word) => THINGS.test(word.concept)));
}

function bestAlarm(heard: readonly Alarm[]): Alarm | null {
  return heard.find((alarm) => alarm.against.length === 0) ?? heard[0] ?? null;
}

function isMajor(reading: Reading, data: UnderstandingData): boolean {
  const model = data.models['major'];
  if (model === undefined) return reading.rows.length > 0;
  return chance(rank(model, reading.features), 'yes') > (reading.rows.length > 0 ? MAJOR_NAMED : MAJOR);
}

/** The row of the first grave hazard. One that is only hinted at is named if it is the only one, and never cited. */
function criterionOf(grave: readonly Reading[]): CriterionHit | null {
  const row = grave.flatMap((part) => part.rows)[0]?.row;
  if (row !== undefined) {
    return { id: row.id, text: row.text, mark: row.mark, ...(row.law === undefined ? {} : { law: row.law }) };
  }
  const [hint, other] = grave[0]?.hints ?? [];
  return hint === undefined || other !== undefined ? null : { id: hint.id, text: hint.text, mark: hint.mark };
}

function placeOf(
  text: string,
  reading: Reading,
  parts: readonly Part[],
  places: PlaceFinder,
  names: Parameters<Understander>[1],
): string | null {
  const spans = places(reading.found.text, reading.found.words, names);
  const [first] = parts;
  const end = parts.length > 1 ? (first?.end ?? 0) : reading.found.text.length;
  // A heading names who wrote or was visited (敬老院检查记录：1. 厨房...); where it is stands in the hazard itself.
  const begin = first?.start ?? 0;
  const listed = reading.found.segments.some((clause) => clause.start === begin && clause.listed);
  const heading = listed || HEADING.test(reading.found.text.slice(0, begin)) ? begin : 0;
  const own = spans.find((span) => span.start >= heading && span.start < end);
  const best = own ?? spans.find((span) => span.start < end) ?? spans[0];
  return best === undefined ? null : original(text, reading.normal, best.start, best.end);
}
