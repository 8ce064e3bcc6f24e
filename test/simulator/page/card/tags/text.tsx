import type { VNode } from 'preact';
import { Icon, Text } from '../bits.js';
import { Tag } from '../pill.js';
import { margin, size, textAlign, textSize } from '../css.js';
import { useEnv } from '../env.js';
import { Markdown } from '../md.js';
import type { TagProps } from '../registry.js';

export function MarkdownTag({ e }: TagProps): VNode {
  const env = useEnv();
  const style = { ...textSize(e.text_size, env.device === 'phone', env.card), ...textAlign(e.text_align) };
  if (e.icon === undefined)
    return (
      <div class="c-el" style={margin(e.margin)}>
        <Markdown text={e.content ?? ''} style={style} />
      </div>
    );
  return (
    <div class="c-el c-with-icon" style={{ ...margin(e.margin), ...style }}>
      <span class="c-with-icon__icon">
        <Icon icon={e.icon} />
      </span>
      <Markdown text={e.content ?? ''} />
    </div>
  );
}

export function DivTag({ e }: TagProps): VNode {
  const width = size(e.width) ?? (e.width === 'auto' ? 'max-content' : undefined);
  return (
    <div
      class="c-el c-div"
      style={{ ...margin(e.margin), ...(width === undefined ? {} : { width, 'max-width': '100%' }) }}
    >
      {e.text === undefined ? undefined : (
        <div class="c-with-icon">
          {e.icon === undefined ? undefined : (
            <span class="c-with-icon__icon">
              <Icon icon={e.icon} />
            </span>
          )}
          <Text text={e.text} />
        </div>
      )}
      {e.fields === undefined ? undefined : (
        <div class="c-fields">
          {e.fields.map((field, index) => (
            <div key={index} class={field.is_short === true ? 'c-fields__short' : 'c-fields__long'}>
              <Text text={field.text} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

export const HrTag = ({ e }: TagProps): VNode => <hr class="c-hr" style={margin(e.margin)} />;

export const TextTagTag = ({ e }: TagProps): VNode => (
  <span class="c-el">
    <Tag colour={e.color}>{e.text?.content}</Tag>
  </span>
);

export const AudioTag = (): VNode => <div class="c-unknown">（语音）</div>;
