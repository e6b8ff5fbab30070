// What is looked at inside a page. Each function is sent to the browser whole, so none of them uses anything outside itself.

/** Unfolds everything that can be unfolded. */
export function unfold() {
  for (const fold of document.querySelectorAll('details:not(.valg)')) fold.open = true; // .valg lies over the page while one chooses
}

/** The distances WCAG 1.4.12 lets a reader ask for. */
export function space() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } '
    + 'p { margin-bottom: 2em !important; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/**
 * What a reader cannot get at: a page that scrolls sideways, text outside of it, text cut by a box, text on top of text,
 * pictures that did not come.
 */
export function layout() {
  const found = [];
  const say = (what, text) => {
    if (found.length < 12) found.push(`${what}: «${text.trim().replace(/\s+/g, ' ').slice(0, 60)}»`);
  };
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    const wide = Array.from(document.querySelectorAll('body *'))
      .filter((e) => e.getBoundingClientRect().right > width + 1).map((e) => `${e.localName}.${e.className}`).slice(0, 4);
    say(`siden ruller sidelengs (${document.documentElement.scrollWidth} px)`, wide.join(' '));
  }
  const clips = new Map();
  /** The boxes around an element that clip what is in them, innermost first. */
  const clipsOf = (element) => {
    if (!element || element === document.body || element === document.documentElement) return [];
    if (!clips.has(element)) {
      const style = getComputedStyle(element);
      const own = [style.overflowX, style.overflowY].map((o) => (o === 'visible' ? '' : /auto|scroll/.test(o) ? 'scroll' : 'cut'));
      const hidden = style.clipPath.startsWith('inset(50%');
      const outer = style.position === 'fixed' ? [] : clipsOf(element.parentElement);
      const inline = style.display === 'inline';
      const self = hidden ? [{ hidden }] : (own[0] || own[1]) && !inline ? [{ element, x: own[0], y: own[1] }] : [];
      clips.set(element, self.concat(outer));
    }
    return clips.get(element);
  };
  const seen = [];
  const range = document.createRange();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true }) || parent.closest('script, noscript, title, desc')) continue;
    const around = clipsOf(parent);
    if (around.some((clip) => clip.hidden)) continue;
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 2 || rect.height < 2) continue;
      if (rect.bottom + scrollY <= 0 || rect.right <= 0) continue;
      let [left, right, top, bottom, scrolled] = [rect.left, rect.right, rect.top, rect.bottom, false];
      let cut = '';
      for (const clip of around) {
        const box = clip.element.getBoundingClientRect();
        if (clip.x === 'scroll') {
          left = Math.max(left, box.left);
          right = Math.min(right, box.right);
          scrolled = true;
        } else if (clip.x === 'cut' && !scrolled && (left < box.left - 1 || right > box.right + 1)) cut = clip.element.className;
        if (clip.y === 'scroll') {
          top = Math.max(top, box.top);
          bottom = Math.min(bottom, box.bottom);
        } else if (clip.y === 'cut' && (top < box.top - 2 || bottom > box.bottom + 2)) cut = clip.element.className || clip.element.localName;
      }
      if (cut) say(`avkuttet av «${cut}»`, node.data);
      if (!scrolled && (right > width + 1 || left < -1)) say('utenfor siden', node.data);
      // The box of a text that stands aslant says little of where the text is.
      const turned = parent.getScreenCTM?.()?.b;
      if (right - left > 2 && bottom - top > 2 && !turned) seen.push({ left, right, top, bottom, parent, text: node.data });
    }
  }
  seen.sort((a, b) => a.top - b.top);
  for (let i = 0; i < seen.length; i += 1) {
    const a = seen[i];
    for (let j = i + 1; j < seen.length && seen[j].top < a.bottom; j += 1) {
      const b = seen[j];
      if (a.parent === b.parent) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const small = Math.min(a.bottom - a.top, b.bottom - b.top);
      if (wide > 3 && high > small * 0.5) say('tekst oppå tekst', `${a.text.trim().slice(0, 28)} / ${b.text.trim().slice(0, 28)}`);
    }
  }
  for (const image of document.images) {
    if (image.complete && !image.naturalWidth) say('bildet kom ikke', image.getAttribute('src'));
  }
  return found;
}

/** Signs of status and parts of drawings that have the colour of what they stand on, in high contrast. */
export function unseen() {
  const found = [];
  const paints = (value) => value && value !== 'none' && !/, 0\)$/.test(value);
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  const canvas = document.createElement('i');
  canvas.style.backgroundColor = 'Canvas';
  document.body.append(canvas);
  const colour = getComputedStyle(canvas).backgroundColor;
  canvas.remove();
  for (const sign of document.querySelectorAll('.tegn, svg.statusform, svg.diagram, svg.strek, svg.stabel__strek')) {
    if (!sign.checkVisibility()) continue;
    const parts = Array.from(sign.querySelectorAll('path, rect, circle, line, polygon, polyline, use'))
      .filter((part) => !part.closest('defs, pattern, clipPath, mask'));
    const seen = parts.filter((part) => {
      const style = getComputedStyle(part);
      const inks = [style.fill, style.stroke].filter(paints);
      return part.localName === 'use' || inks.some((ink) => ink !== colour && ink !== ground);
    });
    if (parts.length && !seen.length) found.push(`${sign.getAttribute('class')} er borte i høykontrast`);
  }
  return found.slice(0, 8);
}

