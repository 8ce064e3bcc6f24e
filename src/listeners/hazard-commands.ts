import { refuse, type Outcome } from '../errors.js';
import { given } from '../given.js';
import {
  FIVE,
  MANNERS,
  pendingExtension,
  SIX_ITEMS,
  type Hazard,
  type Level,
  type Manner,
} from '../hazards/hazard.js';
import { holderNames } from '../hazards/roles.js';
import * as use from '../hazards/usecases.js';
import type { Move } from '../hazards/usecases.js';
import { directorOf, nameOf, type Org } from '../people/org.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import type { Click } from './click.js';
import { decide } from './decisions.js';
import type { Desk } from './desk.js';
import { isKind } from './reporting.js';
import { spoken } from './spoken.js';

type Done = (result: Outcome<Hazard>) => string;
const say =
  (words: string): Done =>
  () =>
    words;

/** The commands that a button gives, each with what its success is called. */
export async function command(
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
      result.ok ? `${verb}，现由${holderNames(result.value, org)}` : verb;
  const toRecheck: Done = (result) =>
    result.ok ? `已报复查，现由${holderNames(result.value, org)}复查` : '';
  switch (button.action) {
    case 'verify':
      return [
        await use.verify(deps, request, verdict(form)),
        (result) => (result.ok ? handedOver(result.value, org) : ''),
      ];
    case 'assign-unit':
      return [
        await use.assignUnit(deps, request, {
          ...given('unitId', form.unit),
          ...given('officerId', form.person),
          ...given('text', form.text),
        }),
        (result) => (result.ok ? `已转${holderNames(result.value, org)}核实` : ''),
      ];
    case 'correct':
      return [
        await use.correct(deps, request, {
          ...(isKind(form.kind) ? { kind: form.kind } : {}),
          ...given('unitId', form.unit),
          ...given('place', form.place),
          ...given('text', form.text),
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
        await (button.action === 'same'
          ? use.mergeOffered(deps, request, hazard.sameAs)
          : use.merge(deps, request, { ...given('id', form.to), ...given('number', form.code) })),
        say(hazard.photos.length > 0 ? '已并入，照片一起带过去了' : '已并入'),
      ];
    case 'transfer-ask':
      return [await use.askTransfer(deps, request), say('已请安委办移送')];
    case 'transfer':
      return [
        await use.transfer(deps, request, {
          ...given('reason', form.reason),
          ...given('to', form.to),
          ...given('number', form.letter),
        }),
        say(TEXT.transferred),
      ];
    case 'on-the-spot':
      return [await use.fixOnTheSpot(deps, request, form.note ?? ''), now('已报复查')];
    case 'submit-plan':
      return [
        await use.submitPlan(deps, request, planDraft(click, hazard.level)),
        (result) => (result.ok ? `已报${holderNames(result.value, org)}审批` : ''),
      ];
    case 'approve':
      return [
        await decide(desk, hazard, request, true, ''),
        (result) => (result.ok ? spoken.decided(result.value, org, true).replace(/。$/u, '') : ''),
      ];
    case 'return':
      return [await decide(desk, hazard, request, false, form.reason ?? ''), say(TEXT.returned)];
    case 'report-done':
      return [await use.reportDone(deps, request, { ...given('note', form.note) }), toRecheck];
    case 'no-photo':
      return [
        await use.reportDone(deps, request, {
          ...given('note', form.note),
          noPhotoReason: form.reason ?? '',
        }),
        toRecheck,
      ];
    case 'progress':
      return [await use.addProgress(deps, request, form.note ?? ''), say(TEXT.noted)];
    case 'hand-over':
      return [await use.handOver(deps, request, form.person), now('已交办')];
    case 'extension':
      return [
        await use.askExtension(deps, request, {
          ...given('reason', form.reason),
          ...given('interim', form.interim),
          ...given('newDay', form.newDay),
        }),
        (result) => (result.ok ? extensionDone(result.value, org) : ''),
      ];
    case 'pass-recheck':
      return [
        await use.passRecheck(deps, request, {
          ...given('opinion', form.opinion),
          ...given('fileNumber', form.fileNumber),
          five: fiveOf(form),
        }),
        (result) =>
          result.ok && result.value.status === 'closing'
            ? `已报${holderNames(result.value, org)}审批`
            : '已销号',
      ];
    case 'fail-recheck':
      return [await use.failRecheck(deps, request, form.opinion ?? ''), say(TEXT.returned)];
    case 'settle':
      return [
        await use.settleEmergency(deps, request, { ...given('note', form.note) }),
        say(TEXT.notedThanks),
      ];
    case 'false-alarm':
      return [
        await use.settleEmergency(deps, request, { ...given('note', form.note), falseAlarm: true }),
        say(TEXT.falseAlarm.replace(/。$/u, '')),
      ];
    case 'rewrite':
      return [await use.remark(deps, request, form.text ?? ''), say('已转办理人')];
    case 'reward-propose':
      return [
        await use.proposeReward(deps, request, form.text),
        say(`已报${directorOf(org)?.name ?? '局长'}审批`),
      ];
    case 'reward-approve':
      return [await use.approveReward(deps, request), say('已核定')];
    case 'reward-decline':
      return [await use.declineReward(deps, request, form.reason), say(TEXT.noted)];
    case 'reward-paid':
      return [await use.payReward(deps, request), say('已记下：奖励已发放')];
    case 'injured':
      return [await use.reportInjury(deps, request), say(TEXT.noted)];
    default:
      return [refuse('switched-off'), say('')];
  }
}

function verdict(form: Click['form']): use.Verdict {
  const level: Level = form.level === 'major' ? 'major' : 'ordinary';
  const manner = MANNERS.find((candidate): candidate is Manner => candidate === form.manner);
  return {
    level,
    ...(manner === undefined ? {} : { manner }),
    ...given('title', form.title),
    ...given('rectifierId', form.rectifier),
    ...given('measures', form.measures),
    ...given('interim', form.interim),
    ...given('downgradeReason', form.reason),
  };
}

/** Of the six an emptied field is empty; one that the client did not send at all stays as it was stored. */
function planDraft({ form, action }: Click, level: Level): use.PlanDraft {
  const six =
    level === 'major'
      ? {
          six: Object.fromEntries(
            SIX_ITEMS.flatMap((item) => (Object.hasOwn(action.form, item) ? [[item, form[item] ?? '']] : [])),
          ),
        }
      : {};
  return {
    ...given('measures', form.measures),
    ...(level === 'ordinary' ? given('funds', form.funds) : {}),
    ...given('cost', form.cost),
    ...given('rectifierId', form.rectifier),
    ...given('finishDay', form.finish),
    ...six,
  };
}

function fiveOf(form: Click['form']): Record<string, string> {
  return Object.fromEntries(FIVE.flatMap((item) => (form[item] === undefined ? [] : [[item, '已落实']])));
}

function handedOver(hazard: Hazard, org: Org): string {
  if (hazard.status === 'approving') return `已交办，送${holderNames(hazard, org)}审批`;
  const due =
    hazard.status === 'planning' && hazard.stepDue !== undefined
      ? `，${holderNames(hazard, org)}${Number(hazard.stepDue.day.slice(5, 7))}月${Number(hazard.stepDue.day.slice(8))}日前报方案`
      : `，现由${holderNames(hazard, org)}`;
  return `已交办${due}`;
}

function extensionDone(hazard: Hazard, org: Org): string {
  const who = nameOf(org, hazard.approverId);
  const asked = pendingExtension(hazard);
  return asked?.toCommittee === true ? `第${asked.no}次延期，报局长并列入安委会` : `已报${who}审批`;
}
