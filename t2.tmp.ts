import { loadUnderstanding } from './src/understanding/load.js';
import { createReader } from './src/understanding/reading.js';
import { rank } from './src/understanding/scores.js';
const d = loadUnderstanding(); const r = createReader(d);
for (const t of ['1/2 楼都停水了 灭火水压没有', '1/2楼都停水了，灭火水压没有']) console.log(t, JSON.stringify(rank(d.models['intent']!, r(t).features).map((e) => [e.label, +e.p.toFixed(2)])), r(t).found.segments.map((s) => s.text), r(t).found.words.map((w) => w.word));
