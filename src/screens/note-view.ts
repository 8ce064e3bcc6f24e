import type { StoredNotice } from '../notices.js';
import { readButton, type ActionId } from '../../cards/actions.js';
import { button } from '../../cards/kit.js';
import type { NoteView } from '../../cards/lists.js';

export function noteView(notice: StoredNotice): NoteView {
  const facts = notice.facts ?? {};
  const list = (key: string): readonly string[] =>
    Array.isArray(facts[key]) ? (facts[key] as readonly string[]) : [];
  const buttons = list('buttons').flatMap((text, index) => {
    const [label = '', action = '', id = '', more = id] = text.split('|');
    if (readButton({ a: action }) === undefined) return [];
    const about = { ...(id === '' ? {} : { hazardId: id }), ...(more === '' ? {} : { extra: more }) };
    return [
      button(label, action as ActionId, {
        ...about,
        kind: index === 0 && facts['choose'] !== true ? 'main' : 'plain',
      }),
    ];
  });
  const colour = facts['colour'] === 'red' ? 'red' : 'wathet';
  return { title: String(facts['title'] ?? '安全助手'), colour, lines: list('lines'), buttons };
}
