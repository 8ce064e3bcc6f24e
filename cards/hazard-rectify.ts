import { fullDay } from '../src/calendar.js';
import { FIVE, pendingExtension, type HistoryEntry } from '../src/hazards/hazard.js';
import { firstAbove } from '../src/hazards/escalation.js';
import { extensionApprover, extensionNo } from '../src/hazards/extension.js';
import { deputyOf, directorOf, headOf, personById } from '../src/people/org.js';
import { hazardCard } from './hazard-card.js';
import type { Card, CardNode } from './card.js';
import { shortened } from './escape.js';
import {
  button,
  datePicker,
  deadlineField,
  field,
  folded,
  form,
  hint,
  input,
  more,
  photoPair,
  select,
  tick,
} from './kit.js';
import { backTo, people } from './hazard-review.js';
import { settled } from './hazard-settled.js';
import { longText } from './long-text.js';
import { FIVE_WORDS, TEXT } from './texts.zh-CN.js';
import {
  deadlineInWords,
  daysLate,
  momentInWords,
  nameOf,
  photoKeys,
  photoTrouble,
  stageOpen,
  stepDueWords,
  today,
  type HazardView,
} from './view.js';

/** S5: the one who rectifies: what to do, until when, photos, one button. */
export function hazardRectify(view: HazardView): Card {
  const { hazard } = view;
  if (hazard.status !== 'rectifying' || !stageOpen(view)) return settled(view);
  const at = { hazardId: hazard._id, stage: hazard.stageSeq };
  const again = hazard.round > 1 ? `（第${hazard.round}次整改）` : '';
  return hazardCard(
    view,
    {
      title: `请整改：${hazard.title}${again}`,
    },
    [
      ...sentBack(view),
      field('要做', shortened(hazard.plan?.measures ?? hazard.measures ?? hazard.text, 200)),
      ...(hazard.interim === undefined ? [] : [field('临时管控', hazard.interim)]),
      deadlineField('期限', stepDueWords(view)),
      ...afterDue(view),
      photoPair(photoKeys(hazard, 'before'), photoKeys(hazard, 'after')),
      ...trouble(view),
      form('done', [
        input('note', '整改情况', { required: true, lines: true, example: '例：3具已充装，指针在绿区' }),
        button('整改完成', 'report-done', { ...at, submit: true }),
      ]),
      ...more([
        button('记一笔进展', 'progress-open', { ...at, kind: 'plain' }),
        ...(mayAskExtension(view) ? [button('申请延期', 'extension-open', { ...at, kind: 'plain' })] : []),
        button('拍不了照片', 'no-photo-open', { ...at, kind: 'plain' }),
        button('请人代办', 'hand-over-open', { ...at, kind: 'plain' }),
      ]),
    ],
  );
}

/** Asked for at least a working day before the deadline (domain.md §9); later the button would only be refused. */
function mayAskExtension(view: HazardView): boolean {
  const { hazard, calendar } = view;
  if (pendingExtension(hazard) !== undefined) return false;
  return hazard.due === undefined || today(view) <= calendar.extensionDeadline(hazard.due.day);
}

function trouble({ hazard }: HazardView): readonly CardNode[] {
  const words = photoTrouble(hazard);
  return words === undefined ? [] : [hint(words)];
}

/** By whoever re-checked, or by the director who was to close it. */
const SENT_BACK: ReadonlySet<HistoryEntry['command']> = new Set(['failRecheck', 'returnClosing']);

function sentBack(view: HazardView): readonly CardNode[] {
  const last = view.hazard.history.findLast(({ command }) => SENT_BACK.has(command));
  if (view.hazard.round < 2 || last === undefined) return [];
  return [field('退回', `${nameOf(view, last.by)}：${shortened(last.note ?? '', 200)}`)];
}

/** 到期后: what happens next and when. */
function afterDue(view: HazardView): readonly CardNode[] {
  const { hazard, calendar } = view;
  if (hazard.due === undefined) return [];
  const late = daysLate(view);
  if (late > 0)
    return [
      field(
        '已过',
        `原定${fullDay(hazard.due.day, today(view))}，已过${late}个工作日。改好请发照片；改不好请写原因和预计日期。`,
      ),
    ];
  const above = firstAbove(hazard, view.org);
  if (above === undefined) return [];
  const day = fullDay(calendar.addWorkdays(hazard.due.day, above.late), today(view));
  return [field('到期后', `${day}起，同时提醒${above.ids.map((id) => postOf(view, id)).join('、')}`)];
}

/** Those above are known by their post. */
function postOf(view: HazardView, id: string): string {
  const { org, hazard } = view;
  const name = nameOf(view, id);
  if (id === headOf(org, hazard.unitId)?._id) return personById(org, id)?.post ?? '单位负责人';
  if (id === deputyOf(org, hazard.unitId)?._id) return `分管领导${name}`;
  return id === directorOf(org)?._id ? `局长${name}` : name;
}

