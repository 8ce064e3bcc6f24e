import {
  addDays,
  dayOf,
  deadlineInWords,
  fullDay,
  plainDay,
  type BusinessCalendar,
  type Day,
} from '../calendar.js';
import { KINDS } from '../hazards/kinds.js';
import type { Hazard } from '../hazards/hazard.js';
import { actsAs, holderNames, waitsFor } from '../hazards/roles.js';
import { maySee } from '../hazards/rules.js';
import type { StoredNotice } from '../notices.js';
import { membersOf, personById, personByOpenId, type Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { readButton, type ActionId } from '../../cards/actions.js';
import { button } from '../../cards/kit.js';
import type { DigestView, Line, ListView, NoteView, StatsView } from '../../cards/lists.js';
import type { ClaimView, GroupSetupView, LeaveView, SettingsView } from '../../cards/people.js';
import { KIND, STATUS } from '../../cards/texts.zh-CN.js';
import { escalation } from '../hazards/escalation.js';
import type { ScreenDeps } from './render.js';

interface Context extends ScreenDeps {
  readonly calendar: BusinessCalendar;
  readonly org: Org;
}

/** What a card that is not about one hazard is drawn from; a text = nothing to send, and why. */
export async function otherView(notice: StoredNotice, context: Context): Promise<object | string> {
  const facts = notice.facts ?? {};
  const { org } = context;
  const person =
    typeof facts['personId'] === 'string'
      ? personById(org, facts['personId'])
      : notice.target.kind === 'openId'
        ? personByOpenId(org, notice.target.openId)
        : undefined;
  switch (notice.type) {
    case 'note':
    case 'help':
      return noteView(notice);
    case 'hazard-list':
      return listView(notice, person, context);
    case 'digest':
      return digestView(person, context);
    case 'month-stats':
      return statsView(person, String(facts['period'] ?? ''), context);
    case 'report-form':
      return { org, ...(person?.unitId === undefined ? {} : { unitId: person.unitId }) };
    case 'group-setup':
      return groupView(String(facts['groupId'] ?? ''), org);
    case 'settings':
      return {
        org,
        people: choices(org.people.filter((one) => one.state === 'active')),
      } satisfies SettingsView;
    case 'claim':
      return claimView(String(facts['claimId'] ?? ''), context);
    case 'leave':
      return leaveView(person, context);
    default:
      return 'no view';
  }
}

function noteView(notice: StoredNotice): NoteView {
  const facts = notice.facts ?? {};
  const list = (key: string): readonly string[] =>
    Array.isArray(facts[key]) ? (facts[key] as readonly string[]) : [];
  const buttons = list('buttons').flatMap((text, index) => {
    const [label = '', action = '', id = ''] = text.split('|');
    if (readButton({ a: action }) === undefined) return [];
    const about = id === '' ? {} : { hazardId: id, extra: id };
    return [button(label, action as ActionId, { ...about, kind: index === 0 ? 'main' : 'plain' })];
  });
  const colour = facts['colour'] === 'red' ? 'red' : 'wathet';
  return { title: String(facts['title'] ?? '安全助手'), colour, lines: list('lines'), buttons };
}

function line(hazard: Hazard, context: Context): Line {
  const { org, calendar } = context;
  const today = dayOf(context.now());
  const who = holderNames(hazard, org);
  const due = hazard.status === 'rectifying' ? hazard.due : hazard.stepDue;
  const until = hazard.open && due !== undefined ? ` · ${deadlineInWords(due, today, calendar)}` : '';
  return {
    hazardId: hazard._id,
    title: `${hazard.code.slice(-4)} ${hazard.title === '' ? '匿名上报' : hazard.title}`,
    detail: `${STATUS[hazard.status].word}${who === '' ? '' : ` · 现由${who}`}${until}`,
  };
}

async function listView(
  notice: StoredNotice,
  person: Person | undefined,
  context: Context,
): Promise<ListView> {
  const facts = notice.facts ?? {};
  const { hazards, org } = context;
  if (facts['of'] === 'todos') {
    const mine = await todosOf(person, context);
    return {
      title: `我的待办（${mine.length}件）`,
      lines: mine.map((hazard) => line(hazard, context)),
      empty: '现在没有等您办的。',
      action: 'open',
    };
  }
  if (facts['of'] === 'mine') {
    const openId = String(facts['openId'] ?? '');
    const all =
      person === undefined
        ? (await hazards.find({ limit: 2000 })).filter(
            (hazard) => openId !== '' && hazard.reporterOpenId === openId,
          )
        : await hazards.find({ reporterId: person._id, limit: 40 });
    return {
      title: `我上报的（${all.length}件）`,
      lines: all.map((hazard) => line(hazard, context)),
      empty: '还没有上报过。发现隐患，直接发地点、情况和照片。',
      action: 'view',
    };
  }
  const words = String(facts['words'] ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '');
  const found = (await hazards.find({ words, limit: 2000 })).filter(
    (hazard) =>
      person !== undefined &&
      maySee(person, hazard, org) &&
      words.every((word) => hazard.searchText.includes(word.toLowerCase())),
  );
  return {
    title: `查询：${words.join(' ')}（${found.length}件）`,
    lines: found.map((hazard) => line(hazard, context)),
    empty: '没有找到。换个说法再查，或者直接上报。',
    action: 'view',
  };
}

/** Open hazards that wait for this person, or for somebody they stand in for; nearest deadline first. */
export async function todosOf(
  person: Person | undefined,
  context: Pick<Context, 'hazards' | 'org' | 'now'>,
): Promise<readonly Hazard[]> {
  if (person === undefined) return [];
  const today = dayOf(context.now());
  const open = await context.hazards.find({ open: true });
  const mine = open.filter(
    (hazard) => actsAs(person, waitsFor(hazard, context.org), context.org, today) !== undefined,
  );
  const due = (hazard: Hazard): number =>
    ((hazard.status === 'rectifying' ? hazard.due?.at : hazard.stepDue?.at) ?? hazard.reportedAt).getTime();
  return mine.toSorted((a, b) => due(a) - due(b));
}

/** S8: what has climbed to this person or waits for them. Looked up when it is sent: what was closed meanwhile is out. */
async function digestView(person: Person | undefined, context: Context): Promise<DigestView | string> {
  if (person === undefined) return 'nobody';
  const { org, calendar, hazards } = context;
  const now = context.now();
  const today = dayOf(now);
  const open = await hazards.find({ open: true });
  const late: Line[] = [];
  const todayDue: Line[] = [];
  const soon: Line[] = [];
  for (const hazard of open) {
    const rung = escalation(hazard, today, calendar);
    if (rung === undefined || actsAs(person, rung.who(hazard, org), org, today) === undefined) continue;
    const due = hazard.dueDay ?? today;
    const title = `${hazard.title} · ${personById(org, hazard.rectifierId)?.name ?? ''}`;
    if (rung.late > 0)
      late.push({
        hazardId: hazard._id,
        title,
        detail: `原定${fullDay(due, today)}，已过${rung.late}个工作日。${rung.next(org, hazard, today)}`,
      });
    else if (rung.late === 0)
      todayDue.push({
        hazardId: hazard._id,
        title,
        detail: '今天到期。改好请发照片；今天改不好，请写原因和预计日期。',
      });
    else
      soon.push({
        hazardId: hazard._id,
        title,
        detail: `${fullDay(due, today)}24时前。要延期请在${fullDay(calendar.addWorkdays(due, -1), today)}24时前申请。`,
      });
  }
  const shown = new Set([...late, ...todayDue, ...soon].map((one) => one.hazardId));
  const waiting = (await todosOf(person, context))
    .filter((hazard) => !shown.has(hazard._id) && hazard.status !== 'rectifying')
    .map((hazard) => line(hazard, context));
  const groups = [
    { title: '已过期限', lines: late },
    { title: '今天到期', lines: todayDue },
    { title: '快到期限', lines: soon },
    { title: '等您办理', lines: waiting },
  ];
  if (groups.every((group) => group.lines.length === 0)) return 'nothing is left to say';
  return { day: fullDay(today, today).replace('（', ' ').replace('）', ''), groups, late: late.length > 0 };
}

async function statsView(
  person: Person | undefined,
  period: string,
  context: Context,
): Promise<StatsView | string> {
  if (person === undefined) return 'nobody';
  const today = dayOf(context.now());
  const { from, to, title } = periodOf(period, today);
  const seen = (list: readonly Hazard[]): readonly Hazard[] =>
    list.filter((hazard) => maySee(person, hazard, context.org));
  const made = seen(await context.hazards.find({ from, to }));
  const closed = seen(await context.hazards.find({ closedFrom: from, closedTo: to }));
  const open = seen(await context.hazards.find({ open: true }));
  const late = open.filter(
    (hazard) => hazard.status === 'rectifying' && hazard.dueDay !== undefined && hazard.dueDay < today,
  ).length;
  const onTime = closed.filter(
    (hazard) => hazard.firstDueDay !== undefined && (hazard.closedDay ?? '') <= hazard.firstDueDay,
  ).length;
  const withExtension = closed.filter(
    (hazard) => hazard.dueDay !== undefined && (hazard.closedDay ?? '') <= hazard.dueDay,
  ).length;
  const share = (n: number): string =>
    closed.length === 0 ? '—' : `${Math.round((n / closed.length) * 100)}%`;
  const byKind = KINDS.map((kind) => ({
    kind: KIND[kind],
    n: made.filter((hazard) => hazard.kind === kind).length,
  })).filter((entry) => entry.n > 0);
  return {
    title,
    figures: [
      { label: '登记', value: `${made.length}件` },
      { label: '销号', value: `${closed.filter((hazard) => hazard.status === 'closed').length}件` },
      { label: '逾期', value: `${late}件` },
      { label: '重大存量', value: `${open.filter((hazard) => hazard.level === 'major').length}件` },
      { label: '按期整改率', value: `${share(onTime)}（含延期 ${share(withExtension)}）` },
    ],
    byKind,
    extra: `${from}~${to}`,
  };
}

/** 本月, 上月, 本季 as days of Asia/Shanghai. */
export function periodOf(words: string, today: Day): { from: Day; to: Day; title: string } {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const monthFrom = (y: number, m: number): Day =>
    `${m < 1 ? y - 1 : y}-${String(m < 1 ? m + 12 : m).padStart(2, '0')}-01`;
  const endOf = (from: Day): Day =>
    addDays(
      `${from.slice(5, 7) === '12' ? Number(from.slice(0, 4)) + 1 : from.slice(0, 4)}-${from.slice(5, 7) === '12' ? '01' : String(Number(from.slice(5, 7)) + 1).padStart(2, '0')}-01`,
      -1,
    );
  if (words.startsWith('上月')) {
    const from = monthFrom(year, month - 1);
    return { from, to: endOf(from), title: `${Number(from.slice(5, 7))}月统计` };
  }
  if (words.startsWith('本季')) {
    const first = Math.floor((month - 1) / 3) * 3 + 1;
    return {
      from: monthFrom(year, first),
      to: endOf(monthFrom(year, first + 2)),
      title: `${Math.ceil(month / 3)}季度统计`,
    };
  }
  const named = /(\d{1,2})月/u.exec(words)?.[1];
  const from = monthFrom(year, named === undefined ? month : Number(named));
  return { from, to: endOf(from), title: `${Number(from.slice(5, 7))}月统计` };
}

function groupView(groupId: string, org: Org): GroupSetupView {
  const group = org.groups.find((candidate) => candidate._id === groupId);
  if (group === undefined || group.use === 'unset') return { groupId, org };
  const unit = org.units.find((candidate) => candidate._id === group.unitId)?.name ?? '';
  const done =
    group.use === 'unit'
      ? `已设为${unit}的群`
      : group.use === 'bureau'
        ? '已设为局安全群'
        : '已设为只接收上报的群';
  return { groupId, org, done };
}

async function claimView(claimId: string, { people, org }: Context): Promise<ClaimView | string> {
  const claim = await people.claim(claimId);
  if (claim === undefined) return 'the claim is gone';
  const decided =
    claim.state === 'open'
      ? undefined
      : `${personById(org, claim.decidedById)?.name ?? ''}${claim.state === 'confirmed' ? '已确认' : '选了：不是本局的人'}`;
  return {
    claimId,
    name: claim.name,
    unit: claim.unit ?? '',
    post: claim.post ?? '',
    matches: org.people.some((person) => person.name === claim.name),
    ...(decided === undefined ? {} : { decided }),
  };
}

function leaveView(person: Person | undefined, { org, now }: Context): LeaveView {
  const today = dayOf(now());
  const leave = person?.leave !== undefined && person.leave.to >= today ? person.leave : undefined;
  const colleagues = membersOf(org, person?.unitId).concat(
    org.people.filter((other) => other.roles.length > 0 && other.state === 'active'),
  );
  const unique = [...new Map(colleagues.map((other) => [other._id, other])).values()].filter(
    (other) => other._id !== person?._id,
  );
  return {
    people: choices(unique),
    ...(leave === undefined
      ? {}
      : {
          current: `${plainDay(leave.to, today)}前由${personById(org, leave.substituteId)?.name ?? ''}代办。`,
        }),
  };
}

function choices(people: readonly Person[]): readonly { text: string; value: string }[] {
  return people
    .slice(0, 100)
    .map((person) => ({ text: `${person.name}（${person.post}）`, value: person._id }));
}
