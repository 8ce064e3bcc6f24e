import { fullDay, plainDay, type BusinessCalendar, type Day } from '../calendar.js';
import type { CampaignRun } from '../campaigns/runs.js';
import { pendingExtension, type Hazard } from '../hazards/hazard.js';
import { personById, unitById, type Org } from '../people/org.js';
import { readBackState, type Task } from '../tasks/task.js';
import { laddered, type MeetingFigures } from './figures.js';
import { label } from './label.js';
import type { Meeting } from './meeting.js';
import { nextMonth } from './next-month.js';
import { seasonRisks } from './season.js';

export interface AgendaItem {
  readonly title: string;
  readonly lines: readonly string[];
}

export interface AgendaFacts {
  readonly meeting: Meeting;
  readonly org: Org;
  readonly calendar: BusinessCalendar;
  readonly today: Day;
  /** Decisions of the last minutes, and older ones that are still open. */
  readonly tasks: readonly Task[];
  readonly figures: MeetingFigures;
  readonly open: readonly Hazard[];
  readonly closed: readonly Hazard[];
  /** Campaigns whose days are known. */
  readonly runs: readonly CampaignRun[];
}

/** More of a kind nobody reads out; the number says how many there are. */
const MOST = 12;

/** The ten items of 月度安委会 (domain.md §11), filled from what is stored. No reporter is in it. */
export function agendaOf(facts: AgendaFacts): readonly AgendaItem[] {
  const { meeting, org, today, figures, calendar } = facts;
  const name = (id: string | undefined): string => personById(org, id)?.name ?? '';
  const decide = decisions(facts);
  return [
    { title: '传达学习上级精神', lines: short(linesOf(meeting.agenda?.study)) },
    { title: '上次议定事项落实情况', lines: readBack(facts) },
    { title: '本期隐患情况', lines: [figureLine(figures, today)] },
    {
      title: '各单位汇报和议题',
      lines: [
        ...short(unitLines(figures, org)),
        ...short(meeting.topics.map((topic) => `议题${topic.no}　${topic.text}（${name(topic.byId)}）`)),
      ],
    },
    { title: '典型隐患或事故警示', lines: short(typical(facts)) },
    { title: '风险研判', lines: seasonRisks(meeting.day, calendar) },
    { title: '审议事项', lines: decide.length === 0 ? ['目前没有待审议的事项'] : short(decide) },
    { title: '部署下月工作', lines: short([...linesOf(meeting.agenda?.plans), ...nextMonth(facts)]) },
    { title: '主任讲话', lines: [] },
    { title: '议定事项确认', lines: [] },
  ];
}

const STATE = { done: '已完成', open: '正在办', late: '已过期限', extended: '已延期' } as const;

function readBack({ tasks, org, today }: AgendaFacts): readonly string[] {
  if (tasks.length === 0) return ['没有需要落实的议定事项'];
  const done = tasks.filter((task) => task.status === 'done').length;
  return [
    `应完成${tasks.length}项，已完成${done}项`,
    ...short(
      tasks.map((task) => {
        const state = STATE[readBackState(task, today)];
        const note = task.status === 'done' ? (task.doneNote ?? '') : `${plainDay(task.dueDay, today)}到期`;
        return `${task.number} ${task.matter}（${personById(org, task.personId)?.name ?? ''}）：${state}${note === '' ? '' : `，${note}`}`;
      }),
    ),
  ];
}

export function figureLine(of: MeetingFigures, today: Day): string {
  const rate = of.onTimePercent === undefined ? '' : `，按期整改率${of.onTimePercent}%`;
  return `${plainDay(of.from, today)}至${plainDay(of.to, today)}：新增${of.reported}件，销号${of.closed}件，在办${of.open}件，其中逾期${of.late}件、重大${of.majorOpen}件${rate}`;
}

function unitLines(figures: MeetingFigures, org: Org): readonly string[] {
  return figures.byUnit.map((unit) => {
    const name = unitById(org, unit.unitId)?.name ?? '单位待定';
    const marks = [
      ...(unit.late > 0 ? [`逾期${unit.late}`] : []),
      ...(unit.majorOpen > 0 ? [`重大${unit.majorOpen}`] : []),
    ];
    return `${name}：新增${unit.reported}，销号${unit.closed}，在办${unit.open}${marks.length === 0 ? '' : `（${marks.join('，')}）`}`;
  });
}

function typical({ open, closed, org }: AgendaFacts): readonly string[] {
  const list = [...open, ...closed].filter(
    (hazard) => (hazard.level === 'major' || hazard.recurrenceOf !== undefined) && !hazard.anonymous,
  );
  return list.map((hazard) => {
    const marks = [
      ...(hazard.level === 'major' ? [hazard.majorConfirmed ? '重大' : '疑似重大'] : []),
      ...(hazard.recurrenceOf === undefined ? [] : ['复发']),
    ].join('、');
    return `${label(hazard, org)}（${marks}）`;
  });
}

/** 审议: plans of major hazards and extensions that wait, and what the ladder puts before the committee. */
function decisions({ open, org, today, calendar }: AgendaFacts): readonly string[] {
  const plans = open.filter((hazard) => hazard.status === 'approving' && hazard.level === 'major');
  const closings = open.filter((hazard) => hazard.status === 'closing');
  const extensions = open.filter((hazard) => pendingExtension(hazard) !== undefined);
  const late = laddered(open, today, calendar).filter((hazard) => pendingExtension(hazard) === undefined);
  return [
    ...plans.map((hazard) => `重大隐患整改方案：${label(hazard, org)}`),
    ...closings.map((hazard) => `重大隐患销号：${label(hazard, org)}`),
    ...extensions.map((hazard) => {
      const ask = pendingExtension(hazard);
      const day = ask === undefined ? '' : `，申请延到${fullDay(ask.newDay, today)}`;
      return `第${ask?.no ?? 1}次延期：${label(hazard, org)}${day}`;
    }),
    ...late.map(
      (hazard) =>
        `逾期：${label(hazard, org)}，原定${plainDay(hazard.dueDay ?? today, today)}，已过${calendar.workdaysBetween(hazard.dueDay ?? today, today)}个工作日`,
    ),
  ];
}

function short(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST ? lines : [...lines.slice(0, MOST), `……共${lines.length}项`];
}

/** One matter a line, as it was typed. */
function linesOf(words: string | undefined): readonly string[] {
  return (words ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
