import { dayOf, plainDay, timeOf, type Day } from '../calendar.js';
import { summaryLines } from '../campaigns/figures.js';
import { learnPost } from '../campaigns/learning.js';
import { approvePost, offerCase, skipPost } from '../campaigns/posting.js';
import { mayCampaign, type CampaignCommand } from '../campaigns/rules.js';
import { yearsRun } from '../campaigns/due.js';
import { previewNotice, sendDuePosts } from '../campaigns/send.js';
import { themeOf } from '../campaigns/themes.js';
import { switchTo } from '../campaigns/switching.js';
import { enterYear, fileSummary } from '../campaigns/years.js';
import { refuse } from '../errors.js';
import { given } from '../given.js';
import { nameOf } from '../people/org.js';
import { switched } from './campaign-wishes.js';
import { activityAction } from './activity-action.js';

import { info, no, outcome, refused, showClicker, yes, type Click, type ClickAnswer } from './click.js';
import { quizAction } from './quiz-action.js';
import type { Desk } from './desk.js';
import { sendFile } from './file-notice.js';

/** Clicks on cards of campaigns, activities and quiz; undefined for all others. */
export async function campaignAction(desk: Desk, click: Click): Promise<ClickAnswer | undefined> {
  const { button, person, org } = click;
  const today = dayOf(desk.now());
  const extra = button.extra ?? '';
  const right = (command: CampaignCommand): ReturnType<typeof mayCampaign> =>
    mayCampaign(command, person, org, today);
  switch (button.action) {
    case 'back':
      // 返回 of a preview; a hazard's own is for its own listener.
      return button.hazardId === undefined ? { fresh: true } : undefined;
    case 'campaign-view': {
      const may = right('seePlan');
      if (!may.ok) return refused(desk, click, may);
      const [campaignId = '', year = ''] = extra.split(':');
      await showClicker(desk, click, 'campaign-plan', { campaignId, year: Number(year) }, `year:${extra}`);
      return info('已私聊发给您');
    }
    case 'campaign-notice': {
      const may = right('enterYear');
      if (!may.ok) return refused(desk, click, may);
      await sendFile(desk, click, '活动通知', `notice:${extra}`);
      return info('文件做好后私聊发给您');
    }
    case 'campaign-year':
      return saveYear(desk, click, today);
    case 'campaign-auto':
      return flip(desk, click, today);
    case 'campaign-approve':
    case 'campaign-skip':
      return decide(desk, click, today);
    case 'campaign-edit-open':
      return edit(desk, click, right('decidePost'));
    case 'campaign-learned': {
      const learned = await learnPost(desk.campaigns, { postKey: extra, actorId: person?._id, today });
      if (!learned.ok) return refused(desk, click, learned);
      if (!learned.value.first) return info('您已点过，不用再点', true);
      await desk.redraw(`post:${extra}`, 'slowly');
      return yes('已记下，谢谢');
    }
    case 'campaign-file':
      return file(desk, click, today);
    case 'case-push':
      return pushCase(desk, click, today);
    default:
      return (await quizAction(desk, click)) ?? activityAction(desk, click, today);
  }
}

/** 保存 on a plan: what was changed there, theme and dates at once. What is as before is not entered again. */
async function saveYear(desk: Desk, click: Click, today: Day): Promise<ClickAnswer> {
  const { form, button, action, person } = click;
  const [campaignId = '', yearText = ''] = (button.extra ?? '').split(':');
  const year = Number(yearText);
  const { data, store } = desk.campaigns;
  const years = await store.years();
  const run = yearsRun(data, { campaignId, year }, await desk.campaigns.calendar(), years);
  const theme = form.theme === themeOf(data, campaignId, year, years) ? undefined : form.theme;
  const same = form.from === run?.from && (form.until ?? run?.to) === run?.to;
  const may = mayCampaign('enterYear', person, click.org, today);
  if (!may.ok) return refused(desk, click, may);
  if (theme === undefined && (same || (form.from === undefined && form.until === undefined)))
    return info('没有改动，核对好就可以了');
  const entered = await enterYear(desk.campaigns, {
    campaignId,
    year,
    actorId: person?._id,
    cause: action.key,
    today,
    ...given('theme', theme),
    ...(same ? {} : { ...given('from', form.from), ...given('to', form.until) }),
  });
  if (!entered.ok)
    return entered.code === 'problems' ? no(entered.problems.join('；')) : refused(desk, click, entered);
  await desk.redraw(`year:${campaignId}:${year}`);
  return yes('已保存');
}

async function flip(desk: Desk, click: Click, today: Day): Promise<ClickAnswer> {
  const [what, state] = (click.button.extra ?? '').split('-') as ['auto' | 'daily', 'on' | 'off'];
  if (what !== 'auto' && what !== 'daily') return info('这个按钮已停用，请用最新的卡片');
  const set = await switchTo(desk.campaigns, {
    what,
    on: state === 'on',
    actorId: click.person?._id,
    today,
  });
  // What was switched already, or by somebody faster: the card shows it as it is.
  if (!set.ok) return { ...refused(desk, click, set), fresh: true };
  return yes(switched(what, state === 'on').replace(/。$/u, ''));
}

