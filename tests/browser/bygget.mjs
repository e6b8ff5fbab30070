// The site as built, page by page and without drawing it: what each page is, holds and leads to.
import { readFileSync, statSync, existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { gzipSync } from 'node:zlib';
import { join, posix } from 'node:path';
import { pages } from './nettsted.mjs';
import { structure } from './isiden.mjs';

/** Windows open at a time. */
export const AT_ONCE = Math.max(2, Math.min(6, availableParallelism()));

/** Reads every page of a folder: `Map` from address to what `structure` says of it, with `size` in bytes. */
export async function read(browser, folder) {
  const paths = pages(folder);
  const all = new Map(paths.map((path) => [path, null]));
  const waiting = paths.values();
  const some = async () => {
    const page = await browser.newPage();
    for (const path of waiting) {
      const html = readFileSync(join(folder, path), 'utf8');
      all.set(path, { ...await page.evaluate(structure, html), size: html.length });
    }
    await page.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  return all;
}

/**
 * Pages to look closer at: of each kind the largest and the smallest, and of each language one more of what is left. The
 * kinds are the site's own (`data-sidetype`), so that a new one is covered by itself.
 */
export function chosen(all) {
  const kinds = new Map();
  for (const [path, page] of all) {
    if (page.redirect) continue;
    const kind = `${page.kind} ${page.lang}`;
    if (!kinds.has(kind)) kinds.set(kind, []);
    kinds.get(kind).push([path, page.size]);
  }
  const paths = [];
  for (const list of kinds.values()) {
    list.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    paths.push(list[0][0]);
    if (list.length > 1) paths.push(list.at(-1)[0]);
  }
  return paths;
}

/** How many kinds these pages are. */
export function kinds(all, paths) {
  return new Set(paths.map((path) => all.get(path).kind)).size;
}

/** Where a link on a page leads inside the site, `[path, anchor]`, or null when it leads out of it. */
export function target(from, href) {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) return null;
  const [path, anchor] = href.split('#');
  const bare = decodeURIComponent(path.split('?')[0]);
  const to = bare ? posix.normalize(posix.join(posix.dirname(from), bare)) : from;
  return [bare.endsWith('/') ? `${to}index.html` : to, anchor ? decodeURIComponent(anchor) : null];
}

/** Links and files that are not there, and pages nobody leads to. */
export function broken(folder, all) {
  const found = [];
  const reached = new Set(['index.html']);
  const waiting = ['index.html'];
  const there = new Map();
  const exists = (path) => {
    if (!there.has(path)) there.set(path, existsSync(join(folder, path)) && statSync(join(folder, path)).isFile());
    return there.get(path);
  };
  const ids = new Map(Array.from(all, ([path, page]) => [path, new Set(page.ids)]));
  let links = 0;
  for (const [path, page] of all) {
    for (const href of page.links.concat(page.files)) {
      const to = target(path, href);
      if (!to) continue;
      links += 1;
      if (to[0].startsWith('..') || !exists(to[0])) found.push(`${path}: ${href} finnes ikke`);
      else if (to[1] && ids.has(to[0]) && !ids.get(to[0]).has(to[1])) found.push(`${path}: ${href} har ikke ankeret`);
    }
  }
  while (waiting.length) {
    const path = waiting.pop();
    for (const href of all.get(path)?.links || []) {
      const to = target(path, href)?.[0];
      if (to && all.has(to) && !reached.has(to)) {
        reached.add(to);
        waiting.push(to);
      }
    }
  }
  const orphans = Array.from(all).filter(([path, page]) => !page.redirect && !reached.has(path) && path !== '404.html');
  return { links, found: found.concat(orphans.map(([path]) => `${path}: ingen lenker hit`)) };
}

/** Bytes after gzip of a page and of each file it asks for before anybody does anything. */
export function weight(folder, path, page) {
  const sent = (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
  const files = Array.from(new Set(page.first.map((href) => target(path, href)?.[0]).filter(Boolean)));
  const own = sent(path);
  return { own, total: files.reduce((sum, file) => sum + sent(file), own), requests: 1 + files.length };
}
