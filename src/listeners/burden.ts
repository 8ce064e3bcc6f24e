import { dayOf } from '../calendar.js';
import type { NoticeType } from '../notices.js';
import { requireAdmin } from '../people/usecases.js';
import { weekOf } from '../screens/week.js';
import { refusalText } from '../../cards/texts.zh-CN.js';
import { info, refused, type Click, type ClickAnswer } from './click.js';
import type { Desk } from './desk.js';
import type { WishContext } from './wish-context.js';

type Show = (type: NoticeType, facts?: Readonly<Record<string, string>>) => Promise<void>;
type Say = (title: string, lines: readonly string[]) => Promise<void>;

/** 看消息量 in the digest: this week's card, in private. */
export async function openBurden(desk: Desk, click: Click): Promise<ClickAnswer> {
  const admin = requireAdmin(click.org, click.action.openId);
  if (!admin.ok) return refused(desk, click, admin);
  await desk.tell(click.action.key, {
    type: 'admin-week',
    target: { kind: 'openId', openId: click.action.openId },
    class: 'informational',
    anyHour: true,
    facts: { ...weekOf(dayOf(desk.now())) },
  });
  return info('已私聊发给您');
}

/**
 * 消息量: this week's messages a person; with a number, the limit that warns (减负). 周报: may the weekly summary name
 * people? Administrators only.
 */
export async function burden(
  desk: Desk,
  { org, message, wish }: WishContext,
  show: Show,
  say: Say,
): Promise<void> {
  const admin = requireAdmin(org, message.senderOpenId);
  if (!admin.ok) return say('设置', [refusalText(admin)]);
  const rest = 'rest' in wish ? wish.rest : '';
  const set = (values: Partial<typeof org.settings>): Promise<unknown> =>
    desk.people.changeSetting('org', admin.value._id, (old) => ({ ...(old as object), ...values }));
  if (wish.do === 'weekly') {
    const wanted = rest.startsWith('不') ? false : /姓名|名字/u.test(rest) ? true : undefined;
    if (wanted === undefined)
      return say('周报', [
        `现在周报${org.settings.weeklyNames ? '写' : '不写'}姓名。要改，发“周报 写姓名”或“周报 不写姓名”。`,
      ]);
    await set({ weeklyNames: wanted });
    return say('周报', [
      wanted ? '已设置：局安全群的周报写逾期的责任人。' : '已设置：周报只有数字，不写姓名。',
    ]);
  }
  if (rest === '') return show('admin-week', { ...weekOf(dayOf(desk.now())) });
  const limit = Number(/^(\d{1,3})\s*条?$/u.exec(rest.normalize('NFKC'))?.[1]);
  if (!(limit >= 1)) return say('消息量', ['请这样写：消息量 25']);
  await set({ messageLimit: limit });
  return say('消息量', [`已设置：一人一周超过${limit}条提醒就标出来。`]);
}
