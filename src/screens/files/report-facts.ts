import { addDays, dayOf, plainDay, timeOf, type Day } from '../../calendar.js';
import type { CampaignStore } from '../../campaigns/ports.js';
import { isLate, onTheSpotOf, percentOf, timeliness } from '../../hazards/figures.js';
import type { Hazard } from '../../hazards/hazard.js';
import { KINDS, type Kind } from '../../hazards/kinds.js';
import type { HazardStore } from '../../hazards/ports.js';
import type { HazardLists } from '../../meetings/figures.js';
import type { MeetingStore } from '../../meetings/ports.js';
import { wasHeld } from '../../meetings/status.js';
import type { PeriodReportFacts, ReportRow } from '../../papers/period-report.js';
import { paperDay } from '../../papers/text.js';
import { nameOf, unitById, type Org } from '../../people/org.js';
import { KIND, STATUS } from '../../../cards/texts.zh-CN.js';

/** 防火、防盗、防毒、防暴: always in the table, also at zero. */
const FIRST_FOUR: readonly Kind[] = ['FIRE', 'THEFT', 'POISON', 'VIOLENCE'];

export interface ReportSources {
  readonly hazards: HazardStore;
  readonly meetings: Pick<MeetingStore, 'list'>;
  readonly activities: CampaignStore['activities'];
}

/**
 * 月报 or 季报 of the whole bureau from what is stored now: figures by domain.md §13.3, problems and next steps left
 * to the person who signs.
 * @param period a whole month or quarter, inclusive days
 */
export async function reportFacts(
  { hazards, meetings, activities }: ReportSources,
  period: { readonly from: Day; readonly to: Day },
  asker: string | undefined,
  org: Org,
  now: Date,
): Promise<PeriodReportFacts> {
  const today = dayOf(now);
  const { from, to } = period;
  const [reported, closed, open, fellDue, rewarded, held, done] = await Promise.all([
    hazards.find({ from, to }),
    hazards.find({ closedFrom: from, closedTo: to }),
    hazards.find({ open: true }),
    hazards.find({ dueFrom: from, dueTo: to }),
    // A reward may be handed out long after the closing.
    hazards.find({ closedFrom: addDays(from, -366), closedTo: to }),
    meetings.list(from.slice(0, 7), to.slice(0, 7)),
    activities({ from, to }),
  ]);
  const lists = { reported, closed, open, fellDue };
  const only = (keep: (hazard: Hazard) => boolean): HazardLists => ({
    reported: reported.filter(keep),
    closed: closed.filter(keep),
    open: open.filter(keep),
    fellDue: fellDue.filter(keep),
  });
  const forms = done.filter(({ withdrawn }) => withdrawn !== true);
  const drills = forms.filter(({ form }) => form === '演练').length;
  const over = to < today;
  return {
    meta: { recordId: `report:${from}`, recordVersion: 1, at: now },
    bureau: org.settings.bureauName,
    ...titled(period),
    from,
    to: over ? to : today,
    cutoff: over ? `${paperDay(to)}24时` : `${paperDay(today)}${timeOf(now)}`,
    total: row('合计', lists, today),
    byUnit: org.units.map((unit) =>
      row(
        unit.name,
        only(({ unitId }) => unitId === unit._id),
        today,
      ),
    ),
    byKind: KINDS.map((kind) => ({
      kind,
      line: row(
        KIND[kind],
        only((hazard) => hazard.kind === kind),
        today,
      ),
    }))
      .filter(({ kind, line }) => FIRST_FOUR.includes(kind) || line.reported + line.closed + line.open > 0)
      .map(({ line }) => line),
    items: open
      .filter((hazard) => hazard.level === 'major' || isLate(hazard, today))
      .map((hazard) => item(hazard, org, today)),
    meetings: held.filter((meeting) => wasHeld(meeting.status) && meeting.day >= from && meeting.day <= to)
      .length,
    drills,
    activities: forms.length - drills,
    rewards: rewarded.filter(
      ({ reward }) => reward?.paidAt !== undefined && within(dayOf(reward.paidAt), period),
    ).length,
    problems: [],
    next: [],
    filledBy: nameOf(org, asker),
  };
}

function titled({ from, to }: { from: Day; to: Day }): Pick<PeriodReportFacts, 'period' | 'genre'> {
  const [year, month] = from.split('-').map(Number);
  return from.slice(0, 7) === to.slice(0, 7)
    ? { period: `${year}年${month}月`, genre: '月报' }
    : { period: `${year}年第${'一二三四'[Math.floor(((month ?? 1) - 1) / 3)]}季度`, genre: '季报' };
}

function row(name: string, { reported, closed, open, fellDue }: HazardLists, today: Day): ReportRow {
  const { due, onTime } = timeliness(fellDue, today);
  return {
    name,
    reported: reported.length,
    closed: closed.filter(({ status }) => status === 'closed').length,
    open: open.length,
    late: open.filter((hazard) => isLate(hazard, today)).length,
    major: open.filter(({ level }) => level === 'major').length,
    onTimePercent: percentOf(onTime, due),
    onTheSpot: onTheSpotOf(closed),
  };
}

/** One major or late hazard in a sentence. */
function item(hazard: Hazard, org: Org, today: Day): string {
  const unit = unitById(org, hazard.unitId)?.name ?? '单位待定';
  const level = hazard.level === 'major' ? (hazard.majorConfirmed ? '重大隐患' : '疑似重大隐患') : '一般隐患';
  const due =
    hazard.dueDay === undefined
      ? ''
      : `，期限${plainDay(hazard.dueDay, today)}${isLate(hazard, today) ? '，已逾期' : ''}`;
  return `${hazard.code}，${unit}，${hazard.title}，${level}，${STATUS[hazard.status].word}${due}。`;
}

const within = (day: Day, { from, to }: { from: Day; to: Day }): boolean => from <= day && day <= to;
