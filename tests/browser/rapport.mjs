// The annual report as a reader and as a printer meet it: every fact of its source to be read on the page and on paper,
// nothing cut, every figure led back to its reading, and the files it can be taken away in. And what is handed out to a
// meeting.
import { strict as assert } from 'node:assert';
import { readFileSync, existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { print } from './papir.mjs';
import { bare } from './trykk.mjs';

const PAGE = 'planer/lorenskog/program-2012-2013/rapport/arsrapport-2012.html';
const FACTS = readFileSync(new URL('../facts/lorenskog-arsrapport.txt', import.meta.url), 'utf8')
  .split('\n').filter((line) => line && !line.startsWith('#'));

/** Is each part of a fact in the text, one after the other? */
function says(text, fact) {
  let from = 0;
  return fact.split(' … ').every((part) => {
    const at = text.indexOf(bare(part).toLowerCase(), from);
    from = at + 1;
    return at >= 0;
  });
}

export default async function rapport(t) {
  await t.test('årsrapporten har alle opplysningene fra kilden på skjermen, også på en telefon og uten skript', async (open, count) => {
    for (const how of [{}, { viewport: { width: 390, height: 844 } }, { javaScriptEnabled: false }]) {
      const page = await open(t.http + PAGE, how);
      const text = bare(await page.locator('main').innerText()).toLowerCase();
      assert.deepEqual(FACTS.filter((fact) => !says(text, fact)), [], JSON.stringify(how));
      if (how.javaScriptEnabled === undefined) {
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'siden ruller sidelengs');
      }
    }
    count(`${FACTS.length} opplysninger`);
  });

  await t.test('årsrapporten på papir: alt er med, ingenting er kuttet', async (open, count) => {
    const page = await open(t.http + PAGE);
    const { found, sheets, cells, cut } = await print(page);
    assert.deepEqual(found, []);
    const text = sheets.map((sheet) => bare(sheet.text).replace(/Z[se]\d+Z/g, '')).join('').toLowerCase();
    // A heading of a table that goes on is drawn again on the next sheet and may stand inside a sentence.
    const short = FACTS.flatMap((fact) => fact.split(' … ')).filter((part) => part.length < 40);
    assert.deepEqual(short.filter((part) => !says(text, part)), []);
    count(`${sheets.length} ark, ${cells} celler, ${cut} kuttet`);
  });

  await t.test('hvert tall i årsrapporten fører til målingen det kommer fra', async (open, count) => {
    const page = await open(t.http + PAGE);
    // The figure itself is the link, or the name of its row is.
    const figures = await page.locator('main td.tall').evaluateAll((cells) => cells.flatMap((cell) => {
      const own = Array.from(cell.querySelectorAll('a[href*="indikator/"]'));
      const named = cell.closest('tr').querySelector('th a[href*="indikator/"], td:first-child a[href*="indikator/"]');
      const links = own.length || !named ? own.map((a) => [a, a]) : [[named, cell]];
      return links.map(([a, words]) => ({ href: a.getAttribute('href'), words: words.textContent }));
    }).filter(({ words }) => /^\s*\d/.test(words)));
    const wrong = [];
    const reader = await open(null);
    for (const { href, words } of figures) {
      await reader.goto(t.http + posix.join(posix.dirname(PAGE), href));
      const table = await reader.locator('#tabell-maalinger').innerText();
      const [figure] = words.match(/\d[\d\s\u00a0\u202f]*(,\d+)?/);
      if (!bare(table).includes(bare(figure))) wrong.push(`${href}: ${words}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(figures.length >= 22, `bare ${figures.length} tall`);
    count(`${figures.length} tall`);
  });

  await t.test('siden til møtet får plass på to ark', async (open, count) => {
    const meetings = Array.from(t.all).filter(([, page]) => page.kind === 'plan-moete').map(([path]) => path);
    const said = [];
    const found = await t.round(open, t.http, meetings, {}, async (page) => {
      const { sheets, found: wrong } = await print(page);
      said.push(sheets.length);
      return sheets.length > 2 ? wrong.concat(`${sheets.length} ark`) : wrong;
    });
    count(`${meetings.length} planer på ${said.join(', ')} ark`);
    assert.ok(meetings.length >= 3);
    assert.deepEqual(found, []);
  });

  await t.test('filene ved siden av årsrapporten finnes, og siden er ren for axe i lyst og mørkt', async (open) => {
    for (const colorScheme of ['light', 'dark']) {
      const page = await open(t.http + PAGE, { colorScheme });
      await t.axeClean(page);
      const files = await page.locator('main a[href$=".md"], main a[href$=".csv"]').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
      assert.equal(new Set(files.map((href) => posix.extname(href))).size, 2);
      for (const href of files) assert.ok(existsSync(join(t.site, posix.dirname(PAGE), href)), href);
    }
  });
}
