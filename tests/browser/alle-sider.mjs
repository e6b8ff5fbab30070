// Every page of the built site as it is written: valid, whole, light, and leading only to what is there.
import { execFile } from 'node:child_process';
import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { broken, weight } from './bygget.mjs';

const JAR = join(dirname(createRequire(import.meta.url).resolve('vnu-jar')), 'build/dist/vnu.jar');

/** What the Nu Html Checker says of a folder, one line each. */
export function nu(folder) {
  return new Promise((done, fail) => {
    const words = ['-Xss8m', '-jar', JAR, '--format', 'json', '--exit-zero-always', '--skip-non-html', folder];
    execFile('java', words, { maxBuffer: 1 << 28 }, (error, _out, said) => {
      if (error) {
        fail(new Error(error.code === 'ENOENT' ? 'Mangler Java. Kjør: apt-get install default-jre-headless' : String(error.message).slice(0, 2000)));
        return;
      }
      const messages = JSON.parse(said).messages;
      done(messages.map((m) => `${decodeURI(m.url || '').replace(/^.*?nettsted[^/]*\//, '')}:${m.lastLine || ''} ${m.type}: ${m.message}`));
    });
  });
}

export default async function alleSider(t) {
  const { all, site } = t;
  const paths = Array.from(all.keys());

  await t.test('Nu Html Checker', async (_open, count) => {
    const found = await nu(site);
    count(`${all.size} sider, ${found.length} feil og advarsler`);
    assert.deepEqual(found.slice(0, 20), []);
  });

  await t.test('sidene er bygd riktig opp: språk, overskrifter, tabeller, ingenting i siden og ingenting utenfra', async (_open, count) => {
    const found = paths.flatMap((path) => all.get(path).found.map((what) => `${path}: ${what}`));
    const tables = paths.reduce((sum, path) => sum + all.get(path).tables, 0);
    count(`${all.size} sider, ${tables} tabeller, ${found.length} funn`);
    assert.ok(tables > 0);
    assert.deepEqual(found.slice(0, 20), []);
  });

  await t.test('ingen brutte lenker, ankere eller foreldreløse sider', async (_open, count) => {
    const { links, found } = broken(site, all);
    count(`${links} lenker, ${found.length} funn`);
    assert.ok(links > paths.length);
    assert.deepEqual(found.slice(0, 20), []);
  });

  await t.test('sidene er lette: forsiden høyst 20 KB i høyst 6 forespørsler, planens sider høyst 40 KB', async (_open, count) => {
    const front = weight(site, 'index.html', all.get('index.html'));
    const plans = paths.filter((path) => path.startsWith('planer/')).map((path) => [path, weight(site, path, all.get(path))]);
    const [heaviest, most] = plans.reduce((a, b) => (b[1].own > a[1].own ? b : a));
    const whole = plans.filter(([path]) => !path.endsWith('/hele-planen.html')).reduce((a, b) => (b[1].total > a[1].total ? b : a));
    count(`forsiden ${front.total} byte i ${front.requests}, tyngste planside ${most.own} byte (${heaviest}); med stil og skript ${whole[1].total} (${whole[0]})`);
    assert.ok(front.total <= 20 * 1024 && front.requests <= 6, `forsiden: ${front.total} byte i ${front.requests} forespørsler`);
    // The whole plan is a document of dozens of sheets: its own text alone is held to the limit.
    const heavy = ([path, w]) => (path.endsWith('/hele-planen.html') ? w.own : w.total) > 40 * 1024;
    assert.deepEqual(plans.filter(heavy).map(([path, w]) => `${path}: ${w.own} av ${w.total}`), []);
  });
}
