import type { Hazard, HistoryEntry } from '../hazards/hazard.js';
import type { NoticeType } from '../notices.js';
import type { Collection } from '../store/collection.js';
import { refsOf } from './card-refs.js';
import { AFTER_CALLBACK_MS, refreshRow } from './outbox.js';
import type { CardRef, OutboxRow } from './rows.js';

/** A redraw empties a form that somebody is filling in on the phone; by then most forms are handed in. */
const FORM_SPARED_MS = 10 * 60_000;
/** Into a card that has just come nobody has typed yet. */
const JUST_SENT_MS = 60_000;

export interface RefreshDeps {
  readonly cardRefs: Collection<CardRef>;
  /** May such a card hold a form? */
  readonly hasForm: (type: string) => boolean;
  /** The lanes in which somebody has cards of their own. */
  readonly lanesOf: (personId: string) => Promise<readonly string[]>;
}

/**
 * Brings the cards that stand on screens up to date after these entries. A redraw takes away what is typed into a card
 * (experience.md §1.9): a card with a form waits where its reader knows the news from elsewhere.
 */
export async function refreshes(
  deps: RefreshDeps,
  hazard: Hazard,
  fresh: readonly HistoryEntry[],
  now: Date,
): Promise<readonly OutboxRow[]> {
  const typing = whoKnows(hazard, fresh);
  const own = (await Promise.all(typing.map((id) => deps.lanesOf(id)))).flat();
  const grows = fresh.every(({ command }) => GROWS.has(command));
  const refs = await refsOf(deps.cardRefs, hazard._id);
  return (
    refs
      .filter((ref) => ref.renderedVersion < hazard.version)
      // What was said to those who reported before, and the pings, hold nothing of who came after.
      .filter(({ type }) => !grows || !OF_ONE_MESSAGE.has(type))
      .map((ref) => {
        const typed = now.getTime() - ref.sentAt.getTime() > JUST_SENT_MS && deps.hasForm(ref.type);
        const wait = typed && own.includes(ref.lane) ? FORM_SPARED_MS : AFTER_CALLBACK_MS;
        const wakeAt = new Date(now.getTime() + wait);
        return refreshRow(ref._id, hazard._id, ref.lane, hazard.version, wakeAt, now);
      })
  );
}

const OF_ONE_MESSAGE: ReadonlySet<string> = new Set<NoticeType>(['urgent-joined', 'urgent-more']);
/** More about a danger, from others. */
const GROWS: ReadonlySet<HistoryEntry['command']> = new Set(['joinEmergency', 'photosFetched']);
const ADDITIONS: ReadonlySet<HistoryEntry['command']> = new Set(['addPhotos', 'addProgress', 'remark']);

/**
 * Whoever has only added a picture or words of their own; and whoever has taken charge of a danger, who was pinged with
 * the words that joined it (urgent-more) and may be writing how it was ended.
 */
function whoKnows(hazard: Hazard, fresh: readonly HistoryEntry[]): readonly string[] {
  const author = onlyAuthor(hazard, fresh);
  const { takenById } = hazard.emergency ?? {};
  const added = fresh.every(({ command }) => ADDITIONS.has(command) || GROWS.has(command));
  return [author, added ? takenById : undefined].filter((id) => id !== undefined);
}

/** The one person who has added something, if nothing else has happened. */
function onlyAuthor(hazard: Hazard, fresh: readonly HistoryEntry[]): string | undefined {
  const authors = fresh.flatMap((entry): readonly (string | undefined)[] => {
    if (entry.command === 'photosFetched') return photographers(hazard, entry);
    return ADDITIONS.has(entry.command) ? [entry.by] : [undefined];
  });
  const [author, ...others] = new Set(authors);
  return others.length === 0 ? author : undefined;
}

/** Whose pictures have arrived. */
function photographers(hazard: Hazard, { after }: HistoryEntry): readonly (string | undefined)[] {
  const ids = after?.['photos']?.split(',') ?? [];
  return hazard.photos.filter(({ id }) => ids.includes(id)).map(({ byId }) => byId);
}
