import { extensionForm, handOverForm, noPhotoForm, progressForm } from '../../cards/hazard-rectify.js';
import { correctForm, mergeForm, onTheSpotForm, unfoundedForm } from '../../cards/hazard-review.js';
import { createCalendar, dayOf } from '../../src/calendar.js';
import type { Deadline, Hazard, HistoryEntry, Photo } from '../../src/hazards/hazard.js';
import { isOpen, type HazardStatus } from '../../src/hazards/status.js';
import { DEFAULT_SETTINGS, type Org } from '../../src/people/org.js';
import type { Person, Unit } from '../../src/people/person.js';
import type { HazardView } from '../../cards/view.js';

const CALENDAR = createCalendar();

/** The cast of experience.md. */
const person = (
  id: string,
  name: string,
  post: string,
  unitId?: string,
  roles: Person['roles'] = [],
): Person => ({
  _id: id,
  name,
  post,
  roles,
  openId: `ou_${id}`,
  mobile: '13900001234',
  state: 'active',
  ...(unitId === undefined ? {} : { unitId }),
});
const unit = (id: string, name: string, headId: string, officerId: string): Unit => ({
  _id: id,
  name,
  kind: 'careHome',
  aliases: [],
  deputyId: 'limin',
  headId,
  officerId,
});
export const org: Org = {
  people: [
    person('zhou', '周建国', '局长', undefined, ['director']),
    person('limin', '李敏', '副局长', undefined, ['deputy']),
    person('chenjing', '陈静', '安委办', undefined, ['committeeOffice', 'keeper']),
    person('zhang', '张磊', '机关纪检', undefined, ['keeper']),
    person('zhao', '赵淑兰', '院长', 'home1'),
    person('wangfang', '王芳', '安全员', 'home1'),
    person('sun', '孙强', '后勤', 'home1'),
    person('liu', '刘小燕', '护理员', 'home1'),
    person('guo', '郭军', '安全员', 'home2'),
    person('ma', '马秀英', '院长', 'home2'),
  ],
  units: [unit('home1', '一号养老院', 'zhao', 'wangfang'), unit('home2', '二号养老院', 'ma', 'guo')],
  groups: [],
  settings: { ...DEFAULT_SETTINGS, duty: { '2026-11-17': 'limin' } },
};

/** An instant of Asia/Shanghai. */
export const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);

export function due(day: string, rule: string, from: string, instant?: Date): Deadline {
  return { day, at: instant ?? at(`${day} 23:59`), rule, from, announced: true };
}

export function photo(stage: Photo['stage'], n: number): Photo {
  return { id: `p${n}`, stage, state: 'kept', imageKey: `img_${stage}_${n}`, at: at('2026-09-29 15:20') };
}

export const entry = (
  seq: number,
  command: HistoryEntry['command'],
  by: string,
  when: Date,
  status: HazardStatus,
  note?: string,
): HistoryEntry => ({
  seq,
  command,
  by,
  at: when,
  causeEventId: `e${seq}`,
  status,
  ...(note === undefined ? {} : { note }),
});

/** Dialogue (a): the fire extinguishers of 29 September. */
export function hazard(over: Partial<Hazard> = {}): Hazard {
  const status = over.status ?? 'verifying';
  const reportedAt = over.reportedAt ?? at('2026-09-29 15:20');
  return {
    _id: 'h142',
    code: 'YH-2026-0142',
    source: { channel: 'group', messageId: 'om_1', chatId: 'oc_1' },
    anonymous: false,
    reporterId: 'liu',
    reportedAt,
    text: '二楼东头灭火器指针在红的地方 3个',
    title: '二楼东头灭火器指针在红的地方',
    kind: 'FIRE',
    level: 'ordinary',
    majorConfirmed: false,
    unitId: 'home1',
    status,
    open: isOpen(status),
    stageSeq: 1,
    version: 1,
    history: [entry(1, 'report', 'liu', reportedAt, 'verifying')],
    relayedSeq: 1,
    relayPending: false,
    officerId: 'wangfang',
    extensions: [],
    rechecks: [],
    round: 1,
    photos: [photo('before', 1)],
    alsoReporterIds: [],
    searchText: '',
    reportedDay: dayOf(reportedAt),
    stepDue: due('2026-09-30', 'hours:24', '2026-09-29', at('2026-09-30 15:20')),
    schema: 1,
    ...over,
  };
}

