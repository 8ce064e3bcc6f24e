import { MANNERS } from '../src/hazards/hazard.js';
import { KINDS } from '../src/hazards/kinds.js';
import { headOf, membersOf } from '../src/people/org.js';
import { hazardCard } from './hazard-card.js';
import type { Card, CardNode } from './card.js';
import { fitting, shortened } from './escape.js';
import {
  button,
  card,
  deadlineField,
  field,
  form,
  hint,
  input,
  md,
  more,
  picture,
  select,
  type Choice,
} from './kit.js';
import { offersLeft } from './hazard-offers.js';
import { settled } from './hazard-settled.js';
import { recurrenceLine } from './recurrence.js';
import { KIND, MANNER, TEXT } from './texts.zh-CN.js';
import { alsoSaid } from './urgent-messages.js';
import {
  colourOf,
  momentInWords,
  nameOf,
  photoKeys,
  sealedPhotoKeys,
  photoTrouble,
  stageOpen,
  stepDueWords,
  subtitleOf,
  tagsOf,
  type HazardView,
} from './view.js';

/** S2: the safety officer checks the facts and hands over. */
export function hazardReview(view: HazardView): Card {
  const { hazard } = view;
  if (!stageOpen(view) || hazard.status !== 'verifying') return settled(view);
  const at = { hazardId: hazard._id, stage: hazard.stageSeq };
  const suspected = hazard.level === 'major';
  return hazardCard(
    view,
    {
      title: `请核实：${hazard.title}`,
    },
    [
      field('情况', `${shortened(hazard.text, 200)}${reportedBy(view)}`),
      ...alsoSaid(view),
      ...photoKeys(hazard, 'before').slice(0, 3).map(picture),
      ...note(photoTrouble(hazard)),
      ...(hazard.criterion === undefined
        ? []
        : [field('依据', hazard.criterion.law ?? '请安委办对照判定标准原文判定')]),
      ...recurrenceLine(view),
      deadlineField('期限', `${stepDueWords(view)}核实`),
      ...offersLeft(view),
      form('review', [
        input('title', '简称', { value: hazard.title, required: true, max: 16 }),
        ...select(
          'level',
          '等级*',
          [
            { text: '一般', value: 'ordinary' },
            { text: '疑似重大', value: 'major' },
          ],
          suspected ? 'major' : 'ordinary',
        ),
        ...select(
          'manner',
          '怎么改*（疑似重大按方案定）',
          MANNERS.filter((manner) => manner !== 'plan').map((manner) => ({
            text: MANNER[manner],
            value: manner,
          })),
          'days7',
        ),
        ...select('rectifier', '整改责任人*', people(view), hazard.rectifierId ?? suggestedRectifier(view)),
        input('measures', '整改措施', { example: '例：送检充装，先换备用的。填了就直接送审批', lines: true }),
        input('interim', '临时管控', {
          example: '例：打开锁，专人看守。疑似重大必填',
          lines: true,
          value: hazard.interim,
        }),
        ...(suspected
          ? [input('reason', '改为一般的理由', { example: '例：现场看是临时上锁，已常开' })]
          : []),
        button('核实属实，交办', 'verify', { ...at, submit: true }),
      ]),
      ...more([
        button('更正', 'correct-open', { ...at, kind: 'plain' }),
        button('不属实', 'not-hazard-open', { ...at, kind: 'plain' }),
        button('并入已有', 'merge-open', { ...at, kind: 'plain' }),
        button('建议移送', 'transfer-ask', {
          ...at,
          kind: 'plain',
          confirm: '请安委办移送给有权处理的单位。确定吗？',
        }),
        button('已当场改好', 'on-the-spot-open', { ...at, kind: 'plain' }),
      ]),
    ],
  );
}

const note = (words: string | undefined): readonly CardNode[] => (words === undefined ? [] : [hint(words)]);

function reportedBy(view: HazardView): string {
  const { hazard } = view;
  if (hazard.anonymous) return '（匿名上报，安委办改写）';
  const who = nameOf(view, hazard.reporterId) || hazard.reporterName || '';
  return `（${who} ${momentInWords(hazard.reportedAt, view.now)}报）`;
}

/** The people of the unit first, then the head: who may be asked to rectify. */
export function people(view: HazardView): readonly Choice[] {
  return membersOf(view.org, view.hazard.unitId).map((person) => ({
    text: `${person.name}（${person.post}）`,
    value: person._id,
  }));
}

/** A unit may be without head and officer: then somebody else has to look at it. */
const everybody = (view: HazardView): readonly Choice[] =>
  view.org.people
    .filter(({ state }) => state === 'active')
    .slice(0, MOST_CHOICES)
    .map(({ _id, name, post }) => ({ text: `${name}（${post}）`, value: _id }));

/** More than this no select shows well (contract §8). */
const MOST_CHOICES = 100;

function suggestedRectifier(view: HazardView): string | undefined {
  const { hazard, org } = view;
  return headOf(org, hazard.unitId)?._id;
}

export const kindChoices: readonly Choice[] = KINDS.map((kind) => ({ text: KIND[kind], value: kind }));

export const unitChoices = (view: Pick<HazardView, 'org'>): readonly Choice[] =>
  view.org.units.map((unit) => ({ text: unit.name, value: unit._id }));

const backTo = (view: HazardView): CardNode =>
  button('返回', 'back', { hazardId: view.hazard._id, kind: 'quiet' });

