import type { BusinessCalendar } from '../calendar.js';
import type { Org } from '../people/org.js';
import type { ScreenDeps } from './render.js';

/** What every view is made from: the stores, the calendar and the organisation of this moment. */
export interface Context extends ScreenDeps {
  readonly calendar: BusinessCalendar;
  readonly org: Org;
}
