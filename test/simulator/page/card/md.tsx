import type { ComponentChildren, VNode } from 'preact';
import { colour, type Style } from './css.js';
import { useEnv } from './env.js';
import { MdTable } from './md-table.js';
import { parseMarkdown, type OwnTag, type Token } from './md-parse.js';
import { Own, Picture } from './md-own.js';
import { safeUrl } from './act.js';

/** Feishu's markdown as nodes: no innerHTML, a stray tag is only text that is not there. */
export function Markdown({ text, style }: { text: string; style?: Style }): VNode {
  return (
    <div class="c-md" style={style}>
      {blocks(parseMarkdown(text))}
    </div>
  );
}

/** A stack of open elements; a closer without opener is passed over. */
class Builder {
  private readonly stack: {
    key: string;
    children: ComponentChildren[];
    close(children: ComponentChildren[]): void;
  }[] = [];
  readonly root: ComponentChildren[] = [];

  add(child: ComponentChildren): void {
    (this.stack.at(-1)?.children ?? this.root).push(child);
  }

  open(key: string, make: (children: ComponentChildren[]) => ComponentChildren): void {
    this.stack.push({ key, children: [], close: (children) => this.add(make(children)) });
  }

  close(key: string): void {
    const at = this.stack.findLastIndex((frame) => frame.key === key);
    if (at < 0) return;
    while (this.stack.length > at) {
      const frame = this.stack.pop();
      frame?.close(frame.children);
    }
  }

  end(): ComponentChildren[] {
    while (this.stack.length > 0) {
      const frame = this.stack.pop();
      frame?.close(frame.children);
    }
    return this.root;
  }
}

function blocks(tokens: readonly Token[]): ComponentChildren[] {
  const out = new Builder();
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined) continue;
    if (token.type === 'table_open') {
      const end = tokens.findIndex((other, at) => at > i && other.type === 'table_close');
      out.add(<MdTable rows={tableRows(tokens.slice(i + 1, end))} />);
      i = end;
    } else if (token.type === 'inline') out.add(inline(token.children ?? []));
    else if (token.type === 'fence') out.add(<Code language={token.info} text={token.content} />);
    else if (token.type === 'hr') out.add(<hr class="c-hr" />);
    else if (token.nesting === 1) openBlock(out, token);
    else if (token.nesting === -1) out.close(token.tag);
  }
  return out.end();
}

function openBlock(out: Builder, token: Token): void {
  const tag = token.tag;
  out.open(tag, (children) => {
    // A paragraph of a tight list is only its text.
    if (tag === 'p') return token.hidden ? children : <p>{children}</p>;
    if (tag === 'blockquote') return <blockquote>{children}</blockquote>;
    if (tag === 'ul') return <ul>{children}</ul>;
    if (tag === 'ol') return <ol start={Number(attrOf(token, 'start') ?? 1)}>{children}</ol>;
    if (tag === 'li') return <li>{children}</li>;
    const level = /^h([1-6])$/u.exec(tag)?.[1];
    if (level !== undefined)
      return (
        <div class={`c-md__h c-md__h${level}`} role="heading" aria-level={Math.min(6, Number(level) + 3)}>
          {children}
        </div>
      );
    return children;
  });
}

function attrOf(token: Token, name: string): string | undefined {
  const value = token.attrs?.find(([key]) => key === name)?.[1];
  return value === undefined ? undefined : String(value);
}

/** Cells of each row, the header first. */
function tableRows(tokens: readonly Token[]): ComponentChildren[][] {
  const rows: ComponentChildren[][] = [];
  for (const token of tokens) {
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'inline') rows.at(-1)?.push(inline(token.children ?? []));
  }
  return rows;
}

const MARKS: Readonly<Record<string, (children: ComponentChildren[]) => VNode>> = {
  strong: (children) => <b>{children}</b>,
  em: (children) => <i>{children}</i>,
  s: (children) => <s>{children}</s>,
};

function inline(tokens: readonly Token[]): ComponentChildren[] {
  const out = new Builder();
  for (const token of tokens) {
    if (token.type === 'feishu_tag') ownTag(out, token.meta as unknown as OwnTag);
    else if (token.type === 'softbreak' || token.type === 'hardbreak') out.add(<br />);
    else if (token.type === 'code_inline') out.add(<code>{token.content}</code>);
    else if (token.type === 'image') {
      const src = attrOf(token, 'src') ?? '';
      out.add(<Picture imageKey={src} alt={token.content} />);
    } else if (token.type === 'link_open') {
      const href = attrOf(token, 'href');
      out.open('a', (children) => <Link href={href}>{children}</Link>);
    } else if (token.type === 'link_close') out.close('a');
    else if (token.nesting === 1) {
      const mark = MARKS[token.tag];
      out.open(token.tag, (children) => mark?.(children) ?? children);
    } else if (token.nesting === -1) out.close(token.tag);
    else out.add(emoji(token.content));
  }
  return out.end();
}

function ownTag(out: Builder, { name, attrs, close }: OwnTag): void {
  if (name === 'br') return out.add(<br />);
  if (name === 'hr') return out.add(<hr class="c-hr" />);
  if (close) return out.close(`own:${name}`);
  out.open(`own:${name}`, (children) => {
    if (name === 'font') return <Font colour={attrs['color']}>{children}</Font>;
    if (name === 'a') return <Link href={attrs['href']}>{children}</Link>;
    if (name === 'raw') return children;
    return (
      <Own name={name} attrs={attrs}>
        {children}
      </Own>
    );
  });
  return undefined;
}

function Font({ colour: name, children }: { colour?: string; children: ComponentChildren }): VNode {
  const env = useEnv();
  const value = colour(name, env.card);
  return <span style={value === undefined ? {} : { color: value }}>{children}</span>;
}

function Link({ href, children }: { href?: string; children: ComponentChildren }): VNode {
  const safe = safeUrl(href);
  if (safe === undefined) return <span>{children}</span>;
  return (
    <a class="c-link" href={safe} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

function Code({ language, text }: { language: string; text: string }): VNode {
  return (
    <div class="c-code">
      {language === '' ? undefined : <div class="c-code__lang">{language}</div>}
      <pre tabIndex={0}>{text.replace(/\n$/u, '')}</pre>
    </div>
  );
}

const EMOJI: Readonly<Record<string, string>> = {
  DONE: '✅',
  OK: '👌',
  THUMBSUP: '👍',
  WARNING: '⚠️',
  SMILE: '🙂',
  HEART: '❤️',
  CheckMark: '✔️',
  CrossMark: '❌',
  Fire: '🔥',
  Alarm: '⏰',
};

const emoji = (text: string): string =>
  text.replace(/:(\w{2,20}):/gu, (all, name: string) => EMOJI[name] ?? all);
