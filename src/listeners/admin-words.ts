import { dayOf } from '../calendar.js';
import { activeWithRole, type OrgSettings } from '../people/org.js';
import { requireAdmin } from '../people/usecases.js';
import { refusalText, TEXT } from '../../cards/texts.zh-CN.js';
import { noteTo, type Desk } from './desk.js';
import { enterHolidays } from './holidays.js';
import { readDay } from './leave-words.js';
import type { Say, Show, WishContext } from './wish-context.js';

export async function settings(desk: Desk, context: WishContext, show: Show, say: Say): Promise<void> {
  const admin = requireAdmin(context.org, context.message.senderOpenId);
  if (!admin.ok) return say('设置', [refusalText(admin)]);
  await show('settings');
}

export async function feedback(
  desk: Desk,
  { key, org, person, message }: WishContext,
  rest: string,
  say: Say,
): Promise<void> {
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

/** 带班 10月1日 李敏 */
export async function adminEntry(
  desk: Desk,
  { org, message }: WishContext,
  what: 'duty' | 'holidays',
  rest: string,
  say: Say,
): Promise<void> {
  const admin = requireAdmin(org, message.senderOpenId);
  if (!admin.ok) return say('设置', [refusalText(admin)]);
  const today = dayOf(desk.now());
  if (what === 'duty') {
    const match = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]/u.exec(rest);
    const day = match === null ? undefined : readDay(match, today);
    const person = org.people.find((other) => other.state === 'active' && rest.includes(other.name));
    if (day === undefined || person === undefined) return say('带班', ['请这样写：带班 10月1日 李敏']);
    await desk.people.changeSetting('org', admin.value._id, (old) => {
      const settings = old as Partial<OrgSettings> | undefined;
      return { ...settings, duty: { ...settings?.duty, [day]: person._id } };
    });
    return say('带班', [
      `已设置：${Number(day.slice(5, 7))}月${Number(day.slice(8))}日由${person.name}带班。`,
    ]);
  }
  return say('节假日', await enterHolidays(desk, rest, admin.value._id));
}
