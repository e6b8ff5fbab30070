/* sok.html: the list of hits. The question and the choices live in the address, so that the list can be shared and gone back
   to. The box on the other pages, and what both say and show alike, is left to soek.js, which may come before or after. */
(function () {
  'use strict';
  function begin({ types, prepare, search, fill, number, shorten, make, marked, address, rewrite, pause }) {
    const PAGE = 10;

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
        coming.set(excerpt, async () => {
          const text = await treff.utdrag();
          if (link.href !== address(treff)) {
            link.href = address(treff);
            link.replaceChildren(...marked(treff.tittel));
          }
          return text;
        });
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
        /* Also what no hit has, as from an old address: it leaves out hits and must be possible to take away. */
        const chosen = FILTERS.reduce((sum, name) => sum + valg[name].size, 0);
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
        const count = chosen && svar.total ? fill(svar.antall ? say.utvalg : say.ingenUtvalg, values)
          : fill(svar.total === 1 ? say.ett : svar.total ? say.treff : say.ingen, values);
        tell(svar.total ? count : count + '. ' + say.raad);
        /* The choices come after the hits: they are not what the reader waits for. */
        setTimeout(() => { if (mine === turn) svar.fasetter().then((fasetter) => { if (mine === turn) drawFilters(fasetter, q); }); });
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
    }

    const page = document.getElementById('soekeside');
    const form = page.querySelector('.soek form');
    openList(page, form, form.querySelector('input[type=search]'));
  }

  const { vis } = window.planverkSoek || {};
  if (vis) begin(vis);
  else document.addEventListener('planverk-soek', () => begin(window.planverkSoek.vis), { once: true });
}());
