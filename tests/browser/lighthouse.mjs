// Lighthouse over the main kinds of pages, as a phone and as a desk: run on demand, not with the other tests.
//   npm install --no-save lighthouse && node lighthouse.mjs [address …]
// Exit code 0 when every page has 100 in accessibility, good practice and search, and at least 97 in performance.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { read } from './bygget.mjs';
import { binary, build } from './nettsted.mjs';
import { serve } from './tjener.mjs';

/** The kinds most readers meet; the largest page of each. */
const KINDS = ['forside', 'planer', 'plan-oversikt', 'plan-aktivitetsplan', 'plan-framdrift', 'plan-indikatorer', 'aktivitet', 'indikator', 'artikkel', 'begreper', 'emner'];
const LEAST = { performance: 97, accessibility: 100, 'best-practices': 100, seo: 100 };
const PORT = 9333;

const { default: lighthouse, desktopConfig } = await import('lighthouse')
  .catch(() => { console.error('Mangler Lighthouse. Kjør i tests/browser: npm install --no-save lighthouse'); process.exit(2); });

const work = mkdtempSync(join(tmpdir(), 'planverk-lighthouse-'));
const site = build(binary(), join(work, 'nettsted'));
const server = await serve(site);
const executablePath = process.env.PLANVERK_CHROMIUM || '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${PORT}`] });
const all = await read(browser, site);
const largest = (kind) => Array.from(all).filter(([, page]) => page.kind === kind).sort((a, b) => b[1].size - a[1].size)[0]?.[0];
const paths = process.argv.length > 2 ? process.argv.slice(2) : KINDS.map(largest).filter(Boolean);
let low = 0;
for (const path of paths) {
  for (const [device, config] of [['mobil', undefined], ['skrivebord', desktopConfig]]) {
    const { lhr } = await lighthouse(server.address_ + path, { port: PORT, logLevel: 'silent', output: 'json' }, config);
    const points = Object.entries(LEAST).map(([name, least]) => {
      const point = Math.round((lhr.categories[name]?.score || 0) * 100);
      if (point < least) low += 1;
      return `${name} ${point}`;
    });
    const lost = Object.values(lhr.categories).flatMap((category) => category.auditRefs)
      .filter((ref) => ref.weight && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 0.9).map((ref) => ref.id);
    console.log(`${path} (${device}): ${points.join(', ')}${lost.length ? `; ${lost.join(', ')}` : ''}`);
  }
}
await browser.close();
server.close();
rmSync(work, { recursive: true, force: true });
console.log(low ? `${low} under kravet` : 'alt holder kravet');
process.exit(low ? 1 : 0);
