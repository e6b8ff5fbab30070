// Tables and lists people can work with: filter, sort, choose columns, take along, print; the address; keyboard and phone.
import { strict as assert } from 'node:assert';
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, pages } from './nettsted.mjs';

const PLAN = 'planer/lorenskog/program-2012-2013/';
const TABLE = `${PLAN}aktivitetsplan.html`;

const said = (page) => page.locator('.tabellvalg [role=status]').first().textContent();
const shown = (page) => page.locator('main table tbody tr:visible').count();
const column = (page, id, n) => page.locator(`#${id} tbody tr`).evaluateAll((rows, at) => rows.filter((row) => !row.hidden)
  .map((row) => row.cells[at].innerText.replace(/\s+/g, ' ').trim()), n);

/** A made-up plan where every kind of value must be put in order. */
const PLAN_YAML = `tittel: Eksempelplan
satsingsområder:
  - {id: sats-1, navn: Åpne hus}
  - {id: sats-2, navn: Ærlig talt}
aktiviteter:
  - {id: akt-1, tekst: Ørland, område: sats-1, ansvarlig: Enhet Å, kostnad: {beløp: 9}, tid: {til: 2012-03}, status: i_gang}
  - {id: akt-2, tekst: Zoo 10, område: sats-1, ansvarlig: Enhet A, kostnad: {beløp: 1200000}, tid: {til: 2011}, status: fullført}
  - {id: akt-3, tekst: "=2+5;\\"farlig\\"", område: sats-1, kostnad: {tekst: Husbanken}, status: utsatt}
  - {id: akt-8, tekst: Ålesund, område: sats-1, kostnad: {beløp: 90}}
  - {id: akt-4, tekst: Zoo 9, område: sats-2, ansvarlig: Enhet A, tid: {til: 2012-11-30}}
  - {id: akt-5, tekst: Åsgård, område: sats-2, ansvarlig: Enhet Æ, tid: {til: 2012-11-02}, kostnad: {beløp: 70}}
  - {id: akt-6, tekst: Ærfugl, område: sats-2, ansvarlig: Enhet A}
  - {id: akt-7, tekst: Aas, område: sats-2, status: ikke_startet}
`;

function made(t) {
  const source = join(t.work, 'tabellkilde');
  mkdirSync(join(source, 'plans/eksempelkommune/plan'), { recursive: true });
  writeFileSync(join(source, 'plans/eksempelkommune/organisasjon.yaml'), 'navn: Eksempelkommune\n');
  writeFileSync(join(source, 'plans/eksempelkommune/plan/plan.yaml'), PLAN_YAML);
  return build(t.program, join(t.work, 'tabeller'), source);
}

