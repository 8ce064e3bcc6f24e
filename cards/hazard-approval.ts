import { fullDay, type Day } from '../src/calendar.js';
import { SIX_ITEMS } from '../src/hazards/hazard.js';
import { hazardCard } from './hazard-card.js';
import type { Card, CardNode } from './card.js';
import { escaped, fitting, pieces, shortened } from './escape.js';
import { button, deadlineField, field, folded, form, hint, input, md, photoPair, picture } from './kit.js';
import { settled } from './hazard-settled.js';
import { timelineNodes } from './hazard-timeline.js';
import { FIVE_WORDS, SIX } from './texts.zh-CN.js';
import {
  colourOf,
  deadlineInWords,
  nameOf,
  stampInWords,
  photoKeys,
  stepDueWords,
  today,
  type HazardView,
} from './view.js';

/** S4: what is to be decided, in the director's ten seconds: a plan, an extension, or the closing of a major hazard. */
export function hazardApproval(view: HazardView): Card {
  const of = view.facts['of'];
  if (of === 'extension') return extensionApproval(view);
  return of === 'closing' ? closingApproval(view) : planApproval(view);
}

function planApproval(view: HazardView): Card {
  const { hazard } = view;
  const plan = hazard.plan;
  if (plan === undefined) return settled(view);
  const open = hazard.status === 'approving' && (view.stage === undefined || view.stage === hazard.stageSeq);
  const finish = plan.finishDay === undefined ? '' : `${fullDay(plan.finishDay, today(view))}24时`;
  const major = hazard.level === 'major';
  const what = `${nameOf(view, plan.byId)}的整改方案${major ? '，并确认为重大隐患' : ''}`;
  const money = [plan.cost === undefined ? '' : `${plan.cost}万元`, plan.funds ?? plan.six?.funds ?? '']
    .filter((part) => part !== '')
    .join('，');
  return hazardCard(
    view,
    {
      title: `${open ? '请审批' : decidedTitle(view)}：${hazard.title}`,
      colour: open ? 'violet' : colourOf(view),
    },
    [
      field('要定的', what),
      ...(finish === '' ? [] : [deadlineField('整改到', finish)]),
      ...(money === '' ? [] : [field('花多少', shortened(money, 100))]),
      ...(major
        ? [field('临时管控', shortened(hazard.interim ?? '', 200))]
        : [field('措施', shortened(plan.measures, 200))]),
      ...(open
        ? [
            field('请在', stepDueWords(view)),
            ...reminder(view),
            // A major one's date is the plan's to set anew; an ordinary one's deadline stands whatever the plan says.
            ...tooLate(
              view,
              plan.finishDay,
              `改好日期已过，同意后即算逾期${major ? '；要重定日期，请退回' : ''}`,
            ),
          ]
        : decided(view)),
      ...(major
        ? [
            folded(
              '六项全文',
              SIX_ITEMS.flatMap((item, index) =>
                longField(`${index + 1} ${SIX[item]}`, plan.six?.[item] ?? ''),
              ),
            ),
          ]
        : []),
      ...photos(view),
      folded('办理过程', timelineNodes(view, 3)),
      ...(open
        ? decisionForm(
            view,
            hazard.stageSeq,
            `同意方案${major ? '，并确认为重大隐患' : ''}。${finish}前改好，期间执行临时管控。`,
            major,
          )
        : []),
    ],
  );
}

/** A closed approval keeps what was approved, who decided and when (cases.md 35). */
function decidedTitle(view: HazardView): string {
  if (view.hazard.plan?.approvedById !== undefined) return '已同意';
  const since = view.stage ?? 0;
  const returned = view.hazard.history.some(({ seq, command }) => seq > since && command === 'returnPlan');
  // Nobody has decided: somebody else was asked instead.
  return returned ? '已退回' : '已转交审批';
}

/** A date that is over already when it comes to be decided: said, since a yes does not bring it back. */
function tooLate(view: HazardView, day: Day | undefined, words: string): readonly CardNode[] {
  return day === undefined || day >= today(view) ? [] : [field('提醒', words)];
}

function decided(view: HazardView): readonly CardNode[] {
  const { plan } = view.hazard;
  if (plan?.approvedById !== undefined)
    return [
      field(
        '决定',
        `${nameOf(view, plan.approvedById)}${plan.approvedAt === undefined ? '' : stampInWords(plan.approvedAt, view)}已同意${plan.opinion === undefined ? '' : `：${plan.opinion}`}`,
      ),
    ];
  if (plan?.returned !== undefined)
    return [
      field(
        '决定',
        `${nameOf(view, plan.returned.byId)}${stampInWords(plan.returned.at, view)}退回：${plan.returned.reason}`,
      ),
    ];
  return [];
}

/** Room for one of the six: a thousand Chinese signs fit whole, only stranger texts are cut, and it is said. */
const ITEM_BYTES = 3000;

