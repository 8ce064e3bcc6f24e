import { isDay, type Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { personById, unitById } from '../people/org.js';
import {
  ACTIVITY_FORMS,
  checkActivity,
  plainActivity,
  type ActivityForm,
  type StoredActivity,
} from './activity.js';
import type { CampaignDeps } from './ports.js';
import { mayCampaign, NO_UNIT } from './rules.js';
import { runOf, type YearEntry } from './runs.js';
import type { Problems } from './years.js';

/** What was filled in, as text. */
export interface ActivityForms {
  readonly topic?: string | undefined;
  readonly day?: string | undefined;
  readonly place?: string | undefined;
  readonly form?: string | undefined;
  readonly headcount?: string | undefined;
  readonly materials?: string | undefined;
  readonly effect?: string | undefined;
  readonly campaign?: string | undefined;
  readonly unit?: string | undefined;
}

/** Puts an activity into the ledger of domain.md §8.10. The same unit, day and topic again is "already there". */
export async function recordActivity(
  deps: CampaignDeps,
  request: {
    readonly form: ActivityForms;
    readonly actorId: string | undefined;
    readonly cause: string;
    readonly today: Day;
  },
): Promise<Outcome<StoredActivity> | Problems> {
  const org = await deps.org();
  const person = personById(org, request.actorId);
  const may = mayCampaign('recordActivity', person, org, request.today);
  if (!may.ok) return may;
  const { form } = request;
  const own = may.value === 'all' ? person?.unitId : may.value[0];
  const unitId = form.unit ?? own ?? NO_UNIT;
  if (may.value !== 'all' && !may.value.includes(unitId)) return refuse('other-unit');
  const unit = unitById(org, unitId)?.name ?? org.settings.bureauName;
  const year = yearOf(deps, form, request.today, await deps.store.years());
  const activity = read(deps, form, unitId, unit, year, request);
  const missing = [
    ...(form.day === undefined ? ['没有选日期'] : []),
    ...(form.place === undefined ? ['没有写地点'] : []),
    ...(form.headcount === undefined ? ['没有写人数'] : []),
  ];
  const wrong = [
    ...missing,
    ...checkActivity(plainActivity(activity), request.today).filter(
      (problem) =>
        !(form.day === undefined && problem.startsWith('日期')) &&
        !(form.headcount === undefined && problem.startsWith('人数')),
    ),
  ];
  if (wrong.length > 0) return { ok: false, code: 'problems', problems: wrong };
  if (await deps.store.addActivity(activity)) return done(activity);
  const before = await deps.store.activity(activity._id);
  if (before === undefined) return refuse('stale-card');
  return before.history[0]?.causeEventId === request.cause ? done(before) : refuse('activity-known');
}

/** The year of the campaign it belongs to: winter of 2026 goes on in March 2027. */
function yearOf(deps: CampaignDeps, form: ActivityForms, today: Day, entries: readonly YearEntry[]): number {
  const day = form.day !== undefined && isDay(form.day) ? form.day : today;
  const year = Number(day.slice(0, 4));
  const campaign = deps.data.campaigns.find(({ id }) => id === form.campaign);
  if (campaign === undefined) return year;
  const within = (each: number): boolean => {
    const run = runOf(campaign, each, entries);
    return run !== undefined && run.from <= day && day <= run.to;
  };
  return !within(year) && within(year - 1) ? year - 1 : year;
}

function read(
  deps: CampaignDeps,
  form: ActivityForms,
  unitId: string,
  unit: string,
  year: number,
  { actorId, cause }: { actorId: string | undefined; cause: string },
): StoredActivity {
  const topic = form.topic?.trim() ?? '';
  const day = form.day ?? '';
  const at = deps.now();
  const known = deps.data.campaigns.some(({ id }) => id === form.campaign);
  const kind = ACTIVITY_FORMS.find((name) => name === form.form) ?? ('' as ActivityForm);
  return {
    _id: `${unitId}:${day}:${topic
      .normalize('NFKC')
      .replace(/[\s\p{P}]/gu, '')
      .slice(0, 60)}`,
    ...(known && form.campaign !== undefined ? { campaignId: form.campaign } : {}),
    year,
    unitId,
    unit,
    topic,
    day,
    ...(form.place === undefined ? {} : { place: form.place }),
    form: kind,
    people: /^\d{1,5}$/u.test((form.headcount ?? '').normalize('NFKC').replace(/[人名个]$/u, ''))
      ? Number((form.headcount ?? '').normalize('NFKC').replace(/[人名个]$/u, ''))
      : -1,
    ...(form.materials === undefined ? {} : { materials: form.materials }),
    ...(form.effect === undefined ? {} : { effect: form.effect }),
    photos: [],
    photoIds: [],
    byId: actorId ?? '',
    at,
    version: 1,
    history: [{ seq: 1, command: 'record', by: actorId ?? '', at, causeEventId: cause }],
    schema: 1,
  };
}

/** Recorded by mistake: it stays with its history, but is in no ledger and no summary. */
export async function withdrawActivity(
  deps: CampaignDeps,
  request: {
    readonly activityId: string;
    readonly actorId: string | undefined;
    readonly cause: string;
    readonly today: Day;
  },
): Promise<Outcome<StoredActivity>> {
  const may = await mayAddPhoto(deps, request.activityId, request.actorId, request.today);
  if (!may.ok) return may;
  const before = may.value;
  const after = await deps.store.changeActivity(before._id, before.version, {
    set: { withdrawn: true },
    entry: {
      seq: before.version + 1,
      command: 'withdraw',
      by: request.actorId ?? '',
      at: deps.now(),
      causeEventId: request.cause,
    },
  });
  return after === undefined ? refuse('stale-card') : done(after);
}

/** May this person send pictures to it? Whoever recorded it, and whoever could have. */
export async function mayAddPhoto(
  deps: CampaignDeps,
  activityId: string,
  actorId: string | undefined,
  today: Day,
): Promise<Outcome<StoredActivity>> {
  const org = await deps.org();
  const activity = await deps.store.activity(activityId);
  if (activity === undefined || activity.withdrawn === true) return refuse('stale-card');
  const may = mayCampaign('recordActivity', personById(org, actorId), org, today);
  if (!may.ok) return may;
  if (may.value !== 'all' && !may.value.includes(activity.unitId)) return refuse('other-unit');
  return done(activity);
}
