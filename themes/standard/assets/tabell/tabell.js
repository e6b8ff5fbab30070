/* Tables people can work with: filter by what rows answer and by words, sort, choose columns, take along and print what is
   shown. The choices stand in the address. Markup and words are the page's; without this script everything is shown. */
(function () {
  'use strict';
  const words = document.currentScript.dataset;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
  const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const number = (n) => n.toLocaleString('nb');
  const plain = (text) => text.replace(/[\u00ad\u200b]/g, '').replace(/\s+/g, ' ').trim();
  const slug = (text) => plain(text).toLowerCase().replace(/[^\p{L}\d]+/gu, '-').replace(/^-|-$/g, '');

  /* The order of the program's own lists: a–z, æ, ø, å; numbers by their size; accents and signs do not part. */
  const bare = (text) => text.normalize('NFC').toLowerCase().replace(/[æä]/g, '{').replace(/[øöœ]/g, '|').replace(/å/g, '}')
    .normalize('NFD').replace(/[\s\-–/]+/g, ' ').replace(/[^\p{L}\d{|} ]/gu, '').trim();
  const order = (text) => bare(text).replace(/\d+/g, (digits) => digits.replace(/^0+/, '').padStart(15, '0'));

  /* What a cell says: its lines, without remarks and evidence, unless those are all it has. */
  function lines(cell) {
    const without = (selector) => {
      const copy = cell.cloneNode(true);
      all(selector, copy).forEach((part) => part.remove());
      const items = all('li', copy).map((item) => {
        item.remove();
        return plain(item.textContent);
      });
      return [plain(copy.textContent)].concat(items).filter(Boolean);
    };
    const said = without('.skjult, .bevis, .note, .lenkeliste__type');
    return said.length ? said : without('.skjult, svg');
  }
  const isBlank = (cell) => cell.matches('.tom') || (cell.querySelector('.blank') && lines(cell).length < 2) || /^[–-]?$/.test(plain(cell.textContent));

  /* What a cell is sorted by; null is blank and stands last either way. */
  function sortKey(cell, kind) {
    const given = cell.dataset.s;
    if (kind === 'dato') return given || null;
    if (kind === 'verdi') return given ? Number(given) : null;
    if (isBlank(cell)) return null;
    const text = lines(cell).join(' ');
    if (kind !== 'tall') return order(text);
    const found = /-?\d+(\.\d+)?/.exec(text.replace(/[\s\u00a0\u202f]/g, '').replace('−', '-').replace(',', '.'));
    return found ? Number(found[0]) : null;
  }

  /* A cell of a spreadsheet. Excel takes what begins with these signs for a formula, so it is made a text. */
  function field(text) {
    let safe = text.replace(/[\u00a0\u202f\u2009]/g, ' ').replace(/\u2212/g, '-').trim();
    if (/^[=+\-@＝＋－＠\t\r]/.test(safe) && !/^-?\d[\d ]*(,\d+)?( ?%)?$/.test(safe)) safe = "'" + safe;
    return /[";\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function tool(root, alone) {
    const prefix = alone ? '' : root.id.replace('valg-', '') + '.';
    const tables = root.dataset.tabeller.split(' ').map((id) => {
      const element = document.getElementById(id);
      const isTable = element.tagName === 'TABLE';
      const heads = isTable ? [...element.tHead.rows[0].cells] : [];
      const rows = isTable ? [...element.tBodies[0].rows] : all('[data-rad]', element);
      return { element, heads, names: heads.map((head) => slug(head.textContent)), box: element.closest('.tabell') || element,
        rows: rows.map((row) => ({ row })) };
    });
    const rows = tables.flatMap((table) => table.rows);
    const finder = root.querySelector('input[type=search]');
    const sorter = root.querySelector('select');
    const status = root.querySelector('[role=status]');
    const reset = root.querySelector('[data-gjoer=nullstill]');
    const facets = all('[data-filter]', root).map((box) => ({ box, name: box.dataset.filter, title: plain(box.firstChild.textContent), chosen: new Set(), choices: new Map() }));
    const columns = all('[data-skjul]', root)[0];
    const state = { find: '', sort: '', hidden: new Set() };
    let ready = false;

    const titles = new Map(tables.flatMap((table) => table.names.map((name, at) => [name, plain(table.heads[at].textContent)])));

    /* What a row answers to a question: in its column, or in the row itself. */
    function answers(table, row, name) {
      const at = table.heads.findIndex((th) => th.dataset.f === name);
      if (at < 0) return (row.getAttribute('data-f-' + name) || words.blank).split('\n');
      const cell = row.cells[at];
      const signs = all('.status', cell);
      if (signs.length) return signs.map((sign) => plain(sign.textContent));
      return isBlank(cell) ? [plain(cell.textContent)] : lines(cell);
    }

    const changed = () => {
      save(true);
      apply();
    };
    const box = (facet, label, checked, change) => {
      const input = make('input', { type: 'checkbox', checked });
      const count = make('span', { className: 'filter__antall' });
      input.addEventListener('change', () => {
        change(input.checked);
        changed();
      });
      facet.append(make('label', { className: 'filter' }, input, make('span', { textContent: label }), count));
      return { input, count };
    };

    /* Choices are made when somebody comes to choose: a page of 2 000 rows is not held up by them. */
    function prepare() {
      if (ready) return;
      ready = true;
      for (const facet of facets) {
        const first = new Map();
        for (const table of tables) {
          const at = table.heads.findIndex((th) => th.dataset.f === facet.name);
          const ranked = at >= 0 && table.heads[at].dataset.s === 'verdi';
          for (const one of table.rows) {
            one[facet.name] = answers(table, one.row, facet.name);
            for (const value of one[facet.name]) {
              if (!first.has(value)) first.set(value, (value === words.blank ? '~' : '') + (ranked ? String(one.row.cells[at].dataset.s).padStart(9, '0') : order(value)));
            }
          }
        }
        const list = facet.box.lastChild;
        for (const [value] of [...first].sort((a, b) => (a[1] < b[1] ? -1 : 1))) {
          facet.choices.set(value, box(list, value, facet.chosen.has(value), (on) => facet.chosen[on ? 'add' : 'delete'](value)));
        }
      }
      const names = [...titles.keys()];
      if (columns) {
        state.boxes = new Map(names.slice(1).map((name) => [name, box(columns.lastChild, titles.get(name), !state.hidden.has(name),
          (on) => state.hidden[on ? 'delete' : 'add'](name)).input]));
      }
      if (sorter) {
        for (const name of names) {
          for (const [sign, way] of [['', words.stigende], ['-', words.synkende]]) sorter.append(make('option', { value: sign + name, textContent: titles.get(name) + ', ' + way }));
        }
      }
    }

    const column = () => state.sort.replace(/^-/, '');
    const isActive = () => Boolean(state.find || state.sort || state.hidden.size || facets.some((facet) => facet.chosen.size));

    function read() {
      const query = new URLSearchParams(location.search);
      const get = (name) => query.getAll(prefix + name);
      state.find = get('finn')[0] || '';
      state.sort = get('sorter')[0] || '';
      const first = tables[0].names[0];
      state.hidden = new Set(get('skjul').filter((name) => titles.has(name) && name !== first));
      if (!titles.has(column())) state.sort = '';
      for (const facet of facets) facet.chosen = new Set(get(facet.name));
      if (isActive()) prepare();
      for (const facet of facets) {
        for (const value of facet.chosen) if (!facet.choices.has(value)) facet.chosen.delete(value);
        facet.choices.forEach((choice, value) => { choice.input.checked = facet.chosen.has(value); });
      }
      state.boxes?.forEach((input, name) => { input.checked = !state.hidden.has(name); });
      finder.value = state.find;
    }

    /* A choice is a step that can be taken back; letter after letter is one step. */
    function save(step) {
      const query = new URLSearchParams(location.search);
      for (const name of ['finn', 'sorter', 'skjul'].concat(facets.map((facet) => facet.name))) query.delete(prefix + name);
      if (state.find) query.set(prefix + 'finn', state.find);
      for (const facet of facets) facet.chosen.forEach((value) => query.append(prefix + facet.name, value));
      if (state.sort) query.set(prefix + 'sorter', state.sort);
      state.hidden.forEach((name) => query.append(prefix + 'skjul', name));
      const text = query.toString();
      try {
        history[step ? 'pushState' : 'replaceState'](null, '', location.pathname + (text && '?' + text) + location.hash);
      } catch {
        /* Some browsers keep the address of a file from disk as it is; the choices work all the same. */
      }
    }

    function sort() {
      const down = state.sort[0] === '-';
      const name = column();
      for (const table of tables) {
        const at = table.names.indexOf(name);
        table.heads.forEach((th, i) => {
          th.ariaSort = i === at ? (down ? 'descending' : 'ascending') : null;
        });
        if (!table.heads.length || (at < 0 && !table.sorted)) continue;
        let list = table.rows;
        if (at >= 0) {
          for (const one of list) one.key = sortKey(one.row.cells[at], table.heads[at].dataset.s);
          list = [...list].sort((a, b) => (a.key === null || b.key === null
            ? (a.key === null) - (b.key === null)
            : ((a.key > b.key) - (a.key < b.key)) * (down ? -1 : 1)));
        }
        table.sorted = at >= 0;
        table.shown = list;
        table.element.tBodies[0].append(...list.map((one) => one.row));
      }
      if (sorter) sorter.value = state.sort;
    }

    /* Numbers beside choices say what would be shown if one more were chosen. */
    function filter() {
      const wanted = bare(state.find).split(' ').filter(Boolean);
      const counts = facets.map(() => new Map());
      let shown = 0;
      for (const one of rows) {
        if (wanted.length) one.text ??= bare(one.row.textContent);
        const found = wanted.every((word) => one.text.includes(word));
        const failed = facets.filter((facet) => facet.chosen.size && !one[facet.name].some((value) => facet.chosen.has(value)));
        one.match = found && !failed.length;
        shown += one.match;
        if (found && ready && failed.length < 2) {
          facets.forEach((facet, i) => {
            if ((failed[0] || facet) === facet) for (const value of one[facet.name]) counts[i].set(value, (counts[i].get(value) || 0) + 1);
          });
        }
      }
      facets.forEach((facet, i) => facet.choices.forEach((choice, value) => { choice.count.textContent = number(counts[i].get(value) || 0); }));
      for (const one of rows) one.row.hidden = !one.match;
      /* In a list in levels, what stands over something shown is shown. */
      for (const one of rows) {
        if (!one.match || one.row.tagName === 'TR') continue;
        for (let up = one.row.parentElement.closest('[data-rad]'); up; up = up.parentElement.closest('[data-rad]')) up.hidden = false;
      }
      for (const table of tables) {
        table.box.hidden = !table.rows.some((one) => one.match);
        const notes = table.box.nextElementSibling;
        if (notes?.matches('.noter')) {
          const used = new Set(table.rows.filter((one) => one.match).flatMap((one) => all('.note a', one.row).map((a) => a.hash.slice(1))));
          for (const note of notes.children) note.hidden = !used.has(note.id);
          notes.hidden = table.box.hidden;
        }
      }
      /* A heading without anything below it goes too. */
      const groups = new Map();
      for (const one of rows) {
        for (let up = one.row.closest('[data-gruppe]'); up; up = up.parentElement.closest('[data-gruppe]')) groups.set(up, groups.get(up) || !one.row.hidden);
      }
      groups.forEach((seen, group) => { group.hidden = !seen; });
      return shown;
    }

    function hide() {
      for (const table of tables) {
        table.names.forEach((name, at) => {
          const hidden = state.hidden.has(name);
          if (table.heads[at].hidden === hidden) return;
          table.heads[at].hidden = hidden;
          for (const one of table.rows) one.row.cells[at].hidden = hidden;
        });
      }
    }

    function apply() {
      const shown = filter();
      sort();
      hide();
      const said = [];
      const active = isActive();
      const total = number(rows.length);
      if (shown < rows.length) said.push(fill(shown ? words.viser : words.ingen, { antall: number(shown), total }));
      else if (active || root.matches('.tabellvalg--hoved')) said.push(fill(words.alle, { total }));
      if (state.find) said.push(fill(words.inneholder, { ord: state.find }));
      for (const facet of facets) {
        if (facet.chosen.size) said.push(facet.title + ': ' + [...facet.chosen].join(', '));
        facet.box.classList.toggle('valg--valgt', facet.chosen.size > 0);
      }
      if (state.sort) said.push(fill(words.sortert, { kolonne: titles.get(column()), retning: state.sort[0] === '-' ? words.synkende : words.stigende }));
      if (state.hidden.size) said.push(fill(words.uten, { kolonner: Array.from(state.hidden, (name) => titles.get(name)).join(', ') }));
      columns?.classList.toggle('valg--valgt', state.hidden.size > 0);
      const text = said.join('. ') + (said.length > 1 ? '.' : '');
      if (status.textContent !== text) status.textContent = text;
      root.classList.toggle('tabellvalg--aktiv', active);
      reset.hidden = !active;
    }

    function download() {
      const file = [];
      let before = '';
      for (const table of tables.filter((t) => t.rows.some((one) => one.match))) {
        const several = tables.length > 1;
        const part = several ? [plain(table.element.closest('section')?.querySelector('h2')?.textContent || '')] : [];
        const seen = (list) => list.filter((cell) => !cell.hidden);
        const questions = table.heads.length ? [] : facets;
        const top = (several ? [words.del] : []).concat(table.heads.length
          ? seen(table.heads).map((th) => plain(th.textContent))
          : [root.dataset.om].concat(questions.map((facet) => facet.title)));
        const line = top.map(field).join(';');
        if (line !== before) file.push(...(before ? ['', line] : [line]));
        before = line;
        for (const one of table.shown || table.rows) {
          if (!one.match) continue;
          const own = table.heads.length
            ? seen([...one.row.cells]).map((cell) => lines(cell).join(' / '))
            : [one.row.dataset.rad].concat(questions.map((facet) => one[facet.name].join(' / ')));
          file.push(part.concat(own).map(field).join(';'));
        }
      }
      const name = location.pathname.split('/').pop().replace(/\.html$/, '') || 'index';
      const url = URL.createObjectURL(new Blob(['\ufeff' + file.join('\r\n') + '\r\n'], { type: 'text/csv;charset=utf-8' }));
      const link = make('a', { href: url, download: decodeURIComponent(name) + '.csv' });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    }

    function clear(step) {
      Object.assign(state, { find: '', sort: '', hidden: new Set() });
      for (const facet of facets) facet.chosen.clear();
      save(step);
      read();
      apply();
    }

    for (const table of tables) {
      table.heads.forEach((th, at) => {
        if (th.querySelector('a')) return;
        const button = make('button', { type: 'button', className: 'sorter' }, ...th.childNodes);
        button.addEventListener('click', () => {
          const name = table.names[at];
          state.sort = state.sort === name ? '-' + name : state.sort === '-' + name ? '' : name;
          prepare();
          changed();
        });
        th.append(button);
      });
    }
    for (const event of ['focusin', 'pointerdown', 'click', 'toggle']) root.addEventListener(event, prepare, true);
    let typing = 0;
    finder.addEventListener('input', () => {
      const step = !typing;
      clearTimeout(typing);
      typing = setTimeout(() => { typing = 0; }, 1500);
      state.find = finder.value.trim();
      save(step);
      apply();
    });
    sorter?.addEventListener('change', () => {
      state.sort = sorter.value;
      changed();
    });
    root.addEventListener('click', (event) => {
      const what = event.target.closest('[data-gjoer]')?.dataset.gjoer;
      if (what === 'csv') download();
      if (what === 'skriv') print();
      if (what === 'nullstill') {
        clear(true);
        (finder.offsetParent ? finder : root.querySelector('summary')).focus();
      }
    });
    /* Escape and a look elsewhere close the open choice. */
    root.addEventListener('keydown', (event) => {
      const open = event.key === 'Escape' && event.target.closest('.valg[open]');
      if (open) {
        open.open = false;
        open.firstChild.focus();
      }
    });
    addEventListener('pointerdown', (event) => {
      for (const open of all('.valg[open]', root)) open.open = open.contains(event.target);
    });
    root.classList.add('tabellvalg--klar');
    read();
    if (isActive()) apply();
    else for (const one of rows) one.match = true;
    return { read, apply, clear, holds: (element) => tables.some((t) => t.box.contains(element) || t.element.closest('[data-gruppe]')?.contains(element) || t.box.nextElementSibling?.contains(element)) };
  }

  const roots = all('.tabellvalg');
  const tools = roots.map((root) => tool(root, roots.length === 1));
  addEventListener('popstate', () => tools.forEach((one) => {
    one.read();
    one.apply();
  }));

  /* A link to something that is filtered away shows it again. */
  function reveal() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      /* A sign of per cent that stands for itself. */
    }
    const target = id && document.getElementById(id);
    if (!target || !target.closest('[hidden]')) return;
    tools.filter((one) => one.holds(target)).forEach((one) => one.clear(false));
    target.scrollIntoView();
  }
  addEventListener('hashchange', reveal);
  reveal();
}());
