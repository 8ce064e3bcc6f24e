import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import type { OrgSettings } from './org.js';
import { requireAdmin, type PeopleDesk } from './usecases.js';

/** More than this for one report is a slip of the finger; 元. */
const MOST = 100_000;
const LONGEST_RULE = 60;

/** 奖励启用, 奖励停用: only where the bureau has a written scheme and the money (domain.md §12). */
export function switchRewards(
  desk: PeopleDesk,
  adminOpenId: string,
  on: boolean,
  today: Day,
): Promise<Outcome<true>> {
  return change(desk, adminOpenId, (old) => {
    const begins = on && (old.rewardScheme !== true || old.rewardsFrom === undefined);
    return { ...old, rewardScheme: on, ...(begins ? { rewardsFrom: today } : {}) };
  });
}

/** 奖励标准: what the bureau's scheme gives by level. What it was before stays in the history of changes. */
export async function setRewardAmounts(
  desk: PeopleDesk,
  adminOpenId: string,
  wish: { readonly ordinary?: string; readonly major?: string; readonly rule?: string },
): Promise<Outcome<true>> {
  const ordinary = readAmount(wish.ordinary);
  const major = readAmount(wish.major);
  return change(desk, adminOpenId, (old) =>
    ordinary === undefined || major === undefined
      ? undefined
      : {
          ...old,
          rewardAmounts: { ordinary, major },
          rewardRule: [...(wish.rule ?? '')].slice(0, LONGEST_RULE).join(''),
        },
  );
}

/** @param decide undefined: what was typed is no amount */
async function change(
  desk: PeopleDesk,
  adminOpenId: string,
  decide: (old: Partial<OrgSettings>) => Partial<OrgSettings> | undefined,
): Promise<Outcome<true>> {
  const admin = requireAdmin(await desk.org(), adminOpenId);
  if (!admin.ok) return admin;
  const { changed } = await desk.changeSetting('org', admin.value._id, (old) =>
    decide((old ?? {}) as Partial<OrgSettings>),
  );
  return changed ? done(true) : refuse('amount-bad');
}

/** What the scheme gives for a hazard of this level, in words; undefined where nothing is entered. */
export function standardReward(
  { rewardAmounts, rewardRule }: OrgSettings,
  level: 'ordinary' | 'major',
): string | undefined {
  const amount = rewardAmounts[level];
  return amount === 0 ? undefined : `${amount}元${rewardRule === '' ? '' : `（${rewardRule}）`}`;
}

/** 50, 50元, 1,000, full-width; nothing = 0. @returns undefined for what is no amount */
function readAmount(text: string | undefined): number | undefined {
  const clean = (text ?? '').normalize('NFKC').replace(/[,\s]|元$/gu, '');
  if (clean === '') return 0;
  const amount = /^\d+(?:\.\d{1,2})?$/u.test(clean) ? Number(clean) : Number.NaN;
  return amount <= MOST ? amount : undefined;
}
