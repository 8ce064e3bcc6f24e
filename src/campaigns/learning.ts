import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { personById } from '../people/org.js';
import type { CampaignDeps } from './ports.js';
import { mayCampaign, unitKeyOf } from './rules.js';

/**
 * 已学习: voluntary, once a person and post. A second click is an outcome of its own.
 * @returns was it the first time?
 */
export async function learnPost(
  deps: CampaignDeps,
  request: { readonly postKey: string; readonly actorId: string | undefined; readonly today: Day },
): Promise<Outcome<{ readonly first: boolean }>> {
  const org = await deps.org();
  const person = personById(org, request.actorId);
  const may = mayCampaign('learn', person, org, request.today);
  if (!may.ok) return may;
  const post = await deps.store.post(request.postKey);
  if (post === undefined || person === undefined) return refuse('stale-card');
  const first = await deps.store.learn({
    _id: `${post._id}:${person._id}`,
    postKey: post._id,
    campaignKey: `${post.campaignId}:${post.year}`,
    personId: person._id,
    unitId: unitKeyOf(person),
    at: deps.now(),
  });
  return done({ first });
}
