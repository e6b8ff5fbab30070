// What a search costs in the browser: `node soek.mjs SITE [--typed] QUERY…`, where SITE is a built site. For every query:
// packed bytes and requests until ten hits (or all there are) stand on sok.html, and until nothing more comes (excerpts and
// choices); milliseconds of script with the files there. First alone in a browser that has nothing, then as the next query in
// one that has asked the earlier ones. With `--typed` the query is typed letter by letter.
// Without queries: the commonest words of the site and what is made from them.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { serve } from '../browser/tjener.mjs';

const browserFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../browser');
const { chromium } = createRequire(join(browserFolder, 'package.json'))('playwright-core');
const [site, ...rest] = process.argv.slice(2);
const typed = rest.includes('--typed');
const given = rest.filter((word) => word !== '--typed');
if (!site || !existsSync(join(site, 'sok.html'))) {
  console.error('Bruk: node soek.mjs BYGD_NETTSTED [--typed] [SPØRSMÅL …]');
  process.exit(2);
}

/** Words of some pages, commonest first. */
function commonest() {
  const pages = readdirSync(site, { recursive: true }).filter((name) => name.endsWith('.html')).sort();
  const some = pages.filter((_, n) => n % Math.ceil(pages.length / 300) === 0);
  const counts = new Map();
  for (const page of some) {
    const text = readFileSync(join(site, page), 'utf8').replace(/^[^]*<main/, '').replace(/<[^>]*>/g, ' ').toLowerCase();
    for (const word of new Set(text.match(/[a-zæøå]{6,}/g))) counts.set(word, (counts.get(word) || 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
}

function questions() {
  const words = commonest();
  const at = (share) => words[Math.floor(words.length * share)];
  const swap = (word) => word.slice(0, 3) + word[4] + word[3] + word.slice(5);
  const [first, second, third] = words;
  return [first, second, at(0.02), at(0.1), at(0.4), at(0.7), `${first} ${second} ${third}`, `hvordan får jeg ${at(0.02)} for ${at(0.05)} i ${first}`,
    `${at(0.01)} ${at(0.2)}`, first.slice(0, 2), first.slice(0, 4), at(0.05).slice(0, 3), swap(at(0.03)), swap(first), at(0.004) + at(0.006), 'qqxzzwq'];
}

const list = given.length ? given : questions();
const sizes = new Map();
function packed(url) {
  const path = join(site, decodeURIComponent(new URL(url).pathname));
  if (!sizes.has(path)) sizes.set(path, existsSync(path) ? gzipSync(readFileSync(path), { level: 9 }).length : 0);
  return sizes.get(path);
}

const server = await serve(site);
const browser = await chromium.launch({ executablePath: process.env.PLANVERK_CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

async function open() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.fetched = [];
  page.on('request', (request) => { if (request.url().includes('/soek/')) page.fetched.push(request.url()); });
  await page.goto(server.address_ + 'sok.html');
  return page;
}

/** Asks, and tells what came: to ten hits, and in all. */
async function ask(page, q) {
  const before = page.fetched.length > 1 ? page.fetched.length : 0;
  await page.evaluate(() => {
    window.done = new Promise((end) => {
      const look = () => {
        if (document.querySelectorAll('.treff').length >= Math.min(10, window.wanted) || document.querySelector('#soek-antall').textContent.startsWith('Ingen')) {
          watcher.disconnect();
          end();
        }
      };
      window.wanted = 10;
      const watcher = new MutationObserver(look);
      watcher.observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true });
      setTimeout(end, 2500);
    });
    document.querySelector('#soek-liste').replaceChildren();
  });
  if (typed) {
    await page.fill('#soek-her', '');
    await page.type('#soek-her', q, { delay: 130 });
  } else await page.fill('#soek-her', q);
  await page.evaluate(() => window.done);
  const shown = page.fetched.slice(before);
  await page.waitForTimeout(700);
  const all = page.fetched.slice(before);
  const milliseconds = await page.evaluate(async (text) => {
    const start = document.querySelector('script[data-start]').dataset.start.replace(/^soek\/|\.js$/g, '');
    const times = [];
    for (let n = 0; n < 5; n++) {
      const began = performance.now();
      await window.planverkSoek.search(start, text, { antall: 10 });
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[2];
  }, q);
  const hits = await page.evaluate(() => document.querySelector('#soek-antall').textContent);
  const sum = (urls) => urls.reduce((total, url) => total + packed(url), 0) / 1000;
  const kinds = {};
  for (const url of all) {
    const kind = /soek\/(\w)/.exec(url)[1];
    kinds[kind] = (kinds[kind] || 0) + 1;
  }
  return { bytes: sum(shown), requests: shown.length, all: sum(all), every: all.length, milliseconds, hits, kinds };
}

const row = (q, first, later) => console.log([q.slice(0, 44).padEnd(45),
  ...[first, later].flatMap((one) => [`${one.bytes.toFixed(1)} kB i ${one.requests}`.padStart(14), `${one.all.toFixed(1)} kB i ${one.every}`.padStart(14)]),
  `${first.milliseconds.toFixed(1)} ms`.padStart(9), Object.entries(first.kinds).map(([kind, n]) => kind + n).join(' ').padEnd(18), first.hits.slice(0, 30)].join(' '));

const engine = gzipSync(readFileSync(join(site, 'tema/soek.js')), { level: 9 }).length / 1000;
const idle = await open();
await idle.focus('#soek-her');
await idle.waitForTimeout(300);
const start = idle.fetched.reduce((total, url) => total + packed(url), 0) / 1000;
const files = readdirSync(join(site, 'soek'));
console.log(`motor ${engine.toFixed(1)} kB, før spørsmålet ${start.toFixed(1)} kB i ${idle.fetched.length}; `
  + `${files.length} filer, ${(files.reduce((total, name) => total + readFileSync(join(site, 'soek', name)).length, 0) / 1e6).toFixed(1)} MB upakket`);
console.log(`${''.padEnd(45)} ${'først: ti'.padStart(14)} ${'alt'.padStart(14)} ${'siden: ti'.padStart(14)} ${'alt'.padStart(14)} skript`);
const steady = await open();
await steady.focus('#soek-her');
await steady.waitForTimeout(300);
const worst = { first: 0, requests: 0, later: 0, milliseconds: 0 };
for (const q of list) {
  const page = await open();
  const first = await ask(page, q);
  await page.context().close();
  const later = await ask(steady, q);
  row(q, { ...first }, later);
  worst.first = Math.max(worst.first, first.bytes);
  worst.requests = Math.max(worst.requests, first.requests);
  worst.later = Math.max(worst.later, later.bytes);
  worst.milliseconds = Math.max(worst.milliseconds, first.milliseconds);
}
console.log(`verst: først ${worst.first.toFixed(1)} kB i ${worst.requests}, siden ${worst.later.toFixed(1)} kB, ${worst.milliseconds.toFixed(1)} ms`);
await browser.close();
server.close();