function longField(label: string, text: string): readonly CardNode[] {
  const shown = fitting(text === '' ? '（未填）' : text, ITEM_BYTES);
  return [
    md(`**${label}**`),
    ...pieces(shown.text).map((piece) => md(escaped(piece))),
    ...(shown.left > 0 ? [hint(`还有${shown.left}字卡片放不下`)] : []),
  ];
}

/** 提醒: an item that is hardly written. */
function reminder({ hazard }: HazardView): readonly CardNode[] {
  if (hazard.level !== 'major') return [];
  const thin = SIX_ITEMS.map((item, index) => ({
    no: index + 1,
    length: [...(hazard.plan?.six?.[item] ?? '')].length,
  })).filter(({ length }) => length > 0 && length < 8);
  const first = thin[0];
  return first === undefined ? [] : [field('提醒', `第${first.no}项只有${first.length}个字`)];
}

function photos({ hazard }: HazardView): readonly CardNode[] {
  const keys = photoKeys(hazard, 'before');
  return keys.length === 0 ? [] : [folded(`照片${keys.length}张`, keys.slice(0, 4).map(picture))];
}

/** Two outcomes are two submit buttons of one form; the reason is checked by the server. */
function decisionForm(view: HazardView, stage: number, confirm: string, ask: boolean): readonly CardNode[] {
  const at = { hazardId: view.hazard._id, stage, submit: true };
  return [
    form('decision', [
      button('同意', 'approve', { ...at, ...(ask ? { confirm } : {}) }),
      input('reason', '退回原因', { example: '例：经费来源没写清' }),
      button('退回', 'return', { ...at, kind: 'plain' }),
    ]),
    hint('也可以直接回复：同意，或者 退回 原因'),
  ];
}

function extensionApproval(view: HazardView): Card {
  const { hazard } = view;
  const seq = Number(view.facts['stage'] ?? 0);
  const extension = hazard.extensions.find((candidate) => candidate.seq === seq);
  if (extension === undefined) return settled(view);
  const open = extension.state === 'pending';
  const word = {
    pending: '请审批延期',
    approved: '已同意延期',
    returned: '已退回延期',
    lapsed: '不用再审批延期',
  }[extension.state];
  return hazardCard(
    view,
    {
      title: `${word}：${hazard.title}`,
      colour: open ? 'violet' : colourOf(view),
    },
    [
      field(
        '要定的',
        `${nameOf(view, extension.byId)}第${extension.no}次申请延期${extension.toCommittee ? '，列入安委会' : ''}`,
      ),
      deadlineField('新期限', `${fullDay(extension.newDay, today(view))}24时`),
      field('原期限', `${fullDay(extension.oldDay, today(view))}24时，保留，按期整改率按原期限算`),
      ...(open ? tooLate(view, extension.newDay, '新期限已过，同意后仍算逾期，从新期限算起') : []),
      field('原因', shortened(extension.reason, 200)),
      field('期间管控', shortened(extension.interim, 200)),
      ...(extension.state === 'lapsed' ? [field('决定', '整改人已往下办，这次延期不用再批')] : []),
      ...(extension.decidedById === undefined
        ? []
        : [
            field(
              '决定',
              `${nameOf(view, extension.decidedById)}${extension.state === 'approved' ? '已同意' : `退回：${extension.opinion ?? ''}`}`,
            ),
          ]),
      folded('办理过程', timelineNodes(view, 3)),
      ...(open
        ? decisionForm(
            view,
            seq,
            `期限改为${fullDay(extension.newDay, today(view))}24时，原期限保留。`,
            hazard.level === 'major',
          )
        : []),
    ],
  );
}

function closingApproval(view: HazardView): Card {
  const { hazard } = view;
  const check = hazard.rechecks.at(-1);
  const open = hazard.status === 'closing' && (view.stage === undefined || view.stage === hazard.stageSeq);
  const five = Object.entries(check?.five ?? {})
    .map(([key, value]) => `${FIVE_WORDS[key as keyof typeof FIVE_WORDS]}：${value}`)
    .join('　');
  return hazardCard(
    view,
    {
      title: `${open ? '请审批' : hazard.status === 'closed' ? '已同意销号' : '已退回'}：${hazard.title}`,
      colour: open ? 'violet' : colourOf(view),
    },
    [
      field('要定的', '重大隐患销号'),
      field('复查', `${nameOf(view, check?.byId)}：${shortened(check?.opinion ?? '', 200)}`),
      field('做了', shortened(hazard.rectification?.note ?? '', 200)),
      ...(five === '' ? [] : [field('五落实', five)]),
      ...(check?.fileNumber === undefined ? [] : [field('文号', check.fileNumber)]),
      photoPair(photoKeys(hazard, 'before'), photoKeys(hazard, 'after')),
      ...(open
        ? [
            field(
              '请在',
              hazard.stepDue === undefined ? '' : deadlineInWords(hazard.stepDue, today(view), view.calendar),
            ),
          ]
        : []),
      folded('办理过程', timelineNodes(view, 3)),
      ...(open ? decisionForm(view, hazard.stageSeq, '同意销号，销号后不能再改。', true) : []),
    ],
  );
}
