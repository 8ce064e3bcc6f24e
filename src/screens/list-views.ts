import { dayOf, deadlineInWords } from '../calendar.js';
import type { Hazard } from '../hazards/hazard.js';
import { actsAs, holderNames, waitsFor } from '../hazards/roles.js';
import { maySee } from '../hazards/rules.js';
import type { StoredNotice } from '../notices.js';
import type { Person } from '../people/person.js';
import type { Line, ListView } from '../../cards/lists.js';
import { STATUS } from '../../cards/texts.zh-CN.js';
import type { Context } from './context.js';

export function line(hazard: Hazard, context: Context): Line {
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

export async function listView(
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
