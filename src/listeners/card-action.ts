import { dayOf } from '../calendar.js';
import type { Outcome } from '../errors.js';
import type { CardActionIn } from '../feishu/inbound.js';
import type { Hazard, Level, Manner } from '../hazards/hazard.js';
import { FIVE, MANNERS, SIX_ITEMS } from '../hazards/hazard.js';
import * as use from '../hazards/usecases.js';
import type { Move } from '../hazards/usecases.js';
import { maySee } from '../hazards/rules.js';
import { actsAs, holdersOf } from '../hazards/roles.js';
import { nextStep } from '../hazards/announce.js';
import { personByOpenId, type Org } from '../people/org.js';
import type { Person } from '../people/person.js';
import { readButton, readForm, type ActionId, type ButtonValue } from '../../cards/actions.js';
import type { Card } from '../../cards/card.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { EXPIRED_AFTER_MS } from '../delivery/renewal.js';
import { decide } from './decisions.js';
import type { Desk } from './desk.js';
import { peopleAction } from './people-action.js';
import { isKind, takeSplit } from './reporting.js';
import { spoken } from './spoken.js';

/** What the click shows: a toast and perhaps another card in place of the clicked one. */
export interface ClickAnswer {
  readonly toast?: { readonly type: 'success' | 'info' | 'error' | 'warning'; readonly content: string };
  /** A card to show in the clicked message. */
  readonly card?: Card;
  /** Draw the clicked message anew from what is stored. */
  readonly fresh?: boolean;
}

export interface Click {
  readonly action: CardActionIn;
  readonly button: ButtonValue;
  readonly form: ReturnType<typeof readForm>;
  readonly person: Person | undefined;
  readonly org: Org;
  /** Is the clicked card in a group? Then forms and details go to the clicker in private. */
  readonly inGroup: boolean;
}

/** Draws one of the short forms for a hazard. */
export type FormDrawer = (form: ActionId, hazard: Hazard, openId: string) => Promise<Card>;

export const yes = (content: string, fresh = true): ClickAnswer => ({
  toast: { type: 'success', content },
  fresh,
});
export const info = (content: string, fresh = false): ClickAnswer => ({
  toast: { type: 'info', content },
  fresh,
});
const no = (content: string, fresh: boolean): ClickAnswer => ({ toast: { type: 'warning', content }, fresh });

/** One click. The server decides from what is stored now; the card is only believed about which hazard it showed. */
export async function onCardAction(
  desk: Desk,
  action: CardActionIn,
  drawForm: FormDrawer,
): Promise<ClickAnswer> {
  const button = readButton(action.value);
  if (button === undefined) return info('这个按钮已停用，请用最新的卡片');
  const org = await desk.people.org();
  const person = personByOpenId(org, action.openId);
  const shown = await desk.cardOf(action.messageId);
  const click: Click = {
    action,
    button,
    form: readForm(action.form),
    person,
    org,
    inGroup: shown?.type === undefined ? false : isGroup(org, action.chatId),
  };
  const other = await peopleAction(desk, click);
  if (other !== undefined) return other;
  const id =
    button.hazardId ??
    (button.action === 'open' || button.action === 'approve' || button.action === 'view'
      ? button.extra
      : undefined);
  const hazard = id === undefined ? undefined : await desk.hazards.store.get(id);
  if (hazard === undefined) return no('没有找到这个编号', false);
  if (shown !== undefined && desk.now().getTime() - shown.sentAt.getTime() > EXPIRED_AFTER_MS) {
    await openStep(desk, click, hazard);
    return no(spoken.refusal({ ok: false, code: 'card-expired', facts: {} }, org, desk.now()), false);
  }
  return hazardAction(desk, click, hazard, drawForm);
}

function isGroup(org: Org, chatId: string): boolean {
  return org.groups.some((group) => group._id === chatId);
}

const FORMS: ReadonlySet<ActionId> = new Set([
  'correct-open',
  'not-hazard-open',
  'merge-open',
  'on-the-spot-open',
  'progress-open',
  'extension-open',
  'hand-over-open',
  'no-photo-open',
]);

