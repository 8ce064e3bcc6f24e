import { dayOf, type Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { directorOf, leads, officeIds, personById, type Org } from '../people/org.js';
import type { Hazard } from './hazard.js';
import { move, written, type Move } from './move.js';
import type { HazardDeps } from './ports.js';
import { decidedAlready } from './rules.js';

/**
 * Does this hazard come up for a reward? Verified and struck off, and not found by somebody whose job it is to find
 * such things (domain.md §12); an anonymous report always does, since nobody knows whose it is.
 */
export function rewardable(hazard: Hazard, org: Org): boolean {
  if (hazard.status !== 'closed') return false;
  const reporter = personById(org, hazard.reporterId);
  if (reporter === undefined) return hazard.anonymous || hazard.reporterOpenId !== undefined;
  const onDuty = org.units.some((unit) => unit.officerId === reporter._id || unit.headId === reporter._id);
  return !onDuty && !leads(reporter);
}

/** A reward that waits for somebody, and since when. */
export interface RewardWait {
  /** `collect`: for the reporter to come and get it. */
  readonly step: 'ask' | 'approve' | 'pay' | 'collect';
  readonly who: readonly string[];
  readonly since: Day;
}

/**
 * For whom a reward waits now. Nobody is reminded of an anonymous one that is approved: who holds its code is not
 * known, and asks by it (experience.md §3 d).
 */
export function rewardWaits(hazard: Hazard, org: Org): readonly RewardWait[] {
  const { reward } = hazard;
  const { rewardScheme, rewardsFrom } = org.settings;
  switch (reward?.state) {
    case undefined: {
      const since = hazard.closedDay ?? '';
      const asked = rewardScheme && rewardsFrom !== undefined && since >= rewardsFrom;
      return asked && rewardable(hazard, org) ? [{ step: 'ask', who: officeIds(org), since }] : [];
    }
    case 'proposed': {
      const director = directorOf(org)?._id;
      return director === undefined ? [] : [{ step: 'approve', who: [director], since: dayOf(reward.at) }];
    }
    case 'approved': {
      if (hazard.anonymous) return [];
      const since = dayOf(reward.decidedAt ?? reward.at);
      const collect = hazard.reporterId === undefined ? [] : [hazard.reporterId];
      return [
        { step: 'pay', who: officeIds(org), since },
        { step: 'collect', who: collect, since },
      ];
    }
    default:
      return [];
  }
}

/** 报局长审批: 安委办 says what it should be, by the bureau's own written scheme; nobody is told an amount before. */
export function proposeReward(
  deps: HazardDeps,
  request: Move,
  what: string | undefined,
): Promise<Outcome<Hazard>> {
  return move(deps, 'proposeReward', request, ({ hazard, org, actor, now }) => {
    const words = written(what);
    if (words === undefined) return refuse('field-missing', { field: '奖励内容' });
    if (!rewardable(hazard, org)) return refuse('switched-off');
    if (hazard.reward !== undefined && hazard.reward.state !== 'declined')
      return decidedAlready('proposeReward', hazard, org);
    return done({
      to: hazard.status,
      set: { reward: { state: 'proposed', what: words, byId: actor._id, at: now } },
      note: words,
    });
  });
}

/** 同意 by the director: from now on it can be collected. */
export function approveReward(deps: HazardDeps, request: Move): Promise<Outcome<Hazard>> {
  return move(deps, 'approveReward', request, ({ hazard, org, actor, now }) => {
    const { reward } = hazard;
    if (reward?.state !== 'proposed') return decidedAlready('approveReward', hazard, org);
    return done({
      to: hazard.status,
      set: { reward: { ...reward, state: 'approved', decidedById: actor._id, decidedAt: now } },
    });
  });
}

/** 不奖励, with the reason: by 安委办 at once, or by the director. */
export function declineReward(
  deps: HazardDeps,
  request: Move,
  why: string | undefined,
): Promise<Outcome<Hazard>> {
  return move(deps, 'declineReward', request, ({ hazard, org, actor, now }) => {
    const reason = written(why);
    if (reason === undefined) return refuse('reason-missing');
    const { reward } = hazard;
    if (reward !== undefined && reward.state !== 'proposed')
      return decidedAlready('declineReward', hazard, org);
    const asked = reward ?? { what: '', byId: actor._id, at: now };
    return done({
      to: hazard.status,
      set: { reward: { ...asked, state: 'declined', reason, decidedById: actor._id, decidedAt: now } },
      note: reason,
    });
  });
}

/** 已发放: handed over by 安委办, for an anonymous report by a keeper against the receipt code. Once. */
export function payReward(deps: HazardDeps, request: Move): Promise<Outcome<Hazard>> {
  return move(deps, 'payReward', request, ({ hazard, org, now }) => {
    const { reward } = hazard;
    if (reward?.state !== 'approved') return decidedAlready('payReward', hazard, org);
    return done({ to: hazard.status, set: { reward: { ...reward, state: 'paid', paidAt: now } } });
  });
}
