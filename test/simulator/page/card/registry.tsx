import type { ComponentType, VNode } from 'preact';
import { Component } from 'preact';
import type { CardTag } from './tag-list.js';
import { CARD_TAGS } from './tag-list.js';
import type { CardElement } from './types.js';
import { ButtonTag } from './controls/button.js';
import { CheckerTag } from './controls/checker.js';
import { DateTag } from './controls/date.js';
import { InputTag } from './controls/input.js';
import { OverflowTag } from './controls/overflow.js';
import { SelectTag } from './controls/select.js';
import { SelectImgTag } from './controls/select-img.js';
import { ChartTag } from './tags/chart.js';
import { ColumnSetTag, ColumnTag } from './tags/columns.js';
import { ContainerTag } from './tags/container.js';
import { FormTag } from './tags/form.js';
import { ImgCombinationTag, ImgTag } from './tags/img.js';
import { PanelTag } from './tags/panel.js';
import { PersonListTag, PersonTag } from './tags/person.js';
import { TableTag } from './tags/table.js';
import { AudioTag, DivTag, HrTag, MarkdownTag, TextTagTag } from './tags/text.js';

export interface TagProps {
  readonly e: CardElement;
  /** The text that stands before a control without a label of its own: its name for screen readers. */
  readonly hint?: string | undefined;
}

const REGISTRY: Readonly<Record<CardTag, ComponentType<TagProps>>> = {
  markdown: MarkdownTag,
  div: DivTag,
  img: ImgTag,
  img_combination: ImgCombinationTag,
  hr: HrTag,
  person: PersonTag,
  person_list: PersonListTag,
  chart: ChartTag,
  table: TableTag,
  text_tag: TextTagTag,
  audio: AudioTag,
  column_set: ColumnSetTag,
  column: ColumnTag,
  collapsible_panel: PanelTag,
  interactive_container: ContainerTag,
  form: FormTag,
  button: ButtonTag,
  input: InputTag,
  select_static: SelectTag,
  multi_select_static: SelectTag,
  select_person: SelectTag,
  multi_select_person: SelectTag,
  date_picker: DateTag,
  picker_time: DateTag,
  picker_datetime: DateTag,
  select_img: SelectImgTag,
  checker: CheckerTag,
  overflow: OverflowTag,
};

const isTag = (tag: string): tag is CardTag => (CARD_TAGS as readonly string[]).includes(tag);

/** One element that fails must not take the card along. */
class Guard extends Component<{ tag: string; children: VNode }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(): void {
    this.setState({ failed: true });
  }

  override render(): VNode {
    return this.state.failed ? <Unknown tag={`${this.props.tag}：画不出来`} /> : this.props.children;
  }
}

const Unknown = ({ tag }: { tag: string }): VNode => <div class="c-unknown">（{tag}）</div>;

const words = (text: string | undefined): string =>
  (text ?? '')
    .replace(/<[^>]*>/gu, '')
    .replace(/[*_~#>`]/gu, '')
    .trim();

/** The elements of a container, one below the other. */
export function Elements({ list }: { list: readonly CardElement[] | undefined }): VNode {
  return (
    <>
      {(list ?? []).map((e, index, all) => {
        const before = all[index - 1];
        return (
          <Element
            key={e.element_id ?? e.name ?? index}
            e={e}
            hint={before?.tag === 'markdown' ? words(before.content) : undefined}
          />
        );
      })}
    </>
  );
}

/** @returns the drawing of one element; an unknown tag is a dashed note, never a white page */
export function Element({ e, hint }: TagProps): VNode {
  if (typeof e?.tag !== 'string' || !isTag(e.tag)) return <Unknown tag={String(e?.tag)} />;
  const Tag = REGISTRY[e.tag];
  return (
    <Guard tag={e.tag}>
      <Tag e={e} hint={hint} />
    </Guard>
  );
}
