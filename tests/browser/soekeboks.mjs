// The box on every page: what it loads and when, its list, its keys, and the page a hit leads to.
import { strict as assert } from 'node:assert';
import { SUBFOLDER } from './tjener.mjs';

const BOX = '#soek-topp';
const OPTION = '.forslag [role=option]';
const index = (page) => page.requests.filter((url) => /\/soek\//.test(url));

async function type(page, text) {
  await page.focus(BOX);
  await page.keyboard.type(text);
  await page.waitForSelector('.forslag:not([hidden])');
}

export default async function soekeboks(t) {
  const places = { 'over http med streng policy': t.http, 'i en undermappe': new URL(SUBFOLDER, t.http).href, 'fra disk': t.file };
  for (const [where, root] of Object.entries(places)) {
    await t.test(`søkeboksen gir forslag og fører til treffet ${where}`, async (open) => {
      const page = await open(root + 'index.html');
      assert.deepEqual(index(page), [], 'noe av indeksen er hentet før feltet har fokus');
      await type(page, 'bolig');
      assert.equal(await page.getAttribute(BOX, 'aria-expanded'), 'true');
      assert.ok(index(page).length > 0);
      assert.ok(await page.locator(OPTION).count() >= 3);
      await page.keyboard.press('ArrowDown');
      const chosen = await page.getAttribute(BOX, 'aria-activedescendant');
      assert.equal(await page.getAttribute(`#${chosen}`, 'aria-selected'), 'true');
      const url = await page.getAttribute(`#${chosen}`, 'data-url');
      assert.ok(url.startsWith(root), url);
      await Promise.all([page.waitForURL((now) => now.href === url), page.keyboard.press('Enter')]);
      assert.equal(await page.locator('h1').count(), 1);
      assert.ok(await page.locator('main mark.funnet').count() > 0, 'ordene er ikke merket på siden');
    });
    await t.test(`søkeboksen virker fra en side lenger nede ${where}`, async (open) => {
      const page = await open(root + 'veiledere/index.html');
      await type(page, 'bostøtte');
      const url = await page.getAttribute(`${OPTION}:first-child`, 'data-url');
      assert.ok(url.startsWith(root) && !url.includes('/soek/'), url);
    });
    await t.test(`Enter uten valg fører til listen ${where}`, async (open) => {
      const page = await open(root + 'index.html');
      await type(page, 'bostøtte');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.treff');
      assert.ok(page.url().startsWith(root + 'sok.html?q='), page.url());
    });
  }

  await t.test('merkene på siden kan fjernes, og adressen følger med', async (open) => {
    const page = await open(t.http + 'index.html');
    await type(page, 'bolig');
    await page.click(`${OPTION}:first-child`);
    await page.waitForSelector('mark.funnet');
    await page.click('.merking button');
    assert.equal(await page.locator('mark.funnet').count(), 0);
    assert.ok(!page.url().includes('ord='), page.url());
    assert.equal(await page.locator('.merking').count(), 0);
  });

  await t.test('piltastene går rundt, og siste valg er alle treff', async (open) => {
    const page = await open(t.http + 'index.html');
    await type(page, 'bolig');
    const count = await page.locator(OPTION).count();
    await page.keyboard.press('ArrowUp');
    assert.equal(await page.getAttribute(`${OPTION}:last-child`, 'aria-selected'), 'true');
    assert.match(await page.getAttribute(`${OPTION}:last-child`, 'data-url'), /sok\.html\?q=bolig$/);
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.getAttribute(BOX, 'aria-activedescendant'), null, 'etter siste kommer feltet selv');
    for (let step = 0; step < count; step += 1) await page.keyboard.press('ArrowDown');
    assert.equal(await page.getAttribute(`${OPTION}:last-child`, 'aria-selected'), 'true');
  });

  await t.test('Escape tømmer feltet og lukker listen', async (open) => {
    const page = await open(t.http + 'index.html');
    await type(page, 'bolig');
    await page.keyboard.press('Escape');
    assert.equal(await page.inputValue(BOX), '');
    assert.equal(await page.getAttribute(BOX, 'aria-expanded'), 'false');
    assert.ok(await page.locator('.forslag').first().isHidden());
  });

  await t.test('Tab lukker listen og går til knappen', async (open) => {
    const page = await open(t.http + 'index.html');
    await type(page, 'bolig');
    await page.keyboard.press('Tab');
    assert.ok(await page.locator('.forslag').first().isHidden());
    assert.ok(await page.evaluate(() => document.activeElement.matches('.soek__knapp')));
  });

  await t.test('antall forslag sies i en status som fantes fra før', async (open) => {
    const page = await open(t.http + 'index.html');
    await page.mouse.move(20, 20);
    await page.locator('.soek [role=status]').waitFor({ state: 'attached' });
    assert.equal(await page.locator('.soek [role=status]').textContent(), '');
    await type(page, 'bolig');
    await page.waitForFunction(() => /\d+\sforslag/.test(document.querySelector('.soek [role=status]').textContent));
  });

  await t.test('åpen liste er ren for axe i lyst og mørkt', async (open) => {
    for (const colorScheme of ['light', 'dark']) {
      const page = await open(t.http + 'index.html', { colorScheme });
      await type(page, 'bolig');
      await page.keyboard.press('ArrowDown');
      await t.axeClean(page);
    }
  });

  await t.test('uten JavaScript fører toppen til A–Å, og ingen boks står død', async (open) => {
    const page = await open(t.http + 'index.html', { javaScriptEnabled: false });
    assert.equal(await page.locator('.soek noscript').count() + await page.locator('.soek a[href$="a-aa.html"]').count() > 0, true);
    assert.ok(await page.locator('.soek a[href$="a-aa.html"]').isVisible());
    assert.ok(await page.locator(BOX).isHidden());
    await page.goto(t.http + 'sok.html');
    assert.ok(await page.locator('main a[href$="a-aa.html"]').isVisible());
    assert.ok(await page.locator('.soekeside__uten').isVisible());
  });
}
