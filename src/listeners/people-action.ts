import { refuse, type Refusal } from '../errors.js';
import { given } from '../given.js';
import { inheritWork } from '../hazards/inherit.js';
import { unitById } from '../people/org.js';
import { changeUnit, confirmClaim, refuseClaim, setGroupUse } from '../people/usecases.js';
import { acknowledge } from '../screens/digest/memory.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { openBurden } from './burden.js';
import { reportByName } from './by-name.js';
import { info, no, refused, yes, type Click, type ClickAnswer } from './click.js';
import { draftKey } from './drafts.js';
import { noteTo, type Desk } from './desk.js';
import { sendFile } from './file-notice.js';
import { periodReport } from './hazard-papers.js';
import { grantIdentity } from './identity.js';
import { endLeave, goOnLeave } from './leave.js';
import { attach } from './photo-messages.js';
import { tellChange } from './unit-change.js';
import { addByCode, showReceipt, withdrawWithCode } from './receipts.js';
import { isKind, orgNames, takeReport } from './reporting.js';
import { whichMended } from './which-mended.js';

/** Clicks that are not about one hazard; undefined for all others. */
export async function peopleAction(desk: Desk, click: Click): Promise<ClickAnswer | undefined> {
  const { button, form, action, person } = click;
  const refusal = (reason: Refusal): ClickAnswer => refused(desk, click, reason);
  const asker = { kind: 'openId' as const, openId: action.openId };
  switch (button.action) {
    case 'my-todos':
      await desk.tell(action.key, {
        type: 'hazard-list',
        target: asker,
        class: 'informational',
        anyHour: true,
        facts: { of: 'todos', personId: person?._id ?? '' },
      });
      return info('已私聊发给您');
    case 'my-reports':
      await desk.tell(action.key, {
        type: 'hazard-list',
        target: asker,
        class: 'informational',
        anyHour: true,
        facts: { of: 'mine', personId: person?._id ?? '', openId: action.openId },
      });
      return info('已私聊发给您');
    case 'report-form-open':
      await desk.tell(action.key, {
        type: 'report-form',
        target: asker,
        class: 'informational',
        anyHour: true,
        facts: {},
      });
      return info('已私聊发给您');
    case 'report-form':
      return reportByForm(desk, click);
    case 'ledger-file':
      await sendFile(desk, click, '台账', `ledger:${action.openId}:${button.extra ?? ''}`);
      return info('表格做好后私聊发给您');
    case 'report-file':
      return periodReport(desk, click);
    case 'acknowledge':
      if (!(await acknowledge(desk.people, person?._id ?? action.openId, button.extra)))
        return no(TEXT.digestTooOld);
      return yes(TEXT.acknowledged, false);
    case 'burden-open':
      return openBurden(desk, click);
    case 'photo-of':
      return photoOf(desk, click);
    case 'report-by-name':
      return reportByName(desk, click);
    case 'mended-which':
    case 'mended-none':
      return whichMended(desk, click);
    case 'group-use':
    case 'group-unit': {
      const use = button.action === 'group-unit' ? 'unit' : button.extra === 'bureau' ? 'bureau' : 'reports';
      const set = await setGroupUse(desk.people, action.chatId, action.openId, use, form.unit);
      return set.ok ? yes('已设置') : refusal(set);
    }
    case 'claim-confirm': {
      const confirmed = await confirmClaim(desk.people, button.extra ?? '', action.openId);
      if (!confirmed.ok) return refusal(confirmed);
      await desk.tell(
        action.key,
        noteTo({ kind: 'openId', openId: confirmed.value.claim.openId }, '已确认', [
          `${confirmed.value.admin.name}已确认，您可以用“我上报的”查进展。`,
        ]),
      );
      return yes('已确认');
    }
    case 'claim-refuse': {
      const refused = await refuseClaim(desk.people, button.extra ?? '', action.openId);
      if (!refused.ok) return refusal(refused);
      const told = noteTo({ kind: 'openId', openId: refused.value.openId }, '没有确认', [
        TEXT.notConfirmed(person?.name ?? ''),
      ]);
      await desk.tell(action.key, told);
      return yes('已记下');
    }
    case 'unit-change': {
      const changed = await changeUnit(desk.people, action.openId, {
        ...given('unitId', form.unit),
        ...given('role', form.role),
        ...given('personId', form.person),
      });
      if (!changed.ok) return refusal(changed);
      const { unit, role, before, after } = changed.value;
      const moved =
        before === undefined || before._id === after._id
          ? 0
          : await inheritWork(
              desk.hazards,
              { personId: before._id, unitId: unit._id, place: role },
              action.key,
              desk.relay,
            );
      await tellChange(desk, action.key, changed.value, moved);
      return yes('已更换', false);
    }
    case 'leave': {
      if (person === undefined) return refusal(refuse('unknown-person'));
      const set = await goOnLeave(desk, action.key, person, {
        ...given('from', form.from),
        ...given('until', form.until),
        ...given('substituteId', form.person),
      });
      return set.ok ? yes(set.value.join('').replace(/。$/u, '')) : refusal(set);
    }
    case 'anonymous-cancel':
      await desk.drafts.take(draftKey(action.openId, action.chatId));
      return yes(TEXT.anonymousCancelled.replace(/。$/u, ''), false);
    case 'receipt-view':
    case 'receipt-add':
    case 'receipt-withdraw': {
      const act = {
        'receipt-view': showReceipt,
        'receipt-add': addByCode,
        'receipt-withdraw': withdrawWithCode,
      };
      await act[button.action](desk, action, button.extra ?? '', []);
      return info('已私聊发给您');
    }
    case 'identity-yes':
    case 'identity-no':
      return info(
        await grantIdentity(
          desk,
          action.key,
          action.openId,
          button.hazardId ?? '',
          button.action === 'identity-yes',
        ),
      );
    case 'leave-end':
      if (person === undefined) return refusal(refuse('unknown-person'));
      return (await endLeave(desk, action.key, person)) ? yes('已提前结束') : info('已经结束了');
    default:
      return undefined;
  }
}

async function reportByForm(desk: Desk, click: Click): Promise<ClickAnswer> {
  const { form, action, org } = click;
  if (form.text === undefined) return no('还差：情况');
  const reading = desk.understand(form.text, orgNames(org));
  await takeReport(
    desk,
    {
      key: action.key,
      messageId: `form:${action.key}`,
      chatId: action.chatId,
      channel: 'form',
      openId: action.openId,
      text: form.text,
      photos: [],
      ...(isKind(form.kind) ? { kind: form.kind } : {}),
      ...given('place', form.place),
      ...(unitById(org, form.unit) === undefined ? {} : given('unitId', form.unit)),
    },
    reading,
  );
  return yes(TEXT.registered, false);
}

/** 这张照片是哪一件的？ */
async function photoOf(desk: Desk, click: Click): Promise<ClickAnswer> {
  const { action, button } = click;
  const hazard = await desk.hazards.store.get(button.extra ?? '');
  const draft = await desk.drafts.take(draftKey(action.openId, action.chatId));
  if (hazard === undefined || draft?.photos === undefined) return info('照片已过时，请再发一次');
  await attach(desk, action.key, { senderOpenId: action.openId }, hazard, draft.photos);
  return yes('照片已放进去', false);
}
