import { caseLines } from '../src/campaigns/words.js';
import type { PostStatus, PostWords } from '../src/campaigns/post.js';
import type { Card, CardNode } from './card.js';
import { escaped } from './escape.js';
import { big, button, card, field, folded, form, hint, input, md, type Colour } from './kit.js';

/** What a post says, the same in its preview and in the groups. */
export interface PostBody {
  readonly words: PostWords;
  /** `安全生产月第1天（6月1日 周一）` */
  readonly headline: string;
  /** The post's own title. */
  readonly title: string;
  readonly theme?: string;
  readonly ours?: string;
  readonly phones: string;
}

export interface PostView extends PostBody {
  readonly postKey: string;
  readonly learned: number;
  readonly version: number;
}

/** S10: a post in a group. The same for everybody; who has learned is a number, never a name. */
export function campaignPost(view: PostView): Card {
  return card({ title: view.headline, colour: 'wathet' }, [
    big(escaped(shortTitle(view))),
    ...bodyOf(view),
    button('已学习', 'campaign-learned', { extra: view.postKey }),
    hint(view.learned === 0 ? '自愿，不排名' : `已有${view.learned}人，自愿，不排名`),
  ]);
}

function bodyOf({ words, theme, ours, phones }: PostBody): readonly CardNode[] {
  if (words.kind === 'case') {
    const [first = '', ...rest] = caseLines(words.facts);
    return [md(escaped(first)), ...rest.map(labelled)];
  }
  return [
    ...(theme === undefined ? [] : [field('主题', theme)]),
    field('今天做', words.post.today),
    field('记一条', `${words.post.remember}（${words.post.source.replace(/。$/u, '')}）`),
    ...(ours === undefined ? [] : [field('我们的', ours)]),
    field('电话', phones),
  ];
}

/** `起因：…` with its label bold. */
function labelled(line: string): CardNode {
  const [, label, rest] = /^([^：]{2,8})：(.+)$/u.exec(line) ?? [];
  return label === undefined || rest === undefined ? md(escaped(line)) : field(label, rest);
}

export interface PreviewView extends PostBody {
  readonly postKey: string;
  readonly status: PostStatus;
  /** `明天（6月1日 周一）09:30，发到3个群` */
  readonly when: string;
  /** What happens if nobody decides. */
  readonly otherwise: string;
  /** `陈静5月29日10:05同意推送` */
  readonly decided?: string;
  /** Medical lines that a medic has to read first. */
  readonly medic: boolean;
  readonly again: boolean;
  readonly editing: boolean;
  readonly version: number;
}

const STATE: Readonly<Record<PostStatus, { readonly word: string; readonly colour: Colour }>> = {
  preview: { word: '请看推送预览', colour: 'wathet' },
  approved: { word: '已同意推送', colour: 'green' },
  skipped: { word: '这篇不发', colour: 'grey' },
  posted: { word: '已推送', colour: 'green' },
  lapsed: { word: '没有定，没有发', colour: 'grey' },
  unsent: { word: '没有发出去', colour: 'orange' },
};

/** The preview for 安委办: what the groups will see, then what can be done about it. */
export function campaignPreview(view: PreviewView): Card {
  const { word, colour } = STATE[view.status];
  const late = view.again && view.status === 'preview';
  return card(
    {
      title: `${late ? '今天这篇还没有定' : word}：${shortTitle(view)}`,
      subtitle: view.headline,
      colour: late ? 'orange' : colour,
    },
    view.editing ? editing(view) : faceOf(view),
  );
}

/** The post's title stands in the header; once it is over and done, what became of it comes first. */
function faceOf(view: PreviewView): readonly CardNode[] {
  const open = view.status === 'preview' || view.status === 'approved';
  return open
    ? [...bodyOf(view), ...stateOf(view), ...buttonsOf(view)]
    : [...stateOf(view), folded('内容', bodyOf(view)), ...buttonsOf(view)];
}

function shortTitle({ words, title }: PostBody): string {
  return words.kind === 'case' ? words.facts.title : title;
}

function stateOf(view: PreviewView): readonly CardNode[] {
  const open = view.status === 'preview' || view.status === 'approved';
  return [
    ...(view.decided === undefined ? [] : [field('办理', view.decided)]),
    ...(open ? [field('发送', view.when)] : []),
    ...(view.status === 'preview' ? [hint(escaped(view.otherwise))] : []),
    ...(view.status === 'preview' && view.medic
      ? [field('请核对', '这篇有急救内容，请先请医务人员看过再同意')]
      : []),
  ];
}

function buttonsOf(view: PreviewView): readonly CardNode[] {
  const about = { extra: view.postKey, stage: view.version };
  const change = button('修改', 'campaign-edit-open', { ...about, kind: 'plain' });
  const skip = button('跳过这篇', 'campaign-skip', { ...about, kind: 'plain' });
  switch (view.status) {
    case 'preview':
      return [
        button(view.medic ? '医务人员看过了，同意推送' : '同意推送', 'campaign-approve', about),
        change,
        skip,
      ];
    case 'approved':
      return [change, skip];
    case 'skipped':
    case 'unsent':
      return [button('还是要发', 'campaign-approve', { ...about, kind: 'plain' })];
    default:
      return [];
  }
}

function editing(view: PreviewView): readonly CardNode[] {
  const { words } = view;
  return [
    form('post', [
      input('today', words.kind === 'case' ? '今天看什么' : '今天做', {
        value: words.kind === 'case' ? words.facts.look : words.post.today,
        lines: true,
        required: true,
        max: 120,
      }),
      ...(words.kind === 'case'
        ? []
        : [
            input('remember', '记一条', {
              value: words.post.remember,
              lines: true,
              required: true,
              max: 120,
            }),
          ]),
      button('保存，同意推送', 'campaign-approve', {
        extra: view.postKey,
        stage: view.version,
        submit: true,
      }),
    ]),
    button('返回', 'back', { extra: view.postKey, kind: 'quiet' }),
    hint('法条和数字请对照原文，改过的内容由改的人负责。'),
  ];
}

export interface CasesView {
  readonly cases: readonly {
    readonly id: string;
    readonly title: string;
    readonly lines: readonly string[];
  }[];
  /** May the asker put one into the groups? */
  readonly decides: boolean;
}

/** 警示教育: what happened elsewhere and what to look at today. */
export function warningCases(view: CasesView): Card {
  return card({ title: '警示教育', colour: 'wathet' }, [
    ...view.cases.flatMap(({ id, title, lines }) => [
      big(escaped(title)),
      ...lines.map(labelled),
      ...(view.decides ? [button('推送到群', 'case-push', { extra: id, kind: 'quiet' })] : []),
    ]),
    ...(view.decides ? [hint('点“推送到群”先给您看预览，同意后才发。')] : []),
  ]);
}