/** A short form in the same card. */
function small(
  view: HazardView,
  title: string,
  elements: readonly CardNode[],
  extra: readonly CardNode[] = [],
): Card {
  return hazardCard(
    view,
    {
      title: `${title}：${view.hazard.title}`,
    },
    [...extra, form('small', elements), backTo(view)],
  );
}

const at = (view: HazardView): { hazardId: string; stage: number; submit: true } => ({
  hazardId: view.hazard._id,
  stage: view.hazard.stageSeq,
  submit: true,
});

export const progressForm = (view: HazardView): Card =>
  small(view, '记一笔进展', [
    input('note', '进展', { required: true, lines: true, example: '例：已联系厂家，周三上门' }),
    button('记下', 'progress', at(view)),
  ]);

export const noPhotoForm = (view: HazardView): Card =>
  small(view, '拍不了照片', [
    input('note', '整改情况', { required: true, lines: true, example: '例：台账已补齐' }),
    input('reason', '为什么没有照片', { required: true, example: '例：管理制度类，没有现场' }),
    button('整改完成', 'no-photo', at(view)),
  ]);

export const handOverForm = (view: HazardView): Card =>
  small(view, '请人代办', [
    ...select('person', '交给谁*', people(view)),
    button('交给他办', 'hand-over', {
      ...at(view),
      confirm: '整改责任人换人，新的责任人会收到卡片。确定吗？',
    }),
  ]);

const extensionApproverName = (view: HazardView): string =>
  nameOf(view, extensionApprover(view.hazard, view.org, view.viewer?._id));

export const extensionForm = (view: HazardView): Card =>
  small(
    view,
    '申请延期',
    [
      input('reason', '原因', { required: true, lines: true, example: '例：门禁缺货，20日到货' }),
      input('interim', '期间管控', { required: true, lines: true, example: '例：门不上锁，专人看守' }),
      ...datePicker('newDay', '新日期*'),
      button(`报${extensionApproverName(view)}审批`, 'extension', at(view)),
    ],
    [
      ...(view.hazard.due === undefined
        ? []
        : [deadlineField('原期限', deadlineInWords(view.hazard.due, today(view), view.calendar))]),
      field('第几次', `第${extensionNo(view.hazard)}次`),
    ],
  );

/** S6: somebody else looks whether it is done. A major hazard's five assurances are ticked one by one. */
export function hazardRecheck(view: HazardView): Card {
  const { hazard } = view;
  if (hazard.status !== 'rechecking' || !stageOpen(view)) return settled(view);
  const major = hazard.level === 'major';
  const where = { hazardId: hazard._id, stage: hazard.stageSeq, submit: true };
  const done = hazard.rectification;
  return hazardCard(
    view,
    {
      title: `请复查：${hazard.title}`,
    },
    [
      field('要求', shortened(hazard.plan?.measures ?? hazard.measures ?? hazard.text, 200)),
      field(
        '做了',
        `${shortened(done?.note ?? '', 200)}（${nameOf(view, done?.byId)} ${done === undefined ? '' : momentInWords(done.at, view.now)}）`,
      ),
      ...([...(done?.note ?? '')].length > 200 ? [folded('整改情况全文', longText(done?.note ?? ''))] : []),
      ...(done?.noPhotoReason === undefined ? [] : [field('没有照片', done.noPhotoReason)]),
      photoPair(photoKeys(hazard, 'before'), photoKeys(hazard, 'after')),
      ...trouble(view),
      deadlineField('期限', stepDueWords(view)),
      ...(major ? [] : [field('五落实', fiveOf(view))]),
      form('recheck', [
        ...(major
          ? [
              ...FIVE.map((item) => tick(item, `${FIVE_WORDS[item]}已落实`)),
              input('fileNumber', '文号', { required: true, example: '例：民安〔2026〕8号' }),
            ]
          : []),
        input('opinion', '复查意见', { required: true, lines: true, example: '例：现场看过，已改好' }),
        button(major ? '复查通过，报局长销号' : '复查通过，销号', 'pass-recheck', {
          ...where,
          confirm: major ? '五落实已逐项核对，报局长销号。' : TEXT.confirmClose,
        }),
        button('没改好，退回', 'fail-recheck', { ...where, kind: 'plain' }),
      ]),
    ],
  );
}

function fiveOf(view: HazardView): string {
  const { hazard } = view;
  const late =
    hazard.dueDay !== undefined &&
    (hazard.rectification?.at ?? view.now).getTime() > (hazard.due?.at ?? view.now).getTime();
  return [
    `责任：${nameOf(view, hazard.rectifierId)}`,
    `措施：${hazard.measures === undefined && hazard.plan === undefined ? '未写' : '已定'}`,
    `资金：${hazard.plan?.funds ?? '不需要'}`,
    `期限：${late ? '超期' : '按期'}`,
    `应急预案：${hazard.interim === undefined ? '不需要' : '有临时管控'}`,
  ].join(' · ');
}