async function hazardAction(
  desk: Desk,
  click: Click,
  hazard: Hazard,
  drawForm: FormDrawer,
): Promise<ClickAnswer> {
  const { button, org, person, action } = click;
  const request: Move = {
    hazardId: hazard._id,
    actorId: person?._id,
    cause: action.key,
    ...(button.stage === undefined ? {} : { stage: button.stage }),
  };
  switch (button.action) {
    case 'view':
      return view(desk, click, hazard);
    case 'open':
      return openStep(desk, click, hazard);
    case 'back':
      return { fresh: true };
    case 'split-no':
      return outcome(desk, click, await use.declineOffer(desk.hazards, request, 'parts'), TEXT.registered);
    case 'same-no':
      return outcome(desk, click, await use.declineOffer(desk.hazards, request, 'sameAs'), TEXT.registered);
    case 'split': {
      const result = await takeSplit(desk, hazard, request);
      if (!result.ok) return outcome(desk, click, result, '');
      const codes = result.value.map((one) => one.code.slice(-4)).join('和');
      return outcome(desk, click, { ok: true, value: result.value[0] ?? hazard }, `已分成${codes}`);
    }
    case 'take-charge':
      return outcome(
        desk,
        click,
        await use.takeCharge(desk.hazards, request),
        TEXT.notedGoThere,
        '请先打电话，到安全处等候',
      );
    case 'accident-reported':
      return outcome(desk, click, await use.remark(desk.hazards, request, '已报告事故'), TEXT.noted);
    default:
      break;
  }
  if (FORMS.has(button.action)) {
    if (person === undefined || !maySee(person, hazard, org))
      return no(
        spoken.refusal(
          { ok: false, code: person === undefined ? 'unknown-person' : 'other-unit', facts: {} },
          org,
          desk.now(),
        ),
        false,
      );
    if (!click.inGroup) return { card: await drawForm(button.action, hazard, action.openId) };
    await desk.tell(`${action.key}:form`, {
      type: 'hazard-correct',
      target: { kind: 'openId', openId: action.openId },
      class: 'informational',
      anyHour: true,
      hazardId: hazard._id,
    });
    return info('更正的卡片已私聊发给您');
  }
  const [result, done] = await command(desk, click, hazard, request);
  return outcome(desk, click, result, done(result));
}

type Done = (result: Outcome<Hazard>) => string;
const say =
  (words: string): Done =>
  () =>
    words;

