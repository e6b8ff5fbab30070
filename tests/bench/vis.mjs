// What an edit costs in the preview, as the one who writes sees it: starts `planverk serve` on a folder, opens a page in a
// real browser, changes its file, and counts from the file is saved until the open page shows the words.
//
//   node tests/bench/vis.mjs MAPPE content/SIDE.md [--ganger 25] [--planverk target/release/planverk] [--annen content/ANNEN.md]
//
// `--annen` opens another page than the one that is changed, and changes the title: pages that name it must follow. Needs
// the node packages of tests/browser (`tests/browser/run` fetches them) and Chromium (PLANVERK_CHROMIUM, or where it is).

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const need = createRequire(process.env.PLANVERK_NODE ?? path.join(here, '../browser/package.json'));
const { chromium } = need('playwright-core');

const words = process.argv.slice(2);
const flag = (name, otherwise) => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? otherwise : words.splice(at, 2)[1];
};
const times = Number(flag('ganger', 25));
const program = flag('planverk', path.join(here, '../../target/release/planverk'));
const other = flag('annen');
const [root, file] = words;
if (!root || !file) {
  console.error('vis.mjs MAPPE content/SIDE.md [--ganger 25] [--planverk STI] [--annen content/ANNEN.md]');
  process.exit(2);
}

const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
const told = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  return `minst ${sorted[0].toFixed(0)} ms, median ${sorted[Math.floor(sorted.length / 2)].toFixed(0)} ms, mest ${sorted.at(-1).toFixed(0)} ms (${list.length} ganger)`;
};
const address = (name) => `${name.replace(/^content\//, '').replace(/\.md$/, '')}.html`;

const begun = performance.now();
const served = spawn(program, ['serve', root, '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
const base = await new Promise((done, fail) => {
  let said = '';
  served.stderr.on('data', (bytes) => {
    said += bytes;
    const found = /http:\/\/[\d.:]+\//.exec(said);
    if (found) done(found[0]);
  });
  served.on('exit', () => fail(new Error(said)));
});
const answer = await fetch(base + address(other ?? file), { headers: { 'sec-fetch-dest': 'document' } });
await answer.text();
console.log(`fra start til første side: ${(performance.now() - begun).toFixed(0)} ms (${answer.status})`);

const executablePath = process.env.PLANVERK_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((at) => fs.existsSync(at));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const at = path.join(root, file);
const text = fs.readFileSync(at, 'utf8');
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  let seen = () => {};
  await page.exposeFunction('vist', (word) => seen(word));
  await page.goto(base + address(other ?? file));
  await page.waitForFunction(() => document.documentElement.dataset.planverkVersjon);
  await page.evaluate(() => {
    window.sammeDokument = true;
    const look = () => {
      const found = /Prøveord\d+x/.exec(document.body.textContent);
      if (found && found[0] !== window.sist) window.vist(window.sist = found[0]);
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await wait(1000);
  await page.evaluate(() => scrollTo(0, 300));
  const scrolled = await page.evaluate(() => scrollY);
  const spent = [];
  for (let number = 0; number < times; number += 1) {
    const word = `Prøveord${number}x`;
    const shown = new Promise((done) => { seen = (what) => what === word && done(); });
    const now = other ? text.replace(/^(tittel: )"?([^"\n]*)"?/m, `$1"$2 ${word}"`) : `${text}\n\nHer står ${word} nå.\n`;
    const start = performance.now();
    fs.writeFileSync(at, now);
    await Promise.race([shown, wait(20000).then(() => { throw new Error(`${word} ble aldri vist`); })]);
    spent.push(performance.now() - start);
    await wait(120);
  }
  console.log(`fra lagret til vist: ${told(spent)}`);
  const kept = await page.evaluate(() => [scrollY, window.sammeDokument === true]);
  console.log(`rullet ${scrolled} → ${kept[0]}, samme dokument: ${kept[1]}`);
} finally {
  fs.writeFileSync(at, text);
  await browser.close();
  served.removeAllListeners('exit');
  const ended = new Promise((done) => { served.on('exit', done); });
  const stop = performance.now();
  served.kill('SIGINT');
  await ended;
  console.log(`Ctrl+C til slutt: ${(performance.now() - stop).toFixed(0)} ms`);
}