/** Dialogue (b): the locked exit of 12 October. */
export function exit(over: Partial<Hazard> = {}): Hazard {
  return hazard({
    _id: 'h150',
    code: 'YH-2026-0150',
    text: '三楼东侧安全出口又锁上了',
    title: '三楼东侧安全出口又锁上了',
    reportedAt: at('2026-10-12 09:10'),
    level: 'major',
    criterion: { id: 'x', law: '《消防法》第二十八条：不得占用、堵塞、封闭疏散通道、安全出口' },
    stepDue: due('2026-10-12', 'sameDay', '2026-10-12'),
    ...over,
  });
}

export function view(of: Hazard, now: Date, over: Partial<HazardView> = {}): HazardView {
  return {
    hazard: of,
    org,
    calendar: CALENDAR,
    now,
    place: 'private',
    facts: {},
    others: new Map(),
    ...over,
  };
}

/**
 * A hazard as full as it can be in one status: every field that a card may look at. What people typed in forms is
 * `words` (Feishu's inputs hold 1000 signs), what they reported is `text`.
 */
export function full(
  status: HazardStatus,
  level: Hazard['level'],
  words = '照片里的情况',
  text = words,
): Hazard {
  const day = at('2026-10-20 10:00');
  const extension = {
    no: 1,
    reason: words,
    interim: words,
    oldDay: '2026-10-23',
    newDay: '2026-10-30',
    byId: 'sun',
    at: day,
    seq: 7,
    toCommittee: false,
  };
  return hazard({
    status,
    level,
    majorConfirmed: level === 'major' && status !== 'planning',
    text,
    place: '二楼',
    stageSeq: 7,
    version: 9,
    history: [
      entry(1, 'report', 'liu', at('2026-10-12 09:10'), 'verifying', words),
      ...[2, 3, 4, 5, 6].map((seq) => ({
        ...entry(seq, 'joinEmergency', 'unknown:许倩', at('2026-10-12 09:12'), 'verifying', text),
        after: { trigger: 'smoke-fire', place: '十五楼楼道' },
      })),
      entry(7, 'verify', 'wangfang', day, status, words),
      entry(8, 'remark', 'unknown:路人', day, status, words),
    ],
    rectifierId: 'sun',
    recheckerId: 'wangfang',
    approverId: level === 'major' ? 'zhou' : 'limin',
    interim: words,
    measures: words,
    plan: {
      measures: words,
      funds: words,
      cost: 2.4,
      finishDay: '2026-11-13',
      six: { goal: words, measures: words, funds: words, people: words, schedule: words, safety: words },
      byId: 'sun',
      at: day,
    },
    rectification: { note: words, byId: 'sun', at: day, noPhotoReason: words },
    rechecks: [{ byId: 'wangfang', at: day, opinion: words, passed: true, fileNumber: '民安〔2026〕8号' }],
    extensions: [
      { ...extension, state: 'approved', decidedById: 'limin', decidedAt: day, opinion: words },
      { ...extension, no: 2, seq: 8, state: status === 'rectifying' ? 'pending' : 'lapsed' },
    ],
    due: due('2026-10-30', 'date', '2026-10-20'),
    dueDay: '2026-10-30',
    firstDueDay: '2026-10-23',
    stepDue: due('2026-10-23', 'workdays:3', '2026-10-20'),
    photos: [1, 2, 3, 4, 5].flatMap((n) => [photo('before', n), photo('after', n)]),
    emergency: { trigger: 'gas', alertedIds: ['limin', 'zhao'], at: day, widened: 0 },
    transfer: { to: words, letter: '民函〔2026〕12号', reason: words },
    mergedInto: 'other',
    sameAs: 'other',
    recurrenceOf: 'other',
    relatedIds: ['other'],
    kindOptions: ['FIRE', 'BUILD'],
    parts: [words, words, words],
  });
}

/** The short forms that open in place of a hazard's card. */
export const FORMS = {
  correctForm,
  unfoundedForm,
  mergeForm,
  onTheSpotForm,
  progressForm,
  noPhotoForm,
  handOverForm,
  extensionForm,
} as const;
