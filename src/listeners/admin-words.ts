import { addDays, dayInWords, dayOf, readSpokenDay, SPOKEN_DAY, type Day } from '../calendar.js';
import { activeWithRole, groupUse, nameOf, type Org, type OrgSettings } from '../people/org.js';
import { requireAdmin } from '../people/usecases.js';
import { refusalText, TEXT } from '../../cards/texts.zh-CN.js';
import { noteTo, type Desk } from './desk.js';
import { enterHolidays } from './holidays.js';
import type { Say, Show, WishContext } from './wish-context.js';

export async function settings(desk: Desk, context: WishContext, show: Show, say: Say): Promise<void> {
  const admin = requireAdmin(context.org, context.message.senderOpenId);
  if (!admin.ok) return say('设置', [refusalText(admin)]);
  await show('settings');
}

/** 群设置, in the group that it is about: the choice once more, for an administrator. */
export async function askGroupAgain(desk: Desk, { key, org, message }: WishContext, say: Say): Promise<void> {
  const admin = requireAdmin(org, message.senderOpenId);
  if (!admin.ok) return say('群设置', [refusalText(admin)]);
  if (message.chatType === 'p2p') return say('群设置', [TEXT.groupSetupHow]);
  const group = org.groups.find(({ _id }) => _id === message.chatId);
  if (group === undefined)
    await desk.people.saveGroup({ _id: message.chatId, name: '', use: 'unset', state: 'active' });
  await desk.tell(key, {
    type: 'group-setup',
    target: { kind: 'chat', chatId: message.chatId },
    class: 'informational',
    anyHour: true,
    facts: { groupId: message.chatId, was: group === undefined ? '' : groupUse(group) },
  });
}

/** Words that say something by themselves: 不好用, 出错了. */
const TELLING = /不好用|出错|bug|投诉助手/iu;

export async function feedback(
  desk: Desk,
  { key, org, person, message }: WishContext,
  rest: string,
  say: Say,
): Promise<void> {
  if (rest === '' && !TELLING.test(message.text)) return say('反馈', [TEXT.feedbackHow]);
  const admins = activeWithRole(org, 'admin');
  for (const admin of admins)
    await desk.tell(
      `${key}:${admin._id}`,
      noteTo({ kind: 'person', personId: admin._id }, '有人反馈', [
        `${person?.name ?? '还不认识的人'}：${rest === '' ? message.text : rest}`,
      ]),
    );
  await say('反馈', [TEXT.feedback(admins.map((admin) => admin.name).join('、'))]);
}

/** 带班 10月1日 李敏 by an administrator, 带班 by anybody; 节假日. */
export async function adminEntry(
  desk: Desk,
  { org, message }: WishContext,
  what: 'duty' | 'holidays',
  rest: string,
  say: Say,
): Promise<void> {
  const today = dayOf(desk.now());
  if (what === 'duty' && rest === '') return say('带班', dutyLines(org, today));
  const admin = requireAdmin(org, message.senderOpenId);
  if (!admin.ok) return say('设置', [refusalText(admin)]);
  if (what === 'holidays') return say('节假日', await enterHolidays(desk, rest, admin.value._id));
  const days = dutyDays(rest, today);
  const person = org.people.find((other) => other.state === 'active' && rest.includes(other.name));
  if (days.length === 0 || person === undefined) return say('带班', [TEXT.dutyHow]);
  await desk.people.changeSetting('org', admin.value._id, (old) => {
    const settings = old as Partial<OrgSettings> | undefined;
    const named = Object.fromEntries(days.map((day) => [day, person._id]));
    return { ...settings, duty: { ...settings?.duty, ...named } };
  });
  return say('带班', [
    `已设置：${days.map((day) => dayInWords(day, today)).join('、')}由${person.name}带班。`,
  ]);
}

/** So many days at most are entered at once; a mistyped span must not fill a year. */
const DUTY_MOST = 31;

/** Every day that was named, spans with all their days; none if one of them is unreadable or gone by. */
function dutyDays(said: string, today: Day): readonly Day[] {
  const text = said.normalize('NFKC');
  const spans = [...text.matchAll(new RegExp(`(${SPOKEN_DAY})(?:\\s*[到至~—-]\\s*(${SPOKEN_DAY}))?`, 'gu'))];
  const days = spans.flatMap(([, first = '', last]) => {
    const from = readSpokenDay(first, today);
    const to = last === undefined ? from : readSpokenDay(last, today, from);
    if (from === undefined || to === undefined || from < today || to < from) return ['' as Day];
    const all: Day[] = [];
    for (let day = from; day <= to && all.length <= DUTY_MOST; day = addDays(day, 1)) all.push(day);
    return all;
  });
  return days.includes('') || days.length > DUTY_MOST ? [] : [...new Set(days)];
}

/** Who is on duty in the coming week, for everybody. */
function dutyLines(org: Org, today: Day): readonly string[] {
  const days = Array.from({ length: 7 }, (_one, n) => addDays(today, n));
  const lines = days.flatMap((day) => {
    const id = org.settings.duty[day];
    return id === undefined ? [] : [`${dayInWords(day, today)}：${nameOf(org, id)}`];
  });
  return lines.length === 0 ? [TEXT.noDuty, TEXT.dutyHow] : lines;
}
