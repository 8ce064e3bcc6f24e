import { dayOf } from '../calendar.js';
import { refuse, type Outcome } from '../errors.js';
import type { CardActionIn } from '../feishu/click.js';
import { pendingExtension, type Hazard } from '../hazards/hazard.js';
import * as use from '../hazards/usecases.js';
import type { Move } from '../hazards/usecases.js';
import { maySee } from '../hazards/rules.js';
import { actsAs, waitsFor } from '../hazards/roles.js';
import { nextStep } from '../hazards/announce.js';
import { personByOpenId, type Org } from '../people/org.js';
import { badDate, readButton, readForm, type ActionId } from '../../cards/actions.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { EXPIRED_AFTER_MS } from '../delivery/renewal.js';
import { campaignAction } from './campaign-action.js';
import { askReason } from './ask-reason.js';
import { remindDuty } from './remind-duty.js';
import {
  info,
  no,
  refused,
  showHazard,
  yes,
  type Click,
  type ClickAnswer,
  type FormDrawer,
} from './click.js';
import type { Desk } from './desk.js';
import { command } from './hazard-commands.js';
import { paperAction } from './hazard-papers.js';
import { meetingAction } from './meeting-action.js';
import { peopleAction } from './people-action.js';
import { openReward, rewardRuleAction } from './reward-action.js';
import { splitByTicks } from './split-list.js';
import { takeSplit } from './sequels.js';
import { taskAction } from './task-action.js';

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
  if (badDate(click.form) !== undefined) return refused(desk, click, refuse('date-bad'));
  const other =
    (await peopleAction(desk, click)) ??
    (await rewardRuleAction(desk, click)) ??
    (await campaignAction(desk, click)) ??
    (await meetingAction(desk, click)) ??
    (await taskAction(desk, click));
  if (other !== undefined) return other;
  const id =
    button.hazardId ??
    (button.action === 'open' || button.action === 'approve' || button.action === 'view'
      ? button.extra
      : undefined);
  const hazard = id === undefined ? undefined : await desk.hazards.store.get(id);
  if (hazard === undefined) return no('没有找到这个编号');
  if (shown !== undefined && desk.now().getTime() - shown.sentAt.getTime() > EXPIRED_AFTER_MS) {
    const opened = await openStep(desk, click, hazard);
    // Who may not look has got no card, and is told so.
    return opened.toast?.type === 'warning' ? opened : refused(desk, click, refuse('card-expired'));
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
  'split-open',
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
  const papers = await paperAction(desk, click, hazard);
  if (papers !== undefined) return papers;
  switch (button.action) {
    case 'view':
      return view(desk, click, hazard);
    case 'open':
      return openStep(desk, click, hazard);
    case 'reward-open':
      return openReward(desk, click, hazard);
    case 'back':
      return { fresh: true };
    case 'split-no':
      return outcome(desk, click, await use.keepWhole(desk.hazards, request), TEXT.registered);
    case 'same-no':
      return outcome(desk, click, await use.keepApart(desk.hazards, request), TEXT.registered);
    case 'split': {
      const result = await takeSplit(desk, request);
      if (!result.ok) return outcome(desk, click, result, '');
      const codes = result.value.map((one) => one.code.slice(-4)).join('和');
      return outcome(desk, click, { ok: true, value: result.value[0] ?? hazard }, `已分成${codes}`);
    }
    case 'split-some': {
      const result = await splitByTicks(desk, click, request);
      const made = result.ok ? result.value : [];
      return outcome(
        desk,
        click,
        result.ok ? { ok: true, value: made[0] ?? hazard } : result,
        `已登记${made.length}件`,
      );
    }
    case 'take-charge':
      return outcome(
        desk,
        click,
        await use.takeCharge(desk.hazards, request),
        TEXT.notedGoThere,
        '请先打电话，到安全处等候',
      );
    case 'remind-duty':
      return remindDuty(desk, click, hazard, request);
    case 'ask-reason':
      return askReason(desk, click, hazard, request);
    case 'accident-reported':
      return outcome(desk, click, await use.remark(desk.hazards, request, '已报告事故'), TEXT.noted);
    default:
      break;
  }
  if (FORMS.has(button.action)) {
    if (person === undefined || !maySee(person, hazard, org, dayOf(desk.now())))
      return refused(desk, click, refuse(person === undefined ? 'unknown-person' : 'other-unit'));
    // Said at once, not after the form is filled in.
    if (button.action === 'extension-open' && use.extensionTooLate(hazard, desk.hazards.deadlines()))
      return { ...refused(desk, click, refuse('extension-late')), fresh: true };
    if (!click.inGroup) return { card: await drawForm(button.action, hazard, action.openId) };
    await showHazard(desk, click, 'form', 'hazard-correct', hazard._id);
    return info('更正的卡片已私聊发给您');
  }
  const [result, done] = await command(desk, click, hazard, request);
  return outcome(desk, click, result, done(result));
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
  const kept =
    result.code === 'six-missing' && click.button.hazardId !== undefined
      ? await desk.hazards.store.get(click.button.hazardId)
      : undefined;
  if (kept !== undefined) await desk.relay(kept);
  const reason = click.form.reason;
  if (result.code === 'other-decision' && reason !== undefined && click.button.hazardId !== undefined)
    await keepWords(desk, click, reason);
  const elsewhere = result.code === 'not-your-step' || result.code === 'other-unit';
  return refused(desk, click, result, elsewhere ? instead : undefined);
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

/** 查看进展: by right, in private. */
async function view(desk: Desk, click: Click, hazard: Hazard): Promise<ClickAnswer> {
  const { person, org, action } = click;
  const own = hazard.reporterOpenId !== undefined && hazard.reporterOpenId === action.openId;
  if (!own && person === undefined) return refused(desk, click, refuse('unknown-person'));
  if (!own && person !== undefined && !maySee(person, hazard, org, dayOf(desk.now())))
    return refused(desk, click, refuse('other-unit'));
  await showHazard(desk, click, 'view', 'hazard-timeline', hazard._id);
  return info('进展已私聊发给您');
}

/** The card of the clicker's own step, fresh; who has no step sees the progress. */
async function openStep(desk: Desk, click: Click, hazard: Hazard): Promise<ClickAnswer> {
  const { person, org } = click;
  const day = dayOf(desk.now());
  const mine = person !== undefined && actsAs(person, waitsFor(hazard, org), org, day) !== undefined;
  if (!mine) return view(desk, click, hazard);
  const last = hazard.history.at(-1);
  const step = last === undefined ? undefined : nextStep({ hazard, entry: last, org, day })[0];
  const approving = pendingExtension(hazard) !== undefined && hazard.approverId === person?._id;
  const type = approving ? 'hazard-approval' : (step?.type ?? 'hazard-timeline');
  const facts = approving
    ? { of: 'extension', stage: pendingExtension(hazard)?.seq ?? 0 }
    : { ...step?.facts };
  await showHazard(desk, click, 'open', type, hazard._id, facts);
  return info('已私聊发给您');
}