export default async function tabeller(t) {
  const url = `${t.http}${TABLE}`;
  const own = `file://${made(t)}/planer/eksempelkommune/plan/`;

  await t.test('skriptet for tabeller er lite og hentes bare der det er noe å velge', async () => {
    const script = gzipSync(readFileSync(join(t.site, 'tema/tabell/tabell.js')), { level: 9 }).length;
    assert.ok(script < 5120, `${script} byte`);
    for (const path of pages(t.site)) {
      const html = readFileSync(join(t.site, path), 'utf8');
      const has = /<div class="tabellvalg/.test(html);
      assert.equal(/tabell\/tabell\.js/.test(html), has, path);
      assert.equal(/tabell\/tabell\.css/.test(html), has, path);
    }
  });

  await t.test('uten JavaScript er alle rader der, i planens rekkefølge, og ingen døde knapper', async (open) => {
    const page = await open(url, { javaScriptEnabled: false });
    assert.equal(await shown(page), 22);
    assert.equal(await page.locator('.tabellvalg:visible, .sorter').count(), 0);
  });

  await t.test('ingenting flytter seg når tabellene blir klare', async (open) => {
    for (const width of [1280, 390]) {
      const page = await open(null, { viewport: { width, height: 900 } });
      await page.addInitScript(() => {
        window.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.moved += entry.value; }))
          .observe({ type: 'layout-shift', buffered: true });
      });
      for (const path of ['aktivitetsplan.html', 'forpliktelser.html', 'indikatorer.html', 'strategier.html', 'kvalitet.html']) {
        await page.goto(t.http + PLAN + path);
        await page.waitForSelector('.tabellvalg--klar', { state: 'attached' });
        await page.waitForTimeout(150);
        assert.equal(await page.evaluate(() => window.moved), 0, `${path} ${width}`);
      }
    }
  });

  for (const [where, root] of Object.entries({ 'over http': t.http, 'fra disk': t.file })) {
    await t.test(`status og ansvarlig avgrenser, tallene stemmer, og adressen følger med ${where}`, async (open) => {
      const page = await open(root + TABLE);
      assert.equal(await said(page), '22 rader');
      const status = page.locator('[data-filter=status]');
      await status.locator('summary').click();
      const choices = status.locator('.filter');
      const total = await choices.evaluateAll((list) => list.reduce((sum, c) => sum + Number(c.querySelector('.filter__antall').textContent || 0), 0));
      await choices.nth(1).locator('input').check();
      const first = Number(await choices.nth(1).locator('.filter__antall').textContent());
      assert.equal(await shown(page), first);
      assert.match(await said(page), new RegExp(`^Viser ${first} av 22 rader\\. Status: `));
      await choices.nth(0).locator('input').check();
      const second = Number(await choices.nth(0).locator('.filter__antall').textContent());
      assert.equal(await shown(page), first + second, 'flere verdier av samme spørsmål legges sammen');
      assert.ok(total === 0 || total === 22);
      assert.equal(new URL(page.url()).searchParams.getAll('status').length, 2);
      const empty = page.locator('main section[data-gruppe]:not(:has(tbody tr:not([hidden])))');
      assert.equal(await empty.locator('visible=true').count(), 0, 'overskrifter uten rader skjules');

      await page.goBack();
      assert.equal(await shown(page), first);
      assert.equal(await status.locator('input:checked').count(), 1);
      await page.goBack();
      assert.equal(await shown(page), 22);
      await page.goForward();
      assert.equal(await shown(page), first);
      await page.reload();
      await page.waitForSelector('.tabellvalg--klar');
      assert.equal(await shown(page), first);
      await page.locator('[data-gjoer=nullstill]').click();
      assert.equal(await shown(page), 22);
      assert.equal(new URL(page.url()).search, '');
      assert.ok(await page.evaluate(() => document.activeElement.type === 'search'), 'fokus ble borte');
    });
  }

  await t.test('hvert valg viser antallet det gir, for alle spørsmålene', async (open) => {
    const page = await open(url);
    const names = await page.locator('[data-filter]').evaluateAll((list) => list.map((d) => d.dataset.filter));
    assert.ok(names.includes('status') && names.includes('ansvarlig') && names.includes('maalgruppe') && names.includes('faktor'), names.join());
    for (const name of names) {
      const box = page.locator(`[data-filter="${name}"]`);
      await box.locator('summary').click();
      for (const at of [0, await box.locator('.filter').count() - 1]) {
        const choice = box.locator('.filter').nth(at);
        await choice.locator('input').check();
        assert.equal(await shown(page), Number(await choice.locator('.filter__antall').textContent()), `${name} ${at}`);
        await choice.locator('input').uncheck();
      }
      await box.locator('summary').click();
    }
  });

  await t.test('ord avgrenser, ett skritt i historikken for hele ordet', async (open) => {
    const page = await open(url);
    const before = await page.evaluate(() => history.length);
    await page.locator('.tabellvalg input[type=search]').pressSequentially('husbanken');
    const n = await shown(page);
    assert.ok(n > 0 && n < 22, `${n} rader`);
    assert.match(await said(page), /inneholder «husbanken»/);
    assert.equal(await page.evaluate(() => history.length), before + 1);
    assert.equal(new URL(page.url()).searchParams.get('finn'), 'husbanken');
    await page.locator('.tabellvalg input[type=search]').fill('qqxzz');
    assert.equal(await shown(page), 0);
    assert.match(await said(page), /^Ingen av 22 rader passer/);
  });

  await t.test('et årstall finner datoene i året, og de første sifrene av et tall finner tallet', async (open) => {
    const page = await open(`${own}aktivitetsplan.html#100%25%`);
    for (const [words, count] of [['2012', 3], ['30.11.2012', 1], ['11.2012', 2], ['201', 4], ['zoo 9', 1], ['1 200', 1]]) {
      await page.locator('.tabellvalg input[type=search]').fill(words);
      assert.equal(await shown(page), count, words);
    }
  });

  await t.test('rekkefølgen er norsk, tall og datoer går etter størrelse, og det blanke står sist', async (open) => {
    const page = await open(`${own}aktivitetsplan.html`);
    const press = (name) => page.locator('#plan-sats-2 .sorter', { hasText: name }).press('Enter');
    const names = async () => (await column(page, 'plan-sats-2', 0)).map((text) => text.split(' ').slice(0, 2).join(' '));
    await press('Aktivitet');
    assert.deepEqual(await names(), ['Aas', 'Zoo 9', 'Ærfugl', 'Åsgård']);
    assert.equal(await page.locator('#plan-sats-2 th[aria-sort=ascending]').count(), 1);
    assert.equal(await page.locator('#plan-sats-1 th[aria-sort=ascending]').count(), 1, 'tabellene sorteres sammen');
    assert.deepEqual((await column(page, 'plan-sats-1', 0)).map((text) => text.slice(0, 2)), ['=2', 'Zo', 'Ør', 'Ål']);
    await press('Aktivitet');
    assert.deepEqual(await names(), ['Åsgård', 'Ærfugl', 'Zoo 9', 'Aas']);
    assert.match(await said(page), /Sortert etter Aktivitet, synkende/);
    await press('Aktivitet');
    assert.deepEqual(await names(), ['Zoo 9', 'Åsgård', 'Ærfugl', 'Aas']);
    assert.equal(await page.locator('[aria-sort]').count(), 0);
    await press('Tidsramme');
    assert.deepEqual((await names()).slice(0, 2), ['Åsgård', 'Zoo 9']);
    await press('Tidsramme');
    assert.deepEqual((await names()).slice(0, 2), ['Zoo 9', 'Åsgård'], 'det blanke står sist begge veier');
    await page.locator('#plan-sats-1 .sorter', { hasText: 'Kostnad' }).press('Enter');
    assert.deepEqual((await column(page, 'plan-sats-1', 2)).map((text) => text.replace(/\D/g, '')), ['9', '90', '1200000', '']);
    assert.match(await said(page), /Sortert etter Kostnad og finansiering, stigende/);
    assert.match(page.url(), /sorter=kostnad-og-finansiering/);
    await page.reload();
    await page.waitForSelector('.tabellvalg--aktiv');
    assert.deepEqual((await column(page, 'plan-sats-1', 2)).map((text) => text.replace(/\D/g, '')), ['9', '90', '1200000', '']);
  });

  await t.test('kolonner velges bort og tilbake, og adressen husker det', async (open) => {
    const page = await open(url);
    const columns = page.locator('[data-skjul]');
    await columns.locator('summary').click();
    await columns.locator('.filter', { hasText: 'Samarbeid' }).locator('input').uncheck();
    assert.equal(await page.locator('th:has-text("Samarbeid"):visible, td[data-etikett="Samarbeid"]:visible').count(), 0);
    assert.match(await said(page), /Uten kolonnene Samarbeid/);
    await page.reload();
    await page.waitForSelector('.tabellvalg--klar');
    assert.equal(await page.locator('td[data-etikett="Samarbeid"]:visible').count(), 0);
    await page.goBack();
    assert.ok(await page.locator('td[data-etikett="Samarbeid"]:visible').count() > 0);
  });

  await t.test('det som lastes ned, er det som vises, og ingen formel slipper inn i regnearket', async (open) => {
    const page = await open(`${own}aktivitetsplan.html?sorter=aktivitet&skjul=samarbeid&skjul=forventet-resultat`);
    await page.waitForSelector('.tabellvalg--klar');
    const download = async () => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-gjoer=csv]').click()]);
      assert.equal(file.suggestedFilename(), 'aktivitetsplan.csv');
      return readFileSync(await file.path(), 'utf8');
    };
    const csv = await download();
    assert.equal(csv.charCodeAt(0), 0xfeff);
    const lines = csv.slice(1).split('\r\n');
    assert.equal(lines[0], 'Del;Aktivitet;Kostnad og finansiering;Tidsramme;Status');
    assert.ok(lines[1].startsWith('Åpne hus;"\'=2+5;""farlig""";Husbanken;'), lines[1]);
    assert.match(lines[2], /^Åpne hus;Zoo 10;1 200 000 kr;til 2011;fullført$/);
    assert.equal(lines.length, 10);
    await page.locator('.tabellvalg input[type=search]').fill('zoo');
    assert.equal((await download()).split('\r\n').length, 4);
  });

  await t.test('utskriften har bare det som vises, og sier hva som er valgt', async (open) => {
    const page = await open(`${url}?finn=husbanken`);
    await page.waitForSelector('.tabellvalg--aktiv');
    const rows = await shown(page);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await shown(page), rows);
    assert.ok(await page.locator('.tabellvalg [role=status]').isVisible());
    assert.equal(await page.locator('.tabellvalg button:visible, .tabellvalg input:visible, .tabellvalg summary:visible').count(), 0);
    await page.goto(url);
    assert.ok(await page.locator('.tabellvalg').isHidden(), 'uten valg skrives det ingenting om valg');
  });

  await t.test('alt kan gjøres med tastaturet, og Escape lukker og holder fokus', async (open) => {
    const page = await open(url);
    await page.locator('.tabellvalg input[type=search]').focus();
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.matches('[data-filter=status] > summary')));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    assert.equal(await page.locator('[data-filter=status] input:checked').count(), 1);
    assert.ok(await shown(page) < 22);
    await page.keyboard.press('Escape');
    assert.ok(await page.evaluate(() => document.activeElement.matches('[data-filter=status] > summary')));
    assert.equal(await page.locator('.valg[open]').count(), 0);
    const small = await page.locator('.tabellvalg :is(button, summary, input, select, label.filter):visible, .sorter:visible')
      .evaluateAll((list) => list.filter((e) => e.type !== 'checkbox').map((e) => e.getBoundingClientRect())
        .filter((box) => box.width < 24 || box.height < 24).length);
    assert.equal(small, 0, 'noe er mindre enn 24 px');
  });

  await t.test('på 320 px er radene kort som kan filtreres og sorteres', async (open) => {
    const page = await open(`${own}aktivitetsplan.html`, { viewport: { width: 320, height: 640 } });
    assert.equal(await page.locator('.sorter:visible').count(), 0, 'skjulte kolonnehoder fanger ikke fokus');
    await page.locator('.tabellvalg__fold > summary').click();
    await page.locator('.tabellvalg select').selectOption('-aktivitet');
    assert.match((await column(page, 'plan-sats-2', 0))[0], /^Åsgård/);
    await page.locator('[data-filter=ansvarlig] > summary').click();
    assert.deepEqual(await page.locator('[data-filter=ansvarlig] .filter > span:first-of-type').allTextContents(),
      ['Enhet A', 'Enhet Æ', 'Enhet Å', 'ikke oppgitt'], 'norsk rekkefølge, det blanke sist');
    await page.locator('[data-filter=ansvarlig] .filter').first().click();
    assert.equal(await shown(page), 3);
    const label = await page.locator('tbody tr:visible td').first().evaluate((cell) => getComputedStyle(cell, '::before').content);
    assert.match(label, /Forventet resultat/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'siden ruller sidelengs');
    const other = await open(`${url}?finn=o`, { viewport: { width: 320, height: 640 } });
    await other.locator('.tabellvalg__fold > summary').click();
    await other.locator('[data-filter=status] > summary').click();
    assert.ok(await other.evaluate(() => document.documentElement.scrollWidth <= 320), 'siden ruller sidelengs');
    await t.axeClean(other);
  });

  await t.test('merknader følger radene og beholder numrene sine', async (open) => {
    const page = await open(`${t.http}planer/grorud/handlingsplan-2012/aktivitetsplan.html`);
    const notes = page.locator('.noter li');
    const before = await notes.evaluateAll((list) => Object.fromEntries(list.map((li) => [li.id, li.value])));
    await page.locator('.tabellvalg input[type=search]').fill('kartlegg');
    const now = await page.locator('.noter li:visible').evaluateAll((list) => Object.fromEntries(list.map((li) => [li.id, li.value])));
    for (const [id, value] of Object.entries(now)) assert.equal(value, before[id], id);
    const needed = await page.locator('tbody tr:visible .note a').evaluateAll((list) => new Set(list.map((a) => a.hash)).size);
    assert.equal(Object.keys(now).length, needed);
  });

  await t.test('mål filtreres i nivåer: det som står over et treff, vises', async (open) => {
    const page = await open(`${t.http}planer/grorud/handlingsplan-2012/maal.html`);
    const all = await page.locator('[data-rad]').count();
    await page.locator('[data-filter=nivaa] summary').click();
    await page.locator('[data-filter=nivaa] .filter', { hasText: 'Resultatmål' }).click();
    const wanted = await page.locator('[data-rad][data-f-nivaa="Resultatmål"]').count();
    assert.equal(await page.locator('[data-rad][data-f-nivaa="Resultatmål"]:visible').count(), wanted);
    assert.match(await said(page), new RegExp(`^Viser ${wanted} av ${all} `));
    const orphan = await page.locator('[data-rad]:visible').evaluateAll((list) => list.filter((row) => row.parentElement.closest('[hidden]')).length);
    assert.equal(orphan, 0);
  });

  await t.test('en lenke til noe som er filtrert bort, viser det igjen', async (open) => {
    const page = await open(`${t.http}${PLAN}forpliktelser.html?finn=qqxzz`);
    await page.waitForSelector('.tabellvalg--aktiv');
    assert.equal(await shown(page), 0);
    const id = await page.locator('tbody tr[id]').first().getAttribute('id');
    await page.evaluate((hash) => { location.hash = hash; }, id);
    await page.waitForFunction((row) => !document.getElementById(row).hidden, id);
    assert.ok(!page.url().includes('finn='));
  });

  await t.test('flere tabeller på en side velges hver for seg', async (open) => {
    const page = await open(`${t.http}${PLAN}kvalitet.html`);
    const tools = page.locator('.tabellvalg');
    assert.ok(await tools.count() > 2);
    const second = tools.nth(1);
    await second.locator('.tabellvalg__fold > summary').click();
    await second.locator('input[type=search]').fill('qqxzz');
    assert.equal(await page.locator('.tabellvalg--aktiv').count(), 1);
    assert.match(page.url(), /\?tabell-[^=]+\.finn=qqxzz/);
    await page.reload();
    await page.waitForSelector('.tabellvalg--aktiv');
    assert.equal(await page.locator('.tabellvalg--aktiv').count(), 1);
  });

  await t.test('ord i adressen setter ikke noe inn i siden', async (open) => {
    const bad = encodeURIComponent('<img src=x onerror=alert(1)>');
    const page = await open(`${url}?finn=${bad}&status=${bad}&sorter=${bad}&skjul=${bad}&skjul=aktivitet`);
    await page.waitForSelector('.tabellvalg--aktiv');
    assert.equal(await page.locator('main img').count(), 0);
    assert.match(await said(page), /^Ingen av 22 rader passer\. inneholder «<img/);
  });

  await t.test('tabellsidene er rene for axe, lyst og mørkt', async (open) => {
    for (const colorScheme of ['light', 'dark']) {
      const page = await open(null, { colorScheme });
      for (const path of [TABLE, `${PLAN}forpliktelser.html`, 'planer/grorud/handlingsplan-2012/maal.html']) {
        await page.goto(`${t.http}${path}?finn=o`);
        await page.waitForSelector('.tabellvalg--aktiv');
        await t.axeClean(page);
      }
    }
  });
}
