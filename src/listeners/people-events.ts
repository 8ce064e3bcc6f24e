import type { BotAddedIn, EnteredIn, MenuIn, PersonLeftIn, RecalledIn } from '../feishu/inbound.js';
import { ownReporter } from '../hazards/announce-reporter.js';
import { inheritWork } from '../hazards/inherit.js';
import { joinedReports } from '../hazards/joining.js';
import type { Target } from '../notices.js';
import { activeWithRole, personByOpenId } from '../people/org.js';
import { onlyName, readClaim } from '../people/claim-words.js';
import { todosOf } from '../screens/list-views.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { noteTo, type Desk } from './desk.js';
import { loseGroup } from './refusals.js';
import { forgetAsked } from './which-mended.js';

/** The bot came into a group: a card asks an administrator what it is (experience.md §3 p). */
export async function onBotAdded(desk: Desk, key: string, event: BotAddedIn): Promise<string> {
  const org = await desk.people.org();
  const known = org.groups.find((group) => group._id === event.chatId);
  await desk.people.saveGroup({
    _id: event.chatId,
    name: event.name,
    use: known?.use ?? 'unset',
    state: 'active',
    ...(known?.unitId === undefined ? {} : { unitId: known.unitId }),
  });
  await desk.tell(key, {
    type: 'group-setup',
    target: { kind: 'chat', chatId: event.chatId },
    class: 'informational',
    anyHour: true,
    facts: { groupId: event.chatId },
  });
  return 'asked what group it is';
}

/** The bot was removed or the group is gone. A send that was refused before may have told it already. */
export async function onGroupGone(desk: Desk, key: string, event: BotAddedIn): Promise<string> {
  const known = (await desk.people.org()).groups.find((group) => group._id === event.chatId);
  if (known?.state === 'gone') return 'known to be gone';
  await loseGroup(desk, event.chatId, event.name, key);
  return 'group is gone';
}

const GREET_AGAIN_MS = 30 * 24 * 3_600_000;

/** Somebody opened the private chat: greeted at most once in 30 days. */
export async function onEntered(desk: Desk, key: string, event: EnteredIn): Promise<string> {
  const org = await desk.people.org();
  const person = personByOpenId(org, event.openId);
  const target = { kind: 'openId' as const, openId: event.openId };
  if (person === undefined) {
    await desk.tell(
      `hello:${event.openId}`,
      noteTo(target, '您好', [
        '您好，我是安全助手，登记和跟进安全隐患。直接发地点、情况和照片就能报。我还不认识您，想查进展请回“我是某某，某单位某岗位”。',
      ]),
    );
    return 'greeted a stranger';
  }
  if (person.greetedAt !== undefined && desk.now().getTime() - person.greetedAt.getTime() < GREET_AGAIN_MS)
    return 'greeted before';
  await desk.people.markGreeted(person._id);
  const unit = org.units.find((candidate) => candidate._id === person.unitId)?.name ?? '';
  const todos = await todosOf(person, { hazards: desk.hazards.store, org, now: desk.now });
  await desk.tell(
    key,
    noteTo(
      target,
      '您好',
      [
        `${person.name}，您好。我是安全助手，登记和跟进安全隐患。您在名册里是${unit}${person.post}。发现隐患，直接发地点、情况和照片。`,
        ...(todos.length === 0 ? [] : [`您现在有${todos.length}件待办。`]),
      ],
      { buttons: ['我的待办|my-todos|'] },
    ),
  );
  return 'greeted';
}

/** The bot's menu. */
export async function onMenu(desk: Desk, key: string, event: MenuIn): Promise<string> {
  const target = { kind: 'openId' as const, openId: event.openId };
  const org = await desk.people.org();
  const personId = personByOpenId(org, event.openId)?._id ?? '';
  const of = event.eventKey === 'my_todos' ? 'todos' : event.eventKey === 'my_reports' ? 'mine' : undefined;
  if (of !== undefined)
    await desk.tell(key, {
      type: 'hazard-list',
      target,
      class: 'informational',
      anyHour: true,
      facts: { of, personId, openId: event.openId },
    });
  else if (event.eventKey === 'help') await desk.tell(key, noteTo(target, '怎么用', TEXT.help));
  else
    await desk.tell(key, { type: 'report-form', target, class: 'informational', anyHour: true, facts: {} });
  return `menu ${event.eventKey}`;
}

