/* The preview in the browser: takes in what has changed where the reader stands, and shows what must be mended.
   Only what differs between the page as it was sent and as it is sent now is touched, so that what scripts and readers
   have done elsewhere (open lists, chosen filters, typed words) stays. */
(() => {
  'use strict';
  const parse = (html) => new DOMParser().parseFromString(html, 'text/html');
  const address = () => location.pathname + location.search;
  let version = null;
  let settled = null;
  let turn = 0;

  /* It says what it is for: on other machines than the preview's own the browser does not. */
  const fetchText = async (url) => (await fetch(url, { cache: 'no-store', headers: { accept: 'text/html' } })).text();

  /* Applies the difference between two pages as sent to the page as it stands. False when it stands otherwise than sent. */
  function follow(live, was, now) {
    if (was.isEqualNode(now)) return true;
    if (!live || live.nodeName !== was.nodeName) return false;
    if (was.nodeName !== now.nodeName || was.nodeName === 'svg') {
      live.replaceWith(document.importNode(now, true));
      return true;
    }
    if (was.nodeType !== Node.ELEMENT_NODE) {
      live.nodeValue = now.nodeValue;
      return true;
    }
    for (const { name } of was.attributes) if (!now.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of now.attributes) if (was.getAttribute(name) !== value) live.setAttribute(name, value);
    const old = Array.from(was.childNodes);
    const fresh = Array.from(now.childNodes);
    const here = Array.from(live.childNodes);
    if (here.length !== old.length || here.some((node, at) => node.nodeName !== old[at].nodeName)) return false;
    let from = 0;
    while (from < old.length && from < fresh.length && old[from].isEqualNode(fresh[from])) from += 1;
    let end = 0;
    while (end < old.length - from && end < fresh.length - from
      && old[old.length - 1 - end].isEqualNode(fresh[fresh.length - 1 - end])) end += 1;
    const gone = old.length - end;
    const come = fresh.length - end;
    const next = here[gone] || null;
    for (let at = from; at < Math.max(gone, come); at += 1) {
      if (at >= gone) live.insertBefore(document.importNode(fresh[at], true), next);
      else if (at >= come) here[at].remove();
      else if (!follow(here[at], old[at], fresh[at])) return false;
    }
    return true;
  }

  /* A changed style sheet takes the old one's place when it has come, so that nothing is ever without style. */
  const styles = new Map();
  async function followStyles() {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]:not([data-planverk])')) {
      const url = new URL(link.href);
      url.search = '';
      const text = await fetchText(url);
      const known = styles.get(url.href);
      styles.set(url.href, text);
      if (known === undefined || known === text) continue;
      const fresh = link.cloneNode();
      url.search = '?' + version;
      fresh.href = url.href;
      fresh.onload = () => link.remove();
      link.after(fresh);
    }
  }

  /* The page as it was sent. Asked for at once: a page that is not in sight hears no news. */
  const sent = fetchText(address()).then(parse, () => null);
  let before = null;

  /* What stands in for a page that there is none of, and why there is none. */
  const isMissing = (page) => 'planverkMangler' in page.body.dataset;
  const faultOf = (page) => (isMissing(page) && page.querySelector('pre')?.textContent) || null;
  let pageFault = faultOf(document);
  let folderFaults = null;

  async function update(reload) {
    const mine = ++turn;
    if (reload) return location.reload();
    before = before || await sent;
    const html = await fetchText(address());
    if (mine !== turn) return undefined;
    const now = parse(html);
    pageFault = faultOf(now);
    show();
    /* The page that is there is the last that was in order. */
    if (isMissing(now)) return undefined;
    if (isMissing(document)) return location.reload();
    if (before && !before.documentElement.isEqualNode(now.documentElement)) {
      const scripts = (page) => Array.from(page.scripts, (script) => script.getAttribute('src')).join();
      if (scripts(before) !== scripts(now) || !follow(document.body, before.body, now.body)) return location.reload();
      document.title = now.title;
      document.documentElement.lang = now.documentElement.lang;
    }
    before = now;
    await followStyles();
    document.documentElement.dataset.planverkVersjon = version;
    return undefined;
  }

  /* What the reader has put away stays away until it is something else: news come of other things too. */
  let told = null;
  let hidden = null;
  function hide() {
    hidden = told;
    show();
  }

  function show() {
    const faults = folderFaults || pageFault;
    told = faults;
    if (faults !== hidden) hidden = null;
    let box = document.getElementById('planverk-feil');
    if (!faults || faults === hidden) {
      if (box) box.remove();
      return;
    }
    if (!box) {
      box = document.createElement('div');
      box.id = 'planverk-feil';
      box.setAttribute('role', 'alertdialog');
      box.setAttribute('aria-labelledby', 'planverk-feil-tittel');
      const title = Object.assign(document.createElement('h1'), { id: 'planverk-feil-tittel', textContent: 'Dette må rettes før siden kan vises' });
      const behind = isMissing(document) ? '' : 'Siden bak er den siste som var i orden. ';
      const about = Object.assign(document.createElement('p'), { textContent: `${behind}Meldingen blir borte når feilen er rettet.` });
      const close = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Skjul' });
      close.onclick = hide;
      const panel = document.createElement('div');
      panel.append(title, about, document.createElement('pre'), close);
      box.append(panel);
      document.documentElement.append(box);
    }
    const pre = box.querySelector('pre');
    pre.replaceChildren(...pieces(faults));
    pre.querySelectorAll('.kilde').forEach(lead);
  }

  /* What is pointed at is in sight, however long the line is. */
  function lead(source) {
    const lines = source.textContent.split('\n');
    const at = Math.max(...lines.map((line) => line.indexOf('^')));
    const letter = source.scrollWidth / Math.max(...lines.map((line) => line.length));
    if (letter * (at + 12) > source.clientWidth) source.scrollLeft = letter * at - source.clientWidth / 3;
  }

  /* Words wrap. A line of the author's file must not, or what points into it stands under another word. */
  function pieces(faults) {
    const shown = (line) => /^ *\d* *[|\u2502\u256d\u2570]/.test(line);
    const runs = [];
    for (const line of faults.split('\n')) {
      const last = runs.at(-1);
      if (last && last.source === shown(line)) last.lines.push(line);
      else runs.push({ source: shown(line), lines: [line] });
    }
    return runs.map(({ source, lines }) => {
      const className = source ? 'kilde' : '';
      return Object.assign(document.createElement('span'), { className, textContent: `${lines.join('\n')}\n`, ...(source && { tabIndex: 0 }) });
    });
  }

  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/__planverk/live.css' });
  style.dataset.planverk = '';
  document.head.append(style);

  function hear({ data }) {
    const now = JSON.parse(data);
    folderFaults = now.faults;
    show();
    if (now.version === version && now.settled === settled) return;
    /* The first news is of the edition the page came from, or of a newer one: both are found out by comparing. */
    const first = version === null;
    const newer = !first && now.version !== version;
    const more = now.reload > version;
    version = now.version;
    settled = now.settled;
    /* An edition that has settled is the same one, with what is alike found anew. */
    /* Hits are found by a script in the files the page fetched: they are found anew when the page is loaded anew. */
    update(newer && (more || location.search !== ''));
  }

  /* Browsers keep only six connections to a place, so a page that is not in sight leaves its own to others. */
  let news = null;
  function listen() {
    if (document.hidden) {
      if (news) news.close();
      news = null;
    } else if (!news) {
      news = new EventSource('/__planverk/hendelser');
      news.onmessage = hear;
    }
  }
  document.addEventListener('visibilitychange', listen);
  listen();
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
})();