/** Every text and link of the page, and those of them nobody sees. The page is unfolded first. */
export function textAndLinks() {
  const texts = [];
  const hidden = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const parent = node.parentElement;
    const text = node.data.trim().replace(/\s+/g, ' ');
    // What only a script can use may be hidden until it comes: controls and their names, and what is said aloud. The handle
    // of a fold may be hidden where the fold is always open; a list of contents for paper says what the page says.
    if (!text || parent.closest('script, style, noscript, button, label, legend, select, summary, svg, .bare-papir, [role=status], [data-skript]')) continue;
    if (parent.checkVisibility({ visibilityProperty: true })) texts.push(text);
    else hidden.push(text);
  }
  const links = Array.from(document.querySelectorAll('a[href]'))
    .filter((a) => a.checkVisibility({ visibilityProperty: true }) && !a.getAttribute('href').startsWith('blob:'))
    .map((a) => new URL(a.getAttribute('href'), document.baseURI).href.split('?')[0]);
  return { texts, hidden, links };
}

/** The stops the Tab key should make, in order: how many, and a name for each, kept as an attribute. */
export function tabStops() {
  const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]');
  let n = 0;
  for (const element of all) {
    const dead = element.tabIndex < 0 || element.disabled || element.closest('[inert]');
    if (dead || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.localName === 'input' && element.type === 'radio') continue;
    element.setAttribute('data-stopp', n);
    n += 1;
  }
  return n;
}

/** What is wrong with the place the keyboard is: nothing to see there, something over it, or no ring around it. */
export function focusFault() {
  const element = document.activeElement;
  if (!element || element === document.body) return { stop: null };
  const stop = element.getAttribute('data-stopp');
  const name = `${element.localName}.${element.className} «${(element.textContent || '').trim().slice(0, 40)}»`;
  const fault = (what) => ({ stop, fault: `${what}: ${name}` });
  const style = getComputedStyle(element);
  const numbers = (colour) => (colour.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
  const lightness = (colour) => {
    const [r, g, b] = numbers(colour).slice(0, 3).map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return fault('ingen ring rundt fokus');
  // The ring lies outside of the thing, on what is behind its parent; inside of it when the offset is negative.
  let behind = parseFloat(style.outlineOffset) < 0 ? element : element.parentElement;
  while (behind && numbers(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const ground = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)';
  const [a, b] = [lightness(style.outlineColor), lightness(ground)].sort((x, y) => y - x);
  if ((a + 0.05) / (b + 0.05) < 3) return fault(`fokusringen skiller seg for lite ut (${((a + 0.05) / (b + 0.05)).toFixed(1)})`);
  const boxes = Array.from(element.getClientRects()).filter((box) => box.width > 1 && box.height > 1);
  if (!boxes.length) return fault('ingenting å se');
  const inside = boxes.some((box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
  if (!inside) return fault('utenfor skjermen');
  const open = boxes.some((box) => {
    const x = Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 2);
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element) || top.closest('label')?.control === element);
  });
  return open ? { stop } : fault('dekket av noe annet');
}

/** What is wrong with how a page is written, and where it leads. Takes the page as text, so that it is what was built. */
export function structure(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const found = [];
  const all = (what) => Array.from(page.querySelectorAll(what));
  const text = (element) => element.textContent.trim().replace(/\s+/g, ' ').slice(0, 50);
  if (!page.documentElement.lang) found.push('siden har ikke språk (lang)');
  if (all('h1').length !== 1) found.push(`${all('h1').length} h1`);
  let before = 1;
  for (const heading of all('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.localName[1]);
    if (level > before + 1) found.push(`hopp fra h${before} til h${level}: «${text(heading)}»`);
    before = level;
  }
  if (all('script:not([src]):not([type="application/json"])').length) found.push('skript i siden');
  if (all('style, [style]').length) found.push('stil i siden');
  let tables = 0;
  for (const table of all('table')) {
    tables += 1;
    if (!table.caption || !text(table.caption)) found.push('tabell uten caption');
    if (!table.querySelector('th')) found.push(`tabell uten th: «${text(table)}»`);
    for (const th of table.querySelectorAll('th:not([scope])')) found.push(`th uten scope: «${text(th)}»`);
    for (const row of table.tBodies[0]?.rows || []) {
      if (!row.querySelector('th')) found.push(`rad uten overskrift: «${text(row)}»`);
    }
  }
  for (const element of all('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`${name} i siden`);
      if (/^\s*javascript:/i.test(value)) found.push(`javascript: i ${name}`);
      if (/^(href|src|action|srcset|poster|data)$/i.test(name) && /^\/(?!\/)/.test(value)) found.push(`adresse fra roten: ${value}`);
      if (/^(src|srcset|poster)$/i.test(name) && /^(https?:)?\/\//.test(value)) found.push(`hentes utenfra: ${value}`);
    }
  }
  for (const link of all('link[href]')) {
    if (/stylesheet|icon|preload|manifest/.test(link.rel) && /^(https?:)?\/\//.test(link.getAttribute('href'))) found.push(`hentes utenfra: ${link.getAttribute('href')}`);
  }
  for (const image of all('img')) {
    if (!image.hasAttribute('alt')) found.push(`bilde uten alt: ${image.getAttribute('src')}`);
  }
  const ids = all('[id]').map((element) => element.id);
  const met = new Set();
  const twice = ids.filter((id) => met.size === met.add(id).size);
  if (twice.length) found.push(`id to ganger: ${twice.slice(0, 3).join(', ')}`);
  return {
    kind: page.body.dataset.sidetype || '', lang: page.documentElement.lang, found, tables, ids,
    redirect: Boolean(page.querySelector('meta[http-equiv=refresh]')),
    links: all('a[href], area[href]').map((a) => a.getAttribute('href')),
    files: all('[src], link[href]').map((e) => e.getAttribute('src') || e.getAttribute('href')),
    first: all('link[rel=stylesheet], link[rel=icon], script[src], img[src]:not([loading=lazy])')
      .map((e) => e.getAttribute('src') || e.getAttribute('href')),
  };
}
