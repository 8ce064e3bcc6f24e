import { FAMILIES } from '../../card/Card.js';
import { BOXES, NUMBERS, PICTURES, WORDS } from './display.js';
import { FORM } from './form.js';
import { card, md } from './kit.js';

const HEADERS = [...FAMILIES, 'grey', 'default'].map((name) =>
  card(`待核实：二楼东头灭火器失压（${name}）`, name, [md('**现由**　王芳（安全员）核实')]),
);

const LONG = card('待核实：四行的标题也要看得清楚，'.repeat(8), 'red', [md('最小的卡片')]);

/** What `/gallery` shows by itself: one card for each thing that can go wrong (card-look §9). */
export const SPECIMENS = {
  cards: [FORM, WORDS, PICTURES, BOXES, NUMBERS, LONG, ...HEADERS],
  people: [
    { openId: 'ou_wang', name: '王芳', title: '安全员' },
    { openId: 'ou_li', name: '李敏', title: '副局长' },
    { openId: 'ou_zhou', name: '周建国', title: '局长' },
  ],
};
