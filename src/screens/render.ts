import { addDays, createCalendar, dayOf, type BusinessCalendar, type YearOverride } from '../calendar.js';
import type { CampaignDeps } from '../campaigns/ports.js';
import type { Address } from '../delivery/gateway-port.js';
import type { MessageLoad } from '../delivery/load.js';
import { endsNow } from '../delivery/card-refs.js';
import type { CardRef, OutboxRow } from '../delivery/rows.js';
import type { Rendered } from '../delivery/sender.js';
import type { Hazard } from '../hazards/hazard.js';
import { ownReporter } from '../hazards/announce-reporter.js';
import type { CommitteeDesk } from '../listeners/committee-desk.js';
import type { HazardStore } from '../hazards/ports.js';
import type { NoticeType, StoredNotice, Target } from '../notices.js';
import { personById, personByOpenId, type Org } from '../people/org.js';
import type { PeopleStore } from '../store/people.js';
import { isHazardCard, renderCard, type HazardCardType, type ViewOf } from '../../cards/index.js';
import type { Card } from '../../cards/card.js';
import type { HazardView } from '../../cards/view.js';
import { correctForm, mergeForm, onTheSpotForm, unfoundedForm } from '../../cards/hazard-review.js';
import { hazardSplit } from '../../cards/hazard-offers.js';
import { isOver } from '../../cards/urgent.js';
import { extensionForm, handOverForm, noPhotoForm, progressForm } from '../../cards/hazard-rectify.js';
import type { ActionId } from '../../cards/actions.js';
import type { DigestSource } from './digest/source.js';
import { otherView } from './other-views.js';

export interface ScreenDeps {
  readonly hazards: HazardStore;
  readonly people: PeopleStore;
  readonly now: () => Date;
  readonly sources: readonly DigestSource[];
  readonly campaigns: CampaignDeps;
  /** Messages a person in a span. */
  readonly load: (from: Date, to: Date) => Promise<readonly MessageLoad[]>;
  readonly committee: Pick<CommitteeDesk, 'meetings' | 'tasks'>;
  /** Makes and uploads the file that a notice is (facts.file); undefined = it can't be made. */
  readonly file: (what: string) => Promise<string | undefined>;
  readonly original: (hazardId: string) => Promise<string | undefined>;
  /** The message in which this lane has this card of a hazard. */
  readonly shownTo: (hazardId: string, type: NoticeType, lane: string) => Promise<string | undefined>;
}

interface Drawn {
  readonly card: Card;
  readonly version: number;
  /** An emergency that is over. */
  readonly calm?: boolean;
}

/** Draws notices as cards, from what is stored at this moment. */
export interface Screens {
  calendar(): Promise<BusinessCalendar>;
  renderRow(row: OutboxRow): Promise<Rendered>;
  renderRef(ref: CardRef): Promise<Rendered>;
  /** One notice as it looks now; undefined = there is nothing to show. */
  draw(notice: StoredNotice): Promise<Card | undefined>;
  form(form: ActionId, hazard: Hazard, openId: string): Promise<Card>;
}