/** 同意推送, 跳过这篇, 还是要发. Approved on its day, the post goes out at once. */
async function decide(desk: Desk, click: Click, today: Day): Promise<ClickAnswer> {
  const { button, form, action, person } = click;
  const postKey = button.extra ?? '';
  const words = { ...given('today', form.today), ...given('remember', form.remember) };
  const request = {
    postKey,
    actorId: person?._id,
    cause: action.key,
    today,
    words,
    ...given('stage', button.stage),
  };
  const approving = button.action === 'campaign-approve';
  const result = await (approving
    ? approvePost(desk.campaigns, request)
    : skipPost(desk.campaigns, { ...request, words: {} }));
  if (!result.ok) return outcome(desk, click, result, '');
  const sent = approving ? await sendDuePosts(desk.campaigns, desk) : 0;
  await desk.redraw(`post:${postKey}`);
  if (!approving) return yes('这篇不发了');
  const after = await desk.campaigns.store.post(postKey);
  if (sent > 0 && after?.status === 'posted') return yes(`已同意，发到${after.chatIds?.length ?? 0}个群`);
  return yes(
    result.value.day > today
      ? `已同意，${plainDay(result.value.day, today)}09:30发`
      : '已同意，下一个工作日09:30发',
  );
}

async function edit(desk: Desk, click: Click, may: ReturnType<typeof mayCampaign>): Promise<ClickAnswer> {
  if (!may.ok) return refused(desk, click, may);
  const post = await desk.campaigns.store.post(click.button.extra ?? '');
  if (post === undefined) return refused(desk, click, refuse('stale-card'));
  if (post.status === 'posted' || post.status === 'lapsed') return info('这篇已经定了，不能再改', true);
  const card = await desk.draw({
    type: 'campaign-preview',
    target: { kind: 'openId', openId: click.action.openId },
    class: 'informational',
    facts: { postKey: post._id, editing: true },
  });
  return card === undefined ? refused(desk, click, refuse('stale-card')) : { card };
}

/** 归档 keeps the numbers as they are now; the summary goes to the clicker as .docx, once more when asked again. */
async function file(desk: Desk, click: Click, today: Day): Promise<ClickAnswer> {
  const { button, action, org, person } = click;
  const [campaignId = '', yearText = '', copy] = (button.extra ?? '').split(':');
  const year = Number(yearText);
  const { data, store } = desk.campaigns;
  const may = mayCampaign('fileSummary', person, org, today);
  if (!may.ok) return refused(desk, click, may);
  const years = await store.years();
  const run = yearsRun(data, { campaignId, year }, await desk.campaigns.calendar(), years);
  if (run === undefined) return refused(desk, click, refuse('stale-card'));
  const before = years.find(({ _id }) => _id === `${campaignId}:${year}`);
  const entry = before?.history.findLast(({ command }) => command === 'file');
  if (copy === 'doc' && before?.filed !== undefined) {
    await sendFile(desk, click, '宣传小结', `summary:${campaignId}:${year}`);
    return info('小结做好后私聊发给您');
  }
  if (before?.filed !== undefined && entry !== undefined) {
    const who = nameOf(org, entry.by);
    const again = refuse('already-done', { who, at: entry.at.toISOString(), deed: '归档' });
    return refused(desk, click, again);
  }
  const filed = await fileSummary(desk.campaigns, {
    campaignId,
    year,
    actorId: person?._id,
    cause: action.key,
    today,
    lines: await summaryLines(desk.campaigns, run, today),
  });
  if (!filed.ok) return refused(desk, click, filed);
  await desk.redraw(`year:${campaignId}:${year}`);
  await sendFile(desk, click, '宣传小结', `summary:${campaignId}:${year}`);
  return yes('已归档，小结做好后私聊发给您');
}

async function pushCase(desk: Desk, click: Click, today: Day): Promise<ClickAnswer> {
  const calendar = await desk.campaigns.calendar();
  const now = desk.now();
  const open = calendar.isWorkday(today) && timeOf(now) < '18:00';
  const offered = await offerCase(desk.campaigns, {
    caseId: click.button.extra ?? '',
    actorId: click.person?._id,
    cause: click.action.key,
    today,
    day: open ? today : calendar.addWorkdays(today, 1),
  });
  if (!offered.ok) return refused(desk, click, offered);
  await desk.tell(`${click.action.key}:preview`, {
    ...previewNotice(offered.value),
    anyHour: true,
    target: { kind: 'openId', openId: click.action.openId },
  });
  return info('预览已私聊发给您，同意后才发');
}
