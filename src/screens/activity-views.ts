import { addDays, dayOf, fullDay } from '../calendar.js';
import { shownCampaigns } from '../campaigns/data.js';
import { programmeOf } from '../campaigns/due.js';
import { mayCampaign, NO_UNIT } from '../campaigns/rules.js';
import type { CampaignRun } from '../campaigns/runs.js';
import type { StoredNotice } from '../notices.js';
import type { Person } from '../people/person.js';
import type { ActivityFormView, ActivityView } from '../../cards/activity.js';
import type { Context } from './context.js';

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
