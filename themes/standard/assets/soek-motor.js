/* The engine of the search, without anything a reader sees: files of the index, words, ranking. It answers as the command
   line does, function by function: analyse/*.rs, format.rs and rank.rs in src/search, where the reasons are told.
   Nothing is fetched before somebody asks. */
(function () {
  'use strict';
  const root = new URL('../', document.currentScript.src);

  /* --- Files ------------------------------------------------------------------------------------------------------
     Files of the index are scripts that hand over their content by name: nothing else can be read from disk. */
  const given = new Map();
  const asked = new Map();

  /* What soek/<name>.js holds, or null when it cannot be had. Asked for once; asked again when it failed. */
  function load(name) {
    if (!asked.has(name)) {
      asked.set(name, new Promise((done) => {
        const element = document.createElement('script');
        const end = () => {
          const payload = given.has(name) ? given.get(name) : null;
          given.delete(name);
          if (payload === null) asked.delete(name);
          element.remove();
          done(payload);
        };
        element.src = new URL('soek/' + name + '.js', root);
        element.onload = element.onerror = end;
        document.head.append(element);
      }));
    }
    return asked.get(name);
  }

  /* --- analyse/fold.rs -------------------------------------------------------------------------------------------- */
  const BASE = {};
  for (const [letters, base] of [['åæäàáâã', 'a'], ['øöòóôõ', 'o'], ['èéêë', 'e'], ['ìíîï', 'i'], ['ùúûü', 'u'], ['ýÿ', 'y'],
    ['çč', 'c'], ['ñŋ', 'n'], ['š', 's'], ['ž', 'z'], ['đ', 'd'], ['ŧ', 't']]) for (const letter of letters) BASE[letter] = base;

  function skeleton(word) {
    return word.replace(/a[ae]|oe|[^\x00-\x7f]/g, (match) => (match.length > 1 && match < '\x80' ? match[0] : BASE[match] || match));
  }

  /* --- analyse/stem.rs: Snowball's Norwegian stemmer, and the rule for agent nouns ---------------------------------- */
  const MAIN = /(?:hetenes|hetene|hetens|heten|heter|endes|edes|enes|ande|ende|erte|ede|ane|ene|ast|ens|ers|ets|het|ert|as|es|en|ar|er|et|[aes])$/;
  const VOWEL = /[aeiouyæøåêòóô]/;

  function snowball(word) {
    const letters = Array.from(word);
    if (letters.length < 3) return word;
    const area = /[aeiouyæøåêòóô]+[^aeiouyæøåêòóô]/u.exec(word);
    const third = letters.slice(0, 3).join('').length;
    const p1 = area ? Math.max(area.index + area[0].length, third) : word.length;
    const cut = (pattern) => {
      const match = pattern.exec(word.slice(p1));
      return match ? match[0] : '';
    };
    const ending = cut(MAIN);
    const rest = word.slice(0, word.length - ending.length);
    if (ending === 'erte' || ending === 'ert') word = rest + 'er';
    else if (ending === 's') {
      if (/[bcdfghjlmnoptvyz]$|(?:^|[^e])r$|[^aeiouyæøåêòóô]k$/.test(rest)) word = rest;
    } else if (ending === 'ers') {
      if (!/(?:ind|[kn]k|[ao]mm|kap|pp|lt|[aø]st|v)$/.test(rest) || /(?:skap|hav|giv)$/.test(rest)) word = rest;
    } else word = rest;
    if (cut(/[dv]t$/)) word = word.slice(0, -1);
    return word.slice(0, word.length - cut(/(?:hetslov|eleg|elig|elov|slov|leg|eig|lig|els|lov|ig)$/).length);
  }

  function stem(word) {
    let stemmed = snowball(word);
    if (/ernes?$/.test(word) && /ern$/.test(stemmed) && !/^(?:ekstern|intern|modern)$/.test(stemmed)) {
      stemmed = stemmed.slice(0, -1);
    }
    if (/er$/.test(stemmed)) {
      const rest = stemmed.slice(0, -2);
      if (Array.from(rest).length >= 3 && /[aeiouyæøå]/.test(rest)) stemmed = rest;
    }
    return stemmed;
  }

  /* --- analyse/tokenise.rs ----------------------------------------------------------------------------------------
     Letters and digits, and marks and soft hyphens inside; a hyphen when letters stand on both sides of it. */
  const ANY = '[\\p{Alphabetic}\\p{N}][\\p{Alphabetic}\\p{N}\\u0300-\\u036f\\u00ad\\u200b]*';
  const WORD = new RegExp('(?:(?:' + ANY + ')?\\p{Alphabetic}[\\u00ad\\u200b]*[-\\u2010\\u2011](?=\\p{Alphabetic}))*' + ANY, 'gu');
  const LONGEST = 64;

  function clean(text) {
    const letters = Array.from(text.replace(/[\u00ad\u200b]/g, ''), (letter) => letter.toLowerCase()).join('');
    return Array.from(letters.normalize('NFC').replace(/[\u0300-\u036f]/g, '')).slice(0, LONGEST).join('');
  }

  function tokenise(text) {
    return Array.from(text.matchAll(WORD), (match) => {
      const parts = match[0].split(/[-\u2010\u2011]/).map(clean);
      const whole = Array.from(parts.join('')).slice(0, LONGEST).join('');
      return { text: whole, parts: parts.length > 1 ? parts : [], start: match.index, end: match.index + match[0].length };
    });
  }

  /* --- format.rs -------------------------------------------------------------------------------------------------- */
  const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
  const VALUE = new Uint8Array(128).fill(63);
  for (let n = 0; n < 64; n++) VALUE[DIGITS.charCodeAt(n)] = n;

  /* Calls `each(document, impact, place)`. */
  function readPostings(text, each) {
    let next = 0;
    for (let at = 0; at + 2 < text.length;) {
      let gap = 0;
      let factor = 1;
      let digit = VALUE[text.charCodeAt(at++)];
      while (digit >= 32 && at < text.length) {
        gap += (digit - 32) * factor;
        factor *= 32;
        digit = VALUE[text.charCodeAt(at++)];
      }
      next += gap + digit * factor;
      if (at + 1 >= text.length) return;
      each(next++, VALUE[text.charCodeAt(at++)], VALUE[text.charCodeAt(at++)]);
    }
  }

  function readEntry(line) {
    const [key, own, tail, idf, whole, parts, links] = line.split('|');
    const stemmed = own || key;
    return {
      key, stem: stemmed, form: tail[0] === '=' ? tail.slice(1) : stemmed + tail, idf: Number(idf) || 0, whole, parts,
      links: links ? links.split(' ').map((link) => [link[0], link.slice(1)]) : [],
    };
  }

  /* The last place in a sorted list whose value is not after the wanted one. */
  function rangeOf(list, wanted) {
    let low = 0;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (list[middle] <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /* --- rank.rs ---------------------------------------------------------------------------------------------------- */
  async function rank(start, q) {
    const words = tokenise(q).slice(0, start.weights.words);
    const score = new Map();
    const stems = [];
    let missing = false;
    for (const word of words) {
      const key = skeleton(stem(word.text));
      if ((' ' + start.stop + ' ').includes(' ' + skeleton(word.text) + ' ')) continue;
      const shard = await load('t-' + start.hash + '-' + rangeOf(start.terms, key));
      if (!shard) { missing = true; continue; }
      for (const line of shard.filter((one) => one.startsWith(key + '|'))) {
        const entry = readEntry(line);
        stems.push(skeleton(entry.stem));
        readPostings(entry.whole, (document, impact, place) => {
          const known = score.get(document) || [0, place];
          score.set(document, [known[0] + entry.idf * impact, Math.max(known[1], place)]);
        });
      }
    }
    const hits = Array.from(score, ([document, [points, place]]) => ({ document, score: points, section: Math.max(0, place - 1) }));
    hits.sort((x, y) => y.score - x.score || x.document - y.document);
    return { hits, stems, prefix: '', rettet: [], utelatt: [], forLangt: 0, missing };
  }

  /* --- What is shown of a hit -------------------------------------------------------------------------------------- */
  const EXCERPT = 230;

  /* Tells which words of a text were looked for: same stem, begun by the last word, or with a looked-for word inside. */
  function finder(stems, prefix) {
    const known = new Map();
    const inside = stems.filter((one) => one.length > 3);
    return (text) => {
      if (!known.has(text)) {
        const bare = skeleton(text);
        known.set(text, stems.includes(skeleton(stem(text))) || (prefix.length > 1 && bare.startsWith(prefix))
          || inside.some((one) => bare.includes(one)));
      }
      return known.get(text);
    };
  }

  /* The text in pieces: [text, isFound]. */
  function pieces(text, isFound, said) {
    const list = [];
    let from = 0;
    for (const word of tokenise(text)) {
      if (!isFound(word.text)) continue;
      if (word.start > from) list.push([text.slice(from, word.start), false]);
      list.push([text.slice(word.start, word.end), true]);
      if (said) said.add(text.slice(word.start, word.end).toLowerCase());
      from = word.end;
    }
    if (from < text.length) list.push([text.slice(from), false]);
    return list;
  }

  /* The stretch of the text with the most different words that were looked for. */
  function excerpt(text, isFound) {
    if (text.length <= EXCERPT) return text;
    const found = tokenise(text).filter((word) => isFound(word.text));
    let best = 0;
    let most = 0;
    found.forEach((first, index) => {
      const seen = new Set();
      for (let n = index; n < found.length && found[n].end - first.start < EXCERPT - 60; n++) seen.add(found[n].text);
      if (seen.size > most) {
        most = seen.size;
        best = first.start;
      }
    });
    let start = 0;
    if (best > 60) {
      const before = text.slice(best - 90 > 0 ? best - 90 : 0, best);
      const sentence = before.search(/[.!?:]\s+\S[^.!?:]*$/);
      start = sentence < 0 ? best - Math.min(40, best) : best - before.length + sentence + before.slice(sentence).search(/\s\S/) + 1;
      if (sentence < 0) start += text.slice(start).search(/\s/) + 1;
      start = Math.min(start, best);
    }
    let end = Math.min(text.length, start + EXCERPT);
    if (end < text.length) end = Math.max(text.lastIndexOf(' ', end), start + 100);
    return (start > 0 ? '… ' : '') + text.slice(start, end) + (end < text.length ? ' …' : '');
  }

  function shown([url, title, place, type, status, period, sections], section, isFound) {
    const at = sections[section] || sections[0] || ['', '', ''];
    const text = at[2] || (sections.find((one) => one[2]) || ['', '', ''])[2];
    const said = new Set();
    pieces(at[2], isFound, said);
    const heading = section > 0 && at[1] && at[1] !== title ? at[1] : '';
    return {
      url: at[0] && !url.includes('#') ? url + '#' + at[0] : url,
      tittel: pieces(heading ? title + ' – ' + heading : title, isFound, said),
      type, status, periode: period,
      sted: place ? place.split(' › ') : [],
      utdrag: text ? pieces(excerpt(text, isFound), isFound) : [],
      ord: Array.from(said).slice(0, 8),
    };
  }

  /* --- Choices ------------------------------------------------------------------------------------------------------ */
  const FILTERS = ['organisasjon', 'plan', 'maalgruppe', 'suksessfaktor', 'status'];

  /* The hits the choices let through, and per filter its values: how many hits each would let through. */
  function choose(hits, chosen, start, facets) {
    const names = ['type'].concat(FILTERS);
    const firsts = start.types.map((type) => type[1]);
    const lists = [start.types.map(([key]) => [key, ''])].concat(facets.names);
    const wanted = names.map((name, n) => {
      const keys = chosen[name] || new Set();
      return keys.size ? new Set(lists[n].flatMap(([key], number) => (keys.has(key) ? [number] : []))) : null;
    });
    const all = lists.map((list) => new Uint32Array(list.length));
    const left = lists.map((list) => new Uint32Array(list.length));
    const through = hits.filter((hit) => {
      const values = [[rangeOf(firsts, hit.document)]].concat((facets.values[hit.document] || '').split(';')
        .map((list) => (list ? list.split(',').map(Number) : [])));
      const failed = wanted.flatMap((set, n) => (set && !values[n].some((value) => set.has(value)) ? [n] : []));
      values.forEach((list, n) => list.forEach((value) => {
        all[n][value]++;
        if (!failed.length || (failed.length === 1 && failed[0] === n)) left[n][value]++;
      }));
      return !failed.length;
    });
    const fasetter = {};
    names.forEach((name, n) => {
      fasetter[name] = lists[n].map(([verdi, ord], number) => ({ verdi, ord, alle: all[n][number], antall: left[n][number] }))
        .filter((value) => value.alle || (chosen[name] && chosen[name].has(value.verdi)))
        .sort((a, b) => b.alle - a.alle);
    });
    return { through, fasetter };
  }

  /* Everything sok.html and the box need to know of a question. Fails only when nothing can be had. */
  async function search(startName, q, { antall, filtre = {} }) {
    const start = await load(startName);
    if (!start) throw new Error(startName);
    const ranked = await rank(start, q);
    const chosen = Object.keys(filtre).some((name) => filtre[name].size);
    let { hits, missing } = ranked;
    const facetted = () => load('f-' + start.hash).then((facets) => choose(ranked.hits, filtre, start, facets || { names: [[], [], [], [], []], values: [] }));
    let facets = null;
    if (chosen) {
      facets = facetted();
      hits = (await facets).through;
    }
    const isFound = finder(ranked.stems, ranked.prefix);
    const blocks = await Promise.all(hits.slice(0, antall).map(({ document }) => load('d-' + start.hash + '-' + rangeOf(start.blocks, document))));
    const treff = [];
    blocks.forEach((block, n) => {
      const row = block && block[hits[n].document - start.blocks[rangeOf(start.blocks, hits[n].document)]];
      if (row) treff.push(shown(row, hits[n].section, isFound));
      else missing = true;
    });
    return {
      treff, total: ranked.hits.length, antall: hits.length, mangler: missing, rettet: ranked.rettet, utelatt: ranked.utelatt,
      forLangt: ranked.forLangt,
      get fasetter() { return (facets || facetted()).then((found) => found.fasetter); },
    };
  }

  window.planverkSoek = {
    data(name, payload) { given.set(name, payload); },
    load, search, tokenise, skeleton, stem,
  };
}());
