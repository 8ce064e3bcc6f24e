import { addDays, type Day } from '../calendar.js';
import type { Hazard } from '../hazards/hazard.js';
import { closingSummary, plainActivity } from './activity.js';
import { countCauses } from './causes.js';
import type { CampaignDeps } from './ports.js';
import { byUnit } from './rules.js';
import type { CampaignRun } from './runs.js';
import { themeOf } from './themes.js';
import { ownFigures } from './words.js';

/** Reports that turned out to be something else are in no figure. */
const counts = ({ status }: Hazard): boolean => !['unfounded', 'merged', 'withdrawn'].includes(status);

/**
 * The line 我们的 of a post that goes out on `day`: this month so far, in its first week the month before. The same
 * day gives the same span however often the card is drawn.
 */
export async function ourLine(
  deps: CampaignDeps,
  run: Pick<CampaignRun, 'campaign'>,
  day: Day,
): Promise<string> {
  const month = `${day.slice(0, 7)}-01`;
  const early = Number(day.slice(8)) <= 7;
  const from = early ? `${addDays(month, -1).slice(0, 7)}-01` : month;
  const to = early ? addDays(month, -1) : addDays(day, -1);
  const { kind, kindName } = run.campaign;
  const found = (await deps.hazards.find({ from, to, ...(kind === undefined ? {} : { kind }) })).filter(
    counts,
  );
  return ownFigures({
    period: early ? `${Number(from.slice(5, 7))}月` : '本月',
    kind: kindName,
    total: found.length,
    causes: countCauses(found.map(({ title, text }) => `${title} ${text}`)),
  });
}

/** Numbers of a campaign up to a day: the midway card, the summary and the file say the same. */
export async function summaryLines(
  deps: CampaignDeps,
  run: CampaignRun,
  until: Day,
): Promise<readonly string[]> {
  const { campaign, year, from } = run;
  const to = run.to < until ? run.to : until;
  const key = `${campaign.id}:${year}`;
  const [org, posts, learned, activities, players, reported, closed, years] = await Promise.all([
    deps.org(),
    deps.store.posts({ campaignId: campaign.id, year }),
    deps.store.learnedBy({ campaignKey: key }),
    deps.store.activities({ campaignId: campaign.id, year }),
    deps.quiz.players(from, until),
    deps.hazards.find({ from, to }),
    deps.hazards.find({ closedFrom: from, closedTo: to }),
    deps.store.years(),
  ]);
  const of = (status: string): number => posts.filter((post) => post.status === status).length;
  const units = new Map<string, Set<string>>();
  for (const { personId, unitId } of players)
    units.set(unitId, (units.get(unitId) ?? new Set<string>()).add(personId));
  const quizUnits = byUnit(
    org,
    [...units].map(([unitId, people]) => ({ unitId, n: people.size })),
  );
  return closingSummary({
    name: campaign.name,
    from,
    to,
    theme: themeOf(deps.data, campaign.id, year, years),
    posts: of('posted'),
    skipped: of('skipped'),
    undecided: of('lapsed'),
    unsent: of('unsent'),
    learned: byUnit(org, learned),
    quizPeople: new Set(players.map(({ personId }) => personId)).size,
    quizUnits,
    activities: activities.filter(({ withdrawn }) => withdrawn !== true).map(plainActivity),
    reported: reported.filter(counts).length,
    closed: closed.filter(({ status }) => status === 'closed').length,
  });
}
