// The preview while somebody writes: `planverk serve` on a small made-up folder, in an open window. What is served is compared
// with a build by tests/preview.rs; here is what the reader of the window sees.
import { spawn } from 'node:child_process';
import { strict as assert } from 'node:assert';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PARAGRAPHS = Array.from({ length: 60 }, (_, n) => `Avsnitt ${n + 1} handler om å finne bolig.`).join('\n\n');
const TEXT = `---\ntittel: Startlån\n---\n${PARAGRAPHS}\n`;
const FILES = {
  'planverk.yaml': 'tittel: Eksempelkommune\n',
  'content/index.md': '---\ntittel: Forside\n---\nVelkommen.\n',
  'content/startlaan.md': TEXT,
};

/** Writes the folder and shows it. */
async function preview(t, name) {
  const folder = join(t.work, `forhaandsvisning-${name}`);
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  Object.entries(FILES).forEach(([path, text]) => write(path, text));
  const program = spawn(t.program, ['serve', folder, '--port', '4700']);
  const address = await new Promise((found, fail) => {
    let said = '';
    const read = (bytes) => {
      said += bytes;
      const told = /http:\/\/\S+\//.exec(said);
      if (told) found(told[0]);
    };
    program.stdout.on('data', read);
    program.stderr.on('data', read);
    program.on('exit', () => fail(new Error(`planverk serve sluttet: ${said}`)));
  });
  t.own.push(address);
  return { address, folder, write, stop: () => program.kill('SIGINT') };
}

/** The faults, when the window shows them. */
const shown = (page) => page.waitForSelector('#planverk-feil');

/** Runs in a window before anything else: counts who listens and what is heard, and can turn the window away. */
function watched() {
  window.listening = 0;
  window.news = 0;
  window.EventSource = class extends EventSource {
    constructor(url) {
      super(url);
      window.listening += 1;
      this.addEventListener('message', () => { window.news += 1; });
    }

    close() {
      super.close();
      window.listening -= 1;
    }
  };
  window.turn = (away) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: away });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  if (sessionStorage.away) Object.defineProperty(document, 'hidden', { configurable: true, value: true });
}