export function createScreens(deps: ScreenDeps): Screens {
  let built = { key: '[]', calendar: createCalendar() };
  const calendar = async (): Promise<BusinessCalendar> => {
    const entered = ((await deps.people.setting('holidays')) ?? []) as YearOverride[];
    const key = JSON.stringify(entered);
    // Asked for with every card and every second; built anew only when somebody has entered holidays.
    if (built.key !== key) built = { key, calendar: createCalendar(entered) };
    return built.calendar;
  };

  async function hazardView(hazard: Hazard, notice: StoredNotice, org: Org): Promise<HazardView> {
    const others = new Map<string, Hazard>();
    const ids = [hazard.sameAs, hazard.mergedInto, hazard.recurrenceOf, ...(hazard.relatedIds ?? [])];
    for (const id of ids) {
      const other = id === undefined ? undefined : await deps.hazards.get(id);
      if (other !== undefined) others.set(other._id, other);
    }
    const stage = notice.facts?.['stage'];
    const viewer = viewerOf(org, notice.target);
    const original =
      hazard.anonymous && (notice.type === 'anon-rewrite' || notice.type === 'anon-supplement')
        ? await deps.original(hazard._id)
        : undefined;
    return {
      hazard,
      org,
      calendar: await calendar(),
      now: deps.now(),
      place: notice.target.kind === 'chat' ? 'group' : 'private',
      ...(viewer === undefined ? {} : { viewer }),
      facts: notice.facts ?? {},
      ...(typeof stage === 'number' ? { stage } : {}),
      others,
      ...(original === undefined ? {} : { original }),
    };
  }

  async function draw(notice: StoredNotice, org: Org): Promise<Drawn | string> {
    const hazard = notice.hazardId === undefined ? undefined : await deps.hazards.get(notice.hazardId);
    if (isHazardCard(notice.type)) {
      if (hazard === undefined) return 'the hazard is gone';
      const view = await hazardView(hazard, notice, org);
      const calm = hazard.emergency !== undefined && isOver(hazard);
      return { card: renderCard(notice.type, view as ViewOf<HazardCardType>), version: hazard.version, calm };
    }
    const view = await otherView(notice, { ...deps, calendar: await calendar(), org });
    if (typeof view === 'string') return view;
    return { card: renderCard(notice.type, view as never), version: hazard?.version ?? versionOf(view) };
  }

  /** 本卡已停用: an open hazard's old card without buttons (experience.md §3 j); a closed one keeps its last face. */
  async function retiredCard(ref: CardRef): Promise<{ card: Card; version: number } | undefined> {
    const hazard = ref.hazardId === undefined ? undefined : await deps.hazards.get(ref.hazardId);
    if (hazard?.open !== true) return undefined;
    const lines = [`本卡已停用（满13天）。请用最新的卡，或发“隐患 ${hazard.code.slice(-4)}”。`];
    return {
      card: renderCard('note', { title: `本卡已停用：${hazard.title}`, colour: 'grey', lines }),
      version: hazard.version,
    };
  }

  /** The group is gone: what concerns one hazard goes to its reporter in private instead (cases.md 38). */
  async function elsewhere(notice: StoredNotice, org: Org): Promise<StoredNotice> {
    const { target } = notice;
    if (target.kind !== 'chat' || notice.hazardId === undefined || !isGone(org, target.chatId)) return notice;
    const hazard = await deps.hazards.get(notice.hazardId);
    const reporter = hazard === undefined ? undefined : ownReporter(hazard);
    return reporter === undefined ? notice : { ...notice, target: reporter };
  }

  return {
    calendar,
    async renderRow(row) {
      if (row.notice === undefined) return { do: 'skip', reason: 'nothing to tell' };
      const org = await deps.people.org();
      const notice = await elsewhere(row.notice, org);
      const to = address(org, notice.target);
      if (to === undefined) return { do: 'skip', reason: 'nobody to send it to' };
      const wanted = notice.facts?.['file'];
      const fileKey = typeof wanted === 'string' ? await deps.file(wanted) : undefined;
      if (fileKey !== undefined)
        return { do: 'send', to, message: { kind: 'file', fileKey }, version: 0, urgentFor: [] };
      const drawn = await draw(notice, org);
      if (typeof drawn === 'string') return { do: 'skip', reason: drawn };
      const openId =
        notice.target.kind === 'person' ? personById(org, notice.target.personId)?.openId : undefined;
      // Late news of a danger that is over wakes nobody.
      const calm = drawn.calm === true;
      if (calm && notice.type === 'urgent-more') return { do: 'skip', reason: 'the danger is over' };
      const alarm =
        notice.type === 'urgent-more' && notice.hazardId !== undefined
          ? await deps.shownTo(notice.hazardId, 'urgent', row.lane)
          : undefined;
      return {
        do: 'send',
        to: alarm === undefined ? to : { by: 'reply', id: alarm },
        instead: to,
        message: { kind: 'card', card: row.resent === true ? resent(drawn.card) : drawn.card },
        version: drawn.version,
        urgentFor: notice.urgent === true && !calm && openId !== undefined ? [openId] : [],
      };
    },
    async renderRef(ref) {
      const org = await deps.people.org();
      const retired = endsNow(ref, deps.now()) ? await retiredCard(ref) : undefined;
      const drawn = retired ?? (await draw(ref.notice, org));
      if (typeof drawn === 'string') return { do: 'skip', reason: drawn };
      return {
        do: 'send',
        to: { by: 'chat_id', id: '' },
        message: { kind: 'card', card: drawn.card },
        version: drawn.version,
        urgentFor: [],
      };
    },
    async draw(notice) {
      const drawn = await draw(notice, await deps.people.org());
      return typeof drawn === 'string' ? undefined : drawn.card;
    },
    async form(form, hazard, openId) {
      const org = await deps.people.org();
      const view = await hazardView(
        hazard,
        { type: 'hazard-correct', target: { kind: 'openId', openId }, class: 'informational' },
        org,
      );
      if (form !== 'merge-open') return (FORMS[form] ?? correctForm)(view);
      const since = addDays(dayOf(deps.now()), -365);
      const open = await deps.hazards.find({
        open: true,
        from: since,
        ...(hazard.unitId === undefined ? {} : { unitId: hazard.unitId }),
      });
      return mergeForm({ ...view, others: new Map(open.map((other) => [other._id, other])) });
    },
  };
}