/** 更正 of what was understood. */
export function correctForm(view: HazardView): Card {
  const { hazard } = view;
  return card({ title: `更正：${hazard.title}`, subtitle: subtitleOf(view), colour: colourOf(view) }, [
    form('correct', [
      ...select('kind', '类别*', kindChoices, hazard.kind),
      ...select('unit', '单位*', unitChoices(view), hazard.unitId),
      input('place', '部位', { value: hazard.place, example: '例：二楼东头' }),
      input('text', '情况', { value: hazard.text, lines: true }),
      button('保存更正', 'correct', { hazardId: hazard._id, stage: hazard.stageSeq, submit: true }),
    ]),
    backTo(view),
  ]);
}

/** 不属实: what was found on the spot. */
export function unfoundedForm(view: HazardView): Card {
  const { hazard } = view;
  return card({ title: `不属实：${hazard.title}`, subtitle: subtitleOf(view), colour: colourOf(view) }, [
    field('情况', shortened(hazard.text, 200)),
    form('unfounded', [
      input('note', '现场情况', { required: true, example: '例：门关着，没有上锁', lines: true }),
      button('按不属实结案', 'not-hazard', {
        hazardId: hazard._id,
        stage: hazard.stageSeq,
        submit: true,
        confirm: TEXT.confirmUnfounded,
      }),
    ]),
    backTo(view),
  ]);
}

/** 并入已有: one of the unit's open hazards from a list, or any by its number. */
export function mergeForm(view: HazardView): Card {
  const { hazard } = view;
  const choices = [...view.others.values()]
    .filter((other) => other.open && other._id !== hazard._id)
    .map((other) => ({ text: `${other.code} ${other.title}`.slice(0, 60), value: other._id }));
  return card({ title: `并入已有：${hazard.title}`, subtitle: subtitleOf(view), colour: colourOf(view) }, [
    field('情况', shortened(hazard.text, 200)),
    ...(choices.length === 0 ? [md('本单位没有其他在办的隐患。')] : []),
    form('merge', [
      ...(choices.length === 0 ? [] : select('to', '并入哪一件', choices, hazard.sameAs)),
      input('code', choices.length === 0 ? '编号' : '或者写编号', { example: '例：0142', max: 30 }),
      button('并入', 'merge', { hazardId: hazard._id, stage: hazard.stageSeq, submit: true }),
    ]),
    backTo(view),
  ]);
}

/** 立行立改: fixed on the spot, before and after. */
export function onTheSpotForm(view: HazardView): Card {
  const { hazard } = view;
  const after = photoKeys(hazard, 'after');
  return card({ title: `立行立改：${hazard.title}`, subtitle: subtitleOf(view), colour: 'turquoise' }, [
    ...(after.length === 0
      ? [hint('请先把改好后的照片发到这里，再点“报复查”')]
      : after.slice(0, 2).map(picture)),
    form('spot', [
      input('note', '做了什么', { required: true, example: '例：纸箱已清走，通道已通', lines: true }),
      button('报复查', 'on-the-spot', { hazardId: hazard._id, stage: hazard.stageSeq, submit: true }),
    ]),
    backTo(view),
  ]);
}

/** 安委办 names unit and officer; for an anonymous report also the wording that goes out. */
export function hazardAssign(view: HazardView): Card {
  const { hazard } = view;
  if (hazard.status !== 'reported') return settled(view);
  const title = hazard.anonymous
    ? '请改写：匿名上报'
    : `请指定${hazard.unitId === undefined ? '单位' : '核实人'}：${hazard.title}`;
  return card(
    { title, subtitle: hazard.code, colour: hazard.anonymous ? 'orange' : 'wathet', tags: tagsOf(view) },
    [
      ...(hazard.anonymous
        ? [field('原话', fitting(view.original ?? '原话已转办', 6000).text)]
        : [field('情况', `${shortened(hazard.text, 200)}${reportedBy(view)}`)]),
      ...(hazard.anonymous ? sealedPhotoKeys(hazard) : photoKeys(hazard, 'before')).slice(0, 3).map(picture),
      deadlineField('期限', stepDueWords(view)),
      form('assign', [
        ...(hazard.anonymous
          ? [
              input('text', '改写后的话', {
                required: true,
                lines: true,
                example: '去掉能看出是谁的说法，只写地点和情况',
              }),
            ]
          : []),
        ...select('unit', '单位*', unitChoices(view), hazard.unitId),
        ...select('person', '核实人（不选就由安全员核实）', everybody(view)),
        button(hazard.anonymous ? '改好，转单位' : '交给单位核实', 'assign-unit', {
          hazardId: hazard._id,
          stage: hazard.stageSeq,
          submit: true,
        }),
      ]),
    ],
  );
}

/** 移送 by 安委办. */
export function hazardTransfer(view: HazardView): Card {
  const { hazard } = view;
  if (!hazard.open) return settled(view);
  return hazardCard(view, { title: `移送：${hazard.title}`, colour: 'grey' }, [
    field('情况', shortened(hazard.text, 200)),
    form('transfer', [
      input('reason', '事由', {
        required: true,
        lines: true,
        example: '例：消防车道归社区管理，超出本局权限',
      }),
      input('to', '接收单位', { required: true, example: '例：县消防救援大队' }),
      input('letter', '函号', { required: true, example: '例：民函〔2026〕12号' }),
      button('移送', 'transfer', {
        hazardId: hazard._id,
        stage: hazard.stageSeq,
        submit: true,
        confirm: '移送后由接收单位处理，安委办跟进。确定吗？',
      }),
    ]),
  ]);
}

export { backTo };