export default async function forhaandsvisning(t) {
  const inPreview = (name, work) => t.test(`forhåndsvisning, ${name}`, async (open, count) => {
    const own = await preview(t, name.replaceAll(/[^a-z]+/g, '-'));
    try {
      await work({ open, count, ...own });
    } finally {
      own.stop();
    }
  });

  await inPreview('en setning kommer fram der leseren står', async ({ open, address, write }) => {
    const page = await open(`${address}startlaan.html`);
    await page.evaluate(() => { window.scrollTo(0, 700); window.same = true; });
    write('content/startlaan.md', TEXT.replace('Avsnitt 20 handler', 'Avsnitt tjue handler'));
    await page.waitForFunction(() => document.querySelector('main').textContent.includes('Avsnitt tjue'));
    assert.deepEqual(await page.evaluate(() => [window.scrollY, window.same]), [700, true], 'siden er lastet på nytt');
    write('planverk.yaml', 'tittel: Granstad\n');
    await page.waitForFunction(() => document.title.includes('Granstad'));
  });

  await inPreview('en feil vises med fil og linje, og merket står under det gale ordet', async ({ open, address, write }) => {
    const before = 'Dette er en lang linje som må rulles før den som leser på telefon kan se';
    for (const width of [1280, 390]) {
      const page = await open(`${address}startlaan.html`, { viewport: { width, height: 800 } });
      write('content/startlaan.md', `${TEXT}\n${before} [lenken](finnes-ikke.md) som er gal.\n`);
      await shown(page);
      const said = await page.locator('#planverk-feil pre').textContent();
      assert.match(said, /finnes-ikke\.md.*\n.*startlaan\.md:124:\d+\n/);
      const places = await page.evaluate(() => {
        const place = (text) => {
          const node = Array.from(document.querySelectorAll('#planverk-feil .kilde'), (own) => own.firstChild)
            .find((own) => own.data.includes(text));
          const range = document.createRange();
          range.setStart(node, node.data.indexOf(text));
          range.setEnd(node, node.data.indexOf(text) + 1);
          return range.getBoundingClientRect().x;
        };
        const box = document.querySelector('#planverk-feil .kilde').getBoundingClientRect();
        return { word: place('[lenken]'), mark: place('^'), left: box.left, right: box.right };
      });
      assert.ok(Math.abs(places.word - places.mark) < 1, JSON.stringify(places));
      assert.ok(places.mark >= places.left && places.mark < places.right, `merket er ikke å se: ${JSON.stringify(places)}`);
      await t.axeClean(page);
      write('content/startlaan.md', TEXT);
      await page.waitForSelector('#planverk-feil', { state: 'detached' });
    }
  });

  await inPreview('feilen kan skjules, og siden bak er den siste som var i orden', async ({ open, address, write }) => {
    const page = await open(null);
    await page.addInitScript(watched);
    await page.goto(`${address}startlaan.html`);
    write('planverk.yaml', 'tittel: [Eksempel\n');
    await shown(page);
    assert.match(await page.locator('main').textContent(), /Avsnitt 60/);
    await page.keyboard.press('Escape');
    await page.waitForSelector('#planverk-feil', { state: 'detached' });
    const heard = await page.evaluate(() => {
      const { news } = window;
      window.turn(true);
      window.turn(false);
      return news;
    });
    await page.waitForFunction((before) => window.news > before, heard);
    assert.equal(await page.locator('#planverk-feil').count(), 0, 'det som er skjult, kom tilbake uten at det var noe nytt');
    await page.reload();
    await shown(page);
    await page.getByRole('button', { name: 'Skjul' }).click();
    await page.waitForSelector('#planverk-feil', { state: 'detached' });
    write('planverk.yaml', 'tittel: Ny tittel\n');
    await page.waitForFunction(() => document.title.includes('Ny tittel'));
  });

  await inPreview('en side temaet ikke kan tegne, sier hvorfor, og kommer av seg selv når den er rettet', async ({ open, address, write }) => {
    const theme = (inner) => write('themes/eget/artikkel.html', `{% extends "standard/artikkel.html" %}{% block innhold %}\n${inner}\n{% endblock innhold %}`);
    theme('<p id="eget">Tegnet</p>');
    write('planverk.yaml', 'tittel: Eksempelkommune\ntema: eget\n');
    const here = await open(`${address}startlaan.html`, { faultsAreExpected: true });
    await here.waitForSelector('#eget');
    theme('<p id="eget">{{ finnes_ikke.felt }}</p>');
    await shown(here);
    assert.match(await here.locator('#planverk-feil').textContent(), /Siden bak er[^]*themes\/eget\/artikkel\.html:2:\d+/);
    assert.equal(await here.locator('#eget').textContent(), 'Tegnet', 'siden som var i orden, er borte');
    const opened = await open(`${address}startlaan.html`, { faultsAreExpected: true });
    await shown(opened);
    const said = await opened.locator('#planverk-feil').textContent();
    assert.match(said, /themes\/eget\/artikkel\.html:2:\d+/);
    assert.doesNotMatch(said, /Siden bak er/);
    theme('<p id="eget">Rettet</p>');
    for (const page of [here, opened]) {
      await page.waitForFunction(() => document.getElementById('eget')?.textContent === 'Rettet');
      await page.waitForSelector('#planverk-feil', { state: 'detached' });
    }
  });

  await inPreview('bare vinduer som er i sikte, lytter, og de andre tar det igjen når de kommer fram', async ({ open, address, write }) => {
    const page = await open(null);
    await page.addInitScript(watched);
    const edit = async (words) => {
      write('content/startlaan.md', TEXT.replace('Avsnitt 20 handler', words));
      while (!(await (await page.request.get(`${address}startlaan.html`)).text()).includes(words)) await page.waitForTimeout(20);
    };
    const has = (words) => page.waitForFunction((own) => document.querySelector('main').textContent.includes(own), words);
    await page.goto(`${address}startlaan.html`);
    await page.waitForFunction(() => document.documentElement.dataset.planverkVersjon);
    await page.evaluate(() => { window.same = true; window.turn(true); });
    assert.equal(await page.evaluate(() => window.listening), 0, 'et vindu som ikke er i sikte, lytter');
    await edit('Avsnitt tjue handler');
    await edit('Avsnitt tjue og en halv handler');
    assert.doesNotMatch(await page.locator('main').textContent(), /Avsnitt tjue/);
    await page.evaluate(() => window.turn(false));
    await has('tjue og en halv');
    assert.deepEqual(await page.evaluate(() => [window.listening, window.same]), [1, true]);
    // Opened beside another, and not looked at before somebody has written more.
    await page.evaluate(() => { sessionStorage.away = 'ja'; });
    await page.reload();
    assert.equal(await page.evaluate(() => window.listening), 0);
    await edit('Avsnitt tretti handler');
    await page.evaluate(() => window.turn(false));
    await has('tretti');
  });

  await inPreview('sider kommer, flytter og går, og søket finner det som nettopp ble skrevet', async ({ open, address, folder, write }) => {
    const page = await open(address, { faultsAreExpected: true });
    const status = async (path) => (await page.request.get(address + path)).status();
    const becomes = async (path, wanted) => {
      for (let left = 200; await status(path) !== wanted; left -= 1) {
        assert.ok(left > 0, `${path} ble aldri ${wanted}`);
        await page.waitForTimeout(50);
      }
    };
    write('content/bostoette.md', '---\ntittel: Bostøtte\n---\nGranskogsordningen.\n');
    await becomes('bostoette.html', 200);
    renameSync(join(folder, 'content/bostoette.md'), join(folder, 'content/hjelp.md'));
    await becomes('hjelp.html', 200);
    await becomes('bostoette.html', 404);
    await page.goto(`${address}sok.html?q=granskogsordningen`);
    await page.locator('main').getByRole('link', { name: 'Bostøtte' }).first().waitFor();
    rmSync(join(folder, 'content/hjelp.md'));
    await becomes('hjelp.html', 404);
  });
}
