import { describe, expect, test } from '@jest/globals';
import type { Hazard } from '../../src/hazards/hazard.js';
import { may } from '../../src/hazards/rules.js';
import {
  COMMANDS,
  STATUSES,
  TRANSITIONS,
  transitionFor,
  type HazardCommand,
} from '../../src/hazards/status.js';
import type { Person } from '../../src/people/person.js';
import { CAST, HOME, orgOf, OTHER, somebody } from '../harness/cast.js';

const at = new Date('2026-10-20T02:00:00Z');
const PEOPLE: Readonly<Record<string, Person>> = {
  ...CAST,
  rectifier: somebody('rectifier', 'home'),
  reporter: somebody('reporter', 'home'),
  colleague: somebody('colleague', 'home'),
  stranger: somebody('stranger', 'other'),
};
const org = orgOf(Object.values(PEOPLE), [HOME, OTHER]);

function hazard(status: Hazard['status']): Hazard {
  return {
    _id: 'h',
    code: 'YH-2026-0001',
    source: { channel: 'group' },
    anonymous: false,
    reporterId: 'reporter',
    reportedAt: at,
    text: 'x',
    title: 'x',
    kind: 'FIRE',
    level: 'ordinary',
    majorConfirmed: false,
    unitId: 'home',
    status,
    open: true,
    stageSeq: 1,
    version: 1,
    history: [],
    relayedSeq: 1,
    relayPending: false,
    officerId: 'officer',
    rectifierId: 'rectifier',
    recheckerId: 'officer',
    approverId: 'deputy',
    extensions: [],
    rechecks: [],
    round: 1,
    photos: [],
    alsoReporterIds: [],
    searchText: '',
    reportedDay: '2026-10-20',
    schema: 1,
    emergency: { trigger: 'gas', alertedIds: ['deputy', 'officer'], at, widened: 0 },
  };
}

/** Written down by hand: who may give each command where its status allows it. The table of moves must agree. */
const ALLOWED: Readonly<Record<HazardCommand, readonly string[]>> = {
  assignUnit: ['office'],
  correct: ['reporter', 'officer', 'office'],
  withdraw: ['reporter'],
  verify: ['officer', 'head', 'office'],
  fixOnTheSpot: ['officer', 'head', 'rectifier', 'office'],
  notHazard: ['reporter', 'officer', 'head', 'office'],
  merge: ['reporter', 'officer', 'head', 'office'],
  askTransfer: ['officer', 'head', 'rectifier'],
  transfer: ['office'],
  submitPlan: ['rectifier', 'head'],
  approvePlan: ['deputy'],
  returnPlan: ['deputy'],
  addProgress: ['rectifier', 'officer', 'head', 'office'],
  addPhotos: ['reporter', 'rectifier', 'officer', 'head', 'office'],
  handOver: ['rectifier', 'officer', 'head', 'office'],
  reportDone: ['rectifier'],
  askExtension: ['rectifier', 'head'],
  approveExtension: ['deputy'],
  returnExtension: ['deputy'],
  passRecheck: ['officer'],
  failRecheck: ['officer'],
  approveClosing: ['deputy'],
  returnClosing: ['deputy'],
  settleEmergency: ['deputy', 'officer', 'head'],
  takeCharge: ['deputy', 'officer', 'head'],
  reportInjury: ['deputy', 'officer', 'head', 'reporter'],
  pingFailed: [],
  joinEmergency: [],
  widenAlert: [],
  supplement: [],
  proposeReward: ['office'],
  approveReward: ['director'],
  declineReward: ['office', 'director'],
  payReward: ['office'],
  split: ['reporter', 'officer', 'office'],
  joinParts: ['reporter'],
  keepWhole: ['reporter', 'officer', 'office'],
  keepApart: ['reporter', 'officer', 'head', 'office'],
  photosFetched: [],
  remark: ['director', 'deputy', 'office', 'head', 'officer', 'rectifier', 'reporter', 'colleague'],
  reassign: [],
  recount: [],
};

describe('all commands x all people x all states', () => {
  test.each([...COMMANDS])('%s', (command) => {
    const from = transitionFor(command).from;
    for (const status of STATUSES) {
      for (const [role, who] of Object.entries(PEOPLE)) {
        const yes = may(who, command, hazard(status), org, '2026-10-20').ok;
        expect({ command, status, role, yes }).toEqual({
          command,
          status,
          role,
          yes: from.includes(status) && ALLOWED[command].includes(role),
        });
      }
    }
  });
  test('somebody unknown may nothing', () => {
    for (const command of COMMANDS)
      expect(may(undefined, command, hazard('verifying'), org, '2026-10-20').ok).toBe(false);
  });
  test('each command has exactly one row', () => {
    for (const command of COMMANDS)
      expect(TRANSITIONS.filter((row) => row.command === command)).toHaveLength(1);
  });
});
