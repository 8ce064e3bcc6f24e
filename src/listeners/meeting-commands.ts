/** 会议, 下次会议, 议题, 纪要 2026-11, 议定事项, 会议设置. */
export type MeetingWish =
  | { readonly want: 'next' | 'topics' | 'tasks' | 'rule' | 'move' }
  | { readonly want: 'topic'; readonly rest: string }
  /** A month `2026-11`, an issue `第11期` of this year, or the newest. */
  | { readonly want: 'minutes'; readonly year?: number; readonly month?: number; readonly issue?: number };

const EXACT: Readonly<Record<string, MeetingWish>> = {
  会议: { want: 'next' },
  安委会: { want: 'next' },
  下次会议: { want: 'next' },
  下次安委会: { want: 'next' },
  开会: { want: 'next' },
  会议通知: { want: 'next' },
  改期: { want: 'move' },
  会议改期: { want: 'move' },
  议题: { want: 'topics' },
  报议题: { want: 'topics' },
  议定事项: { want: 'tasks' },
  会议设置: { want: 'rule' },
  安委会设置: { want: 'rule' },
};

/** @param text the whole message, half-width; undefined when it is something else */
export function readMeetingCommand(text: string): MeetingWish | undefined {
  const exact = EXACT[text.replace(/\s+/gu, '')];
  if (exact !== undefined) return exact;
  const topic = /^(?:报)?议题[:：\s]\s*(.+)$/su.exec(text);
  if (topic !== null) return { want: 'topic', rest: (topic[1] ?? '').trim() };
  const minutes = /^(?:会议)?纪要\s*(.*)$/u.exec(text);
  return minutes === null ? undefined : readMinutes((minutes[1] ?? '').trim());
}

function readMinutes(rest: string): MeetingWish | undefined {
  if (rest === '') return { want: 'minutes' };
  const month = /^(?:(20\d{2})(?:年|-|\/|\.))?(\d{1,2})(?:月份?)?$/u.exec(rest);
  if (month !== null && Number(month[2]) >= 1 && Number(month[2]) <= 12)
    return {
      want: 'minutes',
      month: Number(month[2]),
      ...(month[1] === undefined ? {} : { year: Number(month[1]) }),
    };
  const issue = /^(?:(20\d{2})年?)?第?(\d{1,3})期$/u.exec(rest);
  if (issue === null) return undefined;
  return {
    want: 'minutes',
    issue: Number(issue[2]),
    ...(issue[1] === undefined ? {} : { year: Number(issue[1]) }),
  };
}
