/* What a reader sees of the search: the box with its suggestions on every page, the list of hits on sok.html, and the
   marks on the page a hit led to. What is found and in which order is left to soek-motor.js. Nothing is fetched before
   somebody turns to the box, and text from the site is only ever put in as text. */
(function () {
  'use strict';
  const script = document.currentScript;
  const words = script.dataset;
  const root = new URL('../', script.src);
  const SUGGESTIONS = 7;
  const PAGE = 10;

  const motor = window.planverkSoek;
  const name = words.start.replace(/^soek\/|\.js$/g, '');
  const types = new Map(words.typer.split(';').map((pair) => pair.split(':')));

  /* What must be there before any question, on its way while the first letters are typed. */
  function prepare() {
    motor.load(name);
  }

  function search(q, options) {
    return motor.search(name, q, options).catch(() => null);
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  function number(n) {
    return n.toLocaleString(document.documentElement.lang);
  }

  function shorten(text) {
    const letters = Array.from(text.replace(/\s+/g, ' '));
    return letters.length > 60 ? letters.slice(0, 59).join('') + '…' : letters.join('');
  }

  function make(tag, klasse, ...content) {
    const element = document.createElement(tag);
    if (klasse) element.className = klasse;
    element.append(...content.filter((part) => part !== null && part !== ''));
    return element;
  }

  /* Text with the found words marked: pieces are [text, isFound]. */
  function marked(pieces) {
    return pieces.map(([text, found]) => (found ? make('mark', '', text) : text));
  }

  /* Where a hit leads: the section, with the words to mark there. */
  function address(hit) {
    const url = new URL(hit.url, root);
    url.search = '?ord=' + hit.ord.map(encodeURIComponent).join('+');
    return url.href;
  }

  function rewrite(push, query, hash) {
    try {
      history[push ? 'pushState' : 'replaceState'](null, '', location.pathname + '?' + query + hash);
    } catch (refused) {
      /* Some browsers keep the address of a file as it is; everything works all the same. */
    }
  }

  function pause(milliseconds) {
    let waiting = 0;
    return (work) => {
      clearTimeout(waiting);
      waiting = setTimeout(work, milliseconds);
    };
  }

  /* The box: a combobox whose list holds the first hits and, last, the way to all of them. */
  function openBox(form, field) {
    const list = make('ul', 'forslag');
    const told = make('span', 'skjult');
    const say = pause(600);
    const soon = pause(60);
    let active = -1;
    let turn = 0;
    list.id = field.id + '-forslag';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', words.forslagene);
    told.setAttribute('role', 'status');
    for (const [name, value] of [['role', 'combobox'], ['aria-expanded', 'false'], ['aria-controls', list.id],
      ['aria-autocomplete', 'list']]) field.setAttribute(name, value);
    form.append(list, told);

    function point(index) {
      const options = list.children;
      if (options[active]) options[active].setAttribute('aria-selected', 'false');
      active = index;
      if (options[active]) {
        options[active].setAttribute('aria-selected', 'true');
        options[active].scrollIntoView({ block: 'nearest' });
        field.setAttribute('aria-activedescendant', options[active].id);
      } else {
        field.removeAttribute('aria-activedescendant');
      }
    }

    function show(open) {
      list.hidden = !open;
      field.setAttribute('aria-expanded', String(open));
      if (!open) point(-1);
    }

    function option(url, ...content) {
      const element = make('li', 'forslag__valg', ...content);
      element.setAttribute('role', 'option');
      element.setAttribute('aria-selected', 'false');
      element.dataset.url = url;
      return element;
    }

    async function suggest() {
      const q = field.value.trim();
      const mine = ++turn;
      if (!q) {
        told.textContent = '';
        return show(false);
      }
      const found = await search(field.value, { antall: SUGGESTIONS });
      if (mine !== turn || document.activeElement !== field) return;
      const hits = found ? found.treff : [];
      const options = hits.map((hit) => option(address(hit),
        make('span', 'forslag__tittel', ...marked(hit.tittel)),
        make('span', 'forslag__sted', [types.get(hit.type)].concat(hit.sted).filter(Boolean).join(' · '))));
      const message = !found || found.mangler ? words.mangler
        : hits.length ? fill(words.forslag, { antall: number(hits.length) }) : words.ingen;
      if (hits.length) {
        const all = new URL('sok.html', root);
        all.searchParams.set('q', q);
        options.push(option(all.href, make('span', 'forslag__alle', fill(words.alle, { ord: shorten(q) }))));
      }
      options.forEach((element, index) => { element.id = list.id + '-' + index; });
      active = -1;
      field.removeAttribute('aria-activedescendant');
      list.replaceChildren(...options);
      show(options.length > 0);
      say(() => { told.textContent = message; });
    }

    function follow(index, event) {
      const url = list.children[index].dataset.url;
      if (event.ctrlKey || event.metaKey) window.open(url, '_blank', 'noopener');
      else location.href = url;
    }

    field.addEventListener('input', () => soon(suggest));
    field.addEventListener('keydown', (event) => {
      const count = list.children.length;
      if (event.isComposing) return;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (list.hidden) {
          if (!field.value.trim()) return;
          suggest();
        } else {
          const step = event.key === 'ArrowDown' ? 1 : -1;
          point((active + 1 + step + count + 1) % (count + 1) - 1);
        }
        event.preventDefault();
      } else if (event.key === 'Enter' && !list.hidden && active >= 0) {
        event.preventDefault();
        follow(active, event);
      } else if (event.key === 'Escape') {
        turn++;
        field.value = '';
        show(false);
        event.preventDefault();
      } else if (event.key === 'Tab') {
        show(false);
      }
    });
    field.addEventListener('blur', () => { turn++; show(false); });
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const chosen = event.target.closest('[role=option]');
      if (chosen) follow(Array.prototype.indexOf.call(list.children, chosen), event);
    });
    field.addEventListener('focus', prepare);
    if (document.activeElement === field) prepare();
  }

  /* sok.html: the question and the choices live in the address, so that the list can be shared and gone back to. */
  function openList(page, form, field) {
    const say = page.dataset;
    const FILTERS = Array.from(page.querySelectorAll('[data-filter]'), (set) => set.dataset.filter);
    const base = document.title;
    const part = (id) => document.getElementById('soek-' + id);
    const status = part('antall');
    const soon = pause(90);
    const announce = pause(350);
    const valg = {};
    let vist = PAGE;
    let turn = 0;
    let typing = false;
    let drawn = '';

    function read() {
      const address = new URLSearchParams(location.search);
      field.value = address.get('q') || '';
      for (const name of FILTERS) valg[name] = new Set(address.getAll(name));
      vist = Math.max(PAGE, Math.min(address.get('antall') | 0, 1000));
    }

    function write(push) {
      const address = new URLSearchParams();
      if (field.value) address.set('q', field.value);
      for (const name of FILTERS) for (const key of valg[name]) address.append(name, key);
      if (vist > PAGE) address.set('antall', vist);
      rewrite(push, address, '');
    }

    /* Dates come as they are kept: 2012-12-31, 2012-06, 2012-H1, 2012. */
    function date(text) {
      const [year, part, day] = text.split('-');
      const half = /^[HTK]\d$/.test(part) && { H: say.halvaar, T: say.tertial, K: say.kvartal }[part[0]];
      return half ? fill(half, { nr: part[1], aar: year }) : [day, part, year].filter(Boolean).join('.');
    }

    /* Excerpts are fetched for the hits somebody sees. */
    const coming = new WeakMap();
    const seen = new IntersectionObserver((entries) => entries.forEach(async ({ target, isIntersecting }) => {
      if (!isIntersecting) return;
      seen.unobserve(target);
      const excerpt = await coming.get(target)();
      target.replaceChildren(...marked(excerpt || []));
      if (!excerpt && !part('om').textContent.includes(say.mangler)) part('om').append(make('p', '', say.mangler));
    }), { rootMargin: '100px' });

    function hit(treff) {
      const link = make('a', '', ...marked(treff.tittel));
      link.href = address(treff);
      const facts = make('p', 'treff__fakta');
      const sign = treff.status && part('tegn').content.querySelector('[data-status="' + treff.status + '"]');
      if (sign) facts.append(document.importNode(sign.firstElementChild, true));
      if (treff.periode) facts.append(make('span', '', fill(sign ? say.til : say.dato, { dato: date(treff.periode) })));
      const type = types.get(treff.type);
      const excerpt = make('p', 'treff__utdrag');
      coming.set(excerpt, treff.utdrag);
      seen.observe(excerpt);
      return make('li', 'treff',
        make('h3', 'treff__tittel', type ? make('span', 'kategori', type) : null, ' ', link),
        treff.sted.length ? make('p', 'treff__sted', treff.sted.join(' › ')) : null,
        excerpt,
        facts.childNodes.length ? facts : null);
    }

    /* The choices of a question stay in place while they are ticked, so that focus and reading position are kept. */
    function drawFilters(fasetter, q) {
      const shape = q + JSON.stringify(FILTERS.map((name) => fasetter[name].map((f) => f.verdi)));
      let chosen = 0;
      for (const name of FILTERS) {
        const set = page.querySelector('[data-filter="' + name + '"]');
        const box = set.lastElementChild;
        set.hidden = !fasetter[name].length;
        if (shape !== drawn) {
          box.replaceChildren(...fasetter[name].map(({ verdi, ord }) => {
            const input = make('input');
            input.type = 'checkbox';
            input.name = name;
            input.value = verdi;
            return make('label', 'filter', input, make('span', '', ord || types.get(verdi) || verdi), make('span', 'filter__antall'));
          }));
        }
        fasetter[name].forEach(({ verdi, antall }, index) => {
          const label = box.children[index];
          label.firstElementChild.checked = valg[name].has(verdi);
          label.lastElementChild.textContent = number(antall);
          chosen += valg[name].has(verdi);
        });
      }
      drawn = shape;
      part('valgt').textContent = chosen ? fill(say.valgt, { antall: chosen }) : '';
      part('nullstill').hidden = !chosen;
    }

    function tell(text) {
      announce(() => { if (status.textContent !== text) status.textContent = text; });
    }

    async function run() {
      const q = field.value.trim();
      const ord = shorten(q);
      const mine = ++turn;
      document.title = q ? ord + ' – ' + base : base;
      if (!q) {
        part('flate').hidden = true;
        part('raad').hidden = false;
        part('om').replaceChildren();
        return tell('');
      }
      const svar = await search(field.value, { antall: vist, filtre: valg });
      if (mine !== turn) return;
      if (!svar) {
        part('flate').hidden = true;
        part('raad').hidden = false;
        part('om').replaceChildren();
        return tell(say.mangler);
      }
      const chosen = FILTERS.some((name) => valg[name].size);
      svar.fasetter().then((fasetter) => { if (mine === turn) drawFilters(fasetter, q); });
      const values = { ord, antall: number(svar.antall), total: number(svar.total) };
      const about = svar.rettet.map(([skrevet, rettet]) => fill(say.rettet, { skrevet: shorten(skrevet), rettet }));
      if (svar.utelatt.length && svar.total) {
        about.push(fill(say.utelatt, { ord: svar.utelatt.slice(0, 8).map((word) => '«' + shorten(word) + '»').join(', ') }));
      }
      if (svar.forLangt) about.push(fill(say.forLangt, { antall: svar.forLangt }));
      if (svar.mangler) about.push(say.mangler);
      part('om').replaceChildren(...about.map((text) => make('p', '', text)));
      part('raad').hidden = svar.total > 0;
      part('flate').hidden = !svar.total;
      part('liste').replaceChildren(...svar.treff.map(hit));
      part('flere').hidden = svar.treff.length >= svar.antall;
      const count = chosen ? fill(svar.antall ? say.utvalg : say.ingenUtvalg, values)
        : fill(svar.total === 1 ? say.ett : svar.total ? say.treff : say.ingen, values);
      tell(svar.total ? count : count + '. ' + say.raad);
    }

    function changed() {
      vist = PAGE;
      for (const name of FILTERS) valg[name].clear();
    }

    field.addEventListener('input', () => soon(() => {
      changed();
      write(!typing);
      typing = true;
      run();
    }));
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && field.value) {
        event.preventDefault();
        field.value = '';
        field.dispatchEvent(new Event('input'));
      }
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      soon(() => {
        if (!typing) changed();
        write(false);
        typing = false;
        run();
      });
    });
    page.querySelector('.filtre').addEventListener('change', (event) => {
      const { name, value, checked } = event.target;
      valg[name][checked ? 'add' : 'delete'](value);
      vist = PAGE;
      write(true);
      run();
    });
    page.querySelector('.filtre').addEventListener('submit', (event) => event.preventDefault());
    part('nullstill').addEventListener('click', () => {
      changed();
      write(true);
      run();
      page.querySelector('summary').focus();
    });
    part('flere').addEventListener('click', async () => {
      const before = part('liste').children.length;
      vist += PAGE;
      write(false);
      await run();
      const next = part('liste').children[before];
      if (next) next.querySelector('a').focus();
    });
    window.addEventListener('popstate', () => {
      typing = false;
      read();
      run();
    });
    field.addEventListener('focus', prepare);
    /* The choices lie beside the hits when there is room, and are folded above them when there is not. */
    const wide = window.matchMedia('(min-width: 64rem)');
    wide.onchange = () => { page.querySelector('details').open = wide.matches; };
    wide.onchange();
    read();
    if (field.value) run();
    else field.focus({ preventScroll: true });
  }

  /* The page a hit led to: the words are marked, and a button takes the marks away again. */
  function markPage() {
    const query = new URLSearchParams(location.search);
    const main = document.querySelector('main');
    const ord = (query.get('ord') || '').split(' ').filter(Boolean).slice(0, 20);
    if (!ord.length || !main) return;
    const isFound = motor.finder(ord.filter((word) => !word.endsWith('*')).map(motor.skeleton),
      (ord.find((word) => word.endsWith('*')) || '').slice(0, -1));
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, (node) => (
      node.parentElement.closest('script, style, svg, textarea, button, .skjult')
        ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    const marks = [];
    const nodes = [];
    while (texts.nextNode()) nodes.push(texts.currentNode);
    for (const node of nodes) {
      const list = marks.length < 500 ? motor.pieces(node.data, isFound) : [];
      if (!list.some((piece) => piece[1])) continue;
      const parts = marked(list);
      parts.filter((piece) => piece.nodeType).forEach((mark) => {
        mark.className = 'funnet';
        marks.push(mark);
      });
      node.replaceWith(...parts);
    }
    if (!marks.length) return;
    const shown = Array.from(new Set(marks.map((mark) => mark.textContent.toLowerCase()))).join(', ');
    const button = make('button', 'knapp knapp--stille', words.fjern);
    const bar = make('div', 'merking ikke-papir', make('p', '', fill(words.merket, { ord: shorten(shown) })), button);
    button.addEventListener('click', () => {
      for (const mark of marks) {
        const parent = mark.parentNode;
        mark.replaceWith(...mark.childNodes);
        parent.normalize();
      }
      bar.remove();
      query.delete('ord');
      rewrite(false, query, location.hash);
      main.focus({ preventScroll: true });
    });
    main.append(bar);
    /* Marks may have moved the section a hair: the browser is asked once more to go there. */
    const target = document.querySelector(':target');
    if (target) target.scrollIntoView();
  }

  const page = document.getElementById('soekeside');
  for (const form of document.querySelectorAll('.soek form')) {
    const field = form.querySelector('input[type=search]');
    if (page && page.contains(form)) openList(page, form, field);
    else openBox(form, field);
  }
  if (!page) markPage();
}());
