// Drives a real browser over the built example: `node run.mjs [part of a test's name]`. Exit code 0 when all passed,
// 1 when something failed, 2 when the tests could not be run.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, binary } from './nettsted.mjs';
import { serve } from './tjener.mjs';
import { Proever } from './proever.mjs';
import { read } from './bygget.mjs';

const INSTALL = 'Kjør «npm ci» i tests/browser (eller tests/browser/run, som gjør det selv).';

function stop(message) {
  console.error(message);
  process.exit(2);
}

function findBrowser() {
  const known = process.env.PLANVERK_CHROMIUM
    ? [process.env.PLANVERK_CHROMIUM]
    : ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = known.find((path) => existsSync(path));
  return found || stop(`Fant ingen nettleser (${known.join(', ')}). Kjør «apt-get install chromium» som root, `
    + 'eller sett PLANVERK_CHROMIUM til et Chromium-program.');
}

const libraries = await Promise.all(['playwright-core', 'axe-core'].map((name) => import(name)))
  .catch((error) => stop(`Mangler en pakke (${error.message.split('\n')[0]}). ${INSTALL}`));
const { chromium } = libraries[0];
const axe = libraries[1].default;

const work = mkdtempSync(join(tmpdir(), 'planverk-nettleser-'));
const executablePath = findBrowser();
let code = 1;
let browser = null;
let server = null;
try {
  const program = binary();
  const site = build(program, join(work, 'nettsted'));
  server = await serve(site);
  browser = await chromium.launch({
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  const all = await read(browser, site);
  const proever = new Proever({ browser, axe, site, all, server, program, work, only: process.argv[2] });
  const files = [
    './alle-sider.mjs',
    './sider.mjs',
    './tastatur.mjs',
    './papir.mjs',
    './soekeboks.mjs',
    './soekeside.mjs',
    './soekemotor.mjs',
    './tabeller.mjs',
    './roedtraad.mjs',
    './rapport.mjs',
    './forhaandsvisning.mjs',
    './vondt.mjs',
  ];
  for (const file of files) {
    await (await import(file)).default(proever);
  }
  const { passed, failed } = proever;
  console.log(`${passed} passed, ${failed} failed`);
  code = failed || !passed ? 1 : 0;
} catch (error) {
  console.error(error.message || error);
  code = 2;
} finally {
  if (browser) await browser.close();
  if (server) server.close();
  rmSync(work, { recursive: true, force: true });
}
process.exit(code);
