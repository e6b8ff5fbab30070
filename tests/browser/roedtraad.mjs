// The thread from vision to results: drawn for the eye, listed for everybody, and followed both ways.
import { strict as assert } from 'node:assert';

const PAGE = 'planer/lorenskog/program-2012-2013/roed-traad.html';
const PLANS = ['planer/grorud/handlingsplan-2012/roed-traad.html', PAGE, 'planer/asker/forstudie-2011/roed-traad.html'];

export default async function roedtraad(t) {
  await t.test('hver boks i tegningen fører til plassen sin i listen', async (open) => {
    for (const [root, path] of [[t.http, PAGE], [t.file, PLANS[0]]]) {
      const page = await open(root + path);
      const dead = await page.locator('.traadtegning a').evaluateAll((links) => links
        .map((link) => link.getAttribute('href')).filter((href) => !document.getElementById(href.slice(1))));
      assert.deepEqual(dead, []);
      assert.ok(await page.locator('.traadtegning a').count() > 10);
      const box = page.locator('.traadtegning a', { hasText: 'H1' }).first();
      const href = await box.getAttribute('href');
      await box.click();
      await page.waitForURL((url) => url.hash === href);
      assert.ok(await page.locator(`[id="${href.slice(1)}"]`).isVisible());
    }
  });

  await t.test('tråden følges oppover og nedover i listene', async (open) => {
    const page = await open(t.http + PAGE);
    const up = page.locator('li[id^="ned-akt"] > .tre__kryss').first();
    await up.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#opp-/);
    const place = new URL(page.url()).hash.slice(1);
    await page.locator(`[id="${place}"] > .tre__kryss`).first().click();
    await page.waitForURL(/#ned-akt/);
    const dead = await page.locator('.tre__kryss').evaluateAll((links) => links.filter((a) => !document.getElementById(a.hash.slice(1))).length);
    assert.equal(dead, 0);
  });

  await t.test('tegningen er utenfor tabulatorrekkefølgen, og rammen den ruller i, er i den', async (open) => {
    const page = await open(t.http + PAGE, { viewport: { width: 320, height: 640 } });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'siden ruller sidelengs');
    const frame = page.locator('.traad__ramme');
    await frame.focus();
    assert.ok(await frame.evaluate((box) => box === document.activeElement && box.scrollWidth > box.clientWidth));
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('.traad__ramme').scrollLeft > 0);
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => !document.activeElement.closest('svg')));
  });

  await t.test('rød tråd er ren for axe i lyst og mørkt, og alt som er tegnet, synes på papir', async (open) => {
    for (const colorScheme of ['light', 'dark']) {
      const page = await open(null, { colorScheme });
      for (const path of PLANS) {
        await page.goto(t.http + path);
        await t.axeClean(page);
      }
    }
    const page = await open(t.http + PLANS[0]);
    await page.emulateMedia({ media: 'print' });
    const cut = await page.locator('.traadtegning').evaluate((svg) => svg.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
    assert.equal(cut, false);
  });
}
