import type { Day } from '../calendar.js';
import { done, refuse, type Outcome } from '../errors.js';
import { nameOf, personById } from '../people/org.js';
import type { CampaignDeps, Switch } from './ports.js';
import { mayCampaign } from './rules.js';

const WHAT: Readonly<Record<Switch, string>> = { auto: '自动推送', daily: '每日一题' };

/** 自动推送, 每日一题 on or off. Of two who want the same at once the second hears who did it. */
export async function switchTo(
  deps: CampaignDeps,
  request: {
    readonly what: Switch;
    readonly on: boolean;
    readonly actorId: string | undefined;
    readonly today: Day;
  },
): Promise<Outcome<void>> {
  const { what, on, actorId, today } = request;
  const org = await deps.org();
  const may = mayCampaign('switchAuto', personById(org, actorId), org, today);
  if (!may.ok) return may;
  const mark = { byId: actorId ?? '', at: deps.now().toISOString() };
  const { settings, changed } = await deps.changeSettings(mark.byId, (before) =>
    before[what] === on
      ? undefined
      : { ...before, [what]: on, switched: { ...before.switched, [what]: mark } },
  );
  if (changed) return done(undefined);
  const last = settings.switched?.[what];
  if (last === undefined) return refuse('nothing-changed');
  const deed = `${on ? '打开' : '关闭'}${WHAT[what]}`;
  return refuse('already-done', { who: nameOf(org, last.byId), at: last.at, deed });
}
