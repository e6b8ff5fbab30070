// What every page must keep, tried on some pages of each kind: whole without JavaScript, over http and from disk,
// readable on a narrow screen and in the dark.
import { strict as assert } from 'node:assert';
import { pages } from './nettsted.mjs';

/** The first page of each kind: pages that are alike in everything but their last name are one kind. */
function kinds(site) {
  const seen = new Map();
  for (const page of pages(site)) {
    const parts = page.split('/');
    const own = parts.length > 1 ? `${parts[0]}/${parts.at(-1) === 'index.html'}` : page;
    const kind = parts[0] === 'planer' && parts.length > 3 ? `plan/${parts.slice(3, -1).join('/') || parts.at(-1)}` : own;
    if (!seen.has(kind) && !page.includes('sok.html')) seen.set(kind, page);
  }
  return Array.from(seen.values());
}

export default async function sider(t) {
  const some = kinds(t.site);

  for (const [where, root] of Object.entries({ 'over http': t.http, 'fra disk': t.file })) {
    await t.test(`sidene er hele uten JavaScript ${where}`, async (open) => {
      const page = await open(null, { javaScriptEnabled: false });
      for (const path of some) {
        await page.goto(root + path);
        for (const [what, n] of [['h1', 1], ['main', 1]]) {
          assert.equal(await page.locator(what).count(), n, `${what} på ${path}`);
        }
        assert.ok(await page.locator('nav').count() >= 1, `nav på ${path}`);
        assert.ok((await page.locator('main').innerText()).trim().length > 20, `tekst på ${path}`);
      }
    });
  }

  await t.test('sidene ruller ikke sidelengs på 320 px', async (open) => {
    const page = await open(null, { viewport: { width: 320, height: 640 } });
    const wide = [];
    for (const path of some) {
      await page.goto(t.http + path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) wide.push(`${path}: ${width}`);
    }
    assert.deepEqual(wide, []);
  });

  for (const colorScheme of ['light', 'dark']) {
    await t.test(`sidene er rene for axe (${colorScheme === 'dark' ? 'mørkt' : 'lyst'})`, async (open) => {
      const page = await open(null, { colorScheme });
      const broken = [];
      for (const path of some) {
        await page.goto(t.http + path);
        await t.axeClean(page, []).catch((error) => broken.push(error.message.split('\n').slice(0, 12).join(' ')));
      }
      assert.deepEqual(broken, []);
    });
  }

  await t.test('utskriften har verken meny eller søk', async (open) => {
    const page = await open(t.http + 'index.html');
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('.hovedmeny').isHidden());
    assert.ok(await page.locator('.topp .soek').isHidden());
  });
}
