// Bad input: the made-up «Eksempelkommune» with texts, tables and a picture far too large, a plan with nothing in it and one
// with one of everything, in three languages. Every page keeps what the example's pages keep.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { ACTIVITIES, write } from './eksempelkommune.mjs';
import { nu } from './alle-sider.mjs';
import { broken, chosen, kinds, read } from './bygget.mjs';
import { layout } from './isiden.mjs';
import { build } from './nettsted.mjs';
import { print } from './papir.mjs';
import { WAYS, inEveryWay } from './sider.mjs';
import { serve } from './tjener.mjs';
import { walk } from './tastatur.mjs';

/** Pages of the plan with thousands of activities are drawn, but axe would spend minutes on one of them. */
const LARGE = 300000;

/** The pages of a site that are not of the plan with thousands of activities. */
const ordinary = (all) => chosen(new Map(Array.from(all).filter(([path]) => !path.includes('/stor/')))).filter((path) => all.get(path).size < LARGE);

export default async function vondt(t) {
  const servers = [];
  const sites = new Map();
  /** Builds and reads a made-up site the first time somebody asks; `said` is what the Nu Html Checker says of it. */
  const site = async (name, options) => {
    if (!sites.has(name)) {
      const folder = build(t.program, join(t.work, `nettsted-${name}`), write(join(t.work, `kilde-${name}`), options));
      const server = await serve(folder);
      servers.push(server);
      t.own.push(server.address_);
      const [all, said] = await Promise.all([read(t.browser, folder), nu(folder)]);
      sites.set(name, { folder, all, said, http: server.address_ });
    }
    return sites.get(name);
  };
  const hard = () => site('vondt', {});

  await t.test('vanskelige sider er gyldige, hele og uten brutte lenker', async (_open, count) => {
    const { folder, all, said } = await hard();
    const found = Array.from(all).flatMap(([path, page]) => page.found.map((what) => `${path}: ${what}`));
    const links = broken(folder, all);
    count(`${all.size} sider, ${links.links} lenker, ${found.length + links.found.length + said.length} funn`);
    assert.deepEqual([...found, ...links.found, ...said].slice(0, 20), []);
  });

  for (const name of ['lyst', '320 px, alt brettet ut', '200 % tekst', 'WCAG tekstavstand']) {
    await t.test(`vanskelige sider, axe og layout, ${name}`, async (open, count) => {
      const { all, http } = await hard();
      const paths = ordinary(all);
      const found = await inEveryWay(t, open, http, paths, { [name]: WAYS[name] });
      count(`${paths.length} sider av ${kinds(all, paths)} sidetyper, ${found.length} funn`);
      assert.deepEqual(found.slice(0, 25), []);
    });
  }

  await t.test('tusenvis av aktiviteter: alle rader uten JavaScript, og layouten holder', async (open, count) => {
    const { all, http } = await hard();
    const plan = Array.from(all.keys()).filter((path) => /\/stor\/[^/]+\.html$/.test(path));
    const page = await open(`${http}planer/eksempelkommune/stor/aktivitetsplan.html`, { javaScriptEnabled: false });
    const rows = await page.locator('main tbody tr').count();
    assert.equal(rows, ACTIVITIES, 'rader uten JavaScript');
    const found = [];
    for (const viewport of [{ width: 1280, height: 900 }, { width: 320, height: 640 }]) {
      found.push(...await t.round(open, http, plan, { viewport }, (one) => one.evaluate(layout)));
    }
    count(`${rows} rader, ${plan.length} sider × 2 bredder, ${found.length} funn`);
    assert.deepEqual(found.slice(0, 20), []);
  });

  await t.test('vanskelige sider på papir og med tastatur', async (open, count) => {
    const { all, http } = await hard();
    const paths = ordinary(all).filter((path) => /vanskelig|\/(lang|tom|alt)\//.test(path));
    let [sheets, stops] = [0, 0];
    const found = await t.round(open, http, paths, {}, async (page) => {
      const keys = await walk(page);
      const paper = await print(page);
      sheets += paper.sheets.length;
      stops += keys.stops;
      return keys.found.concat(paper.found).slice(0, 6);
    });
    count(`${paths.length} sider, ${stops} stopp, ${sheets} ark, ${found.length} funn`);
    assert.deepEqual(found.slice(0, 25), []);
  });

  for (const [language, name] of [['nn', 'nynorsk'], ['en', 'engelsk']]) {
    await t.test(`hele nettstedet på ${name}`, async (open, count) => {
      const { all, said, http } = await site(language, { language, large: false });
      const paths = chosen(all);
      const other = Array.from(all).filter(([, page]) => page.lang !== language).map(([path, page]) => `${path}: lang="${page.lang}"`);
      const { lyst } = WAYS;
      const found = await inEveryWay(t, open, http, paths, { lyst });
      count(`${all.size} sider, axe på ${paths.length}, ${found.length + said.length + other.length} funn`);
      assert.deepEqual([...other, ...said, ...found].slice(0, 20), []);
    });
  }

  for (const server of servers) server.close();
}
