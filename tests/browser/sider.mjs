// What every kind of page must keep in every way it is met: light, dark, narrow, large, spaced out, in high contrast,
// without JavaScript and from disk.
import { strict as assert } from 'node:assert';
import { layout, space, textAndLinks, unfold, unseen } from './isiden.mjs';
import { chosen, kinds } from './bygget.mjs';

/** Twice the text size, as the reader sets it in the browser: sizes and breakpoints in rem follow. */
async function doubleText(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Page.enable');
  await cdp.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
}

/** The ways a page is met: how the window is, and what is done to the page in it. */
export const WAYS = {
  lyst: { colorScheme: 'light' },
  'mørkt, alt brettet ut': { colorScheme: 'dark', act: unfold },
  '320 px, alt brettet ut': { viewport: { width: 320, height: 640 }, act: unfold },
  '200 % tekst': { prepare: doubleText },
  'WCAG tekstavstand': { act: space },
  // In high contrast the browser puts the system's colours over the page's, and tells scripts of the page's own: contrast
  // cannot be read there, so signs and drawings are looked at instead.
  høykontrast: { forcedColors: 'active', colorScheme: 'dark', axe: { rules: { 'color-contrast': { enabled: false } } }, look: unseen },
};

/** Looks at the pages in every way; what axe and the layout have to say. */
export async function inEveryWay(t, open, root, paths, ways = WAYS) {
  const found = [];
  for (const [name, { act, axe, look = layout, prepare: before, ...options }] of Object.entries(ways)) {
    // axe is half a megabyte: sent for every page it kept Node's memory being cleared, a third of the time of all tests.
    const prepare = (page) => Promise.all([page.addInitScript(t.axe.source), before?.(page)]);
    const wrong = await t.round(open, root, paths, { reducedMotion: 'reduce', ...options, prepare }, async (page) => {
      if (act) await page.evaluate(act);
      return (await page.evaluate(look)).concat(await t.axeFinds(page, axe));
    });
    found.push(...wrong.map((what) => `${name}: ${what}`));
  }
  return found;
}

/** Adds up how much of the page moves after it is shown, also when it is scrolled. */
function watchShifts() {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

async function scrollThrough() {
  const frame = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
  await frame();
  for (let y = 0; y < Math.min(document.documentElement.scrollHeight, 12000); y += 800) {
    scrollTo(0, y);
    await frame();
  }
  return window.shifted;
}

export default async function sider(t) {
  const some = chosen(t.all);
  const many = `${some.length} sider av ${kinds(t.all, some)} sidetyper`;

  for (const [name, way] of Object.entries(WAYS)) {
    await t.test(`axe og layout, ${name}`, async (open, count) => {
      const found = await inEveryWay(t, open, t.http, some, { [name]: way });
      count(`${many}, ${found.length} funn`);
      assert.deepEqual(found.slice(0, 20), []);
    });
  }

  await t.test('ingenting flytter seg', async (open, count) => {
    const prepare = (page) => page.addInitScript(watchShifts);
    const found = await t.round(open, t.http, some, { prepare }, async (page) => {
      const shifted = await page.evaluate(scrollThrough);
      return shifted ? [`flyttet seg ${shifted.toFixed(4)}`] : [];
    });
    count(`${many}, ${found.length} funn`);
    assert.deepEqual(found.slice(0, 20), []);
  });

  await t.test('all tekst og alle lenker finnes uten JavaScript', async (open, count) => {
    const plain = new Map();
    const read = some.filter((path) => t.all.get(path).kind !== 'soek');
    let texts = 0;
    const wrong = await t.round(open, t.http, read, { javaScriptEnabled: false }, async (page, path) => {
      await page.evaluate(unfold);
      const seen = await page.evaluate(textAndLinks);
      plain.set(path, seen);
      texts += seen.texts.length;
      return seen.hidden.slice(0, 3).map((text) => `skjult: «${text}»`);
    });
    const alive = await t.round(open, t.http, read, {}, async (page, path) => {
      await page.evaluate(unfold);
      const seen = await page.evaluate(textAndLinks);
      const known = new Set(plain.get(path).links);
      const only = seen.links.filter((link) => !known.has(link)).map((link) => `lenke bare med skript: ${link}`);
      const words = new Set(plain.get(path).texts.flatMap((text) => text.split(' ')));
      const more = seen.texts.filter((text) => text.split(' ').some((word) => !words.has(word))).map((text) => `tekst bare med skript: «${text}»`);
      return only.concat(more).slice(0, 4);
    });
    const found = wrong.concat(alive);
    count(`${many}, ${texts} tekster, ${found.length} funn`);
    assert.deepEqual(found.slice(0, 20), []);
  });

  await t.test('siden er den samme fra disk som over http', async (open, count) => {
    const heights = new Map();
    const measure = () => [document.documentElement.scrollHeight, document.body.innerText.length].join(' ');
    await t.round(open, t.http, some, {}, async (page, path) => {
      heights.set(path, await page.evaluate(measure));
      return [];
    });
    const found = await t.round(open, t.file, some, {}, async (page, path) => {
      const own = await page.evaluate(measure);
      return own === heights.get(path) ? [] : [`høyde og tekst ${own}, over http ${heights.get(path)}`];
    });
    count(`${many}, ${found.length} funn`);
    assert.deepEqual(found.slice(0, 20), []);
  });
}
