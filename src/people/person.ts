import type { Day } from '../calendar.js';

/** What a person is in the bureau as a whole (domain.md §1). A person may have several. */
export const BUREAU_ROLES = ['director', 'deputy', 'committeeOffice', 'admin', 'keeper'] as const;
export type BureauRole = (typeof BUREAU_ROLES)[number];

/** Kinds of unit: 股室, 局属单位, 养老机构. */
export const UNIT_KINDS = ['office', 'subordinate', 'careHome'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** Somebody of the bureau. `_id` comes from the organisation file and never changes; `openId` is Feishu's. */
export interface Person {
  readonly _id: string;
  readonly name: string;
  /** The unit the person works in; absent for the director and deputies who stand above units. */
  readonly unitId?: string;
  /** What stands on the door: 院长, 护理员, 后勤… for display only, rights come from roles and units. */
  readonly post: string;
  readonly roles: readonly BureauRole[];
  readonly mobile?: string;
  readonly email?: string;
  readonly openId?: string;
  readonly unionId?: string;
  /** Why no open_id is known yet: not looked up, not found, two found, outside the contact range. */
  readonly unresolved?: 'pending' | 'not-found' | 'ambiguous' | 'out-of-range' | 'no-contact';
  readonly state: 'active' | 'left';
  /** Somebody who stands in while the person is away; days are inclusive, Asia/Shanghai. */
  readonly leave?: Leave;
  /** Set when Feishu said 230053: the person stopped the bot. */
  readonly unreachable?: boolean;
  readonly greetedAt?: Date;
}

/** 请假: who stands in, from the first to the last day (both included). */
export interface Leave {
  readonly from: Day;
  readonly to: Day;
  readonly substituteId: string;
}

/** A unit of the bureau and who is responsible in it. */
export interface Unit {
  readonly _id: string;
  readonly name: string;
  readonly kind: UnitKind;
  /** Other names people write for it: 一院, 东院. */
  readonly aliases: readonly string[];
  /** 分管领导: approves ordinary plans. */
  readonly deputyId: string;
  /** 单位负责人, 院长. */
  readonly headId: string;
  /** 安全员. */
  readonly officerId: string;
}

/** A Feishu group the bot is in. */
export interface Group {
  readonly _id: string;
  readonly name: string;
  /** What it is for: not said yet, the whole bureau, one unit's, or only taking reports. */
  readonly use: 'unset' | 'bureau' | 'unit' | 'reports';
  readonly unitId?: string;
  readonly state: 'active' | 'gone';
}
