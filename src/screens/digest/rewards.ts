import { addDays, fullDay, plainDay } from '../../calendar.js';
import type { Hazard } from '../../hazards/hazard.js';
import { rewardWaits, type RewardWait } from '../../hazards/reward.js';
import { nameOf, officeIds } from '../../people/org.js';
import { isTheirs, type DigestDay, type DigestSource, type DrawnLine, type SourceDeps } from './source.js';

/** Working days after which a line that was silenced comes again; own proposal, after the ladder of domain.md §9. */
const AGAIN: readonly number[] = [5, 20];
/** Nothing older is looked for; days. */
const LOOK_BACK = 3 * 365;

/**
 * Rewards that wait: for 安委办 to be proposed or handed over, for the director to be decided, for the reporter to be
 * collected. Those who have to act see it every morning until 都知道了; the reporter is reminded twice in all.
 */
export function rewardLines({ hazards }: SourceDeps): DigestSource {
  return {
    name: 'reward',
    async *waiting(day) {
      const { org, today } = day;
      const from = addDays(today, -LOOK_BACK);
      const { rewardScheme, rewardsFrom } = org.settings;
      const asked = rewardScheme && rewardsFrom !== undefined ? ([['none', rewardsFrom]] as const) : [];
      for (const [state, since] of [...asked, ['proposed', from], ['approved', from]] as const)
        for await (const hazard of hazards.byReward(state, since))
          for (const wait of rewardWaits(hazard, org)) {
            const rung = rungOf(wait, day);
            if (rung === undefined) continue;
            for (const personId of wait.who) yield { personId, rung: `${hazard._id}:${rung}` };
          }
    },
    async lines(person, rungs, day) {
      const lines: DrawnLine[] = [];
      for (const key of rungs) {
        const [id = '', rung = ''] = key.split(':');
        const hazard = await hazards.get(id);
        const wait =
          hazard === undefined
            ? undefined
            : rewardWaits(hazard, day.org).find(({ step }) => step === rung.split('+')[0]);
        if (hazard !== undefined && wait !== undefined && isTheirs(person, wait.who, day))
          lines.push(drawn(hazard, wait, day));
      }
      return lines;
    },
  };
}

/** `ask`, `ask+5`, `ask+20`. A reporter's only on the very days: few and on time. */
function rungOf({ step, since }: RewardWait, { today, calendar }: DigestDay): string | undefined {
  const days = calendar.workdaysBetween(since, today);
  if (step === 'collect') return AGAIN.includes(days) ? `${step}+${days}` : undefined;
  const reached = AGAIN.filter((n) => n <= days).at(-1);
  return reached === undefined ? step : `${step}+${reached}`;
}

function drawn(hazard: Hazard, { step, since }: RewardWait, { org, today }: DigestDay): DrawnLine {
  const what = hazard.reward?.what ?? '';
  const office = officeIds(org).map((id) => nameOf(org, id));
  const words = {
    ask: ['请核奖励', `${fullDay(since, today)}销号，还没有核奖励。`],
    approve: ['请审批奖励', `${what}，${nameOf(org, hazard.reward?.byId)}${plainDay(since, today)}报。`],
    pay: ['奖励待发放', `${what}。上报人来领时，打开点“已发放”。`],
    collect: ['奖励可以领取', `${what}。请找安委办${office.join('、')}领取，不公布姓名。`],
  } as const satisfies Record<RewardWait['step'], readonly [string, string]>;
  const [title, detail] = words[step];
  return {
    group: step === 'collect' ? '其他' : '等您办理',
    hazardId: hazard._id,
    title: `${title}：${hazard.title}`,
    detail,
    buttons: step === 'collect' ? [] : [{ text: '打开', action: 'reward-open', extra: hazard._id }],
  };
}