/** A message was taken back: the hazard stays (safety first); its reporter is asked, others change nothing (cases.md 50). */
export async function onRecalled(desk: Desk, key: string, event: RecalledIn): Promise<string> {
  const [hazard] = await desk.hazards.store.bySource(event.messageId);
  if (hazard === undefined)
    return (await forgetAsked(desk, event)) ? 'not asked about any more' : recalledJoined(desk, key, event);
  if (!hazard.open) return 'nothing to do';
  const reporter = ownReporter(hazard);
  if (event.by === 'message_owner' && reporter !== undefined) {
    await desk.tell(
      key,
      noteTo(
        reporter,
        '您撤回了消息',
        [`您撤回了消息，${hazard.code} 还在办。`],
        // Who is not known yet has no right to the button.
        {
          ...(hazard.reporterId === undefined ? {} : { buttons: [`一起撤回|withdraw|${hazard._id}`] }),
          hazardId: hazard._id,
        },
      ),
    );
    return 'asked the reporter';
  }
  if (hazard.officerId !== undefined)
    await desk.tell(
      key,
      noteTo({ kind: 'person', personId: hazard.officerId }, '原消息被撤回', [
        `${hazard.code} ${hazard.title} 的原消息被${event.by === 'message_owner' ? '上报人' : '管理员'}撤回，隐患照常办理。`,
      ]),
    );
  return 'told the officer';
}

/** So many days back a message that joined a danger is looked for. */
const RECALLED_DAYS = 7;

/** One of several messages about a danger was taken back by its author: what was said stays with the others' words. */
async function recalledJoined(desk: Desk, key: string, { messageId, by }: RecalledIn): Promise<string> {
  if (by !== 'message_owner') return 'nothing to do';
  const deadlines = desk.hazards.deadlines();
  const lately = await desk.hazards.store.find({
    open: true,
    from: deadlines.addDays(deadlines.today(), -RECALLED_DAYS),
  });
  for (const hazard of lately) {
    const said = joinedReports(hazard).find((one) => one.messageId === messageId);
    if (said === undefined) continue;
    const target: Target =
      said.openId === undefined
        ? { kind: 'person', personId: said.by }
        : { kind: 'openId', openId: said.openId };
    const words = `您撤回了消息。您说的已记在 ${hazard.code} 里，别人也报了，照常办。`;
    await desk.tell(key, noteTo(target, '您撤回了消息', [words], { hazardId: hazard._id }));
    return 'told its author';
  }
  return 'nothing to do';
}

/** Somebody left the bureau: their open work moves to the unit's head with a notice (domain.md §4.4). */
export async function onPersonLeft(desk: Desk, key: string, event: PersonLeftIn): Promise<string> {
  const org = await desk.people.org();
  const person = personByOpenId(org, event.openId);
  if (person === undefined) return 'nobody we know';
  await desk.people.markLeft(person._id);
  return `moved ${await inheritWork(desk.hazards, { personId: person._id }, key, desk.relay)}`;
}

/** 我是王芳，一号养老院安全员 from somebody unknown: an administrator is asked. */
export async function takeClaim(desk: Desk, key: string, openId: string, text: string): Promise<boolean> {
  const org = await desk.people.org();
  if (personByOpenId(org, openId) !== undefined) return false;
  const claim = readClaim(text, org.units);
  if (claim === undefined) {
    if (!onlyName(text)) return false;
    await desk.tell(key, noteTo({ kind: 'openId', openId }, '还差单位和岗位', [TEXT.claimHow]));
    return true;
  }
  const id = key.replace(/[^A-Za-z0-9_:-]/gu, '').slice(0, 60);
  await desk.people.addClaim({
    _id: id,
    openId,
    name: claim.name,
    unit: claim.unit,
    post: claim.post,
    state: 'open',
    at: desk.now(),
  });
  const admins = activeWithRole(org, 'admin');
  for (const admin of admins)
    await desk.tell(`${key}:${admin._id}`, {
      type: 'claim',
      target: { kind: 'person', personId: admin._id },
      class: 'critical',
      anyHour: true,
      facts: { claimId: id },
    });
  await desk.tell(
    `${key}:ack`,
    noteTo({ kind: 'openId', openId }, '收到', [
      `收到，已请${admins.map((admin) => admin.name).join('、')}确认。`,
    ]),
  );
  return true;
}
