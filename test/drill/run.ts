import { addDays, createCalendar, daysBetween, type Day } from '../../src/calendar.js';
import type { Hazard } from '../../src/hazards/hazard.js';
import { listOf } from '../../src/store/collection.js';
import { dice, type Dice } from './dice.js';
import { openOffice, type Arrangement, type Office } from './office.js';
import { peopleOf, type People } from './people.js';
import { finding } from './reports.js';
import { givenUp, tallyOf, type Tally } from './tally.js';

export interface DrillPlan {
  readonly from: Day;
  /** The last day. */
  readonly to: Day;
  /** How many hazards are reported in all. */
  readonly hazards: number;
  readonly seed: number;
  /** How the bot runs on a day; another arrangement than the day before is a restart. */
  readonly arrangement: (day: Day) => Arrangement;
  /** Is the bot restarted in the middle of this day? */
  readonly restartOn: (day: Day) => boolean;
  /** Told as soon as it is open, so that it is closed also when the drill breaks off. */
  readonly opened?: (office: Office) => void;
  readonly progress?: (line: string) => void;
}

/** Everything a drill found out. */
export interface DrillResult {
  readonly tally: Tally;
  readonly people: People;
  readonly reported: number;
  readonly hazards: readonly Hazard[];
  readonly runs: readonly JobRun[];
  /** Those whose day has gone by. */
  readonly posts: readonly CampaignPost[];
  readonly meetings: readonly { readonly _id: string; readonly status: string; readonly day: Day }[];
  /** `YYYY-MM` of the months that were played whole. */
  readonly months: readonly string[];
  readonly tasks: readonly { readonly _id: string; readonly status: string }[];
  readonly givenUp: ReadonlyMap<string, number>;
  /** What a correct bot never does towards Feishu. */
  readonly violations: readonly string[];
  /** Error lines of the bot's log. */
  readonly errors: readonly string[];
  readonly restarts: number;
  readonly office: Office;
}

/** A post of a campaign, as it is stored. */
export interface CampaignPost {
  readonly _id: string;
  readonly campaignId: string;
  readonly status: string;
  readonly day: Day;
}

export interface JobRun {
  readonly _id: string;
  readonly job: string;
  readonly slot: string;
  readonly state: string;
}

/** When the bot's minute is played: before and behind each slot of a job, and the ends of the quiet hours. */
const MORNING = ['00:05', '03:31', '08:00', '08:31', '09:00', '09:21', '09:31', '10:01', '10:31'];
const REST_OF_DAY = ['11:00', '14:00', '15:01', '17:31', '18:01', '20:01', '23:50'];

function monthsOf({ from, to }: DrillPlan): readonly string[] {
  const months = new Set<string>();
  for (let day = from; day <= to; day = addDays(day, 1)) months.add(day.slice(0, 7));
  return [...months].filter((month) => from <= `${month}-01` && addDays(to, 1).slice(0, 7) > month);
}

/** A post that nobody has decided on may still go out so many days later. */
const POST_LATE = 7;

/** Plays the days one by one; the caller stops `office`. */
export async function drill(plan: DrillPlan): Promise<DrillResult> {
  const chance = dice(plan.seed);
  let arrangement = plan.arrangement(plan.from);
  const office = await openOffice(`${plan.from} 00:01`, arrangement);
  plan.opened?.(office);
  const calendar = createCalendar();
  const org = await office.bot().app.people.org();
  const id = (name: string): string =>
    (org.people.find((person) => person.name === name) ?? org.units.find((unit) => unit.name === name))
      ?._id ?? '';
  const people = peopleOf(office, chance, id);
  const tally = tallyOf(office.sim.state, office.temp.store, async () => calendar);
  let reported = 0;
  let restarts = 0;
  const days = daysBetween(plan.from, plan.to) + 1;
  for (let n = 0; n < days; n += 1) {
    const day = addDays(plan.from, n);
    const next = plan.arrangement(day);
    if (next.transport !== arrangement.transport || next.bots !== arrangement.bots) {
      arrangement = next;
      await office.restart(arrangement);
      restarts += 1;
    }
    // As many as make the number full on the last day.
    const today = Math.round((plan.hazards * (n + 1)) / days) - reported;
    for (const time of MORNING) await office.to(`${day} ${time}`);
    await work(office, people, chance, day, calendar.isWorkday(day), today);
    reported += today;
    if (plan.restartOn(day)) {
      await office.restart(arrangement);
      restarts += 1;
    }
    for (const time of REST_OF_DAY.slice(2)) await office.to(`${day} ${time}`);
    await tally.take();
    if (n % 30 === 29)
      plan.progress?.(`${day}: ${office.sim.state.messages.length} messages, ${reported} reports`);
  }
  return {
    tally,
    people,
    reported,
    hazards: await listOf(office.temp.store.collection<Hazard>('hazards').find()),
    // What lies before the first day is the runner's note that its life began.
    runs: await listOf(office.temp.store.collection<JobRun>('jobRuns').find({ slot: { $gte: plan.from } })),
    posts: (await listOf(office.temp.store.collection<CampaignPost>('campaignPosts').find())).filter(
      ({ day }) => day < addDays(plan.to, -POST_LATE),
    ),
    meetings: await listOf(office.temp.store.collection<DrillResult['meetings'][number]>('meetings').find()),
    tasks: await listOf(office.temp.store.collection<DrillResult['tasks'][number]>('tasks').find()),
    months: monthsOf(plan),
    givenUp: await givenUp(office.temp.store),
    violations: office.sim.state.violations,
    errors: office.errors,
    restarts,
    office,
  };
}

/** A day at work: half of the reports in the morning, the cards looked at twice; on days off only reports. */
async function work(
  office: Office,
  people: People,
  chance: Dice,
  day: Day,
  workday: boolean,
  reports: number,
): Promise<void> {
  for (const [half, time] of REST_OF_DAY.slice(0, 2).entries()) {
    await office.to(`${day} ${time}`);
    for (let n = half; n < reports; n += 2) await people.report(finding(chance));
    if (workday) await people.look(day);
  }
}
