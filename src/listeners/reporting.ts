import { dayOf, deadlineInWords } from '../calendar.js';
import { uuidOf } from '../delivery/outbox.js';
import { given } from '../given.js';
import { KINDS, type Kind } from '../hazards/kinds.js';
import type { Hazard, PartMark } from '../hazards/hazard.js';
import { report, type Report } from '../hazards/usecases.js';
import { adminName, personByOpenId, type Org } from '../people/org.js';
import type { Target } from '../notices.js';
import type { Understanding } from '../understanding/index.js';
import { noteTo, type Desk } from './desk.js';
import { marked } from '../hazards/part-list.js';
import { keepStripped } from './anonymous-photos.js';

export interface Told {
  readonly key: string;
  readonly messageId: string;
  readonly chatId: string;
  readonly channel: 'group' | 'private' | 'form';
  readonly openId: string;
  readonly text: string;
  readonly photos: readonly {
    readonly messageId: string;
    readonly fileKey: string;
    readonly byOpenId?: string;
  }[];
  readonly kind?: Kind;
  readonly place?: string;
  readonly unitId?: string;
  /** Unit of the card that the message answers. */
  readonly answeredUnitId?: string;
}

/** A unit's names for finding it in a text, longest first. */
function unitInText(org: Org, text: string): string | undefined {
  const names = org.units.flatMap((unit) =>
    [unit.name, ...unit.aliases].map((name) => ({ name, id: unit._id })),
  );
  return names.toSorted((a, b) => b.name.length - a.name.length).find(({ name }) => text.includes(name))?.id;
}

/** Which unit it is about: named in the text, the group's own, or the reporter's (experience.md §3 a). */
export function unitOf(
  org: Org,
  told: Pick<Told, 'text' | 'chatId' | 'openId' | 'unitId' | 'answeredUnitId'>,
): string | undefined {
  const group = org.groups.find((candidate) => candidate._id === told.chatId);
  return (
    told.unitId ??
    unitInText(org, told.text) ??
    told.answeredUnitId ??
    group?.unitId ??
    personByOpenId(org, told.openId)?.unitId
  );
}

export function orgNames(org: Org): { units: readonly string[]; places: readonly string[] } {
  return { units: org.units.flatMap((unit) => [unit.name, ...unit.aliases]), places: [] };
}

/** Stores a report and lets it be told. Never refused, whoever says it. */
export async function takeReport(desk: Desk, told: Told, understood: Understanding): Promise<Hazard> {
  const org = await desk.people.org();
  const person = personByOpenId(org, told.openId);
  const name = person === undefined ? await nameFromContacts(desk, told.openId) : undefined;
  const unitId = unitOf(org, told);
  const askKind =
    told.kind === undefined &&
    understood.unsure &&
    understood.kindOptions.length > 1 &&
    understood.urgent === null;
  const input: Report = {
    source: {
      channel: told.channel,
      messageId: told.messageId,
      index: 0,
      ...(told.channel === 'group' ? { chatId: told.chatId } : {}),
    },
    cause: told.key,
    ...(person === undefined ? { openId: told.openId } : { reporterId: person._id }),
    ...(name === undefined ? {} : { name }),
    text: told.text,
    kind: told.kind ?? understood.kind ?? understood.kindOptions[0] ?? 'MGMT',
    ...(askKind ? { kindOptions: understood.kindOptions.slice(0, 3) } : {}),
    suspectedMajor: understood.major,
    ...criterionOf(understood),
    ...placeOf(told, understood),
    ...(unitId === undefined ? {} : { unitId }),
    ...(understood.urgent === null ? {} : { trigger: understood.urgent.trigger }),
    ...(understood.count > 1 && understood.parts.length > 1 && understood.urgent === null
      ? partsOf(desk, org, understood.parts.map(plainPart))
      : {}),
    photos: told.photos.map(({ messageId, fileKey, byOpenId }) => {
      const by = personByOpenId(org, byOpenId)?._id ?? person?._id;
      return { messageId, fileKey, ...(by === undefined ? {} : { byId: by }) };
    }),
  };
  const hazard = await report(desk.hazards, input);
  await desk.relay(hazard);
  if (person === undefined) await greetUnknown(desk, told);
  return hazard;
}

export function criterionOf({ criterion }: Understanding): Pick<Report, 'criterion'> {
  if (criterion === null) return {};
  return { criterion: { id: criterion.id, ...given('law', criterion.law) } };
}

