import { dayOf, isDay, plainDay, timeOf } from '../calendar.js';
import type { Refusal } from '../errors.js';
import type { Hazard } from '../hazards/hazard.js';
import { holderNames } from '../hazards/roles.js';
import type { HazardCommand } from '../hazards/status.js';
import { adminName, type Org } from '../people/org.js';
import { DEED, refusalText } from '../../cards/texts.zh-CN.js';

const DONE: Partial<Record<HazardCommand, string>> = {
  approvePlan: '同意',
  returnPlan: '退回',
  approveExtension: '同意',
  returnExtension: '退回',
  approveClosing: '同意',
  returnClosing: '退回',
  passRecheck: '复查通过',
  failRecheck: '退回',
};

/** A refusal with its facts turned into words: times of the clock, dates, what was decided. */
function refusal(no: Refusal, org: Org, now: Date): string {
  const { at, command, wanted, day } = no.facts;
  const when = at === undefined ? undefined : new Date(at);
  const time =
    when === undefined
      ? undefined
      : dayOf(when) === dayOf(now)
        ? timeOf(when)
        : `${plainDay(dayOf(when), dayOf(now))}${timeOf(when)}`;
  return refusalText({
    ...no,
    facts: {
      ...no.facts,
      ...(time === undefined ? {} : { time }),
      ...(command === undefined
        ? {}
        : { deed: DONE[command as HazardCommand] ?? DEED[command as HazardCommand] }),
      ...(wanted === undefined
        ? {}
        : { own: DONE[wanted as HazardCommand] ?? DEED[wanted as HazardCommand] }),
      ...(day === undefined || !isDay(day) ? {} : { day: plainDay(day, dayOf(now)) }),
      ...(no.code === 'not-admin' && (no.facts['who'] ?? '') === '' ? { who: adminName(org) } : {}),
    },
  });
}

/** What a decision led to. */
function decided(hazard: Hazard, org: Org, yes: boolean): string {
  const who = holderNames(hazard, org);
  if (hazard.status === 'closed') return '已销号。';
  if (!yes) return `已退回${who}，原因已转达。`;
  if (hazard.history.at(-1)?.command === 'approveExtension' && hazard.dueDay !== undefined)
    return `已同意，期限改为${plainDay(hazard.dueDay, dayOf(hazard.history.at(-1)?.at ?? hazard.reportedAt))}。`;
  return hazard.status === 'rectifying' ? `已同意，${who}开始整改。` : '已同意。';
}

export const spoken = { refusal, decided };
