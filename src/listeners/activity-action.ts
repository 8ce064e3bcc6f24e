import type { Day } from '../calendar.js';
import type { StoredActivity } from '../campaigns/activity.js';
import { mayAddPhoto, recordActivity, withdrawActivity } from '../campaigns/recording.js';
import { mayCampaign } from '../campaigns/rules.js';
import type { Outcome } from '../errors.js';

import { info, no, outcome, refused, showClicker, yes, type Click, type ClickAnswer } from './click.js';
import type { Desk } from './desk.js';
import { activitiesOf, sendFile } from './file-notice.js';
import { draftKey } from './drafts.js';

/** Clicks on cards of activities; undefined for all others. */
export async function activityAction(desk: Desk, click: Click, today: Day): Promise<ClickAnswer | undefined> {
  const { button, action, person, org } = click;
  const extra = button.extra ?? '';
  switch (button.action) {
    case 'activity-open': {
      const may = mayCampaign('recordActivity', person, org, today);
      if (!may.ok) return refused(desk, click, may);
      await showClicker(desk, click, 'activity-form', { campaignId: extra, personId: person?._id ?? '' });
      return info('已私聊发给您');
    }
    case 'activity':
      return record(desk, click, today);
    case 'activity-photos': {
      const may = await mayAddPhoto(desk.campaigns, extra, person?._id, today);
      if (!may.ok) return refused(desk, click, may);
      await openPhotos(desk, click, extra);
      return info('请在10分钟内把照片发到这里');
    }
    case 'activity-withdraw':
      return withdraw(
        desk,
        click,
        await withdrawActivity(desk.campaigns, {
          activityId: extra,
          actorId: person?._id,
          cause: action.key,
          today,
        }),
      );
    case 'activity-ledger': {
      const may = mayCampaign('seeLedger', person, org, today);
      if (!may.ok) return refused(desk, click, may);
      await sendFile(desk, click, '活动台账', activitiesOf(may.value, extra));
      return info('表格做好后私聊发给您');
    }
    default:
      return undefined;
  }
}

async function record(desk: Desk, click: Click, today: Day): Promise<ClickAnswer> {
  const { form, action, person } = click;
  const recorded = await recordActivity(desk.campaigns, {
    form,
    actorId: person?._id,
    cause: action.key,
    today,
  });
  if (!recorded.ok)
    return recorded.code === 'problems' ? no(recorded.problems.join('；')) : refused(desk, click, recorded);
  const { _id } = recorded.value;
  await showClicker(desk, click, 'activity', { activityId: _id }, `activity:${_id}`);
  await openPhotos(desk, click, _id);
  if (recorded.value.campaignId !== undefined)
    await desk.redraw(`year:${recorded.value.campaignId}:${recorded.value.year}`);
  return yes('已登记，照片直接发到这里', false);
}

async function withdraw(desk: Desk, click: Click, result: Outcome<StoredActivity>): Promise<ClickAnswer> {
  if (result.ok && result.value.campaignId !== undefined)
    await desk.redraw(`year:${result.value.campaignId}:${result.value.year}`);
  return outcome(desk, click, result, '已作废，记录保留');
}

/** For ten minutes pictures in this chat go to this activity. */
async function openPhotos(desk: Desk, { action }: Click, activityId: string): Promise<void> {
  await desk.drafts.put({
    _id: draftKey(action.openId, action.chatId),
    openId: action.openId,
    chatId: action.chatId,
    at: desk.now(),
    asked: `activity:${activityId}`,
  });
}
