import {
  deadlineInWords,
  dayInWords,
  dayOf,
  momentInWords,
  plainDay,
  timeOf,
  type BusinessCalendar,
  type Day,
} from '../src/calendar.js';
import {
  pendingExtension,
  tellsOfSomebody,
  type Hazard,
  type HistoryEntry,
  type Photo,
} from '../src/hazards/hazard.js';
import { holderNames } from '../src/hazards/roles.js';
import { officerOf, personById, unitById, type Org } from '../src/people/org.js';
import type { Person } from '../src/people/person.js';
import type { FactValue } from '../src/notices.js';
import type { Tag } from './kit.js';
import { KIND, STATUS } from './texts.zh-CN.js';

/** Everything a hazard's card may look at; cards read no clock and no store. */
export interface HazardView {
  readonly hazard: Hazard;
  readonly org: Org;
  readonly calendar: BusinessCalendar;
  readonly now: Date;
  /** Where the card stands: a group sees no photos, no reporter of an anonymous report, no health matters. */
  readonly place: 'group' | 'private';
  readonly viewer?: Person;
  readonly facts: Readonly<Record<string, FactValue>>;
  /** Stage the copy was sent for; another one now = its step is over. */
  readonly stage?: number;
  /** Other hazards the card speaks of: same, merged, recurrence; by id. */
  readonly others: ReadonlyMap<string, Hazard>;
  /** For 安委办 only: an anonymous report as written. */
  readonly original?: string;
}

export const today = (view: Pick<HazardView, 'now'>): Day => dayOf(view.now);

/** Does the step this copy was sent for still wait? */
export function stageOpen(view: HazardView): boolean {
  return (
    view.stage === undefined ||
    view.stage === view.hazard.stageSeq ||
    pendingExtension(view.hazard)?.seq === view.stage
  );
}

export function nameOf(view: Pick<HazardView, 'org'>, id: string | undefined): string {
  if (id === undefined) return '';
  if (id === 'bot') return '安全助手';
  if (id === 'anonymous') return '';
  if (id.startsWith('unknown:')) return id.slice('unknown:'.length);
  return personById(view.org, id)?.name ?? '';
}

export function unitName(view: HazardView): string {
  return unitById(view.org, view.hazard.unitId)?.name ?? '单位待定';
}

/** Who checks is mostly the officer; 安委办 may have named somebody else. */
function checkerWord({ hazard, org }: HazardView): string {
  const id = hazard.officerId ?? officerOf(org, hazard.unitId)?._id;
  return id === officerOf(org, hazard.unitId)?._id ? '安全员' : (personById(org, id)?.post ?? '核实人');
}

/** 现由: who has it now and what they do. */
export function holderWords(view: HazardView): string {
  const { hazard } = view;
  const names = holderNames(hazard, view.org);
  switch (hazard.status) {
    case 'reported':
      return `安委办${names === '' ? '' : `（${names}）`}指定${hazard.unitId === undefined ? '单位' : '核实人'}`;
    case 'verifying':
      return `${names}（${checkerWord(view)}）核实`;
    case 'planning':
      return `${names}报整改方案`;
    case 'approving':
      return `${names}审批方案`;
    case 'rectifying':
      return `${names}整改`;
    case 'rechecking':
      return `${names}复查`;
    case 'closing':
      return `${names}审批销号`;
    case 'transferred':
      return '安委办跟进';
    default:
      return '已办结';
  }
}

/** 下一步 in one short sentence. */
export function nextWords(view: HazardView): string {
  switch (view.hazard.status) {
    case 'reported':
      return `定${view.hazard.unitId === undefined ? '单位和' : ''}核实人，结果看这张卡`;
    case 'verifying':
      return view.hazard.level === 'major' ? '先管控，再报整改方案' : '定整改人和日期，结果看这张卡';
    case 'planning':
      return '方案批准后开始整改';
    case 'approving':
      return '批准后开始整改';
    case 'rectifying':
      return '改好后由另一人复查';
    case 'rechecking':
      return view.hazard.level === 'major' ? '通过后报局长销号' : '通过后销号';
    case 'closing':
      return '局长同意后销号';
    default:
      return '';
  }
}

/** 期限 of the present step in words. */
export function stepDueWords(view: HazardView): string {
  const due =
    view.hazard.status === 'rectifying' ? (view.hazard.due ?? view.hazard.stepDue) : view.hazard.stepDue;
  return due === undefined ? '' : deadlineInWords(due, today(view), view.calendar);
}

/** Working days late in rectifying; 0 when not late (the day itself is not late). */
export function daysLate(view: Pick<HazardView, 'hazard' | 'now' | 'calendar'>): number {
  const { hazard, calendar } = view;
  if (!hazard.open || hazard.dueDay === undefined || hazard.status !== 'rectifying') return 0;
  const day = dayOf(view.now);
  return day > hazard.dueDay ? Math.max(1, calendar.workdaysBetween(hazard.dueDay, day)) : 0;
}