/** The commands that a button gives, each with what its success is called. */
async function command(
  desk: Desk,
  click: Click,
  hazard: Hazard,
  request: Move,
): Promise<readonly [Outcome<Hazard>, Done]> {
  const { button, form, org } = click;
  const deps = desk.hazards;
  const now =
    (verb: string): Done =>
    (result) =>
      result.ok ? `${verb}，现由${names(result.value, org)}` : verb;
  switch (button.action) {
    case 'verify':
      return [
        await use.verify(deps, request, verdict(form)),
        (result) => (result.ok ? handedOver(result.value, org) : ''),
      ];
    case 'assign-unit':
      return [
        await use.assignUnit(deps, request, { ...pick('unitId', form.unit), ...pick('text', form.text) }),
        (result) => (result.ok ? `已转${names(result.value, org)}核实` : ''),
      ];
    case 'correct':
      return [
        await use.correct(deps, request, {
          ...(isKind(form.kind) ? { kind: form.kind } : {}),
          ...pick('unitId', form.unit),
          ...pick('place', form.place),
          ...pick('text', form.text),
        }),
        say(TEXT.corrected),
      ];
    case 'choose-kind':
      return [
        await use.correct(deps, request, isKind(button.extra) ? { kind: button.extra } : {}),
        say(button.extra === 'none' ? '请回复本条并@我，写清地点和情况' : TEXT.registered),
      ];
    case 'withdraw':
      return [await use.withdraw(deps, request), say(TEXT.withdrawn)];
    case 'not-hazard':
      return [await use.notHazard(deps, request, form.note), say('已按不属实结案')];
    case 'same':
    case 'merge':
      return [
        await use.merge(deps, request, form.to ?? hazard.sameAs ?? ''),
        (result) => (result.ok ? '已并入，照片一起带过去了' : ''),
      ];
    case 'transfer-ask':
      return [await use.askTransfer(deps, request), say('已请安委办移送')];
    case 'transfer':
      return [
        await use.transfer(deps, request, {
          ...pick('reason', form.reason),
          ...pick('to', form.to),
          ...pick('number', form.letter),
        }),
        say(TEXT.transferred),
      ];
    case 'on-the-spot':
      return [await use.fixOnTheSpot(deps, request, form.note ?? ''), now('已报复查')];
    case 'submit-plan':
      return [
        await use.submitPlan(deps, request, planDraft(form, hazard.level)),
        (result) => (result.ok ? `已报${names(result.value, org)}审批` : ''),
      ];
    case 'approve':
      return [
        await decide(desk, hazard, request, true, ''),
        (result) => (result.ok ? spoken.decided(result.value, org, true).replace(/。$/u, '') : ''),
      ];
    case 'return':
      return [await decide(desk, hazard, request, false, form.reason ?? ''), say(TEXT.returned)];
    case 'report-done':
      return [
        await use.reportDone(deps, request, { ...pick('note', form.note) }),
        (result) => (result.ok ? `已报复查，现由${names(result.value, org)}复查` : ''),
      ];
    case 'no-photo':
      return [
        await use.reportDone(deps, request, { ...pick('note', form.note), noPhotoReason: form.reason ?? '' }),
        (result) => (result.ok ? `已报复查，现由${names(result.value, org)}复查` : ''),
      ];
    case 'progress':
      return [await use.addProgress(deps, request, form.note ?? ''), say(TEXT.noted)];
    case 'hand-over':
      return [await use.handOver(deps, request, form.person), now('已交办')];
    case 'extension':
      return [
        await use.askExtension(deps, request, {
          ...pick('reason', form.reason),
          ...pick('interim', form.interim),
          ...pick('newDay', form.newDay),
        }),
        (result) => (result.ok ? extensionDone(result.value, org) : ''),
      ];
    case 'pass-recheck':
      return [
        await use.passRecheck(deps, request, {
          ...pick('opinion', form.opinion),
          ...pick('fileNumber', form.fileNumber),
          five: fiveOf(form),
        }),
        (result) =>
          result.ok && result.value.status === 'closing' ? `已报${names(result.value, org)}审批` : '已销号',
      ];
    case 'fail-recheck':
      return [await use.failRecheck(deps, request, form.opinion ?? ''), say(TEXT.returned)];
    case 'settle':
      return [
        await use.settleEmergency(deps, request, { ...pick('note', form.note) }),
        say(TEXT.notedThanks),
      ];
    case 'false-alarm':
      return [
        await use.settleEmergency(deps, request, { ...pick('note', form.note), falseAlarm: true }),
        say(TEXT.falseAlarm.replace(/。$/u, '')),
      ];
    case 'injured':
      return [await use.reportInjury(deps, request), say(TEXT.noted)];
    default:
      return [{ ok: false, code: 'switched-off', facts: {} }, say('')];
  }
}

/** Turns an outcome into what is shown; a success is relayed at once, a refusal of the form keeps what was typed. */
async function outcome(
  desk: Desk,
  click: Click,
  result: Outcome<Hazard>,
  done: string,
  instead?: string,
): Promise<ClickAnswer> {
  if (result.ok) {
    await desk.relay(result.value);
    return yes(done);
  }
  // Draw anew only where the card is out of date; a form over which somebody typed stays (experience.md §4.1).
  const outOfDate = [
    'stale-card',
    'already-done',
    'other-decision',
    'already-closed',
    'withdraw-late',
  ].includes(result.code);
  const kept =
    result.code === 'six-missing' && click.button.hazardId !== undefined
      ? await desk.hazards.store.get(click.button.hazardId)
      : undefined;
  if (kept !== undefined) await desk.relay(kept);
  const words =
    instead !== undefined && (result.code === 'not-your-step' || result.code === 'other-unit')
      ? instead
      : spoken.refusal(result, click.org, desk.now());
  const reason = click.form.reason;
  if (result.code === 'other-decision' && reason !== undefined && click.button.hazardId !== undefined)
    await keepWords(desk, click, reason);
  return no(words, outOfDate);
}

/** Two leaders at once: the slower one's words are kept in the history (experience.md §3 i). */
async function keepWords(desk: Desk, click: Click, reason: string): Promise<void> {
  const kept = await use.remark(
    desk.hazards,
    { hazardId: click.button.hazardId ?? '', actorId: click.person?._id, cause: `${click.action.key}:words` },
    reason,
  );
  if (kept.ok) await desk.relay(kept.value);
}