/** The view of something that changes says which state of it is shown. */
function versionOf(view: object): number {
  return 'version' in view && typeof view.version === 'number' ? view.version : 0;
}

const FORMS: Partial<Record<ActionId, (view: HazardView) => Card>> = {
  'correct-open': correctForm,
  'not-hazard-open': unfoundedForm,
  'on-the-spot-open': onTheSpotForm,
  'progress-open': progressForm,
  'extension-open': extensionForm,
  'hand-over-open': handOverForm,
  'no-photo-open': noPhotoForm,
  'split-open': hazardSplit,
};

function viewerOf(org: Org, target: Target): ReturnType<typeof personById> {
  if (target.kind === 'person') return personById(org, target.personId);
  return target.kind === 'openId' ? personByOpenId(org, target.openId) : undefined;
}

function isGone(org: Org, chatId: string): boolean {
  return org.groups.some((group) => group._id === chatId && group.state === 'gone');
}

/**
 * Where a notice really goes. Somebody without an open_id (never found in the contacts) or who stopped the bot is
 * replaced by their unit's head or 安委办, so that a rung is never skipped upward (cases.md 94).
 */
function address(org: Org, target: Target): Address | undefined {
  if (target.kind === 'openId') return { by: 'open_id', id: target.openId };
  if (target.kind === 'chat') {
    if (isGone(org, target.chatId)) return undefined;
    return target.replyTo === undefined
      ? { by: 'chat_id', id: target.chatId }
      : { by: 'reply', id: target.replyTo };
  }
  const person = personById(org, target.personId);
  if (person?.openId !== undefined && person.state === 'active' && person.unreachable !== true)
    return { by: 'open_id', id: person.openId };
  const unit = org.units.find((candidate) => candidate._id === person?.unitId);
  const stand = [
    unit?.headId,
    unit?.officerId,
    ...org.people.filter((other) => other.roles.includes('committeeOffice')).map((other) => other._id),
  ];
  const found = stand
    .map((id) => personById(org, id))
    .find(
      (other) =>
        other !== undefined &&
        other._id !== target.personId &&
        other.openId !== undefined &&
        other.unreachable !== true,
    );
  return found?.openId === undefined ? undefined : { by: 'open_id', id: found.openId };
}

/** Nobody knows whether the first one arrived: the second says so (design.md §5.2). */
function resent(card: Card): Card {
  const title = (card.header['title'] as { content?: string } | undefined)?.content ?? '';
  return { ...card, header: { ...card.header, title: { tag: 'plain_text', content: `（重发）${title}` } } };
}
