import sharp from 'sharp';

const scene = (inside: string, floor = '#c9c3b8'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720"><rect width="960" height="720" fill="#e9e5dc"/><rect y="560" width="960" height="160" fill="${floor}"/>${inside}</svg>`;

const extinguisher = (needle: number, zone: string): string =>
  `<rect x="380" y="220" width="200" height="360" rx="60" fill="#c8281e"/><rect x="440" y="150" width="80" height="80" rx="12" fill="#333"/><circle cx="480" cy="330" r="70" fill="#fff" stroke="#222" stroke-width="8"/><path d="M430 350 A55 55 0 0 1 455 285" stroke="#d33" stroke-width="14" fill="none"/><path d="M460 282 A55 55 0 0 1 500 282" stroke="#2a4" stroke-width="14" fill="none"/><path d="M505 285 A55 55 0 0 1 530 350" stroke="#dc3" stroke-width="14" fill="none"/><line x1="480" y1="330" x2="${480 + 50 * Math.cos(needle)}" y2="${330 - 50 * Math.sin(needle)}" stroke="#111" stroke-width="7"/><rect x="410" y="430" width="140" height="60" fill="${zone}"/>`;

const SVG: Readonly<Record<string, string>> = {
  gauge: scene(extinguisher(2.9, '#f3d7d4')),
  renewed: scene(extinguisher(1.57, '#d6efd9')),
  exit: scene(
    '<rect x="320" y="120" width="320" height="440" fill="#7d9b86"/><rect x="470" y="120" width="10" height="440" fill="#52705c"/><path d="M400 350 q80 -60 160 0" stroke="#444" stroke-width="16" fill="none"/><rect x="440" y="350" width="80" height="70" rx="10" fill="#b78b1e"/><rect x="380" y="60" width="200" height="46" fill="#1d8f4e"/>',
  ),
  boxes: scene(
    '<rect x="120" y="360" width="220" height="200" fill="#b98a55"/><rect x="260" y="250" width="200" height="310" fill="#a6773f"/><rect x="470" y="400" width="240" height="160" fill="#c49a65"/><rect x="620" y="300" width="180" height="260" fill="#ad8049"/>',
  ),
};

export const SAMPLES = Object.keys(SVG);

/** A drawn photo for the demo; nobody's real place. */
export function samplePicture(name: string): Promise<Buffer> {
  return sharp(Buffer.from(SVG[name] ?? SVG['boxes'] ?? ''))
    .jpeg({ quality: 85 })
    .toBuffer();
}