function partsOf(desk: Desk, org: Org, parts: readonly string[]): Pick<Report, 'parts' | 'partMarks'> {
  return { parts, partMarks: marksOf(desk, org, parts) };
}

/** Each part read by itself: its kind, whether it may be major, and whether it repeats an earlier one. */
export function marksOf(
  desk: Pick<Desk, 'understand'>,
  org: Org,
  parts: readonly string[],
): readonly PartMark[] {
  return marked(
    parts.map((text) => {
      const read = desk.understand(text, orgNames(org));
      const row = read.criterion?.mark === 'A' ? read.criterion.text : read.criterion?.law;
      return {
        text,
        mark: {
          kind: read.kind ?? 'MGMT',
          ...(read.major ? { major: true, ...criterionOf(read), ...given('row', row) } : {}),
        },
        ...(read.place === null ? {} : { place: read.place }),
      };
    }),
  );
}

/** A part as it stands alone: without the comma and the 另外 that tied it to the others. */
export function plainPart(part: string): string {
  const alone = part
    .replace(/^[①-⑳][、.）]?/u, '')
    .replace(/^(?:另外|还有|以及)?[，,：:、\s]*/u, '')
    .replace(/[，,。；;、\s]+$/u, '');
  return alone === '' ? part : alone;
}

function placeOf(told: Told, understood: Understanding): { place?: string } {
  const place = told.place ?? understood.place ?? undefined;
  return place === undefined ? {} : { place };
}

/** The contact scope may be missing: then there is no name, and the report is taken all the same. */
async function nameFromContacts(desk: Desk, openId: string): Promise<string | undefined> {
  try {
    return await desk.reader.userName(openId);
  } catch {
    return undefined;
  }
}

/** Somebody unknown is told once in private how to be known (experience.md §3 o). */
async function greetUnknown(desk: Desk, told: Told): Promise<void> {
  const org = await desk.people.org();
  const admin = adminName(org);
  const target: Target = { kind: 'openId', openId: told.openId };
  await desk.tell(
    `unknown:${told.openId}`,
    noteTo(target, '已登记', [
      `您报的隐患已登记，照常办理。我还不认识您，想查进展请回“我是某某，某单位某岗位”，由${admin}确认。`,
    ]),
  );
}

/**
 * An anonymous report: no identity in the record, the outbox or the logs (domain.md §12). Words and identity are
 * kept apart.
 */
export async function takeAnonymous(desk: Desk, told: Told, understood: Understanding): Promise<void> {
  const org = await desk.people.org();
  const code = await desk.anonymous.codeFor(told.messageId);
  const hash = desk.anonymous.hash(code);
  const known = await desk.hazards.store.byReceipt(hash);
  const { kept, missing } = await keepStripped(desk, known === undefined ? told.photos : []);
  const unitId = unitInText(org, told.text) ?? personByOpenId(org, told.openId)?.unitId;
  const trigger = understood.urgent?.trigger;
  const hazard =
    known ??
    (await report(desk.hazards, {
      source: { channel: 'anonymous' },
      cause: await desk.anonymous.causeOf(told.key),
      text: '',
      // Emergency wording skips the re-wording; the bot's own sentence goes out (experience.md §3 d).
      ...(trigger === undefined
        ? {}
        : { publicText: `有人反映：${understood.place ?? '现场'}有${understood.urgent?.words ?? '险情'}` }),
      kind: understood.kind ?? 'MGMT',
      suspectedMajor: understood.major,
      ...(trigger === undefined ? {} : { trigger }),
      ...(unitId === undefined ? {} : { unitId }),
      photos: kept,
      anonymous: true,
      receiptHash: hash,
    }));
  await desk.anonymous.keep(hazard._id, told.text, told.openId);
  await desk.relay(hazard);
  const keepers = org.people.filter((person) => person.roles.includes('keeper')).map((person) => person.name);
  const calendar = await desk.calendar();
  const due = hazard.stepDue ?? calendar.inWorkdays(dayOf(desk.now()), 1);
  const view = {
    code,
    due: deadlineInWords({ ...due, rule: 'date' }, dayOf(desk.now()), calendar),
    keepers: keepers.join('或'),
    ...(missing === 0 ? {} : { missing }),
  };
  await desk.sendPrivately(told.openId, 'anon-receipt', view, uuidOf(`anon:${code}`));
  // Last: a refused receipt is tried again with the message, which must still be known for that.
  await desk.scrub(told.key);
}

export const isKind = (text: string | undefined): text is Kind => KINDS.includes(text as Kind);
