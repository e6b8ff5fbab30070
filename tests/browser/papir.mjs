// Every kind of page on paper: printed by the browser and read back. Nothing missing, nothing cut, no way around, and the
// whole plan as a document.
import { strict as assert } from 'node:assert';
import { unfold } from './isiden.mjs';
import { chosen } from './bygget.mjs';
import { bare, mark, read, wayAround } from './trykk.mjs';

/** Points from the edge of the paper to where text may begin. */
const EDGE = 28;
/** The height of a page's text in CSS pixels: a block lower than this has room on one page. */
const ROOM = { standing: 930, lying: 640 };

/** Prints a page and says what is wrong with the print. */
export async function print(page) {
  await page.emulateMedia({ media: 'print' });
  const found = await page.evaluate(wayAround);
  // As wide as the text on paper, so that heights are those of the paper.
  await page.setViewportSize({ width: 673, height: 979 });
  const whole = /^plan-/.test(await page.evaluate(() => document.body.dataset.sidetype));
  const { blocks, cells, links, tables, heads } = await page.evaluate(mark);
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  await page.emulateMedia({ media: null });
  const sheets = await read(bytes);
  const starts = new Map();
  const ends = new Map();
  const note = (map, key, n) => map.set(key, (map.get(key) || new Set()).add(n));
  sheets.forEach(({ width, height, pieces, text }, n) => {
    for (const [, kind, id] of text.replace(/\s/g, '').matchAll(/Z([se])(\d+)Z/g)) note({ s: starts, e: ends }[kind], Number(id), n);
    for (const piece of pieces) {
      const words = piece.text.trim();
      if (piece.turned || /^Z?[se]?\d+Z?$/.test(words)) continue;
      if (piece.x < EDGE || piece.x + piece.width > width - EDGE) found.push(`utenfor arket, side ${n + 1}: «${words.slice(0, 40)}»`);
    }
    if (pieces.length < 2) found.push(`tomt ark: side ${n + 1}`);
    if (!bare(text).includes(`${n + 1}/${sheets.length}`)) found.push(`side ${n + 1} har ikke sidetall (${Math.round(width)} × ${Math.round(height)})`);
  });
  let cut = 0;
  blocks.forEach(({ what, height }, n) => {
    const at = new Set([...(starts.get(n) || []), ...(ends.get(n) || [])]);
    const lying = Array.from(at).some((sheet) => sheets[sheet].width > sheets[sheet].height);
    if (!at.size) found.push(`ikke skrevet ut: ${what}`);
    else if (at.size > 1 && height < ROOM[lying ? 'lying' : 'standing']) {
      cut += 1;
      found.push(`delt over to sider: ${what}`);
    }
  });
  const drawn = sheets.map((sheet) => bare(sheet.text).replace(/Z[se]\d+Z/g, ''));
  tables.forEach(({ rows, titles, wide, caption }) => {
    const at = new Set(rows.flatMap((row) => Array.from(starts.get(row) || [])));
    for (const sheet of at) {
      if (titles.some((title) => !drawn[sheet].includes(bare(title)))) found.push(`uten tabellhode på side ${sheet + 1}: «${caption}»`);
      if (wide && whole && sheets[sheet].width < sheets[sheet].height) found.push(`bred tabell på stående ark, side ${sheet + 1}: «${caption}»`);
    }
  });
  const text = drawn.join('');
  const missing = cells.filter((cell) => !text.includes(bare(cell)));
  found.push(...missing.map((cell) => `tekst mangler på papiret: «${cell.replace(/\s+/g, ' ').slice(0, 80)}»`));
  const unseen = links.filter((href) => !text.includes(bare(href)) && !text.includes(bare(decodeURI(href))));
  found.push(...unseen.map((href) => `lenkeadressen mangler: ${href}`));
  found.push(...heads.filter((head) => !text.includes(bare(head))).map((head) => `overskriften mangler: «${head}»`));
  return { found, sheets, blocks: blocks.length, cells: cells.length, cut };
}

export default async function papir(t) {
  const some = chosen(t.all);

  await t.test('på papir: ingenting kuttet, ingenting mangler, ingen navigasjon', async (open, count) => {
    const sum = { sheets: 0, blocks: 0, cells: 0, cut: 0 };
    const found = await t.round(open, t.http, some, {}, async (page) => {
      const one = await print(page);
      sum.sheets += one.sheets.length;
      for (const key of ['blocks', 'cells', 'cut']) sum[key] += one[key];
      return one.found.slice(0, 6);
    });
    count(`${some.length} sider på ${sum.sheets} ark, ${sum.blocks} blokker, ${sum.cut} kuttet, ${sum.cells} celler, ${found.length} funn`);
    assert.ok(sum.cells > 100);
    assert.deepEqual(found.slice(0, 25), []);
  });

  const plans = Array.from(t.all).filter(([, page]) => page.kind === 'plan-hele-planen').map(([path]) => path);
  await t.test('hele planen er et dokument: forside, innhold, alle kapitler, liggende ark til brede tabeller', async (open, count) => {
    const said = [];
    const found = await t.round(open, t.http, plans, {}, async (page) => {
      const titles = await page.locator('main section:not(.bare-papir) > h2').allTextContents();
      const title = await page.locator('h1').innerText();
      await page.evaluate(unfold);
      const { sheets } = await print(page);
      const [cover, contents] = sheets.map((sheet) => bare(sheet.text).replace(/Z[se]\d+Z/g, ''));
      const wrong = [];
      if (!cover.includes(bare(title))) wrong.push('tittelen står ikke på forsiden');
      const list = titles.filter((one) => !contents.includes(bare(one)));
      if (list.length) wrong.push(`mangler i innholdsfortegnelsen på side 2: ${list.slice(0, 3).join(', ')}`);
      const lying = sheets.filter((sheet) => sheet.width > sheet.height).length;
      if (await page.locator('.aktivitetsplan').count() && !lying) wrong.push('ingen liggende ark');
      said.push(`${sheets.length} ark, ${lying} liggende`);
      return wrong;
    });
    count(`${plans.length} planer (${said.join('; ')}), ${found.length} funn`);
    assert.deepEqual(found, []);
  });
}
