// A page as it comes out of the printer: made by the browser, read back as text with places. What a page must keep on paper
// is asked in `papir.mjs`.

// The reader of PDFs wants these only to draw.
globalThis.DOMMatrix ??= class {};
globalThis.Path2D ??= class {};
globalThis.ImageData ??= class {};
const { warn } = console;
console.warn = () => {};
const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
console.warn = warn;

/** Text without what printing may change: spaces, hyphens at the ends of lines, letters drawn together. */
export function bare(text) {
  return text.normalize('NFKC').replace(/[\s\u00ad\u2010\u2011\u200b-]+/g, '');
}

/**
 * Sets marks that can be read back in the PDF, where blocks begin and end, and tells what should be there. Sent to the
 * browser whole.
 */
export function mark() {
  const set = (parent, text, first) => {
    const span = document.createElement('span');
    span.textContent = text;
    for (const [name, value] of [['font-size', '1px'], ['line-height', '0'], ['letter-spacing', '0'], ['position', 'static']]) span.style.setProperty(name, value, 'important');
    if (first) parent.prepend(span);
    else parent.append(span);
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  /** The words that are drawn: not those kept for screen readers, which are clipped away. */
  const words = (element) => {
    let text = '';
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (!parent.closest('.skjult, caption.avledet, .anker, title, desc, style') && parent.checkVisibility({ visibilityProperty: true })) text += walk.currentNode.data;
    }
    return text.trim().replace(/\s+/g, ' ');
  };
  const blocks = [];
  const cells = [];
  const tables = [];
  // What the reader should find: taken before the marks are set.
  const main = document.querySelector('main');
  for (const cell of main.querySelectorAll('table :is(td, th), caption')) {
    if (seen(cell) && words(cell) && !cell.closest('thead')) cells.push(words(cell));
  }
  const links = Array.from(main.querySelectorAll('a[href^="http"]')).filter((a) => seen(a) && !a.closest('svg')).map((a) => a.getAttribute('href'));
  const heads = Array.from(main.querySelectorAll('h1, h2, h3, h4')).filter(seen).map(words).filter(Boolean);
  const inMain = (what) => Array.from(main.querySelectorAll(what)).filter(seen);
  for (const table of inMain('table')) {
    const head = table.tHead;
    const id = tables.length;
    const rows = [];
    const titles = head && seen(head) && head.offsetHeight ? Array.from(head.querySelectorAll('th'), words).filter(Boolean) : [];
    for (const row of table.querySelectorAll('tbody tr')) {
      if (!seen(row)) continue;
      const n = blocks.length;
      blocks.push({ what: `rad «${words(row).slice(0, 40)}»`, height: row.getBoundingClientRect().height, width: table.getBoundingClientRect().width });
      rows.push(n);
      set(row.cells[0], `Zs${n}Z`, true);
      for (const cell of row.cells) set(cell, `Ze${n}Z`, false);
    }
    tables.push({ rows, titles, wide: Boolean(table.closest('.aktivitetsplan')), caption: (table.caption?.innerText || '').slice(0, 50) });
  }
  for (const block of inMain('figure, .figur, .kort, .melding, .noekkeltall, .faktaliste > div, .feltliste > div, .framdrift, .stabel, h1, h2, h3, h4')) {
    if (block.closest('table') || !words(block)) continue;
    const n = blocks.length;
    const grid = getComputedStyle(block).display === 'grid' && block.firstElementChild;
    blocks.push({ what: `${block.localName}.${block.className} «${words(block).slice(0, 40)}»`, height: block.getBoundingClientRect().height });
    set(grid ? block.firstElementChild : block, `Zs${n}Z`, true);
    set(grid ? block.lastElementChild : block, `Ze${n}Z`, false);
  }
  return { blocks, cells, links, tables, heads };
}

/** What is to be seen of the way around on paper. Sent to the browser whole. */
export function wayAround() {
  const all = document.querySelectorAll('nav:not(.bare-papir), search, form, button:not(th button), input, select, .hopp, .ikke-papir');
  return Array.from(all).filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
    .map((e) => `${e.localName}.${e.className} skrives ut`).slice(0, 4);
}

/** Reads a PDF: for each page its size, its text, and the pieces of text with their places in points. */
export async function read(bytes) {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: true, isEvalSupported: false });
  const doc = await task.promise;
  const pages = [];
  for (let n = 1; n <= doc.numPages; n += 1) {
    const page = await doc.getPage(n);
    const [, , width, height] = page.view;
    const { items } = await page.getTextContent({ disableNormalization: false });
    const pieces = items.filter((item) => item.str.trim())
      .map((item) => ({ text: item.str, x: item.transform[4], y: item.transform[5], width: item.width, turned: Math.abs(item.transform[1]) > 0.01 }));
    pages.push({ width, height, pieces, text: items.map((item) => item.str).join('') });
  }
  await task.destroy();
  return pages;
}
