// Draws the sample photos of the demo: node test/simulator/page/assets/draw.mjs. Nobody's real place, no text in them.
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const W = 1200;
const H = 900;

const light = `<defs>
<linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f1ede4"/><stop offset=".6" stop-color="#e2dccf"/><stop offset="1" stop-color="#c9c1b1"/></linearGradient>
<linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a99d8a"/><stop offset="1" stop-color="#7f7465"/></linearGradient>
<linearGradient id="red" x1="0" x2="1"><stop offset="0" stop-color="#8e1712"/><stop offset=".35" stop-color="#e2483b"/><stop offset=".55" stop-color="#c92a20"/><stop offset="1" stop-color="#6d100d"/></linearGradient>
<linearGradient id="steel" x1="0" x2="1"><stop offset="0" stop-color="#5c6064"/><stop offset=".4" stop-color="#c9ced2"/><stop offset="1" stop-color="#4c5053"/></linearGradient>
<linearGradient id="door" x1="0" x2="1"><stop offset="0" stop-color="#6d8a78"/><stop offset="1" stop-color="#8aa592"/></linearGradient>
<radialGradient id="lamp" cx=".3" cy=".1" r="1"><stop offset="0" stop-color="#fff" stop-opacity=".5"/><stop offset="1" stop-color="#000" stop-opacity=".22"/></radialGradient>
<filter id="soft"><feGaussianBlur stdDeviation="14"/></filter></defs>`;

const room = `<rect width="${W}" height="${H}" fill="url(#wall)"/><rect y="690" width="${W}" height="210" fill="url(#floor)"/><rect y="670" width="${W}" height="22" fill="#d8d0c1"/><rect y="690" width="${W}" height="4" fill="#6e6456"/>`;
const over = `<rect width="${W}" height="${H}" fill="url(#lamp)"/>`;

const picture = (inside) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}">${light}${room}${inside}${over}</svg>`;

const arc = (cx, cy, r, from, to) => {
  const at = (deg) => [cx + r * Math.cos((deg * Math.PI) / 180), cy + r * Math.sin((deg * Math.PI) / 180)];
  const [x1, y1] = at(from);
  const [x2, y2] = at(to);
  return `M${x1} ${y1} A${r} ${r} 0 0 1 ${x2} ${y2}`;
};

/** A gauge whose needle points to an angle: red at the left, green above, yellow at the right. */
const gauge = (cx, cy, r, angle) => {
  const x = cx + r * 0.62 * Math.cos((angle * Math.PI) / 180);
  const y = cy + r * 0.62 * Math.sin((angle * Math.PI) / 180);
  const band = (from, to, colour) =>
    `<path d="${arc(cx, cy, r * 0.72, from, to)}" stroke="${colour}" stroke-width="${r * 0.24}" fill="none"/>`;
  return `<circle cx="${cx}" cy="${cy}" r="${r}" fill="url(#steel)"/><circle cx="${cx}" cy="${cy}" r="${r * 0.88}" fill="#fdfdfb"/>${band(160, 225, '#d62f26')}${band(225, 315, '#2e9d4f')}${band(315, 380, '#e3b21e')}<line x1="${cx}" y1="${cy}" x2="${x}" y2="${y}" stroke="#15171a" stroke-width="${r * 0.09}" stroke-linecap="round"/><circle cx="${cx}" cy="${cy}" r="${r * 0.12}" fill="#15171a"/><path d="M${cx - r * 0.6} ${cy - r * 0.5} q${r * 0.5} -${r * 0.35} ${r * 0.9} 0" stroke="#fff" stroke-width="6" fill="none" opacity=".5"/>`;
};

const bottle = (
  x,
  scale,
  angle,
  label,
) => `<g transform="translate(${x} 0) scale(${scale})" transform-origin="0 760">
<ellipse cx="0" cy="778" rx="150" ry="26" fill="#000" opacity=".35" filter="url(#soft)"/>
<path d="M-110 330 q0 -80 110 -84 q110 4 110 84 v420 q0 26 -26 26 h-168 q-26 0 -26 -26z" fill="url(#red)"/>
<rect x="-34" y="196" width="68" height="64" rx="8" fill="url(#steel)"/>
<path d="M-30 200 q-20 -60 70 -66 l92 -14 -4 26 -84 16 q-44 4 -40 38z" fill="#25282b"/>
<path d="M-26 160 l110 -60 14 22 -104 60z" fill="#33373a"/>
<path d="M-30 222 q-120 10 -128 120 l-6 250" stroke="#17191b" stroke-width="22" fill="none" stroke-linecap="round"/>
<path d="M-176 590 l24 0 8 90 -40 0z" fill="#222528"/>
<rect x="-84" y="470" width="168" height="190" rx="6" fill="${label}"/><rect x="-66" y="492" width="132" height="18" fill="#c8281e"/><g fill="#8b8f93"><rect x="-66" y="526" width="132" height="8"/><rect x="-66" y="546" width="110" height="8"/><rect x="-66" y="566" width="124" height="8"/><rect x="-66" y="586" width="86" height="8"/></g><rect x="20" y="606" width="46" height="38" fill="#2e9d4f" opacity="${angle > 230 ? 1 : 0.25}"/>
${gauge(0, 380, 72, angle)}</g>`;

