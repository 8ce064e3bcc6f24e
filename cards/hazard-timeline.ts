import { dayOf, fullDay } from '../src/calendar.js';
import { mayDrawUpPapers, papersFor } from '../src/hazards/papers.js';
import { actsAs, waitsFor } from '../src/hazards/roles.js';
import type { HistoryEntry } from '../src/hazards/hazard.js';
import { hazardCard } from './hazard-card.js';
import type { Card, CardNode } from './card.js';
import { escaped, shortened, signsOf } from './escape.js';
import { button, deadlineField, field, folded, hint, md, photoPair } from './kit.js';
import { longText } from './long-text.js';
import { DEED, STATUS } from './texts.zh-CN.js';
import { relatedLines } from './urgent-messages.js';
import {
  entryHead,
  holderWords,
  nameOf,
  nextWords,
  photoKeys,
  photoTrouble,
  shownTitle,
  stepDueWords,
  today,
  type HazardView,
} from './view.js';

/** Entries that say nothing to people. */
const SILENT = new Set(['photosFetched']);
/** A card holds 200 elements: of a long history the newest are shown, the rest is in the ledger. */
const SHOWN = 20;
const NOTE_ROOM = 240;
/** Of a note that is too long so much of its end is shown. */
const TAIL = 60;
/** A card holds 30 KB; this is left for its frame and the heads of the entries. */
const CARD_BYTES = 24_000;

/** 查看进展: everything about one hazard, for those who may see it; the asker's own step one tap away. */
export function hazardTimeline(view: HazardView): Card {
  const { hazard } = view;
  const entries = hazard.history.filter((entry) => !SILENT.has(entry.command));
  const trouble = photoTrouble(hazard);
  const facts = [
    field('情况', shortened(hazard.text, 200)),
    ...relatedLines(view),
    ...(hazard.place === undefined ? [] : [field('部位', hazard.place)]),
    ...(hazard.open
      ? [
          field('现由', holderWords(view)),
          deadlineField('期限', stepDueWords(view)),
          field('下一步', nextWords(view)),
        ]
      : []),
    ...(hazard.interim === undefined ? [] : [field('临时管控', shortened(hazard.interim, 200))]),
    ...(hazard.measures === undefined ? [] : [field('措施', shortened(hazard.measures, 200))]),
    ...oldDates(view),
    ...(view.place === 'private' ? [photoPair(photoKeys(hazard, 'before'), photoKeys(hazard, 'after'))] : []),
    ...(trouble === undefined || view.place === 'group' ? [] : [hint(trouble)]),
    ...takenByOthers(view),
    ...([...hazard.text].length > 200 ? [folded('上报全文', longText(hazard.text))] : []),
  ];
  const notes = timelineNodes(view, SHOWN, pageOf(view), CARD_BYTES - bytesOf(JSON.stringify(facts)));
  return hazardCard(view, { title: `${STATUS[hazard.status].word}：${shownTitle(view)}` }, [
    ...facts,
    folded(`办理过程（${entries.length}条）`, notes),
    ...(drawsUp(view) ? [button('文书', 'papers-open', { hazardId: hazard._id, kind: 'quiet' })] : []),
    ...(hasStep(view) ? [button('办理我的一步', 'open', { hazardId: hazard._id, kind: 'plain' })] : []),
  ]);
}

/** Something waits for the reader of this private card; a group's card asks whoever taps. */
function hasStep({ hazard, org, place, viewer, now }: HazardView): boolean {
  if (place === 'group') return hazard.open;
  return viewer !== undefined && actsAs(viewer, waitsFor(hazard, org), org, dayOf(now)) !== undefined;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Room for each note where all of them together would not fit: a sign can become six bytes on its way into a card. */
function roomFor(notes: readonly string[], bytes: number): number {
  const whole = bytesOf(escaped(notes.map((note) => noteText(note, NOTE_ROOM)).join('')));
  return whole <= bytes ? NOTE_ROOM : Math.max(TAIL, Math.floor(bytes / 6 / notes.length));
}

/** Leaders and 安委办 have papers drawn up from here, in private. */
const drawsUp = (view: HazardView): boolean =>
  view.place === 'private' && mayDrawUpPapers(view.viewer) && papersFor(view.hazard, today(view)).length > 0;

/** A note of the history: short ones whole, of long ones the beginning and the end. */
function noteText(note: string, room: number): string {
  const begin = signsOf(note.slice(0, 2 * room + 2));
  if (begin.length <= room) return note;
  const end = signsOf(note.slice(-2 * TAIL))
    .slice(-TAIL)
    .join('');
  return `${begin.slice(0, room - TAIL).join('')}……${end}`;
}

/** 隐患 0142 第2页: the entries before the newest ones. */
const pageOf = ({ facts }: HazardView): number => (typeof facts['page'] === 'number' ? facts['page'] : 1);

/** The newest entries first; beyond the last page it is the last one. */
export function timelineNodes(
  view: HazardView,
  limit: number,
  wanted = 1,
  bytes = CARD_BYTES / 2,
): readonly CardNode[] {
  const entries = view.hazard.history.filter((entry) => !SILENT.has(entry.command)).toReversed();
  const last = Math.max(1, Math.ceil(entries.length / limit));
  const page = Math.min(Math.max(1, wanted), last);
  const onPage = entries.slice((page - 1) * limit, page * limit);
  const room = roomFor(
    onPage.map(({ note = '' }) => note),
    bytes,
  );
  const shown = onPage.flatMap((entry) => {
    const head = md(`**${escaped(entryHead(view, entry))}**　${deedOf(entry)}`);
    return entry.note === undefined ? [head] : [head, md(escaped(noteText(entry.note, room)))];
  });
  const left = entries.length - page * limit;
  // Another card may show fewer of them than a page holds: from there it is the first page.
  const next = limit === SHOWN ? ` 第${page + 1}页` : '';
  return left > 0
    ? [...shown, hint(`还有${left}条较早的记录，发“隐患 ${view.hazard.code.slice(-4)}${next}”查看`)]
    : shown;
}

/** A plan that is not whole yet is kept and stays where it was: nobody has handed it in. */
const deedOf = ({ command, status }: HistoryEntry): string =>
  command === 'submitPlan' && status === 'planning' ? '写了方案，还没有写齐' : DEED[command];

/** Whose photos they are when the reporter sent somebody else's (cases.md 9). */
function takenByOthers(view: HazardView): readonly CardNode[] {
  const { hazard } = view;
  const others = hazard.photos.flatMap((photo) =>
    photo.stage === 'before' && photo.byId !== undefined && photo.byId !== hazard.reporterId
      ? [nameOf(view, photo.byId)]
      : [],
  );
  return others.length === 0 || view.place === 'group'
    ? []
    : [field('照片来自', [...new Set(others)].join('、'))];
}

function oldDates(view: HazardView): readonly CardNode[] {
  const approved = view.hazard.extensions.filter((extension) => extension.state === 'approved');
  if (approved.length === 0) return [];
  return [field('原期限', approved.map((extension) => fullDay(extension.oldDay, today(view))).join('、'))];
}