function verdict(form: Click['form']): use.Verdict {
  const level: Level = form.level === 'major' ? 'major' : 'ordinary';
  const manner = MANNERS.find((candidate): candidate is Manner => candidate === form.manner);
  return {
    level,
    ...(manner === undefined ? {} : { manner }),
    ...pick('title', form.title),
    ...pick('rectifierId', form.rectifier),
    ...pick('measures', form.measures),
    ...pick('interim', form.interim),
    ...pick('downgradeReason', form.reason),
  };
}

function planDraft(form: Click['form'], level: Level): use.PlanDraft {
  const cost = Number(form.cost);
  const six =
    level === 'major'
      ? {
          six: Object.fromEntries(
            SIX_ITEMS.flatMap((item) => (form[item] === undefined ? [] : [[item, form[item]]])),
          ),
        }
      : {};
  return {
    ...pick('measures', form.measures),
    ...(level === 'ordinary' ? pick('funds', form.funds) : {}),
    ...(form.cost === undefined || !Number.isFinite(cost) ? {} : { cost }),
    ...pick('rectifierId', form.rectifier),
    ...pick('finishDay', form.finish),
    ...six,
  };
}

function fiveOf(form: Click['form']): Record<string, string> {
  return Object.fromEntries(FIVE.flatMap((item) => (form[item] === undefined ? [] : [[item, '已落实']])));
}

function pick<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}

function names(hazard: Hazard, org: Org): string {
  return holdersOf(hazard, org)
    .map((id) => org.people.find((person) => person._id === id)?.name ?? '')
    .join('、');
}

function handedOver(hazard: Hazard, org: Org): string {
  if (hazard.status === 'approving') return `已交办，送${names(hazard, org)}审批`;
  const due =
    hazard.status === 'planning' && hazard.stepDue !== undefined
      ? `，${names(hazard, org)}${Number(hazard.stepDue.day.slice(5, 7))}月${Number(hazard.stepDue.day.slice(8))}日前报方案`
      : `，现由${names(hazard, org)}`;
  return `已交办${due}`;
}

function extensionDone(hazard: Hazard, org: Org): string {
  const who = org.people.find((person) => person._id === hazard.approverId)?.name ?? '';
  return hazard.pendingExtension?.toCommittee === true ? '第3次延期，报局长并列入安委会' : `已报${who}审批`;
}

/** 查看进展: by right, in private. */
async function view(desk: Desk, click: Click, hazard: Hazard): Promise<ClickAnswer> {
  const { person, org, action } = click;
  const own = hazard.reporterOpenId !== undefined && hazard.reporterOpenId === action.openId;
  if (!own && person === undefined)
    return no(spoken.refusal({ ok: false, code: 'unknown-person', facts: {} }, org, desk.now()), false);
  if (!own && person !== undefined && !maySee(person, hazard, org))
    return no(spoken.refusal({ ok: false, code: 'other-unit', facts: {} }, org, desk.now()), false);
  await desk.tell(`${action.key}:view`, {
    type: 'hazard-timeline',
    target: { kind: 'openId', openId: action.openId },
    class: 'informational',
    anyHour: true,
    hazardId: hazard._id,
  });
  return info('进展已私聊发给您');
}

/** The card of the clicker's own step, fresh; who has no step sees the progress. */
async function openStep(desk: Desk, click: Click, hazard: Hazard): Promise<ClickAnswer> {
  const { person, org, action } = click;
  const day = dayOf(desk.now());
  const mine =
    person !== undefined &&
    actsAs(
      person,
      [
        ...holdersOf(hazard, org),
        ...(hazard.pendingExtension === undefined ? [] : [hazard.approverId ?? '']),
      ],
      org,
      day,
    ) !== undefined;
  if (!mine) return view(desk, click, hazard);
  const last = hazard.history.at(-1);
  const step = last === undefined ? undefined : nextStep({ hazard, entry: last, org, day })[0];
  const approving = hazard.pendingExtension !== undefined && hazard.approverId === person?._id;
  await desk.tell(`${action.key}:open`, {
    type: approving ? 'hazard-approval' : (step?.type ?? 'hazard-timeline'),
    target: { kind: 'openId', openId: action.openId },
    class: 'informational',
    anyHour: true,
    hazardId: hazard._id,
    facts: approving ? { of: 'extension', stage: hazard.pendingExtension?.seq ?? 0 } : { ...step?.facts },
  });
  return info('已私聊发给您');
}
