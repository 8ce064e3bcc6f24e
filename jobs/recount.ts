import { calendarKey, dayOf, type YearOverride } from '../src/calendar.js';
import { needsRecount, recountHazard } from '../src/hazards/recount.js';
import { STATUSES, isOpen } from '../src/hazards/status.js';
import { tellAdmins } from '../src/listeners/alarms.js';
import type { JobDeps } from './job.js';

/** Which calendar the stored deadlines were last counted by. */
const SETTING = 'recounted';
const OPEN = STATUSES.filter(isOpen);

/**
 * Deadlines are counted anew as soon as the calendar is another one: an administrator has entered a year, or a new
 * version of the bot brings a newer notice. Which calendar they were counted by is kept last, so that what a crash
 * cut short is done again; hazards already done are left alone.
 * @returns a function to be called at every tick
 */
export function createRecount(
  deps: Pick<JobDeps, 'people' | 'hazards' | 'calendar' | 'relay' | 'tell' | 'log' | 'now'>,
): () => Promise<void> {
  let last: string | undefined;
  return async () => {
    const entered = ((await deps.people.setting('holidays')) ?? []) as YearOverride[];
    const key = calendarKey(entered);
    if (key === last) return;
    const stored = (await deps.people.setting(SETTING)) as { key: string } | undefined;
    if (stored?.key !== key) {
      await deps.calendar();
      const moved = await recountAll(deps, key);
      deps.log.info({ moved }, 'deadlines were counted by the calendar of now');
      if (stored !== undefined) await tellMoved(deps, key, moved);
      await deps.people.setSetting(SETTING, { key, day: dayOf(deps.now()) }, 'bot');
    }
    last = key;
  };
}

async function recountAll(deps: Pick<JobDeps, 'hazards' | 'relay'>, key: string): Promise<number> {
  const { recount } = deps.hazards.deadlines();
  let moved = 0;
  for await (const hazard of deps.hazards.store.openOnes({ status: OPEN })) {
    if (!needsRecount(hazard, recount)) continue;
    const changed = await recountHazard(deps.hazards, hazard._id, `recount:${key}`);
    if (changed === undefined) continue;
    if (changed.history.at(-1)?.after !== undefined) moved += 1;
    await deps.relay(changed);
  }
  return moved;
}

function tellMoved(deps: Pick<JobDeps, 'people' | 'tell'>, key: string, moved: number): Promise<void> {
  const words =
    moved === 0
      ? '节假日安排有变化，已核对在办的期限，都不用改。'
      : `按新的节假日安排，改了${moved}件在办的期限，已告诉办理人，原来的日期留在办理过程里。`;
  return tellAdmins(deps, `recount:${key}`, '期限已重算', [words], 'plain');
}
