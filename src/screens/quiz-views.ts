import { addDays, dayOf, fullDay, plainDay } from '../calendar.js';
import { shownCampaigns } from '../campaigns/data.js';
import { programmeOf } from '../campaigns/due.js';
import { bankOf } from '../campaigns/playing.js';
import type { CampaignRun } from '../campaigns/runs.js';
import { mayCampaign, NO_UNIT } from '../campaigns/rules.js';
import type { StoredNotice } from '../notices.js';
import type { Person } from '../people/person.js';
import { personById } from '../people/org.js';
import type { ActivityFormView, ActivityView } from '../../cards/activity.js';
import type { BankView, DailyView, RoundView } from '../../cards/quiz.js';
import type { Context } from './context.js';

export async function roundView(notice: StoredNotice, { campaigns }: Context): Promise<RoundView | string> {
  const round = await campaigns.quiz.round(String(notice.facts?.['roundId'] ?? ''));
  if (round === undefined) return 'the round is gone';
  const { questions, answers, shown, answered } = round;
  return { roundId: round._id, questions, answers, shown, version: answered * 2 + shown };
}

export async function dailyView(notice: StoredNotice, context: Context): Promise<DailyView | string> {
  const day = String(notice.facts?.['day'] ?? '');
  const question = await context.campaigns.quiz.dayQuestion(day);
  if (question === undefined) return 'no question';
  const over = day < dayOf(context.now());
  return {
    day,
    date: fullDay(day, day).replace('（', ' ').replace('）', ''),
    question,
    over,
    people: await context.campaigns.quiz.dayAnswers(day),
    version: over ? 1 : 0,
  };
}

export async function bankView(context: Context): Promise<BankView> {
  const { campaigns, org } = context;
  const [bank, batches, { retired }] = [
    await bankOf(campaigns),
    await campaigns.quiz.batches(),
    await campaigns.settings(),
  ];
  const added = batches.flatMap(({ questions }) => questions);
  const all = [...campaigns.data.quiz, ...added];
  const today = dayOf(context.now());
  return {
    total: bank.length,
    own: campaigns.data.quiz.length,
    batches: batches.map(
      ({ name, questions, byId, at }) =>
        `${plainDay(dayOf(at), today)} ${personById(org, byId)?.name ?? ''} ${name}，${questions.length}题`,
    ),
    newest: added.slice(-20).map(({ id, question }) => `${id} ${question}`),
    retired: all.filter(({ id }) => retired.includes(id)).map(({ id, question }) => `${id} ${question}`),
  };
}

export async function activityFormView(
  notice: StoredNotice,
  person: Person | undefined,
  { campaigns, calendar, org, now }: Context,
): Promise<ActivityFormView | string> {
  const today = dayOf(now());
  const may = mayCampaign('recordActivity', person, org, today);
  if (!may.ok) return 'no right';
  const { runs } = programmeOf(campaigns.data, today, calendar, await campaigns.store.years());
  // What runs now, newest first, then what has just ended: activities are often recorded some days later.
  const order = ({ from, to }: CampaignRun): string => `${to >= today ? 1 : 0}${from}`;
  const running = runs
    .filter(({ from, to }) => from <= today && today <= addDays(to, 30))
    .toSorted((a, b) => (order(a) > order(b) ? -1 : 1));
  const asked = String(notice.facts?.['campaignId'] ?? '');
  const named = [
    ...new Set([
      ...shownCampaigns(campaigns.data).filter(({ id }) => id === asked),
      ...running.map(({ campaign }) => campaign),
    ]),
  ];
  const chosen = named.find(({ id }) => id === asked) ?? named[0];
  const units =
    may.value === 'all'
      ? [{ text: org.settings.bureauName, value: NO_UNIT }, ...org.units.map(choice)]
      : org.units.filter(({ _id }) => may.value.includes(_id)).map(choice);
  const unit = may.value === 'all' ? (person?.unitId ?? NO_UNIT) : may.value[0];
  return {
    today,
    campaigns: named.map(({ id, name }) => ({ text: name, value: id })),
    ...(chosen === undefined ? {} : { campaign: chosen.id }),
    units,
    ...(unit === undefined ? {} : { unit }),
  };
}

const choice = (unit: { readonly _id: string; readonly name: string }): { text: string; value: string } => ({
  text: unit.name,
  value: unit._id,
});

export async function activityView(notice: StoredNotice, context: Context): Promise<ActivityView | string> {
  const { campaigns, now } = context;
  const activity = await campaigns.store.activity(String(notice.facts?.['activityId'] ?? ''));
  if (activity === undefined) return 'the activity is gone';
  const campaign = campaigns.data.campaigns.find(({ id }) => id === activity.campaignId)?.name;
  return {
    activityId: activity._id,
    topic: activity.topic,
    when: fullDay(activity.day, dayOf(now())),
    place: activity.place ?? '',
    form: activity.form,
    people: activity.people,
    unit: activity.unit,
    ...(campaign === undefined ? {} : { campaign }),
    materials: activity.materials ?? '',
    effect: activity.effect ?? '',
    photos: activity.photos.length,
    year: Number(activity.day.slice(0, 4)),
    withdrawn: activity.withdrawn === true,
    version: activity.version,
  };
}
