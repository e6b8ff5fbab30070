// One test at a time, each in a browser of its own, and what every page must keep: no errors, nothing from elsewhere.
import { pathToFileURL } from 'node:url';
import { strict as assert } from 'node:assert';
import { AT_ONCE } from './bygget.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Runs tests and counts them. */
export class Proever {
  constructor(given) {
    Object.assign(this, given);
    this.passed = 0;
    this.failed = 0;
    this.http = this.server.address_;
    /** Where requests may go. */
    this.own = [this.http, 'file:', 'blob:'];
    this.file = pathToFileURL(this.site + '/').href;
  }

  /**
   * Runs one test. `work` gets a function that opens pages and one that says what was counted; it fails when it throws or
   * a page complains.
   */
  async test(name, work) {
    if (this.only && !name.includes(this.only)) return;
    const contexts = [];
    const faults = [];
    const open = async (url, options = {}) => {
      const { faultsAreExpected = false, ...context } = options;
      const own = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...context });
      contexts.push(own);
      const page = await own.newPage();
      page.requests = [];
      page.on('request', (request) => {
        page.requests.push(request.url());
        if (!this.own.some((start) => request.url().startsWith(start))) faults.push(`forespørsel ut av nettstedet: ${request.url()}`);
      });
      if (!faultsAreExpected) {
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(`${message.text()} (${page.url()})`);
        });
      }
      page.on('pageerror', (error) => faults.push(`${error.message} (${page.url()})`));
      page.setDefaultTimeout(20000);
      if (url) await page.goto(url);
      return page;
    };
    const started = Date.now();
    let counted = '';
    try {
      await work(open, (text) => { counted = `: ${text}`; });
      assert.deepEqual(faults, [], 'siden meldte feil');
      this.passed += 1;
      console.log(`ok    ${name}${counted} (${Date.now() - started} ms)`);
    } catch (error) {
      this.failed += 1;
      console.log(`FEIL  ${name}${counted}\n      ${String(error.message || error).split('\n').slice(0, 30).join('\n      ')}`);
      for (const fault of faults.slice(0, 5)) console.log(`      ${fault}`);
    } finally {
      for (const context of contexts) await context.close();
    }
  }

  /**
   * Goes through many pages, several at a time, in windows that are alike. `look` gets a page that stands at an address and
   * the address, and returns what is wrong there. Returns all of it, each with its address in front.
   */
  async round(open, root, paths, options, look) {
    const waiting = paths.slice();
    const found = [];
    const { prepare, ...context } = options;
    const visit = async () => {
      const page = await open(null, context);
      if (prepare) await prepare(page);
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        await page.goto(root + path);
        const wrong = await look(page, path);
        found.push(...wrong.map((what) => `${path}: ${what}`));
      }
      await page.context().close();
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, paths.length) }, visit));
    return found.sort();
  }

  /** What axe finds broken on a page: WCAG 2.2 A and AA, and what it holds for good practice. */
  async axeFinds(page, besides = {}) {
    if (await page.evaluate(() => !window.axe)) await page.evaluate(this.axe.source);
    const options = { runOnly: RULES, resultTypes: ['violations'], ...besides };
    const found = await page.evaluate((how) => window.axe.run(document, how), options);
    return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 140)).join(' | ')}`
      + (v.nodes.length > 2 ? ` (${v.nodes.length} steder)` : ''));
  }

  /** Fails with what axe finds broken on the page. */
  async axeClean(page) {
    assert.deepEqual(await this.axeFinds(page), [], `axe på ${page.url()}`);
  }
}
