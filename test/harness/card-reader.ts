type Node = Record<string, unknown>;

export interface CardButton {
  readonly label: string;
  readonly name: string;
  readonly value: unknown;
  readonly submit: boolean;
}

/** Everything a person can read on a card, entities turned back, tags left out. */
export function cardText(card: Node): string {
  const parts: string[] = [];
  walk(card, (node) => {
    if (typeof node['content'] === 'string') parts.push(plain(node['content']));
    if (typeof node['default_value'] === 'string') parts.push(node['default_value']);
  });
  return parts.join('\n');
}

function plain(text: string): string {
  return text
    .replace(/<br>/gu, '\n')
    .replace(/<[^>]*>/gu, '')
    .replace(/\*\*/gu, '')
    .replace(/&#(\d+);/gu, (_all, code: string) => String.fromCodePoint(Number(code)));
}

/** What stands in markdown elements, as it is sent: only there signs have a meaning. */
export function cardMarkdown(card: Node): readonly string[] {
  const parts: string[] = [];
  walk(card, (node) => {
    if (node['tag'] === 'markdown' && typeof node['content'] === 'string') parts.push(node['content']);
  });
  return parts;
}

export function cardButtons(card: Node): readonly CardButton[] {
  const list: CardButton[] = [];
  walk(card, (node) => {
    if (node['tag'] !== 'button') return;
    const behaviors = node['behaviors'] as { value?: unknown }[] | undefined;
    list.push({
      label: (node['text'] as { content?: string } | undefined)?.content ?? '',
      name: String(node['name'] ?? ''),
      value: behaviors?.[0]?.value,
      submit: node['form_action_type'] === 'submit',
    });
  });
  return list;
}

/** What a form sends when nobody touches it; empty fields are sent as "". */
export function formDefaults(card: Node): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  walk(card, (node) => {
    const name = node['name'];
    if (typeof name !== 'string') return;
    if (node['tag'] === 'input') values[name] = node['default_value'] ?? '';
    if (node['tag'] === 'select_static') values[name] = node['initial_option'] ?? '';
    if (node['tag'] === 'date_picker')
      values[name] = node['initial_date'] === undefined ? '' : `${String(node['initial_date'])} +0800`;
    if (node['tag'] === 'checker') values[name] = node['checked'] === true;
  });
  return values;
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) value.forEach((item) => walk(item, visit));
  else if (typeof value === 'object' && value !== null) {
    visit(value as Node);
    Object.values(value).forEach((inner) => walk(inner, visit));
  }
}
