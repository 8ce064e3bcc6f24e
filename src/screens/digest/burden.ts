import { addDays, instantAt, plainDay, type Day } from '../../calendar.js';
import { calmOn, messageLoad, type MessageLoad } from '../../delivery/load.js';
import type { OutboxRow } from '../../delivery/rows.js';
import { dailyBudget } from '../../people/budget.js';
import { activeWithRole, nameOf, personById, type Org } from '../../people/org.js';
import type { Collection } from '../../store/collection.js';
import { weekOf } from '../week.js';
import { isTheirs, type DigestDay, type DigestSource, type DrawnLine, type SourceDeps } from './source.js';

/** More names than this nobody reads; the card that 看消息量 opens has them all. */
const NAMED = 5;

interface Finding {
  readonly rung: string;
  readonly title: string;
  readonly detail: string;
}

/**
 * For the administrators, the morning after (减负): who got more messages on a day than their post should, and who is
 * over the week's limit already. It stands in the digest, so that it costs no message of its own.
 */
export function burdenLines({ store }: SourceDeps): DigestSource {
  const outbox = store.collection<OutboxRow>('outbox');
  const admins = (org: Org): readonly string[] => activeWithRole(org, 'admin').map(({ _id }) => _id);
  return {
    name: 'burden',
    async *waiting(day) {
      const all = admins(day.org);
      if (all.length === 0) return;
      for (const { rung } of await findings(outbox, day))
        for (const personId of all) yield { personId, rung };
    },
    async lines(person, rungs, day) {
      if (!isTheirs(person, admins(day.org), day)) return [];
      const found = await findings(outbox, day);
      return rungs.flatMap((rung) => found.filter((one) => one.rung === rung).map(drawn));
    },
  };
}

function drawn({ rung, title, detail }: Finding): DrawnLine {
  // Two of them on a card need buttons of different names.
  return {
    group: '其他',
    title,
    detail,
    buttons: [{ text: '看消息量', action: 'burden-open', extra: rung }],
  };
}

async function findings(outbox: Collection<OutboxRow>, day: DigestDay): Promise<readonly Finding[]> {
  const { today, calendar, org } = day;
  const found: Finding[] = [];
  // Also the rest days since the last digest.
  for (let one = calendar.addWorkdays(today, -1); one < today; one = addDays(one, 1)) {
    const over = await overOn(outbox, org, one);
    if (over.length > 0)
      found.push({
        rung: `day ${one}`,
        title: `${plainDay(one, today)}提醒偏多：${named(over, org)}`,
        detail: '超过了每人每天的上限，紧急的不算。看看是不是派得太集中。',
      });
  }
  const { from } = weekOf(today);
  const limit = org.settings.messageLimit;
  const week = from === today ? [] : await messageLoad(outbox, org, startOf(from), startOf(today));
  const over = week.filter(({ pushed }) => pushed > limit);
  if (over.length > 0)
    found.push({
      rung: `week ${from} ${over.length}`,
      title: `本周提醒已超过${limit}条：${named(over, org)}`,
      detail: '一周的上限可以改，发“消息量 30”。',
    });
  return found;
}

/** Who got more than their budget on this day, and how many. */
async function overOn(
  outbox: Collection<OutboxRow>,
  org: Org,
  day: Day,
): Promise<readonly Pick<MessageLoad, 'personId' | 'pushed'>[]> {
  const [from, to] = [startOf(day), startOf(addDays(day, 1))];
  const over: Pick<MessageLoad, 'personId' | 'pushed'>[] = [];
  for (const { personId, pushed } of await messageLoad(outbox, org, from, to)) {
    const person = personById(org, personId);
    if (person === undefined || pushed <= dailyBudget(person, org)) continue;
    const calm = await calmOn(outbox, personId, day);
    if (calm > dailyBudget(person, org)) over.push({ personId, pushed: calm });
  }
  return over;
}

const startOf = (day: Day): Date => instantAt(day, '00:00');

/** `王芳7条、孙强5条`. */
function named(list: readonly Pick<MessageLoad, 'personId' | 'pushed'>[], org: Org): string {
  const names = list.slice(0, NAMED).map(({ personId, pushed }) => `${nameOf(org, personId)}${pushed}条`);
  return `${names.join('、')}${list.length > NAMED ? `等${list.length}人` : ''}`;
}
