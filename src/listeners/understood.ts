import type { MessageIn } from '../feishu/inbound.js';
import { given } from '../given.js';
import type { Hazard } from '../hazards/hazard.js';
import { isPersonal } from '../hazards/kinds.js';
import { officerOf, personByOpenId, type Org } from '../people/org.js';
import { TEXT } from '../../cards/texts.zh-CN.js';
import { addToHazard } from './add-to-hazard.js';
import { isAside, notTheWords } from './anonymous-photos.js';
import { answerTo } from './answers.js';
import { answerWithMore, askForMore, ENOUGH, needsMore } from './asking-back.js';
import { keepForName } from './by-name.js';
import type { ActionId } from '../../cards/actions.js';
import { noteButton, noteTo, type Desk } from './desk.js';
import { draftKey } from './drafts.js';
import { answerMended } from './nag-answer.js';
import { mendedOne, stepsShownBy } from './photo-messages.js';
import { orgNames, takeAnonymous, takeReport, unitOf, type Told } from './reporting.js';
import { askWhichMended } from './which-mended.js';

/** An answer to one of our cards: pictures and words go to that hazard. */
export const addAnswer = (
  desk: Desk,
  key: string,
  message: MessageIn,
  hazardId: string,
  photos: Told['photos'],
): Promise<string> =>
  addToHazard(
    desk,
    key,
    { openId: message.senderOpenId, text: message.text, photos, answer: answerTo(message) },
    hazardId,
  );

/** What the words mean decides. */
export async function understood(
  desk: Desk,
  key: string,
  message: MessageIn,
  photos: Told['photos'],
  how: {
    readonly anonymous?: boolean;
    readonly answeredUnitId?: string | undefined;
    /** Somebody asked to register these words: they are a report, however they read. */
    readonly asked?: boolean;
  },
): Promise<string> {
  const org = await desk.people.org();
  const alone = desk.understand(message.text, orgNames(org));
  const begun = draftKey(message.senderOpenId, message.chatId);
  const draft = await desk.drafts.peek(begun);
  const more = answerWithMore(draft, message.text, alone, (text) => desk.understand(text, orgNames(org)));
  const { text, reading } = more ?? { text: message.text, reading: alone };
  const told: Told = {
    key,
    messageId: message.messageId,
    chatId: message.chatId,
    channel: message.chatType === 'group' ? 'group' : 'private',
    openId: message.senderOpenId,
    text,
    photos: [...(draft?.photos ?? []), ...photos],
    ...given('answeredUnitId', how.answeredUnitId),
  };
  if (how.anonymous === true && message.chatType === 'p2p') {
    const aside = await notTheWords(desk, key, message, begun);
    if (aside !== undefined) return aside;
    await takeAnonymous(desk, told, reading);
    // Only now: a second try of this message has to know that no name may go with it.
    await desk.drafts.take(begun);
    return 'anonymous report';
  }
  const enough = [...text].length >= ENOUGH || told.photos.length > 0;
  const asked = how.asked === true || (more !== undefined && !needsMore(alone, message.text));
  if (reading.intent === 'urgent' || (enough && (reading.intent === 'report' || asked))) {
    const hazard = await takeReport(desk, told, reading);
    await desk.drafts.take(begun);
    if (told.channel === 'group' && reading.intent === 'report' && namesSomebodysHealth(hazard))
      await desk.tell(
        `${key}:health`,
        noteTo({ kind: 'openId', openId: told.openId }, '请撤回群里那条', [TEXT.healthInGroup]),
      );
    return reading.intent === 'urgent' ? 'urgent' : 'report';
  }
  const steps =
    reading.intent === 'status' && told.photos.length > 0 ? await stepsShownBy(desk, message) : [];
  if (steps.length > 0) await desk.drafts.take(begun);
  const mended = mendedOne(message, steps);
  if (mended !== undefined) return addAnswer(desk, key, message, mended._id, told.photos);
  if (steps.length > 0) return askWhichMended(desk, message, told, steps);
  if (told.photos.length > 0 && reading.intent !== 'question' && reading.intent !== 'command') {
    await takeReport(desk, told, reading);
    await desk.drafts.take(begun);
    return 'report with photos';
  }
  const mendedNow =
    reading.intent === 'status' && told.photos.length === 0
      ? await answerMended(desk, key, message, personByOpenId(org, message.senderOpenId), org)
      : undefined;
  if (mendedNow !== undefined) return mendedNow;
  const near = reading.intent === 'command' ? nearMiss(message.text) : undefined;
  if (near !== undefined) {
    const question = [`您是要“${near.name}”吗？`];
    await desk.tell(
      key,
      noteTo(answerTo(message), '安全助手', question, { buttons: [noteButton('是', near.action)] }),
    );
    return 'asked which command';
  }
  if (needsMore(alone, message.text)) return askForMore(desk, key, message, text);
  // What does not read like a report may be one all the same: its author says so with one tap.
  const doubtful =
    reading.intent === 'none' || (reading.intent === 'status' && reading.question === 'intent');
  const mayBe = doubtful && [...text].length >= ENOUGH && !isAside(text);
  if (mayBe) await keepForName(desk, key, message, text);
  await desk.tell(
    key,
    noteTo(answerTo(message), '安全助手', answerWords(message.text, reading.intent, officerName(org, told)), {
      buttons: [
        mayBe
          ? noteButton(TEXT.registerThis, 'report-by-name', '', key)
          : noteButton('报隐患', 'report-form-open'),
        noteButton('我的待办', 'my-todos'),
      ],
    }),
  );
  return `answered ${reading.intent}`;
}

