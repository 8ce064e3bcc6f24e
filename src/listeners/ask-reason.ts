import { dayOf } from '../calendar.js';
import { refuse } from '../errors.js';
import type { Hazard } from '../hazards/hazard.js';
import { actsAs } from '../hazards/roles.js';
import { remark, type Move } from '../hazards/usecases.js';
import { deputyOf, directorOf, headOf, officeIds, personById } from '../people/org.js';
import { refused, yes, type Click, type ClickAnswer } from './click.js';
import { noteTo, type Desk } from './desk.js';

/**
 * 请他写原因: somebody above a late rectification asks for the reason (domain.md §9, T+3). It is kept in the history and
 * told to the one who rectifies, once a day, with the form at hand.
 */
export async function askReason(
  desk: Desk,
  click: Click,
  hazard: Hazard,
  request: Move,
): Promise<ClickAnswer> {
  const { person, org } = click;
  if (person === undefined) return refused(desk, click, refuse('unknown-person'));
  const above = [headOf(org, hazard.unitId), deputyOf(org, hazard.unitId), directorOf(org)];
  const ids = [...above.map((one) => one?._id ?? ''), ...officeIds(org)];
  const day = dayOf(desk.now());
  if (actsAs(person, ids, org, day) === undefined) return refused(desk, click, refuse('other-unit'));
  const rectifier = personById(org, hazard.rectifierId);
  if (rectifier === undefined || hazard.status !== 'rectifying')
    return refused(desk, click, refuse('stale-card'));
  const kept = await remark(desk.hazards, request, `请${rectifier.name}写明原因和预计日期`);
  if (!kept.ok) return refused(desk, click, kept);
  await desk.relay(kept.value);
  await desk.tell(
    `reason:${hazard._id}:${day}`,
    noteTo(
      { kind: 'person', personId: rectifier._id },
      `请写原因：${hazard.title}`,
      [`${person.name}请您今天写明原因和预计日期。`],
      { hazardId: hazard._id, buttons: [`写原因|progress-open|${hazard._id}`] },
    ),
  );
  return yes(`已转达${rectifier.name}`, false);
}
