import { ACTIVITY_FORMS } from '../src/campaigns/activity.js';
import type { Card } from './card.js';
import { button, card, datePicker, field, form, hint, input, select, type Choice } from './kit.js';

export interface ActivityFormView {
  readonly today: string;
  readonly campaigns: readonly Choice[];
  readonly campaign?: string;
  readonly units: readonly Choice[];
  readonly unit?: string;
}

/** 登记活动: what the ledger of domain.md §8.10 asks for; the photos come afterwards as messages. */
export function activityForm(view: ActivityFormView): Card {
  return card({ title: '登记宣传活动', colour: 'wathet' }, [
    form('activity', [
      input('topic', '名称', { required: true, example: '例：夜间火灾疏散演练', max: 60 }),
      ...datePicker('day', '日期*', view.today),
      input('place', '地点', { required: true, example: '例：一号养老院二楼', max: 60 }),
      ...select(
        'form',
        '形式*',
        ACTIVITY_FORMS.map((name) => ({ text: name, value: name })),
      ),
      input('headcount', '人数', { required: true, example: '例：32', max: 6 }),
      ...(view.campaigns.length === 0
        ? []
        : select('campaign', '属于哪个宣传', view.campaigns, view.campaign)),
      ...(view.units.length > 1 ? select('unit', '哪个单位', view.units, view.unit) : []),
      input('materials', '材料', { example: '例：折页60份', max: 100 }),
      input('effect', '效果', { example: '例：疏散用时4分10秒，问题2条', max: 200 }),
      button('登记', 'activity', { submit: true }),
    ]),
    hint('照片登记后再发，不用截图，不写老人姓名。'),
  ]);
}

export interface ActivityView {
  readonly activityId: string;
  readonly topic: string;
  readonly when: string;
  readonly place: string;
  readonly form: string;
  readonly people: number;
  readonly unit: string;
  readonly campaign?: string;
  readonly materials: string;
  readonly effect: string;
  readonly photos: number;
  readonly year: number;
  readonly withdrawn: boolean;
  readonly version: number;
}

/** The recorded activity; the number of photos grows on it. */
export function activityCard(view: ActivityView): Card {
  return card(
    {
      title: `${view.withdrawn ? '已作废' : '已登记'}：${view.topic}`,
      ...(view.campaign === undefined ? {} : { subtitle: view.campaign }),
      colour: view.withdrawn ? 'grey' : 'green',
    },
    [
      field('单位', view.unit),
      field('时间', view.when),
      field('地点', view.place),
      field('形式', `${view.form}，${view.people}人`),
      ...(view.materials === '' ? [] : [field('材料', view.materials)]),
      ...(view.effect === '' ? [] : [field('效果', view.effect)]),
      field('照片', view.photos === 0 ? '还没有' : `${view.photos}张`),
      ...(view.withdrawn
        ? []
        : [
            button('发照片', 'activity-photos', { extra: view.activityId }),
            button('活动台账', 'activity-ledger', { extra: `${view.year}年`, kind: 'plain' }),
            button('登记错了，作废', 'activity-withdraw', {
              extra: view.activityId,
              kind: 'quiet',
              confirm: '作废后不进台账，记录保留。确定吗？',
            }),
            hint('点“发照片”后10分钟内，把照片直接发到这里。'),
          ]),
    ],
  );
}
