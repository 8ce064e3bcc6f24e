import type { Org } from '../src/people/org.js';
import type { Card } from './card.js';
import {
  big,
  button,
  card,
  datePicker,
  field,
  form,
  hint,
  input,
  md,
  more,
  select,
  type Choice,
} from './kit.js';
import { escaped } from './escape.js';
import { TEXT } from './texts.zh-CN.js';
import { kindChoices } from './hazard-review.js';

export interface GroupSetupView {
  readonly groupId: string;
  readonly org: Org;
  /** What it is so far, where it is asked again. */
  readonly now?: string;
  /** Set when an admin has chosen: the card becomes the greeting. */
  readonly done?: string;
}

/** 这是什么群? asked of an administrator when the bot is added; nobody ever copies a chat id. */
export function groupSetup(view: GroupSetupView): Card {
  if (view.done !== undefined)
    return card({ title: '安全助手', colour: 'wathet' }, [
      md(escaped(TEXT.groupHello)),
      hint(escaped(view.done)),
    ]);
  return card({ title: '请管理员选一下：这是什么群？', colour: 'wathet' }, [
    ...(view.now === undefined ? [] : [hint(escaped(`现在是${view.now}`))]),
    button('局安全群', 'group-use', { extra: 'bureau', kind: 'plain' }),
    button('只接收上报', 'group-use', { extra: 'reports', kind: 'plain' }),
    form('group', [
      ...select(
        'unit',
        '一个单位的群',
        view.org.units.map((unit) => ({ text: unit.name, value: unit._id })),
      ),
      button('是这个单位的群', 'group-unit', { submit: true }),
    ]),
  ]);
}

export interface ClaimView {
  readonly claimId: string;
  readonly name: string;
  readonly unit: string;
  readonly post: string;
  readonly matches: boolean;
  readonly decided?: string;
}

/** Somebody says who they are; an administrator confirms by a click. */
export function claimCard(view: ClaimView): Card {
  const who = [view.name, [view.unit, view.post].filter((part) => part !== '').join('')]
    .filter((part) => part !== '')
    .join('，');
  if (view.decided !== undefined) return card({ title: view.decided, colour: 'grey' }, [md(escaped(who))]);
  return card({ title: `请确认：${view.name}`, colour: 'wathet' }, [
    field('他说', who),
    field(
      '名册',
      view.matches ? '名册里有这个人，确认后就认识他了' : '名册里没有这个人，确认后按一般职工登记',
    ),
    button('确认', 'claim-confirm', { extra: view.claimId, confirm: `确认这是${view.name}本人。确定吗？` }),
    button('不是本局的人', 'claim-refuse', { extra: view.claimId, kind: 'plain' }),
  ]);
}

export interface LeaveView {
  readonly people: readonly Choice[];
  readonly from?: string;
  readonly until?: string;
  readonly substitute?: string;
  /** The leave that is in force, in words. */
  readonly current?: string;
}

/** 请假: from, to, who stands in. */
export function leaveCard(view: LeaveView): Card {
  return card({ title: '请假代办', colour: 'wathet' }, [
    ...(view.current === undefined
      ? []
      : [md(escaped(view.current)), button('提前结束', 'leave-end', { kind: 'plain' })]),
    form('leave', [
      ...datePicker('from', '从*', view.from),
      ...datePicker('until', '到*', view.until),
      ...select('person', '代办人*', view.people, view.substitute),
      button('保存', 'leave', { submit: true }),
    ]),
  ]);
}

export interface SettingsView {
  readonly org: Org;
  readonly people: readonly Choice[];
}

