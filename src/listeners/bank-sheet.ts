import { dayOf } from '../calendar.js';
import { addBatch } from '../campaigns/bank-keeping.js';
import { bankOf } from '../campaigns/playing.js';
import { mayCampaign } from '../campaigns/rules.js';
import type { MessageIn } from '../feishu/inbound.js';
import { readQuizSheet, type QuizSheet } from '../papers/quiz-sheet.js';
import { UnreadableFile } from '../papers/reading/sheet.js';
import { personByOpenId } from '../people/org.js';
import { noteTo, type Desk } from './desk.js';
import { spoken } from './spoken.js';

const SHOWN = 25;

/**
 * A file in a private chat: from a keeper of the bank it is a sheet of questions. All or nothing, and the answer says
 * which rows are wrong and what to do about each.
 * @returns undefined if the file is nothing for the bank
 */
export async function takeSheet(desk: Desk, key: string, message: MessageIn): Promise<string | undefined> {
  const file = message.files[0];
  if (file === undefined || message.chatType !== 'p2p' || message.type !== 'file') return undefined;
  const [org, today] = [await desk.people.org(), dayOf(desk.now())];
  const person = personByOpenId(org, message.senderOpenId);
  const table = /\.(?:xlsx|xls|csv|et)$/iu.test(file.name);
  if (!table) return undefined;
  const say = (title: string, lines: readonly string[], colour?: string): Promise<void> =>
    desk.tell(
      key,
      noteTo({ kind: 'openId', openId: message.senderOpenId }, title, lines, {
        buttons: ['下载模板|quiz-template|'],
        ...(colour === undefined ? {} : { colour }),
      }),
    );
  const may = mayCampaign('keepBank', person, org, today);
  if (!may.ok) {
    await desk.tell(
      key,
      noteTo({ kind: 'openId', openId: message.senderOpenId }, '这张表格没有收', [
        `${spoken.refusal(may, org, desk.now())}。表格我只用来加题库；报隐患请写地点和情况，可加照片。`,
      ]),
    );
    return 'a sheet from somebody else';
  }
  if (!/\.xlsx$/iu.test(file.name)) {
    await say('题库没有导入', ['只收.xlsx。请用Excel或WPS打开，另存为.xlsx再发。']);
    return 'not an xlsx';
  }
  let sheet: QuizSheet;
  try {
    sheet = readQuizSheet(await desk.reader.download(message.messageId, file.key, 'file'));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    await say('题库没有导入', [`${error.reason}。`]);
    return 'unreadable sheet';
  }
  if (!sheet.ok) {
    const rows = sheet.problems.map(({ row, column, problem }) => `第${row}行 ${column}：${problem}`);
    await say('题库没有导入', [
      sheet.summary,
      ...rows.slice(0, SHOWN),
      ...(rows.length > SHOWN ? [`还有${rows.length - SHOWN}处，改好这些再发，会接着说明。`] : []),
    ]);
    return 'bad rows';
  }
  const added = await addBatch(desk.campaigns, {
    cause: key,
    name: file.name,
    actorId: person?._id,
    today,
    questions: sheet.questions,
  });
  if (!added.ok) {
    await say('题库没有导入', [`${spoken.refusal(added, org, desk.now())}。`]);
    return 'not added';
  }
  const { questions, known } = added.value;
  const span = questions.length === 0 ? '' : `（${questions[0]?.id ?? ''}到${questions.at(-1)?.id ?? ''}）`;
  await say('题库已更新', [
    questions.length === 0 ? '没有新题。' : `已加入${questions.length}题${span}。`,
    ...(known === 0 ? [] : [`${known}题题库里已有，没有重复加。`]),
    `现在共${(await bankOf(desk.campaigns)).length}题。`,
  ]);
  return 'questions added';
}
