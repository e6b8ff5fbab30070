// One test at a time, each in a browser of its own, and what every page must keep: no errors, nothing from elsewhere.
import { pathToFileURL } from 'node:url';
import { strict as assert } from 'node:assert';

/** Runs tests and counts them. */
export class Proever {
  constructor(given) {
    Object.assign(this, given);
    this.passed = 0;
    this.failed = 0;
    this.http = this.server.address_;
    this.file = pathToFileURL(this.site + '/').href;
  }

  /** Runs one test. `work` gets a function that opens pages, and fails when it throws or a page complains. */
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
        const foreign = !request.url().startsWith(this.http) && !request.url().startsWith('file:');
        if (foreign) faults.push(`forespørsel ut av nettstedet: ${request.url()}`);
      });
      if (!faultsAreExpected) {
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(`${message.text()} (${page.url()})`);
        });
      }
      page.on('pageerror', (error) => faults.push(`${error.message} (${page.url()})`));
      page.setDefaultTimeout(10000);
      if (url) await page.goto(url);
      return page;
    };
    const started = Date.now();
    try {
      await work(open);
      assert.deepEqual(faults, [], 'siden meldte feil');
      this.passed += 1;
      console.log(`ok    ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      this.failed += 1;
      console.log(`FEIL  ${name}\n      ${String(error.message || error).split('\n').slice(0, 30).join('\n      ')}`);
      for (const fault of faults.slice(0, 5)) console.log(`      ${fault}`);
    } finally {
      for (const context of contexts) await context.close();
    }
  }

  /** Fails with the rules of WCAG 2.2 A and AA, and those of `besides`, that axe finds broken on the page. */
  async axeClean(page, besides = ['best-practice']) {
    await page.evaluate(this.axe.source);
    const found = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }),
      ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'].concat(besides));
    const broken = found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`);
    assert.deepEqual(broken, [], `axe på ${page.url()}`);
  }
}
