import { tellsOfSomebody, type Hazard } from '../hazards/hazard.js';
import { unitById, type Org } from '../people/org.js';

/** Health matters stay without their words, as in groups (experience.md §1.8). */
export function label(hazard: Hazard, org: Org): string {
  const unit = unitById(org, hazard.unitId)?.name ?? '单位待定';
  const hidden = tellsOfSomebody(hazard) || hazard.title === '';
  return `${hazard.code} ${unit}${hidden ? '' : ` ${hazard.title}`}`;
}