const lock = `<g><path d="M520 430 q14 -14 40 2 q26 16 52 0 q26 -16 54 0" stroke="#4a4d50" stroke-width="15" fill="none" stroke-linecap="round"/><path d="M520 452 q30 36 74 30 q40 -6 72 -28" stroke="#63676b" stroke-width="15" fill="none" stroke-linecap="round"/><path d="M566 492 v-26 a27 27 0 0 1 54 0 v26" stroke="url(#steel)" stroke-width="13" fill="none"/><rect x="546" y="488" width="94" height="82" rx="12" fill="#c1922c"/><rect x="546" y="488" width="94" height="20" rx="10" fill="#e0b95a"/><circle cx="593" cy="526" r="11" fill="#3a2b08"/><rect x="589" y="530" width="8" height="22" fill="#3a2b08"/></g>`;

const man =
  '<g fill="#fff"><circle cx="560" cy="64" r="11"/><path d="M548 82 l26 -2 16 20 16 2 -2 10 -22 -4 -8 -8 -6 18 14 18 -2 30 -12 0 0 -26 -20 -20 -8 22 -28 6 -2 -12 20 -6 8 -34 -10 4 -6 16 -10 -4 8 -24z"/><path d="M630 104 h60 m-22 -20 22 20 -22 20" stroke="#fff" stroke-width="9" fill="none"/></g>';

const exit = `<rect x="352" y="184" width="496" height="508" fill="#5a6a60"/><rect x="372" y="204" width="218" height="488" fill="url(#door)"/><rect x="610" y="204" width="218" height="488" fill="url(#door)"/><rect x="590" y="204" width="20" height="488" fill="#3d4a42"/><rect x="412" y="250" width="90" height="150" rx="4" fill="#c8d6d8"/><rect x="698" y="250" width="90" height="150" rx="4" fill="#c8d6d8"/><rect x="372" y="596" width="456" height="40" fill="#9db3a4" opacity=".6"/><rect x="528" y="410" width="16" height="96" rx="8" fill="url(#steel)"/><rect x="656" y="410" width="16" height="96" rx="8" fill="url(#steel)"/><rect x="440" y="36" width="320" height="120" rx="10" fill="#16854a"/>${man}${lock}`;

const corridor = `<rect width="${W}" height="${H}" fill="#ddd6c8"/><path d="M0 0 L430 260 V600 L0 900z" fill="#e9e3d6"/><path d="M1200 0 L770 260 V600 L1200 900z" fill="#d4ccbc"/><path d="M0 900 L430 600 H770 L1200 900z" fill="url(#floor)"/><path d="M0 0 L430 260 H770 L1200 0z" fill="#f3efe7"/><rect x="430" y="260" width="340" height="340" fill="#cfc7b6"/><rect x="530" y="330" width="140" height="270" fill="#7f9a88"/><rect x="560" y="286" width="80" height="30" fill="#16854a"/><path d="M480 60 h240 l-30 40 h-180z" fill="#fff"/><path d="M70 330 L250 380 V650 L70 770z" fill="#8d7f6a"/>`;

const box = (x, y, w, h, colour, skew = 26) =>
  `<ellipse cx="${x + w / 2}" cy="${y + h}" rx="${w * 0.6}" ry="16" fill="#000" opacity=".28" filter="url(#soft)"/><rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${colour}"/><path d="M${x} ${y} l${skew} -${skew} h${w} l-${skew} ${skew}z" fill="#d3a86f"/><path d="M${x + w} ${y} l${skew} -${skew} v${h} l-${skew} ${skew}z" fill="#86602f"/><rect x="${x + w / 2 - 12}" y="${y}" width="24" height="${h}" fill="#e1c79a" opacity=".75"/><path d="M${x + 18} ${y + h - 44} v-26 m-8 10 8 -10 8 10" stroke="#6b4a20" stroke-width="5" fill="none"/>`;

const boxes = `${corridor}${box(300, 520, 130, 120, '#a97c45')}${box(660, 500, 120, 130, '#b28650')}${box(210, 640, 210, 190, '#a3743c')}${box(244, 470, 160, 166, '#b98d56')}${box(690, 600, 230, 230, '#a87a42')}${box(720, 430, 170, 166, '#b88a50')}${box(440, 690, 200, 150, '#b0834b')}`;

const cleared = `${corridor}<path d="M430 600 L520 600 L330 900 L0 900z" fill="#b9ad99" opacity=".5"/><rect x="860" y="430" width="60" height="130" rx="24" fill="url(#red)"/>`;

const SCENES = {
  'gauge-red': picture(
    bottle(330, 0.92, 178, '#f4efe6') + bottle(620, 1, 186, '#f4efe6') + bottle(910, 0.92, 172, '#f4efe6'),
  ),
  'gauge-green': picture(
    bottle(330, 0.92, 268, '#fbf9f4') + bottle(620, 1, 274, '#fbf9f4') + bottle(910, 0.92, 265, '#fbf9f4'),
  ),
  'exit-locked': picture(exit),
  'exit-open': picture(
    exit
      .replace(lock, '')
      .replace(
        '<rect x="610" y="204" width="218" height="488" fill="url(#door)"/>',
        '<rect x="610" y="204" width="218" height="488" fill="#dfeaf0"/><path d="M828 204 L900 250 V730 L828 692z" fill="#6d8a78"/>',
      )
      .replace('<rect x="698" y="250" width="90" height="150" rx="4" fill="#c8d6d8"/>', '')
      .replace('<rect x="656" y="410" width="16" height="96" rx="8" fill="url(#steel)"/>', ''),
  ),
  'corridor-boxes': picture(boxes),
  'corridor-clear': picture(cleared),
};

for (const [name, svg] of Object.entries(SCENES)) {
  const info = await sharp(Buffer.from(svg))
    .jpeg({ quality: 78, mozjpeg: true })
    .toFile(fileURLToPath(new URL(`./${name}.jpg`, import.meta.url)));
  process.stdout.write(`${name}.jpg ${info.size} bytes\n`);
}
