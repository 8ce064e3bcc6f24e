import type { View } from '../app/store.js';
import { instant } from '../app/when.js';
import type { Suggestion } from '../chat/draft.js';
import { afterJune, afterMay, june, lateDays, meeting, post, preview } from './arrivals.js';
import { ours, reached } from './facts.js';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Step {
  /** Who one must be. */
  readonly who: string;
  /** Which chat is to be open. */
  chat(view: View): string;
  readonly say: Words | ((view: View) => Words);
  readonly click: Words;
  /** What to look at; of days that were skipped only what really came. */
  notice(view: View): Words;
  write?(view: View): Omit<Suggestion, 'as' | 'chat'> | undefined;
  /** Where the clock is to be moved. */
  readonly moves?: readonly { readonly label: Words; readonly at: number }[];
  /** Title of the card and text of the button that is to be clicked. */
  button?(view: View): { readonly card: string; readonly text: string } | undefined;
  done(view: View): boolean;
}

const always =
  <T>(value: T) =>
  (): T =>
    value;

const FIGURES = '本月统计';

/** Words of experience.md §8; what the clock brings is said only once it is there. */
export const STEPS: readonly Step[] = [
  {
    who: '刘小燕',
    chat: always('一号养老院群'),
    say: {
      zh: '您是护理员刘小燕。发一句话和一张照片，报一个隐患。',
      en: 'You are a care worker. Report a hazard: one line, one photo.',
    },
    click: { zh: '发送', en: '发送 (send)' },
    notice: always({
      zh: '话题里的回答：编号、谁来办、到什么时候',
      en: 'the answer in the thread: number, who, until when',
    }),
    write: always({ text: '二楼东头灭火器指针在红的地方 3个', sample: 'gauge-red' }),
    done: (view) => ours(view) !== undefined,
  },
  {
    who: '王芳',
    chat: always('安全助手'),
    say: {
      zh: '换成安全员王芳。核对一下，点“核实属实，交办”。',
      en: 'Be the safety officer. Check and hand over.',
    },
    click: { zh: '核实属实，交办', en: '核实属实，交办 (verified, hand over)' },
    notice: always({
      zh: '都已填好；群里的卡片自己变了',
      en: 'all was filled in; the group card changed by itself',
    }),
    write: always({ text: '', fields: { measures: '送检充装，先换备用的' } }),
    button: always({ card: '请核实', text: '核实属实，交办' }),
    done: (view) => reached(view, 'verify'),
  },
  {
    who: '李敏',
    chat: always('安全助手'),
    say: {
      zh: '换成分管领导李敏。看一眼要定的事，点“同意”。',
      en: 'Be the deputy. Read what is to be decided, approve.',
    },
    click: { zh: '同意', en: '同意 (approve)' },
    notice: (view) =>
      ours(view)?.status === 'planning'
        ? {
            zh: '没写整改措施，所以先要方案：换成赵淑兰，点“报李敏审批”',
            en: 'no measures were given, so 赵淑兰 has to hand in a plan first',
          }
        : {
            zh: '同一张卡片写明谁同意了，按钮没有了；群里的卡片也变了',
            en: 'the same card says who approved, its buttons are gone; the group card changed, too',
          },
    button: always({ card: '请审批', text: '同意' }),
    done: (view) => reached(view, 'approvePlan'),
  },
  {
    who: '赵淑兰',
    chat: always('安全助手'),
    say: {
      zh: '换成院长赵淑兰。发整改后照片，点“整改完成”。',
      en: 'Be the matron. Send the after-photo, report it done.',
    },
    click: { zh: '发送，再点整改完成', en: '发送 (send), then 整改完成 (done)' },
    notice: always({ zh: '两张照片并排', en: 'the two photos side by side' }),
    write: always({ text: '', sample: 'gauge-green', fields: { note: '3具已充装，指针在绿区' } }),
    button: always({ card: '请整改', text: '整改完成' }),
    done: (view) => reached(view, 'reportDone'),
  },
  {
    who: '王芳',
    chat: always('安全助手'),
    say: {
      zh: '换回王芳，点“复查通过，销号”。整改人自己不能复查。',
      en: 'Be the officer again and close it. The one who fixed it may not.',
    },
    click: { zh: '复查通过，销号', en: '复查通过，销号 (passed, close)' },
    notice: always({
      zh: '变绿；给上报人一条消息；右边是全部记录',
      en: 'green; one message to the reporter; history on the right',
    }),
    write: always({ text: '', fields: { opinion: '现场看过，已改好' } }),
    button: always({ card: '请复查', text: '复查通过，销号' }),
    done: (view) => reached(view, 'passRecheck'),
  },
  {
    who: '周建国',
    chat: always('安全助手'),
    say: {
      zh: '换成局长周建国。把时钟拨到明天09:00，再到5月28日、29日。二号养老院有一件过了期限。',
      en: 'Be the director. Move the clock to 09:00 tomorrow, then to 28 and 29 May. One hazard is overdue.',
    },
    click: { zh: '时钟的三个按钮，再看本月统计', en: 'the three clock buttons, then the month’s figures' },
    notice: lateDays,
    moves: [
      { label: { zh: '拨到明天09:00', en: '09:00 tomorrow' }, at: instant('2026-05-26 09:00') },
      { label: { zh: '拨到5月28日', en: '28 May' }, at: instant('2026-05-28 09:00') },
      { label: { zh: '拨到5月29日', en: '29 May' }, at: afterMay },
    ],
    button: (view) => (meeting(view) === undefined ? undefined : { card: '会议通知', text: '参加' }),
    write: (view) => (view.now >= afterMay && !view.said.includes(FIGURES) ? { text: FIGURES } : undefined),
    done: (view) => view.now >= afterMay && view.said.includes(FIGURES),
  },
  {
    who: '陈静',
    chat: (view) => post(view)?.to ?? '安全助手',
    say: (view) =>
      preview(view) === undefined
        ? {
            zh: '换成安委办陈静。拨到6月1日，看机器人自己送来什么。',
            en: 'Be the committee’s office. Go to 1 June and see what the bot brings by itself.',
          }
        : {
            zh: '换成安委办陈静。看一眼推送预览，点“同意推送”，再拨到6月1日。',
            en: 'Be the committee’s office. Read the preview, let it go out, go to 1 June.',
          },
    click: { zh: '同意推送；拨到6月1日；民政安全群', en: '同意推送 (send it); 1 June; 民政安全群' },
    notice: june,
    moves: [{ label: { zh: '拨到6月1日', en: '1 June' }, at: afterJune }],
    button: (view) => (preview(view) === undefined ? undefined : { card: '请看推送预览', text: '同意推送' }),
    // A post that came is looked at where it stands.
    done: (view) => view.now >= afterJune && (post(view) === undefined || post(view)?.chatId === view.chatId),
  },
];

export const END: Words = {
  zh: '走完了。每一步都有记录，在右边。随便点，想重来就按“重新开始”。',
  en: 'Done. Every step is on record at the right. Click anything; “重新开始” resets.',
};
