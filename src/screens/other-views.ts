import type { StoredNotice } from '../notices.js';
import { personById, personByOpenId } from '../people/org.js';
import { adminWeekView, weekFrom, worthTelling } from './admin-week-view.js';
import type { Context } from './context.js';
import { calendarView, casesView, planView, postView, previewView, summaryView } from './campaign-views.js';
import { digestView } from './digest-view.js';
import { listView } from './list-views.js';
import { meetingView, ruleView, taskListView, taskView } from './meeting-views.js';
import { noteView } from './note-view.js';
import { claimView, groupView, leaveView, settingsView } from './people-views.js';
import { activityFormView, activityView } from './activity-views.js';
import { bankView, dailyView, roundView } from './quiz-views.js';
import { statsView } from './stats-view.js';
import { weeklyView } from './weekly-view.js';

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
  const viewer =
    person ?? (notice.target.kind === 'person' ? personById(org, notice.target.personId) : undefined);
  switch (notice.type) {
    case 'note':
    case 'help':
      return noteView(notice);
    case 'hazard-list':
      return listView(notice, person, context);
    case 'digest':
      return digestView(person, context);
    case 'weekly-summary':
      return weeklyView(weekFrom(facts), context);
    case 'admin-week': {
      const view = await adminWeekView(weekFrom(facts), context);
      return facts['weekly'] === true && !worthTelling(view) ? 'nothing to tell' : view;
    }
    case 'month-stats':
      return statsView(person, String(facts['period'] ?? ''), context);
    case 'report-form':
      return { org, ...(person?.unitId === undefined ? {} : { unitId: person.unitId }) };
    case 'group-setup':
      return groupView(String(facts['groupId'] ?? ''), facts['was'], org);
    case 'settings':
      return settingsView(org);
    case 'reward-rule':
      return { org };
    case 'claim':
      return claimView(String(facts['claimId'] ?? ''), context);
    case 'leave':
      return leaveView(person, notice.facts ?? {}, context);
    case 'campaign-calendar':
      return calendarView(viewer, context);
    case 'campaign-plan':
      return planView(notice, viewer, context);
    case 'campaign-preview':
      return previewView(notice, context);
    case 'campaign-post':
      return postView(notice, context);
    case 'campaign-summary':
      return summaryView(notice, context);
    case 'warning-cases':
      return casesView(viewer, context);
    case 'quiz-round':
      return roundView(notice, context);
    case 'quiz-daily':
      return dailyView(notice, context);
    case 'quiz-bank':
      return bankView(context);
    case 'activity-form':
      return activityFormView(notice, viewer, context);
    case 'activity':
      return activityView(notice, context);
    case 'meeting-rule':
      return ruleView(context);
    case 'task':
    case 'task-confirm':
    case 'task-told':
    case 'task-change':
      return taskView(notice, context);
    case 'task-list':
      return taskListView(viewer, context);
    default:
      return /^(?:meeting|minutes)/u.test(notice.type) ? meetingView(notice, viewer, context) : 'no view';
  }
}
