// Makes a folder of made-up pages to measure on: `node lag.mjs NUMBER FOLDER`. The sentences are those of the example site
// with every third telling word exchanged, so that words are spread as in real collections: a few stand on nearly every
// page, most on very few, and new ones keep coming. Pages are of very different lengths and belong to subjects.
// The same number gives the same folder.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [count, out] = [Number(process.argv[2]), process.argv[3]];
if (!(count >= 0) || !out) {
  console.error('Bruk: node lag.mjs ANTALL MAPPE');
  process.exit(2);
}
const source = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

let state = 20120620;
/** A number from 0 up to 1, the same every time (mulberry32). */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
/** A place in a list of n where the first are much likelier than the last, as words are. */
const zipf = (n) => Math.min(n - 1, Math.floor(Math.exp(random() * Math.log(n + 1))) - 1);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const texts = readdirSync(join(source, 'content'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort()
  .map((path) => readFileSync(path, 'utf8').replace(/^---[^]*?\n---\n/, ''));
const sentences = texts.flatMap((text) => text.split('\n\n'))
  .filter((part) => /^[A-ZÆØÅ]/.test(part) && !/[[\]|`*<>{}^:#]/.test(part))
  .flatMap((part) => part.replace(/\s+/g, ' ').match(/[^.?!]{30,}[.?!]/g) || []).map((one) => one.trim());
const counts = new Map();
for (const word of sentences.join(' ').toLowerCase().match(/[a-zæøå]{5,}/g)) counts.set(word, (counts.get(word) || 0) + 1);
const words = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
const bare = words.filter((word) => word.length <= 9 && !/(?:ene|ende|ing|ert|er|et|en|te|es|e)$/.test(word));

/** A word of two: what a growing collection gets ever more of. */
const compound = () => pick(bare) + (random() < 0.3 ? 's' : '') + words[zipf(words.length)];
const SYLLABLES = 'ber grim hau lang nord skar vest sol tor ulv bjørk elv fjell gran hol kvam lund myr nes ror sand tveit vik åse øy'.split(' ');
const place = () => capital(pick(SYLLABLES) + pick(SYLLABLES) + pick(['', 'en', 'heim', 'stad', 'vegen', 'gata', 'rud']));

const subjects = Array.from({ length: Math.max(1, Math.ceil(count / 25)) }, () => ({
  words: Array.from({ length: 70 }, (_, n) => (n % 3 ? words[Math.floor(words.length * random() * random())] : compound())),
  place: place(),
}));

function sentence(subject, own) {
  return pick(sentences).replace(/(?<![a-zæøå])[a-zæøå]{5,}(?![A-ZÆØÅ])/gi, (word) => {
    const dice = random();
    if (dice < 0.22) return subject.words[zipf(subject.words.length)];
    if (dice < 0.29) return own[zipf(own.length)];
    if (dice < 0.33) return words[zipf(words.length)];
    if (dice < 0.37) return compound();
    return word;
  });
}

const folder = (n) => join(out, 'content', `omraade-${n}`);
for (let n = 0; n < Math.ceil(subjects.length / 4); n++) mkdirSync(folder(n), { recursive: true });
mkdirSync(join(out, 'content'), { recursive: true });
writeFileSync(join(out, 'planverk.yaml'), 'tittel: Oppdiktet kommune\nspråk: nb\n');
for (let n = 0; n < count; n++) {
  const at = below(subjects.length);
  const subject = subjects[at];
  const own = Array.from({ length: 9 }, () => (random() < 0.4 ? compound() : random() < 0.3 ? place() : words[zipf(words.length)]));
  const title = () => capital([subject.words[zipf(subject.words.length)], pick(['i', 'for', 'og', 'til', 'ved']),
    random() < 0.5 ? own[below(own.length)] : subject.words[zipf(subject.words.length)]].join(' '));
  let left = Math.max(2, Math.round(Math.exp(2.6 + 0.9 * normal())));
  let text = `---\ntittel: ${title()} ${random() < 0.3 ? subject.place : ''}\ningress: ${sentence(subject, own).replace(/[:"'#]/g, '')}\n---\n`
    .replace(/ +\n/g, '\n');
  for (let part = 0; left > 0; part++) {
    if (part) text += `\n## ${title()}\n`;
    for (let some = Math.min(left, 2 + below(7)); some > 0; left--) {
      const some_ = Math.min(some, 1 + below(4));
      text += '\n' + Array.from({ length: some_ }, () => sentence(subject, own)).join(' ') + '\n';
      some -= some_;
      left -= some_ - 1;
    }
  }
  writeFileSync(join(folder(at >> 2), `side-${n}.md`), text);
}