/** Everybody in the group reads who is ill; words about a loose bed rail name nobody. */
const namesSomebodysHealth = ({ kind, text }: Hazard): boolean =>
  isPersonal(kind) &&
  /奶奶|爷爷|大爷|大妈|大娘|阿姨|老人|患者|某某|[\d一二三四五六七八九十]床(?!栏|头|边|架|板|垫)/u.test(text);

/** The command that some words come near to (experience.md §6): the first that fits. */
function nearMiss(text: string): { readonly name: string; readonly action: ActionId } | undefined {
  const all: readonly (readonly [RegExp, string, ActionId])[] = [
    [/我.{0,2}(?:上报|报过|报的)|进展|进度|结果|办好|到哪/u, '我上报的', 'my-reports'],
    [/待办|任务|要办|要我|等我|审批/u, '我的待办', 'my-todos'],
    [/台[账帐]|表格|导出/u, '台账', 'ledger-file'],
    [/上报|登记|报.{0,2}隐患/u, '上报隐患', 'report-form-open'],
  ];
  const found = all.find(([words]) => words.test(text));
  return found === undefined ? undefined : { name: found[1], action: found[2] };
}

/** 安全员 of the unit that it is about, with their post; nobody where there is none. */
function officerName(org: Org, told: Told): string {
  const unitId = unitOf(org, told);
  const officer = officerOf(org, unitId);
  return officer?.state === 'active' ? `安全员${officer.name}` : '本单位安全员';
}

function answerWords(text: string, intent: string, officer: string): readonly string[] {
  if (/出事|不好了|出大事/u.test(text)) return [TEXT.whatHappened];
  switch (intent) {
    case 'status':
      return ['知道了。要记到某一件里，请直接回复那张卡片；要报新的隐患，请写地点和情况。'];
    case 'question':
      return [`这个我不确定，请问${officer}。要报隐患，请写地点和情况，可加照片。`];
    case 'none':
      return [
        isAside(text) ? TEXT.welcome : '这条没有登记。要登记隐患，请写地点和情况，可加照片；别的请发“帮助”。',
      ];
    case 'report':
      return [TEXT.askMore];
    default:
      return [TEXT.unknownText];
  }
}