/** 设置 for administrators: who heads a unit, who is its officer, who is in charge of it. */
export function settingsCard(view: SettingsView): Card {
  return card({ title: '设置：换人', colour: 'wathet' }, [
    form('unit-change', [
      ...select(
        'unit',
        '单位*',
        view.org.units.map((unit) => ({ text: unit.name, value: unit._id })),
      ),
      ...select('role', '换什么*', [
        { text: '负责人', value: 'head' },
        { text: '安全员', value: 'officer' },
        { text: '分管领导', value: 'deputy' },
      ]),
      ...select('person', '换成谁*', view.people),
      button('更换', 'unit-change', {
        submit: true,
        confirm: '在办的件转给新的人，原来的人不再收到提醒。确定吗？',
      }),
    ]),
    button('安委会时间', 'meeting-rule-open', { kind: 'plain' }),
    button('奖励标准', 'reward-rule-open', { kind: 'plain' }),
    hint('带班：发“带班 10月1日 李敏”。节假日：发“节假日”加放假和上班日期。'),
    hint('各人收到多少条：发“消息量”。周报要不要写姓名：发“周报”。'),
    hint('宣传推送和每日一题：发“宣传计划”。'),
  ]);
}

/** 设置: what the bureau's own written scheme gives by level. It is only filled in where a reward is considered. */
export function rewardRuleCard({ org }: Pick<SettingsView, 'org'>): Card {
  const { rewardScheme, rewardAmounts, rewardRule } = org.settings;
  const shown = (amount: number): string | undefined => (amount === 0 ? undefined : String(amount));
  return card({ title: '设置：奖励标准', colour: 'wathet' }, [
    field('现在', rewardScheme ? '已启用奖励' : '没有启用奖励。启用请发“奖励启用”'),
    form('reward-rule', [
      input('ordinary', '一般隐患（元）', {
        value: shown(rewardAmounts.ordinary),
        example: '例：50',
        max: 20,
      }),
      input('major', '重大隐患（元）', { value: shown(rewardAmounts.major), example: '例：300', max: 20 }),
      input('rule', '依据', { value: rewardRule, example: '例：本局隐患举报奖励办法第三条', max: 60 }),
      button('保存', 'reward-rule', { submit: true }),
    ]),
    hint('照本局的书面办法填。核奖励时代填这个数，可以改，局长审批。空着就不代填。'),
  ]);
}

/** 上报 by form. */
export function reportForm(view: { readonly org: Org; readonly unitId?: string }): Card {
  return card({ title: '上报隐患', colour: 'wathet' }, [
    md('冒烟、漏气、打人、有人倒下：先打119、110、120。'),
    form('report', [
      input('text', '情况', { required: true, lines: true, example: '例：二楼东头灭火器指针在红的地方' }),
      input('place', '部位', { example: '例：二楼东头' }),
      ...select(
        'unit',
        '单位',
        view.org.units.map((unit) => ({ text: unit.name, value: unit._id })),
        view.unitId,
      ),
      ...select('kind', '类别（不确定就不选）', kindChoices),
      button('上报', 'report-form', { submit: true }),
    ]),
    hint('照片请另外发到这里，会放进这一件。'),
  ]);
}

export interface AnonReceiptView {
  readonly code: string;
  readonly due: string;
  readonly keepers: string;
  /** Pictures that could not be fetched. */
  readonly missing?: number;
}

/** S9: the receipt code is shown once and stored nowhere in the clear. */
export function anonReceipt(view: AnonReceiptView): Card {
  return card({ title: '已收到匿名上报', colour: 'wathet' }, [
    big(`**回执码**　${view.code}`),
    md('请抄在纸上，不要截图发群。丢了补不了。'),
    ...(view.missing === undefined ? [] : [md(TEXT.anonymousPhotoLost(view.missing))]),
    field('现由', '安委办改写后转办，单位看不到原话'),
    field('期限', `${view.due}转办`),
    field('下一步', `发“回执 ${view.code}”查进展`),
    md(escaped(`因上报受到为难，请找${view.keepers}`)),
    button('查进展', 'receipt-view', { extra: view.code }),
    ...more([
      button('补充', 'receipt-add', { extra: view.code, kind: 'plain' }),
      button('撤回', 'receipt-withdraw', { extra: view.code, kind: 'plain', confirm: TEXT.confirmWithdraw }),
    ]),
  ]);
}
