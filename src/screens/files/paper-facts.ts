import { dayOf, type BusinessCalendar, type Day } from '../../calendar.js';
import { given } from '../../given.js';
import type { Hazard } from '../../hazards/hazard.js';
import type {
  FoundProblem,
  PaperMeta,
  RecheckOpinionFacts,
  RectificationNoticeFacts,
  UrgingLetterFacts,
} from '../../papers/facts.js';
import type { TransferLetterFacts } from '../../papers/transfer-letter.js';
import { activeWithRole, headOf, nameOf, unitById, type Org } from '../../people/org.js';

/** What a paper about a hazard is drawn up from; what only a person knows is left out and comes as 【待…】. */
export interface PaperSource {
  readonly hazard: Hazard;
  readonly org: Org;
  readonly calendar: BusinessCalendar;
  readonly now: Date;
}

export function noticeFacts(source: PaperSource): RectificationNoticeFacts {
  const { hazard } = source;
  const verified = hazard.history.find(({ command }) => command === 'verify')?.at ?? hazard.reportedAt;
  const dueDay = hazard.dueDay ?? dayOf(source.now);
  return {
    ...common(source),
    checkedDay: dayOf(verified),
    // Who checked on the bureau's side is not in the record: two names and signatures (安全生产法 68).
    inspectors: [],
    companion: '',
    problems: [problem(hazard, dueDay)],
    reportBy: dueDay,
  };
}

export function recheckFacts(source: PaperSource): RecheckOpinionFacts {
  const { hazard, org } = source;
  const last = hazard.rechecks.at(-1);
  const after = hazard.photos.filter(({ stage, state }) => stage === 'after' && state === 'kept').length;
  return {
    ...common(source),
    noticeNumber: '',
    recheckedDay: dayOf(last?.at ?? source.now),
    recheckers: last === undefined ? [] : [nameOf(org, last.byId)],
    items: [
      {
        code: hazard.code,
        problem: `${hazard.place ?? ''}${fault(hazard)}`,
        result: hazard.rectification?.note ?? '',
        conclusion: last?.passed === true ? '合格' : '不合格',
        photo: after === 0 ? '' : `${after}张`,
      },
    ],
    ...(last?.passed === true || hazard.dueDay === undefined ? {} : { againBy: hazard.dueDay }),
    refused: false,
  };
}

export function urgingFacts(source: PaperSource): UrgingLetterFacts {
  const { hazard, org, calendar, now } = source;
  const dueDay = hazard.dueDay ?? dayOf(now);
  return {
    ...common(source),
    earlier: '经查，',
    hazards: [
      {
        code: hazard.code,
        place: hazard.place ?? '',
        problem: fault(hazard),
        person: nameOf(org, hazard.rectifierId),
        dueDay,
        lateWorkdays: calendar.workdaysBetween(dueDay, dayOf(now)),
        state: hazard.history.findLast(({ command }) => command === 'addProgress')?.note ?? '',
      },
    ],
    leader: headOf(org, hazard.unitId)?.name ?? '',
    progress: hazard.level === 'major' ? '每日' : '每周',
  };
}

export function transferFacts(source: PaperSource): TransferLetterFacts {
  const { hazard } = source;
  const photos = hazard.photos.filter(({ stage, state }) => stage === 'before' && state === 'kept').length;
  return {
    ...common(source),
    ...given('number', hazard.transfer?.letter === '' ? undefined : hazard.transfer?.letter),
    receiver: hazard.transfer?.to ?? '',
    code: hazard.code,
    foundDay: hazard.reportedDay,
    place: hazard.place ?? '',
    problem: hazard.text,
    reason: hazard.transfer?.reason ?? '',
    interim: hazard.interim ?? '',
    attachments: ['检查记录1份', ...(photos === 0 ? [] : [`现场照片${photos}张`])],
  };
}

/** What is wrong, without the place that stands beside it. */
function fault({ title, place }: Hazard): string {
  if (place === undefined || !title.startsWith(place)) return title;
  return title.slice(place.length).replace(/^[的处，,：:\s]+/u, '') || title;
}

function problem(hazard: Hazard, dueDay: Day): FoundProblem {
  return {
    code: hazard.code,
    place: hazard.place ?? '',
    problem: hazard.text,
    basis: hazard.criterion?.law ?? '',
    level: hazard.level === 'major' ? '重大' : '一般',
    demand: hazard.plan?.measures ?? hazard.measures ?? '',
    dueDay,
    interim: hazard.interim ?? '',
  };
}

function common({ hazard, org, now }: PaperSource): {
  readonly meta: PaperMeta;
  readonly bureau: string;
  readonly unit: string;
  readonly contact: string;
  readonly phone: string;
  readonly issuedDay: Day;
} {
  return {
    meta: { recordId: `hazard:${hazard._id}`, recordVersion: hazard.version, at: now },
    bureau: org.settings.bureauName,
    unit: unitById(org, hazard.unitId)?.name ?? '',
    contact: activeWithRole(org, 'committeeOffice')[0]?.name ?? '',
    phone: '',
    issuedDay: dayOf(now),
  };
}
