// Every page by keyboard alone: the skip link first, every stop in order and in sight, and a way out at the end.
import { strict as assert } from 'node:assert';
import { focusFault, tabStops } from './isiden.mjs';
import { chosen } from './bygget.mjs';

/** More stops than this say nothing new. */
const ENOUGH = 160;

/** Walks through a page with the Tab key; what is wrong on the way, and how many stops there were. */
export async function walk(page) {
  const found = [];
  const all = await page.evaluate(tabStops);
  let expected = 0;
  for (; expected < Math.min(all, ENOUGH); expected += 1) {
    await page.keyboard.press('Tab');
    const { stop, fault } = await page.evaluate(focusFault);
    if (fault) found.push(fault);
    if (stop !== String(expected)) {
      found.push(`stopp ${expected} kom ikke i tur og orden; fokus er på ${stop}`);
      break;
    }
    if (expected === 0 && !await page.evaluate(() => document.activeElement.matches('a[href="#innhold"]'))) {
      found.push('det første stoppet er ikke «Hopp til hovedinnhold»');
    }
  }
  if (expected === all) {
    await page.keyboard.press('Tab');
    const { stop } = await page.evaluate(focusFault);
    if (stop !== null && stop !== '0') found.push(`tastaturet kommer ikke ut av siden; fokus er på ${stop}`);
  }
  return { found, stops: expected };
}

export default async function tastatur(t) {
  const some = chosen(t.all);
  const windows = { 'bred, lyst': {}, '390 px, mørkt': { viewport: { width: 390, height: 800 }, colorScheme: 'dark' } };
  for (const [name, options] of Object.entries(windows)) {
    await t.test(`tastaturet når alt, og det syns hvor det er, ${name}`, async (open, count) => {
      let total = 0;
      const found = await t.round(open, t.http, some, { reducedMotion: 'reduce', ...options }, async (page) => {
        const { found: wrong, stops } = await walk(page);
        total += stops;
        return wrong.slice(0, 4);
      });
      count(`${some.length} sider, ${total} stopp, ${found.length} funn`);
      assert.deepEqual(found.slice(0, 20), []);
    });
  }

  await t.test('hopp til hovedinnhold fører dit', async (open) => {
    const page = await open(t.http + 'index.html');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'innhold');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.closest('main') !== null), 'neste stopp er ikke i hovedinnholdet');
  });
}
