import { dayOf } from '../calendar.js';
import { refuse } from '../errors.js';
import type { Hazard } from '../hazards/hazard.js';
import { actsAs } from '../hazards/roles.js';
import { directorOf, nameOf, officeIds } from '../people/org.js';
import { requireAdmin } from '../people/usecases.js';
import { setRewardAmounts } from '../people/reward-scheme.js';
import { info, outcome, refused, showClicker, showHazard, type Click, type ClickAnswer } from './click.js';
import type { Desk } from './desk.js';

/** 打开 in the digest: the card of a reward anew, for the director to decide or for 安委办 to propose or pay. */
export async function openReward(desk: Desk, click: Click, hazard: Hazard): Promise<ClickAnswer> {
  const { person, org } = click;
  if (person === undefined) return refused(desk, click, refuse('unknown-person'));
  const day = dayOf(desk.now());
  const director = actsAs(person, [directorOf(org)?._id ?? ''], org, day) !== undefined;
  const office = officeIds(org);
  if (!director && actsAs(person, office, org, day) === undefined)
    return refused(desk, click, refuse('no-right', { who: office.map((id) => nameOf(org, id)).join('、') }));
  const facts = director && hazard.reward?.state === 'proposed' ? { of: 'approval' } : {};
  await showHazard(desk, click, 'reward', 'reward', hazard._id, facts);
  return info('已私聊发给您');
}

/** 设置：奖励标准; undefined for other buttons. */
export async function rewardRuleAction(desk: Desk, click: Click): Promise<ClickAnswer | undefined> {
  const { button, form, action, org } = click;
  if (button.action === 'reward-rule-open') {
    const admin = requireAdmin(org, action.openId);
    if (!admin.ok) return refused(desk, click, admin);
    await showClicker(desk, click, 'reward-rule');
    return info('已私聊发给您');
  }
  if (button.action !== 'reward-rule') return undefined;
  return outcome(desk, click, await setRewardAmounts(desk.people, action.openId, form), '已保存');
}
