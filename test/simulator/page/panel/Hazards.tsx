import type { VNode } from 'preact';
import type { DemoState, Stored } from '../app/backend.js';
import { stampOf } from '../app/when.js';
import { Tag } from '../card/pill.js';
import { Json } from './Json.js';
import { textOf } from './text.js';

/** The stored hazards: what stands in each, and every step of its history. */
export function HazardList({ stored }: { stored: DemoState }): VNode {
  if (stored.hazards.length === 0) return <p class="panel__none">还没有隐患。</p>;
  return (
    <>
      {stored.hazards.map((hazard) => (
        <Hazard key={textOf(hazard['_id'])} hazard={hazard} words={stored.words} />
      ))}
    </>
  );
}

function Hazard({ hazard, words }: { hazard: Stored; words: DemoState['words'] }): VNode {
  const status = words.status[textOf(hazard['status'])];
  const history = Array.isArray(hazard['history']) ? (hazard['history'] as readonly Stored[]) : [];
  return (
    <section class="hazard" data-hazard={textOf(hazard['code'])}>
      <h3>
        {textOf(hazard['code'])}
        <Tag colour={status?.colour ?? 'neutral'}>{status?.word ?? textOf(hazard['status'])}</Tag>
        <small>第{textOf(hazard['version'])}版</small>
      </h3>
      <p>{textOf(hazard['title']) || textOf(hazard['text'])}</p>
      <ol class="history">
        {history.map((entry, index) => (
          <li key={index}>
            <time>{stampOf(Date.parse(textOf(entry['at'])))}</time>
            <b>{words.deed[textOf(entry['command'])] ?? textOf(entry['command'])}</b>
            <span>{words.names[textOf(entry['by'])] ?? textOf(entry['by'])}</span>
          </li>
        ))}
      </ol>
      <Json name="全部字段" value={hazard} open={0} />
    </section>
  );
}