/** Is this a matter whose details a group may not see (experience.md §1.8)? */
export const sensitive = tellsOfSomebody;

/** The title's part after the colon. */
export function shownTitle(view: HazardView): string {
  const { hazard } = view;
  if (view.place === 'group' && sensitive(hazard)) return `${unitName(view)}${KIND[hazard.kind]}情况`;
  return hazard.title === '' ? '匿名上报' : hazard.title;
}

/** Marks: at most three tags with the status and the kind first (experience.md §4.2). */
export function tagsOf(view: HazardView): readonly Tag[] {
  const { hazard } = view;
  const status = STATUS[hazard.status];
  const late = daysLate(view);
  const marks: Tag[] = [
    ...(hazard.emergency !== undefined && hazard.emergency.settledAt === undefined && hazard.open
      ? [{ text: '紧急', colour: 'red' as const }]
      : []),
    ...(late > 0 ? [{ text: `逾期${late}个工作日`, colour: 'red' as const }] : []),
    ...(hazard.level === 'major'
      ? [
          hazard.majorConfirmed
            ? { text: '重大', colour: 'carmine' as const }
            : { text: '疑似重大', colour: 'red' as const },
        ]
      : []),
    ...(hazard.status === 'closing' ? [{ text: '复查通过', colour: 'green' as const }] : []),
    ...(hazard.recurrenceOf === undefined ? [] : [{ text: '复发', colour: 'purple' as const }]),
    ...extensionMark(hazard),
  ];
  return [
    { text: status.word, colour: status.colour === 'grey' ? 'neutral' : status.colour },
    { text: KIND[hazard.kind], colour: 'neutral' as const },
    ...marks.slice(0, 1),
  ];
}

function extensionMark(hazard: Hazard): readonly Tag[] {
  const n = hazard.extensions.filter((extension) => extension.state === 'approved').length;
  return n === 0 ? [] : [{ text: `延期${n}次`, colour: 'neutral' }];
}

/** Header colour: the status, but red when something has to happen today. */
export function colourOf(view: HazardView): (typeof STATUS)[keyof typeof STATUS]['colour'] | 'red' {
  const { hazard } = view;
  const actToday =
    daysLate(view) > 0 || (hazard.level === 'major' && hazard.open && hazard.interim === undefined);
  return actToday ? 'red' : STATUS[hazard.status].colour;
}

export function subtitleOf(view: HazardView): string {
  return `${view.hazard.code} · ${unitName(view)}`;
}

/** Keys of the photos of one stage that are ready to be shown. */
export function photoKeys(hazard: Hazard, stage: Photo['stage']): readonly string[] {
  return hazard.photos.flatMap((photo) =>
    photo.stage === stage && photo.imageKey !== undefined && !isSealed(hazard, photo) ? [photo.imageKey] : [],
  );
}

/** An anonymous reporter's own pictures: for 安委办 only, which re-words (experience.md §3 d). */
export function sealedPhotoKeys(hazard: Hazard): readonly string[] {
  return hazard.photos.flatMap((photo) =>
    isSealed(hazard, photo) && photo.imageKey !== undefined ? [photo.imageKey] : [],
  );
}

function isSealed(hazard: Hazard, photo: Photo): boolean {
  return hazard.anonymous && photo.messageId === undefined;
}

/** What to say about photos that are not there. */
export function photoTrouble(hazard: Hazard): string | undefined {
  const failed = hazard.photos.filter((photo) => photo.state === 'failed').length;
  if (failed > 0) return `有${failed}张照片没取到，请再发`;
  const wanted = hazard.photos.filter((photo) => photo.state === 'wanted').length;
  return wanted === 0 ? undefined : '照片还没取到，文字已登记，正在重试';
}

/** A day without its weekday, as it stands inside sentences. */
export const plainDayOf = (day: Day, view: Pick<HazardView, 'now'>): string => plainDay(day, dayOf(view.now));

/** A moment on a card that people look at for weeks: never 今天, which is wrong tomorrow (cases.md 35). */
export function stampInWords(instant: Date, view: Pick<HazardView, 'now'>): string {
  return `${plainDayOf(dayOf(instant), view)}${timeOf(instant)}`;
}

/** One line of 办理过程 without the note. */
export function entryHead(view: HazardView, entry: HistoryEntry): string {
  const who = nameOf(view, entry.by);
  const acting = entry.actingFor === undefined ? '' : `（代${nameOf(view, entry.actingFor)}）`;
  return `${stampInWords(entry.at, view)} ${who}${acting}`;
}

export { dayInWords, deadlineInWords, momentInWords, timeOf };
