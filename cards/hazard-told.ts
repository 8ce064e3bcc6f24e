import { fullDay } from '../src/calendar.js';
import { hazardCard } from './hazard-card.js';
import type { Card, CardNode } from './card.js';
import { shortened } from './escape.js';
import { button, card, deadlineField, field, md } from './kit.js';
import { escaped } from './escape.js';
import { activeWithRole } from '../src/people/org.js';
import { STATUS, TEXT } from './texts.zh-CN.js';
import { firstThings } from './hazard-receipt.js';
import {
  holderWords,
  nameOf,
  momentInWords,
  plainDayOf,
  sensitive,
  shownTitle,
  stepDueWords,
  subtitleOf,
  today,
  unitName,
  type HazardView,
} from './view.js';

/** 告知 in the unit's own group: a confirmed major hazard, and its end. Never the reporter, a photo, anyone's health. */
export function hazardTold(view: HazardView): Card {
  const { hazard } = view;
  const ended = hazard.status === 'closed';
  const hidden = view.place === 'group' && sensitive(hazard);
  const name = shownTitle(view);
  const due = hazard.due === undefined ? '' : `${fullDay(hazard.due.day, today(view))}24时前改好`;
  const first = ended
    ? `${name}已销号。${hidden ? '' : shortened(hazard.rectification?.note ?? '', 200)}`
    : `${name}定为重大隐患，${due}。`;
  return hazardCard(
    view,
    {
      title: `告知：${name}`,
      colour: ended ? 'green' : 'orange',
    },
    [
      md(escaped(first)),
      ...(hidden ? [field('情况', TEXT.onlyHandlers)] : []),
      ...(hidden || hazard.place === undefined ? [] : [field('部位', hazard.place)]),
      ...(hidden || ended || hazard.interim === undefined ? [] : [field('临时管控', hazard.interim)]),
      button(TEXT.viewProgress, 'view', { hazardId: hazard._id }),
    ],
  );
}

/** The result to the reporter, in private. */
export function hazardResult(view: HazardView): Card {
  const { hazard } = view;
  return card(
    {
      title: resultTitle(view),
      subtitle: subtitleOf(view),
      colour: hazard.status === 'closed' ? 'green' : 'grey',
    },
    [
      md(escaped(resultWords(view))),
      button(TEXT.viewProgress, 'view', { hazardId: hazard._id, kind: 'plain' }),
    ],
  );
}

const officeNames = ({ org }: HazardView): string =>
  activeWithRole(org, 'committeeOffice')
    .map((person) => person.name)
    .join('、');

function resultTitle({ hazard, facts }: HazardView): string {
  if (facts['what'] === 'approveReward') return `奖励已核定：${hazard.title}`;
  const words = { closed: '已销号', unfounded: '不属实', merged: '已并入', transferred: '已移送' } as const;
  return `${words[hazard.status as keyof typeof words] ?? '有结果了'}：${hazard.title}`;
}

function resultWords(view: HazardView): string {
  const { hazard } = view;
  const last = hazard.history.at(-1);
  switch (hazard.status) {
    case 'closed': {
      if (view.facts['what'] === 'approveReward')
        return `您${plainDayOf(hazard.reportedDay, view)}报的“${hazard.title}”奖励已核定：${hazard.reward?.what ?? ''}。请找安委办${officeNames(view)}领取，不公布姓名。`;
      const check = hazard.rechecks.at(-1);
      const when =
        check === undefined
          ? ''
          : `${nameOf(view, check.byId)}${momentInWords(check.at, view.now)}复查通过。`;
      return `您${plainDayOf(hazard.reportedDay, view)}报的“${hazard.title}”已销号：${shortened(hazard.rectification?.note ?? '', 200)}，${when}谢谢您。`;
    }
    case 'unfounded':
      return `${nameOf(view, last?.by)}到现场看过，${last?.note ?? '没有发现问题'}，按不属实结案。以后看到还请照样报。`;
    case 'merged':
      return `您报的和 ${view.others.get(hazard.mergedInto ?? '')?.code ?? ''} 是同一件，已并入，有结果告诉您。`;
    case 'transferred':
      return `这件超出本局权限，已移送${hazard.transfer?.to ?? ''}，安委办继续跟进。`;
    default:
      return '您报的隐患有新进展。';
  }
}

/** Short news about a hazard to one person. */
export function hazardNote(view: HazardView): Card {
  const { hazard, facts } = view;
  switch (facts['what']) {
    case 'approveExtension': {
      const last = hazard.extensions.findLast((extension) => extension.state === 'approved');
      const old = last === undefined ? '' : fullDay(last.oldDay, today(view));
      const to = last === undefined ? '' : fullDay(last.newDay, today(view));
      return hazardCard(
        view,
        {
          title: `期限改为${to}：${hazard.title}`,
          colour: 'blue',
        },
        [
          md(escaped(`期限改为${to}24时。原期限${old}保留，按期整改率按原期限算。`)),
          button('打开', 'open', { hazardId: hazard._id }),
        ],
      );
    }
    case 'returnExtension': {
      const last = hazard.extensions.findLast((extension) => extension.state === 'returned');
      return hazardCard(
        view,
        {
          title: `延期已退回：${hazard.title}`,
          colour: 'blue',
        },
        [
          md(
            escaped(
              `${nameOf(view, last?.decidedById)}退回：${last?.opinion ?? ''}。期限仍是${hazard.due === undefined ? '' : fullDay(hazard.due.day, today(view))}24时。`,
            ),
          ),
          button('打开', 'open', { hazardId: hazard._id }),
        ],
      );
    }
    case 'recount': {
      const { due, stepDue } = facts;
      const plan = typeof stepDue === 'string' && stepDue !== due ? `这一步${recounted(view, stepDue)}` : '';
      const whole = typeof due === 'string' ? `${plan === '' ? '' : '；整改'}${recounted(view, due)}` : '';
      return hazardCard(view, { title: `期限有变化：${hazard.title}`, colour: 'blue' }, [
        md(escaped(`按新公布的节假日，${plan}${whole}。`)),
        button('打开', 'open', { hazardId: hazard._id }),
      ]);
    }
    case 'remind-duty':
      return hazardCard(view, { title: `请安排先管控：${hazard.title}`, colour: 'red' }, [
        ...firstThings(view),
        field('情况', shortened(hazard.text, 200)),
        field('临时管控', hazard.interim ?? '还没有'),
        field('现由', holderWords(view)),
        button(TEXT.viewProgress, 'view', { hazardId: hazard._id }),
      ]);
    default:
      return hazardCard(
        view,
        {
          title: `告知：${unitName(view)}${hazard.majorConfirmed ? '重大隐患' : '疑似重大'}1件`,
          colour: 'orange',
        },
        [
          field('情况', shortened(hazard.text, 200)),
          field('临时管控', hazard.interim ?? '还没有'),
          ...whereItStands(view),
          button(TEXT.viewProgress, 'view', { hazardId: hazard._id, kind: 'plain' }),
        ],
      );
  }
}

/** The card stays on the leaders' screens while the matter goes on. */
function whereItStands(view: HazardView): readonly CardNode[] {
  const { status, open } = view.hazard;
  if (status === 'planning') return [deadlineField('方案', `${stepDueWords(view)}报`)];
  return open
    ? [field('现由', holderWords(view)), deadlineField('期限', stepDueWords(view))]
    : [field('结果', STATUS[status].word)];
}

const recounted = (view: HazardView, day: string): string => `期限改为${fullDay(day, today(view))}24时前`;
