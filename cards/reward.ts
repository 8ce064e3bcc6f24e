import { rewardable } from '../src/hazards/reward.js';
import { directorOf } from '../src/people/org.js';
import { standardReward } from '../src/people/reward-scheme.js';
import type { Card, CardNode } from './card.js';
import { shortened } from './escape.js';
import { button, card, field, form, hint, input } from './kit.js';
import { nameOf, subtitleOf, type HazardView } from './view.js';

/** 请核奖励 for 安委办, then 请审批奖励 for the director; later what was decided. No reporter is named on it. */
export function rewardCard(view: HazardView): Card {
  const { hazard } = view;
  const asksDirector = view.facts['of'] === 'approval';
  return card(
    {
      title: `${titleOf(view, asksDirector)}：${hazard.title}`,
      subtitle: subtitleOf(view),
      colour: 'violet',
    },
    [
      field('结论', shortened(hazard.rectification?.note ?? '已核实、已销号', 200)),
      ...standard(view),
      ...(hazard.reward === undefined || hazard.reward.what === ''
        ? []
        : [field('奖励', shortened(hazard.reward.what, 200))]),
      ...(asksDirector ? decision(view) : proposal(view)),
    ],
  );
}

function titleOf({ hazard }: HazardView, asksDirector: boolean): string {
  switch (hazard.reward?.state) {
    case undefined:
      return '请核奖励';
    case 'proposed':
      return asksDirector ? '请审批奖励' : '已报奖励';
    case 'approved':
      return '奖励已核定';
    case 'declined':
      return '不奖励';
    case 'paid':
      return '奖励已发放';
  }
}

/** What the bureau's own scheme gives, for whoever decides; never an amount of the law. */
function standard({ hazard, org }: HazardView): readonly CardNode[] {
  const state = hazard.reward?.state;
  if (state !== undefined && state !== 'proposed') return [];
  const words = standardReward(org.settings, hazard.level);
  const level = hazard.level === 'major' ? '重大隐患' : '一般隐患';
  return words === undefined ? [] : [field('本局标准', `${level}${shortened(words, 100)}`)];
}

function proposal(view: HazardView): readonly CardNode[] {
  const { hazard, org } = view;
  const at = { hazardId: hazard._id, submit: true };
  const { reward } = hazard;
  if (reward === undefined && rewardable(hazard, org))
    return [
      hint('一事一奖，以先报的为准；负有排查职责的人不奖。定下之前不告诉上报人。'),
      form('reward', [
        input('text', '奖励内容', {
          example: '例：按本局办法第三条，购物卡50元',
          value: standardReward(org.settings, hazard.level),
        }),
        button(`报${directorOf(org)?.name ?? '局长'}审批`, 'reward-propose', at),
        input('reason', '不奖励的原因', { example: '例：同一件已经奖过' }),
        button('不奖励', 'reward-decline', { ...at, kind: 'plain' }),
      ]),
    ];
  if (reward?.state === 'approved')
    return hazard.anonymous
      ? [hint('匿名上报：由保管人凭回执码发放。保管人私聊发“领奖励”加回执码。')]
      : [button('已发放', 'reward-paid', { hazardId: hazard._id })];
  return decided(view);
}

function decision(view: HazardView): readonly CardNode[] {
  const { hazard } = view;
  if (hazard.reward?.state !== 'proposed') return decided(view);
  const at = { hazardId: hazard._id, submit: true };
  return [
    form('reward', [
      button('同意', 'reward-approve', at),
      input('reason', '不奖励的原因', { example: '例：同一件已经奖过' }),
      button('不奖励', 'reward-decline', { ...at, kind: 'plain' }),
    ]),
  ];
}

function decided(view: HazardView): readonly CardNode[] {
  const { reward } = view.hazard;
  if (reward?.decidedById === undefined) return [];
  const who = nameOf(view, reward.decidedById);
  return [field('决定', reward.state === 'declined' ? `${who}：${reward.reason ?? ''}` : `${who}已同意`)];
}
