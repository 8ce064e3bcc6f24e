import { dayOf } from '../calendar.js';
import { refuse } from '../errors.js';
import { dutyLeader } from '../hazards/emergency.js';
import type { Hazard } from '../hazards/hazard.js';
import { maySee } from '../hazards/rules.js';
import { remark, type Move } from '../hazards/usecases.js';
import { no, refused, yes, type Click, type ClickAnswer } from './click.js';
import type { Desk } from './desk.js';

/**
 * 提醒带班领导: 疑似重大 at night is no emergency and wakes nobody by itself; whoever stands before it may ask for that
 * (experience.md §2). One ping a hazard and day, however often it is asked for.
 */
export async function remindDuty(
  desk: Desk,
  click: Click,
  hazard: Hazard,
  request: Move,
): Promise<ClickAnswer> {
  const { person, org, action } = click;
  const day = dayOf(desk.now());
  const own = hazard.reporterOpenId !== undefined && hazard.reporterOpenId === action.openId;
  if (!own && (person === undefined || !maySee(person, hazard, org, day)))
    return refused(desk, click, refuse(person === undefined ? 'unknown-person' : 'other-unit'));
  if (hazard.status !== 'verifying' || hazard.level !== 'major')
    return refused(desk, click, refuse('stale-card'));
  const leader = dutyLeader(org, hazard.unitId, day);
  if (leader === undefined) return no('还没有带班领导，请打电话给负责人');
  const words = `请加急提醒带班领导${leader.name}`;
  // Asked for twice, it stands in the history once.
  if (person !== undefined && !hazard.history.some(({ note }) => note === words)) {
    const kept = await remark(desk.hazards, request, words);
    if (kept.ok) await desk.relay(kept.value);
  }
  await desk.tell(`duty:${hazard._id}:${day}`, {
    type: 'hazard-note',
    target: { kind: 'person', personId: leader._id },
    class: 'critical',
    hazardId: hazard._id,
    anyHour: true,
    urgent: true,
    facts: { what: 'remind-duty' },
  });
  return yes(`正在加急提醒${leader.name}`, false);
}
