/** Muted families of the client's palette; white letters are readable on each (card-look §3: no photo). */
const COLOURS = [
  '#1456F0',
  '#0F8575',
  '#1A7526',
  '#A44904',
  '#C02A26',
  '#B82879',
  '#7A35F0',
  '#4752E6',
  '#076A94',
];

/** A face for a person: a filled circle with the last two characters of the name, as an SVG data URL. */
export function drawAvatar(name: string): string {
  const letters = [...name].slice(-2).join('');
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  const colour = COLOURS[sum % COLOURS.length] ?? '#1456F0';
  const safe = letters.replace(/[<>&"]/gu, '');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="20" fill="${colour}"/>` +
    `<text x="20" y="25" font-size="13" fill="#fff" text-anchor="middle" font-family="sans-serif">${safe}</text></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}

/** The bot's own picture: a shield with a tick. */
export const BOT_AVATAR = `data:image/svg+xml;utf8,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="20" fill="#258832"/>' +
    '<path d="M20 8l9 4v7c0 6-4 11-9 13-5-2-9-7-9-13v-7z" fill="#fff"/>' +
    '<path d="M15 20l4 4 7-8" fill="none" stroke="#258832" stroke-width="3"/></svg>',
)}`;
