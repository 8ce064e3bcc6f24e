import type { CardElement, CardJson } from '../../card/types.js';

export const plain = (content: string) => ({ tag: 'plain_text' as const, content });
export const md = (content: string, more: Partial<CardElement> = {}): CardElement => ({
  tag: 'markdown',
  content,
  ...more,
});
export const button = (text: string, more: Partial<CardElement> = {}): CardElement => ({
  tag: 'button',
  name: `b_${text}`,
  text: plain(text),
  behaviors: [{ type: 'callback', value: { a: text } }],
  ...more,
});
export const options = (...texts: string[]) => texts.map((text) => ({ text: plain(text), value: text }));
export const card = (title: string, template: string, elements: readonly CardElement[]): CardJson => ({
  schema: '2.0',
  config: { width_mode: 'fill' },
  header: {
    title: plain(title),
    subtitle: plain('YH-2026-0142 · 一号养老院'),
    template,
    text_tag_list: [
      { text: plain('待核实'), color: template === 'default' ? 'blue' : template },
      { text: plain('防火'), color: 'neutral' },
      { text: plain('逾期3个工作日'), color: 'red' },
    ],
  },
  body: { elements, vertical_spacing: 'medium' },
});

export const column = (elements: readonly CardElement[], more: Partial<CardElement> = {}): CardElement => ({
  tag: 'column',
  width: 'weighted',
  weight: 1,
  elements,
  ...more,
});
