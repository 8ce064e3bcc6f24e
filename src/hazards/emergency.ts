import type { Day } from '../calendar.js';
import { done, type Outcome } from '../errors.js';
import { given } from '../given.js';
import {
  activeWithRole,
  deputyOf,
  directorOf,
  headOf,
  officeIds,
  officerOf,
  personById,
  type Org,
} from '../people/org.js';
import type { Person } from '../people/person.js';
import type { Emergency, Hazard } from './hazard.js';
import { move, moveAsBot, written, type Move } from './move.js';
import type { HazardDeps } from './ports.js';

/** After this long without 我来处理 the deputy and 安委办 are alerted, then the director (experience.md §3 c). */
export const WIDEN_AFTER_MS: readonly number[] = [3 * 60_000, 10 * 60_000];

/** 带班领导 of the day; without a duty list the deputy in charge. */
export const dutyLeader = (org: Org, unitId: string | undefined, day: Day): Person | undefined =>
  personById(org, org.settings.duty[day]) ?? deputyOf(org, unitId);

/**
 * First people to alert: the duty leader of the day (without a duty list the deputy in charge, all deputies where the
 * unit is not known), the unit's head and officer, and 安委办 where it has neither.
 */
export function firstAlerted(org: Org, unitId: string | undefined, day: Day): readonly string[] {
  const leader = dutyLeader(org, unitId, day)?._id;
  // Nobody knows where it is: each who could send somebody hears of it at once.
  const leaders = leader === undefined ? activeWithRole(org, 'deputy').map(({ _id }) => _id) : [leader];
  const inUnit = [headOf(org, unitId)?._id, officerOf(org, unitId)?._id].filter((id) => id !== undefined);
  return [...new Set([...leaders, ...inUnit, ...(inUnit.length === 0 ? officeIds(org) : [])])];
}

/** Starts the emergency part of a new record. */
export function emergencyOf(
  trigger: string,
  alertedIds: readonly string[],
  now: Date,
  key: string | undefined,
): Emergency {
  return {
    trigger,
    alertedIds,
    at: now,
    widened: 0,
    ...given('key', key),
    lookAt: new Date(now.getTime() + (WIDEN_AFTER_MS[0] ?? 0)),
  };
}

/** 我来处理: somebody who was alerted says so; that stops the widening. */
export function takeCharge(deps: HazardDeps, request: Move): Promise<Outcome<Hazard>> {
  return move(deps, 'takeCharge', request, ({ hazard, actor, now }) => {
    const emergency = hazard.emergency;
    if (emergency === undefined || emergency.takenById !== undefined) return done({ to: hazard.status });
    const { lookAt: _stopped, ...rest } = emergency;
    return done({ to: hazard.status, set: { emergency: { ...rest, takenById: actor._id, takenAt: now } } });
  });
}

/** 险情已排除 or 是误报: the danger is over, the hazard is verified the usual way on the next working day. */
export function settleEmergency(
  deps: HazardDeps,
  request: Move,
  end: { note?: string; injured?: boolean; falseAlarm?: boolean },
): Promise<Outcome<Hazard>> {
  return move(deps, 'settleEmergency', request, ({ hazard, actor, now, deadlines }) => {
    const emergency = hazard.emergency;
    if (emergency === undefined || emergency.settledAt !== undefined) return done({ to: hazard.status });
    const note = written(end.note);
    const { lookAt: _stopped, ...rest } = emergency;
    const settled: Emergency = {
      ...rest,
      takenById: rest.takenById ?? actor._id,
      takenAt: rest.takenAt ?? now,
      settledById: actor._id,
      settledAt: now,
      ...(note === undefined ? {} : { settledNote: note }),
      ...(end.injured === true || rest.injured === true ? { injured: true } : {}),
      ...(end.falseAlarm === true ? { falseAlarm: true } : {}),
    };
    return done({
      to: hazard.status,
      set: { emergency: settled, stepDue: deadlines.hours(24) },
      ...(note === undefined ? {} : { note }),
    });
  });
}

/** 有人受伤: the unit's head gets the one-hour clock; the bot reports to nobody itself (domain.md §17.3). */
export function reportInjury(deps: HazardDeps, request: Move): Promise<Outcome<Hazard>> {
  return move(deps, 'reportInjury', request, ({ hazard }) =>
    hazard.emergency === undefined
      ? done({ to: hazard.status })
      : done({ to: hazard.status, set: { emergency: { ...hazard.emergency, injured: true } } }),
  );
}

/** 加急 was refused for somebody: those who look at the card should know, and call. Noted once. */
export function notePingFailed(deps: HazardDeps, hazardId: string): Promise<Hazard | undefined> {
  return moveAsBot(deps, 'pingFailed', { hazardId, cause: `ping-failed:${hazardId}` }, ({ hazard }) =>
    hazard.emergency === undefined || hazard.emergency.pingFailed === true || !hazard.open
      ? undefined
      : { to: hazard.status, set: { emergency: { ...hazard.emergency, pingFailed: true } } },
  );
}

/**
 * Nobody took charge: alert wider. Called by the ticking job; the level follows from the time that has passed and
 * is never counted up, so running it twice does no harm.
 */
export function widenAlert(deps: HazardDeps, hazardId: string): Promise<Hazard | undefined> {
  return moveAsBot(
    deps,
    'widenAlert',
    { hazardId, cause: `widen:${hazardId}:${Math.floor(deps.now().getTime() / 60_000)}` },
    ({ hazard, org, now }) => {
      const emergency = hazard.emergency;
      if (emergency === undefined || emergency.takenById !== undefined) return undefined;
      const waited = now.getTime() - emergency.at.getTime();
      const level = WIDEN_AFTER_MS.filter((ms) => waited >= ms).length;
      if (level <= emergency.widened) return undefined;
      const wider = widerCircle(org, hazard.unitId, level);
      const next = WIDEN_AFTER_MS[level];
      const { lookAt: _old, ...rest } = emergency;
      return {
        to: hazard.status,
        set: {
          emergency: {
            ...rest,
            alertedIds: [...new Set([...emergency.alertedIds, ...wider])],
            widened: level,
            ...(next === undefined ? {} : { lookAt: new Date(emergency.at.getTime() + next) }),
          },
        },
        after: { level: String(level) },
      };
    },
  );
}

/** Whom each widening adds. */
export function widerCircle(org: Org, unitId: string | undefined, level: number): readonly string[] {
  const office = officeIds(org);
  const deputy = deputyOf(org, unitId)?._id;
  const second = [...(deputy === undefined ? [] : [deputy]), ...office];
  const director = directorOf(org)?._id;
  return level >= 2 && director !== undefined ? [...second, director] : second;
}
