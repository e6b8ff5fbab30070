/* What a reader sees of the search on every page: the box with its suggestions, and the marks on the page a hit led to. The
   list of hits is left to soekeside.js, what is found and in which order to soek-motor.js. Nothing is fetched before
   somebody turns to the box, and text from the site is only ever put in as text. */
(function () {
  'use strict';
  const script = document.currentScript;
  const words = script.dataset;
  const root = new URL('../', script.src);
  const SUGGESTIONS = 7;

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
    if (!page || !page.contains(form)) openBox(form, form.querySelector('input[type=search]'));
  }
  if (!page) markPage();
  motor.vis = { types, prepare, search, fill, number, shorten, make, marked, address, rewrite, pause };
  document.dispatchEvent(new Event('planverk-soek'));
}());
