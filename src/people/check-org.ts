import type { Org } from './org.js';
import { personById } from './org.js';
import type { Person } from './person.js';

const WHY: Readonly<Record<NonNullable<Person['unresolved']>, string>> = {
  pending: '还没有查过，或上次没查成：启动一次服务，或稍后再看',
  'not-found': '通讯录里没有这个手机号或邮箱：请核对，或请本人私聊助手“我是某某，某单位某岗位”',
  ambiguous: '手机号或邮箱对应不止一个账号，或两人写了同一个：请核对，改写邮箱，或请本人私聊助手登记',
  'out-of-range': '不在应用的可用范围里：请在管理后台放开',
  'no-contact': '没有写手机号或邮箱：请补上，或请本人私聊助手登记',
};

/** Somebody or some place that doesn't work yet, and what to do. */
export interface OrgFinding {
  readonly who: string;
  readonly remedy: string;
}

/**
 * What is wrong with the stored organisation, before it matters (cases.md 92, 94): people without an account or
 * who stopped the bot, places held by somebody who has left.
 */
export function checkOrg(org: Org): {
  readonly findings: readonly OrgFinding[];
  readonly unresolved: number;
} {
  const active = org.people.filter((person) => person.state === 'active');
  const unresolved = active.filter((person) => person.openId === undefined);
  const silent = active.filter((person) => person.openId !== undefined && person.unreachable === true);
  const title = (person: Person): string => `${person.name}（${person.post}）`;
  const places = org.units.flatMap((unit) =>
    (
      [
        ['分管领导', unit.deputyId],
        ['负责人', unit.headId],
        ['安全员', unit.officerId],
      ] as const
    ).flatMap(([word, id]): OrgFinding[] => {
      const holder = personById(org, id);
      if (holder?.state === 'active') return [];
      const remedy = holder === undefined ? '没有人' : `${holder.name}已离开`;
      return [{ who: `${unit.name}${word}`, remedy: `${remedy}：请管理员私聊助手“设置”换人，或改名册` }];
    }),
  );
  return {
    findings: [
      ...unresolved.map((person) => ({ who: title(person), remedy: WHY[person.unresolved ?? 'pending'] })),
      ...silent.map((person) => ({
        who: title(person),
        remedy: '停用了助手，收不到提醒：请本人在飞书里打开与助手的会话，重新启用',
      })),
      ...places,
    ],
    unresolved: unresolved.length,
  };
}
