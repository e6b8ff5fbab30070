// The engine: it answers as the command line does, understands words as the program does, and stays within its budgets.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { SOURCE } from './nettsted.mjs';

const run = promisify(execFile);
const QUESTIONS = join(SOURCE, 'tests/search/sporsmaal.tsv');
const VECTORS = join(SOURCE, 'tests/search/vektorer.txt');

/** Kilobytes (the engine: 12 × 1024 bytes), milliseconds and requests that must not be exceeded on the example site. */
const BUDGET = { engine: 12.288, first: 40, requests: 3, milliseconds: 20 };

const kilobytes = (paths) => paths.reduce((sum, path) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0) / 1000;

function lines(path) {
  return readFileSync(path, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
}

/** The hits of many questions in the page, as addresses without the words to mark. */
function ask(page, questions) {
  return page.evaluate(async (list) => {
    const start = document.querySelector('script[data-start]').dataset.start.replace(/^soek\/|\.js$/g, '');
    const answers = [];
    for (const q of list) {
      const { treff } = await window.planverkSoek.search(start, q, { antall: 20 });
      // Some learn where on the page they lead when their text comes.
      await Promise.all(treff.map((hit) => hit.utdrag()));
      answers.push(treff.map((hit) => hit.url));
    }
    return answers;
  }, questions);
}

/** A page with the search fetched, as it is for somebody who is about to use it. */
async function withSearch(open, url) {
  const page = await open(url);
  await page.mouse.move(20, 20);
  await page.waitForFunction(() => window.planverkSoek);
  return page;
}

async function commandLine(program, q) {
  const { stdout } = await run(program, ['search', '--source', SOURCE, '--json', '-n', '20', '--', q], { maxBuffer: 1 << 24 })
    .catch((error) => (error.code === 1 ? error : Promise.reject(error))); // 1: no hits
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line).url);
}

export default async function soekemotor(t) {
  const questions = existsSync(QUESTIONS) ? lines(QUESTIONS).map((line) => line.split('\t')[2]).filter(Boolean) : [];

  await t.test('de 20 første treffene er de samme som på kommandolinjen, i samme rekkefølge', async (open) => {
    assert.ok(questions.length >= 120, `${questions.length} spørsmål i tests/search/sporsmaal.tsv`);
    const page = await withSearch(open, t.file + 'index.html');
    const browser = await ask(page, questions);
    const different = [];
    await commandLine(t.program, questions[0]);
    for (let at = 0; at < questions.length; at += 4) {
      const some = questions.slice(at, at + 4);
      const own = await Promise.all(some.map((q) => commandLine(t.program, q)));
      some.forEach((q, n) => {
        if (own[n].join('\n') !== browser[at + n].join('\n')) {
          const first = own[n].findIndex((url, i) => url !== browser[at + n][i]);
          different.push(`«${q}», treff ${first + 1}: ${own[n][first]} på kommandolinjen, ${browser[at + n][first]} i nettleseren`);
        }
      });
    }
    assert.deepEqual(different, [], `${different.length} av ${questions.length} spørsmål`);
  });

  await t.test('ordene forstås likt i nettleseren og i programmet', async (open) => {
    const page = await withSearch(open, t.file + 'index.html');
    const rows = lines(VECTORS).map((line) => line.split('\t'));
    assert.ok(rows.length >= 500, `${rows.length} linjer i tests/search/vektorer.txt`);
    const own = await page.evaluate((list) => list.map((text) => {
      const { tokenise, stem, skeleton } = window.planverkSoek;
      const all = tokenise(text).map((word) => word.text);
      return [all, all.map(stem), all.map(skeleton)].map((list) => list.join(' '));
    }), rows.map(([text]) => text));
    const different = rows.filter((row, n) => row.slice(1).join('\t') !== own[n].join('\t')).map((row) => row.join(' | '));
    assert.deepEqual(different.slice(0, 10), [], `${different.length} av ${rows.length}`);
  });

  await t.test('søkemotoren og første spørsmål holder seg innenfor budsjettet', async (open) => {
    const scripts = ['tema/soek.js'].map((path) => join(t.site, path));
    const engine = kilobytes(scripts);
    const page = await open(t.http + 'index.html');
    const fetched = () => page.requests.filter((url) => url.includes('/soek/'));
    assert.deepEqual(fetched(), []);
    await page.focus('#soek-topp');
    await page.waitForTimeout(200);
    const before = fetched();
    const list = await open(t.http + 'sok.html');
    await list.waitForTimeout(200);
    await list.evaluate(() => {
      window.shown = new Promise((done) => {
        new MutationObserver((_, watcher) => {
          if (document.querySelectorAll('.treff').length >= 10) { watcher.disconnect(); done(); }
        }).observe(document.getElementById('soek-liste'), { childList: true });
      });
    });
    await list.fill('#soek-her', 'bolig');
    await list.evaluate(() => window.shown);
    const all = list.requests.filter((url) => url.includes('/soek/') && !url.includes('/soek/f.js'));
    const local = (url) => join(t.site, decodeURIComponent(new URL(url).pathname));
    const data = kilobytes(all.map(local));
    console.log(`      motor ${engine.toFixed(1)} kB, før spørsmålet ${kilobytes(before.map(local)).toFixed(1)} kB, `
      + `til ti treff ${data.toFixed(1)} kB i ${all.length} forespørsler (og motoren: ${(data + engine).toFixed(1)} kB)`);
    assert.ok(engine <= BUDGET.engine, `motoren er ${engine.toFixed(1)} kB`);
    // The engine comes at the first sign of a reader, before the search is opened, and has a budget of its own.
    assert.ok(data <= BUDGET.first, `første spørsmål er ${data.toFixed(1)} kB`);
    assert.ok(all.length <= BUDGET.requests, all.join('\n'));
  });

  await t.test('et spørsmål tar kort tid i skriptet', async (open) => {
    const page = await withSearch(open, t.file + 'index.html');
    const list = questions.length ? questions : ['bolig', 'kommune', 'hvordan søker jeg om bostøtte'];
    await ask(page, list);
    const times = await page.evaluate(async (all) => {
      const start = document.querySelector('script[data-start]').dataset.start.replace(/^soek\/|\.js$/g, '');
      const taken = [];
      for (const q of all) {
        const began = performance.now();
        await window.planverkSoek.search(start, q, { antall: 10 });
        taken.push(performance.now() - began);
      }
      return taken.sort((a, b) => a - b);
    }, list);
    const slowest = times[times.length - 1];
    console.log(`      midterste ${times[times.length >> 1].toFixed(1)} ms, lengste ${slowest.toFixed(1)} ms (${list.length} spørsmål)`);
    assert.ok(times[Math.floor(times.length * 0.95)] <= BUDGET.milliseconds, `${slowest.toFixed(1)} ms`);
  });
}
