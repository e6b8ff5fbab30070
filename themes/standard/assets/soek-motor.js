/* The engine of the search, without anything a reader sees: files of the index, words, ranking. It answers as the command
   line does, function by function, in sections that are called as files of src/search, where the reasons are told.
   Nothing is fetched before somebody asks. */
(function () {
  'use strict';
  const root = new URL('../', document.currentScript.src);

  /* --- Files ------------------------------------------------------------------------------------------------------
     Files of the index are scripts that hand over their content by name: nothing else can be read from disk. */
  const given = new Map();
  const fetched = new Map();

  /* What soek/<name>.js holds, or null when it cannot be had or does not fit. Asked for once; asked again when it failed.
     What comes after the name is asked for past what the browser keeps of others. */
  function load(name, query = '', wanted) {
    const key = name + query;
    if (!fetched.has(key)) {
      fetched.set(key, new Promise((done) => {
        const element = document.createElement('script');
        const end = () => {
          const [payload, fits] = given.get(name) || [];
          given.delete(name);
          const own = payload === undefined || fits !== wanted ? null : payload;
          if (own === null) fetched.delete(key);
          element.remove();
          done(own);
        };
        element.src = new URL('soek/' + name + '.js' + query, root);
        element.onload = element.onerror = end;
        document.head.append(element);
      }));
    }
    return fetched.get(key);
  }

  /* --- analyse/fold.rs -------------------------------------------------------------------------------------------- */
  const BASE = {};
  for (const row of 'aåæäàáâã oøöòóôõ eèéêë iìíîï uùúûü yýÿ cçč nñŋ sš zž dđ tŧ'.split(' ')) {
    for (const letter of row) BASE[letter] = row[0];
  }

  function skeleton(word) {
    return word.replace(/a[ae]|oe|[^\x00-\x7f]/g, (match) => (match[1] ? match[0] : BASE[match] || match));
  }

  function digraphs(word) {
    return word.replace(/[åæäøö]/g, (letter) => ({ å: 'aa', æ: 'ae', ä: 'ae' }[letter] || 'oe'));
  }

  /* --- analyse/stem.rs: Snowball's Norwegian stemmer, and the rule for agent nouns ---------------------------------- */
  const MAIN = /(?:hetenes|hetene|hetens|heten|heter|endes|edes|enes|ande|ende|erte|ede|ane|ene|ast|ens|ers|ets|het|ert|as|es|en|ar|er|et|[aes])$/;

  function snowball(word) {
    const letters = Array.from(word);
    if (letters.length < 3) return word;
    const area = /[aeiouyæøåêòóô]+[^aeiouyæøåêòóô]/u.exec(word);
    const third = letters.slice(0, 3).join('').length;
    const p1 = area ? Math.max(area.index + area[0].length, third) : word.length;
    const cut = (pattern) => (pattern.exec(word.slice(p1)) || [''])[0];
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
    word = word.replace(/heit(?:a|er|ene)?$/, 'het');
    let stemmed = snowball(word);
    if (/ernes?$/.test(word) && /ern$/.test(stemmed) && !/^(?:ekstern|intern|modern)$/.test(stemmed)) {
      stemmed = stemmed.slice(0, -1);
    }
    if (/er$/.test(stemmed)) {
      const rest = stemmed.slice(0, -2);
      if (Array.from(rest).length >= 3 && /[aeiouyæøå]/.test(rest)) stemmed = rest;
    }
    return stemmed.replace(/mm$/, 'm').replace(/^(...+)(el)l$|^(...+[aei]l|..+(?:bar|som|løs))t$/u, '$1$2$3');
  }

  /* --- analyse/tokenise.rs ----------------------------------------------------------------------------------------
     Letters and digits, and marks and soft hyphens inside; a hyphen when letters stand on both sides of it. */
  const ANY = '[\\p{Alphabetic}\\p{N}][\\p{Alphabetic}\\p{N}\\u0300-\\u036f\\u00ad\\u200b]*';
  const WORD = new RegExp('(?:(?:' + ANY + ')?\\p{Alphabetic}[\\u00ad\\u200b]*[-\\u2010\\u2011](?=\\p{Alphabetic}))*' + ANY, 'gu');

  function clean(text) {
    const letters = Array.from(text.replace(/[\u00ad\u200b]/g, ''), (letter) => letter.toLowerCase()).join('');
    return Array.from(letters.normalize('NFC').replace(/[\u0300-\u036f]/g, '')).slice(0, 64).join('');
  }

  function tokenise(text) {
    return Array.from(text.matchAll(WORD), (match) => {
      const parts = match[0].split(/[-\u2010\u2011]/).map(clean);
      const whole = Array.from(parts.join('')).slice(0, 64).join('');
      return { text: whole, parts: parts.length > 1 ? parts : [], start: match.index, end: match.index + match[0].length };
    }).filter((word) => word.text);
  }

  /* --- format.rs -------------------------------------------------------------------------------------------------- */
  const LINKED = 160;
  const PARTED = 40;
  const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
  const VALUE = new Uint8Array(128).fill(63);
  for (let n = 0; n < 64; n++) VALUE[DIGITS.charCodeAt(n)] = n;

  /* Triples in one list: document, impact, place. When the impact is given, the text has documents only. */
  function readPostings(text, impact) {
    const list = [];
    let next = 0;
    for (let at = 0; at < text.length;) {
      let factor = 1;
      let digit = 0;
      while ((digit = VALUE[text.charCodeAt(at++)]) >= 32) {
        next += (digit - 32) * factor;
        factor *= 32;
      }
      if (at + (impact ? -1 : 1) >= text.length) break;
      next += digit * factor;
      list.push(next++, impact || VALUE[text.charCodeAt(at++)], impact ? 1 : VALUE[text.charCodeAt(at++)]);
    }
    return list;
  }

  function readEntry(line) {
    const [key, own, tail = '', idf, whole = '', parts = '', links, both, begun = '', rest = ''] = line.split('|');
    const stemmed = own || key;
    return {
      key, stem: stemmed, form: tail[0] === '=' ? tail.slice(1) : stemmed + tail, idf: Number(idf), whole, parts,
      links: links ? links.split(' ') : [], both, begun, rest,
    };
  }

  /* May the word begin a compound with this stem? */
  function mayBegin(entry, compound) {
    let sum = 0;
    for (let n = 0; n < compound.length; n++) sum = (sum * 31 + compound.charCodeAt(n)) % 262144;
    return (entry.begun.match(/.../g) || []).includes(DIGITS[sum >> 12] + DIGITS[(sum >> 6) & 63] + DIGITS[sum & 63]);
  }

  /* The strongest postings, still in document order. */
  function strongest(list, limit) {
    if (list.length <= limit * 3) return list;
    const order = [];
    for (let n = 0; n < list.length; n += 3) order.push(n);
    return order.sort((a, b) => list[b + 1] - list[a + 1] || !!list[a + 2] - !!list[b + 2]).slice(0, limit).sort((a, b) => a - b).flatMap((n) => list.slice(n, n + 3));
  }

  /* The last place in a sorted list whose value is not after the wanted one. */
  function rangeOf(list, wanted) {
    let low = 0;
    let high = list.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (list[middle] <= wanted) low = middle;
      else high = middle;
    }
    return low;
  }

  /* --- reader.rs ---------------------------------------------------------------------------------------------------
     Ranking runs through without waiting. A file that is not there yet is noted in needed and counts as empty; when it
     has come, the ranking runs again from the beginning. */
  const readers = new Map();
  let newest = null;

  function open(start) {
    const firsts = [];
    let first = 0;
    for (const letter of start.blocks) {
      firsts.push(first);
      first += DIGITS.indexOf(letter);
    }
    const terms = [];
    for (const [, same, rest] of start.terms.matchAll(/([A-Z])([^A-Z]*)/g)) {
      terms.push(Array.from(terms[terms.length - 1] || '').slice(0, same.charCodeAt(0) - 65).join('') + rest);
    }
    const index = { start, firsts, terms, cards: new Map(), held: new Map(), lost: new Set(), needed: new Map(), stop: new Set(start.stop.split(' ')) };
    readers.set(start.hash, index);
    return index;
  }

  /* Part of the files of a kind, or the only one of its kind. It is named by what it begins with, and says where it ends. */
  function file(index, kind, firsts, number, end = '') {
    const first = firsts && String(firsts[number]).replace(/[^a-z0-9]/gu, (letter) => '-' + letter.codePointAt(0).toString(16) + '-');
    const name = firsts ? kind + '-' + first : kind;
    if (!index.held.has(name)) index.needed.set(name, index.start.stamp + ' ' + (firsts && number + 1 < firsts.length ? firsts[number + 1] : end));
    return index.held.get(name) || [];
  }

  function words(index, list) {
    return list ? file(index, 'v', index.start.words, list - 1) : file(index, 'v');
  }

  function fetchAll(index, wanted) {
    return Promise.all(wanted.map(async ([name, fits]) => {
      const payload = await load(name, '?' + index.start.hash, fits);
      if (payload === null) index.lost.add(name);
      let list = payload || [];
      if (name[0] === 'v' && payload) list = payload.split(' ').map(readKnown);
      if (name[0] === 't' && payload) {
        list = payload[0].map(readEntry);
        list.guests = payload[1].map(readEntry);
        for (const card of payload[2]) index.cards.set(card[0], card);
        for (const [document, place, heading] of payload[3]) index.cards.set(document + '/' + place, heading);
      }
      index.held.set(name, list);
    }));
  }

  function readKnown(line) {
    const [own, rest] = line.split('|');
    const tail = rest.slice(0, -1);
    const form = tail[0] === '=' ? tail.slice(1) : own + tail;
    return { stem: own, form, idf: DIGITS.indexOf(rest.slice(-1)), skeleton: skeleton(form), key: skeleton(own) };
  }

  function shardOf(index, key) {
    return file(index, 't', index.terms, rangeOf(index.terms, key));
  }

  function at(index, key) {
    return shardOf(index, key).filter((entry) => entry.key === key);
  }

  function entryOf(index, stemmed, guests = []) {
    const same = (entry) => entry.stem === stemmed;
    return guests.find(same) || at(index, skeleton(stemmed)).find(same);
  }

  /* --- near.rs ----------------------------------------------------------------------------------------------------- */
  const ENDINGS = ['e', 'en', 'et', 'er', 'ene', 'a', 's', 't', 'te', 'de', 'ens'];

  /* The nearest of the words, if any: fewest slips, then without another ending, then same first letter, then commonest. */
  function nearest(word, words, limit) {
    const wanted = skeleton(word);
    const key = skeleton(stem(word));
    const endings = ENDINGS.filter((ending) => wanted.endsWith(ending)).map((ending) => wanted.slice(0, -ending.length));
    let best = null;
    for (const known of words) {
      const bases = [known.skeleton, known.key].filter((base) => base.length > 3 && base.length + 3 + limit >= wanted.length);
      const ended = bases.flatMap((base) => endings.map((begins) => distance(begins, base, limit) || 9));
      const slips = Math.min(distance(wanted, known.skeleton, limit), known.key.length > 3 ? distance(key, known.key, limit) : 9);
      const least = Math.min(slips * 2, ...ended.map((one) => one * 2 + 1));
      if (least > limit * 2 + 1) continue;
      const row = [least, known.skeleton[0] === wanted[0] ? 0 : 1, known.idf || 1e9, known.stem, known.form];
      const order = best ? row.findIndex((value, n) => value !== best[n]) : 0;
      if (!best || (order >= 0 && row[order] < best[order])) best = row;
    }
    return best && best[4];
  }

  function correction(index, word, only) {
    const wanted = skeleton(word);
    if (wanted.length < 4 || /\d/.test(wanted)) return null;
    if (only) {
      return nearest(word, shardOf(index, skeleton(stem(word))).filter(({ idf, key }) => idf && !/^\?|\*$/.test(key))
        .map((entry) => ({ ...entry, skeleton: skeleton(entry.form) })), 1);
    }
    const firsts = index.start.words;
    const like = firsts.length && rangeOf(firsts, wanted) + 1;
    const among = (lists) => nearest(word, lists.flatMap((list) => words(index, list)), wanted.length >= 8 ? 2 : 1);
    const form = among(like ? [0, like] : [0]);
    return form || index.needed.size || firsts.length < 2 || firsts.length > 4 ? form : among(firsts.map((_, n) => n + 1));
  }

  /* The word a form is of, or undefined. */
  function knownAs(index, form) {
    const firsts = index.start.words;
    const own = stem(form);
    const like = firsts.length && firsts.length <= 4 ? rangeOf(firsts, skeleton(form)) + 1 : 0;
    for (const number of [0, like]) {
      const list = words(index, number);
      if (!list.known) list.known = new Map(list.map((known) => [known.stem, known]));
      if (list.known.has(own)) return list.known.get(own);
    }
  }

  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return 9;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 0; i < a.length; i++) {
      const row = Array(b.length + 1).fill(9);
      let least = row[0] = i + 1;
      for (let j = Math.max(0, i - limit); j < Math.min(b.length, i + limit + 1); j++) {
        let cost = Math.min(last[j] + (a[i] === b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1);
        if (i && j && a[i] === b[j - 1] && a[i - 1] === b[j]) cost = Math.min(cost, before[j - 1] + 1);
        least = Math.min(least, cost);
        row[j + 1] = cost;
      }
      if (least > limit) return 9;
      before = last;
      last = row;
    }
    return last[b.length];
  }

  /* --- rank.rs ------------------------------------------------------------------------------------------------------ */
  const part = (a, b) => Math.floor(a * b / 100);
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  function rank(index, query) {
    const { weights } = index.start;
    const all = tokenise(query);
    const words = all.slice(0, weights.words);
    const answer = { hits: [], corrected: [], unknown: [], ignored: all.length - words.length, stems: [], prefix: '' };
    const telling = words.map((word) => !index.stop.has(skeleton(word.text)));
    const any = telling.includes(true);
    const places = words.flatMap((_, n) => (!any || telling[n] ? [n] : []));
    const terms = places.map((n) => {
      const { text } = words[n];
      const begins = !/\s$/.test(query) && n === all.length - 1 && Array.from(text).length > 1;
      const term = { alternatives: [], stems: [] };
      const form = understand(index, text, begins, term);
      if (form) answer.corrected.push([text, form]);
      if (!term.alternatives.length && form === '') answer.unknown.push(text);
      if (begins) answer.prefix = skeleton(text);
      return term;
    });
    if (index.needed.size) return answer;
    join(index, words, places, terms);
    phrases(index, words, places, terms);
    answer.unknown = answer.unknown.filter((word) => {
      const n = places.indexOf(words.findIndex((other) => other.text === word));
      return n < 0 || !terms[n].alternatives.length;
    });
    answer.stems = terms.flatMap((term) => term.stems);
    answer.hits = index.needed.size ? [] : score(index, terms, asked(index, words));
    return answer;
  }

  function asked(index, words) {
    const folded = words.map((word) => skeleton(word.text));
    for (const [question, types] of index.start.asks) {
      const [first, second] = question.split(' ');
      if (folded.some((word, n) => word === first && (!second || folded[n + 1] === second))) return types;
    }
    return [];
  }

  function score(index, terms, types) {
    const { weights, documents } = index.start;
    const idfs = terms.map(idfOf);
    const total = idfs.reduce((sum, idf) => sum + idf, 0);
    if (!total) return [];
    const touched = new Uint8Array(documents);
    const best = terms.map((term, n) => {
      const value = new Float64Array(documents);
      const place = new Uint8Array(documents);
      const sum = new Float64Array(documents);
      for (const { postings, weight, begun } of term.alternatives) {
        for (let p = 0; p < postings.length; p += 3) {
          const document = postings[p];
          const points = idfs[n] * weight * postings[p + 1];
          if (!begun) sum[document] += points;
          if (points > value[document]) {
            value[document] = points;
            place[document] = postings[p + 2];
            touched[document] = 1;
          }
        }
      }
      return { value, place, sum };
    });
    const answering = new Map();
    for (const type of types) {
      const entry = type[0] === '?' && entryOf(index, type);
      const postings = entry ? readPostings(entry.whole) : [];
      for (let p = 0; p < postings.length; p += 3) answering.set(postings[p], postings[p + 1]);
    }
    const firsts = index.start.types.map((type) => type[1]);
    const values = new Float64Array(64);
    const shares = new Float64Array(64);
    const hits = [];
    for (let document = 0; document < documents; document++) {
      if (!touched[document]) continue;
      values.fill(0);
      shares.fill(0);
      let sum = 0;
      let matched = 0;
      for (let n = 0; n < best.length; n++) {
        const top = best[n].value[document];
        if (!top) continue;
        const value = top + part(Math.max(0, best[n].sum[document] - top), weights.more);
        sum += value;
        matched += idfs[n];
        values[best[n].place[document]] += value;
        shares[best[n].place[document]] += idfs[n];
      }
      let place = 0;
      for (let n = 1; n < 64; n++) if (values[n] > values[place]) place = n;
      const of = (share) => Math.floor(100 * share / total);
      const floor = weights.coverage_floor;
      const kept = floor * 100 + (100 - floor) * of(matched);
      const more = weights.title * of(shares[0]) + weights.near * of(shares[place])
        + (types.includes(index.start.types[rangeOf(firsts, document)][0]) ? weights.ask * 100
          : Math.floor(weights.ask_word * 100 * (answering.get(document) || 0) / 63));
      hits.push({ document, score: Math.floor(Math.floor(sum * kept / 10000) * (10000 + more) / 10000), place });
    }
    return hits.sort((a, b) => b.score - a.score || a.document - b.document);
  }

  /* --- meaning.rs --------------------------------------------------------------------------------------------------- */
  /* Fills the term. Gives the form it was corrected to, '' when the word is unknown, else null. */
  function understand(index, word, begins, term) {
    const { weights } = index.start;
    const known = lookUp(index, word, 100, term);
    const occurs = term.alternatives.some(({ weight }) => weight === weights.whole);
    const [own, begun] = [stem(word), word].map((key) => rangeOf(index.terms, skeleton(key)));
    if (begins && (!occurs || own === begun)) prefix(index, word, occurs ? weights.prefix_known : weights.prefix, term);
    if (index.needed.size) return null;
    if (known && !occurs) split(index, word, term);
    if (known || term.alternatives.length || index.needed.size) return null;
    if (otherLanguage(index, word, term) || index.needed.size) return null;
    let form = correction(index, word, true);
    if (!form && (split(index, word, term) || index.needed.size)) return null;
    form = form || correction(index, word);
    if (form) lookUp(index, form, weights.corrected, term);
    return form || (index.needed.size || onePart(index, word, term) ? null : '');
  }

  function prefix(index, word, weight, term) {
    const begins = skeleton(word);
    const before = term.alternatives.length;
    const done = () => term.alternatives.slice(before).forEach((one) => { one.begun = true; });
    const next = index.terms[rangeOf(index.terms, begins) + 1];
    if (next && next.startsWith(begins)) {
      for (const entry of at(index, begins + '*')) add(entry, weight, 0, { ...term, stems: [] });
      return done();
    }
    const found = shardOf(index, begins).filter((entry) => entry.key.startsWith(begins));
    const shards = [begins, skeleton(stem(word))].map((key) => rangeOf(index.terms, key));
    for (let length = begins.length - 1; length >= 3 && length >= begins.length - 4; length--) {
      const shorter = begins.slice(0, length);
      if (!shards.includes(rangeOf(index.terms, shorter))) continue;
      found.push(...at(index, shorter).filter((entry) => skeleton(entry.form).startsWith(begins)));
    }
    const other = found.filter((entry) => !term.stems.includes(entry.stem));
    const used = other.filter(({ idf }) => idf).sort((a, b) => a.idf - b.idf || compare(a.stem, b.stem))
      .slice(0, index.start.weights.prefix_limit);
    if (!used.length) {
      for (const entry of other.filter(({ idf }) => !idf).slice(0, 3)) {
        for (const link of entry.links) {
          linked(index, link.slice(1), part(weight, index.start.weights.synonym), LINKED, term, shardOf(index, entry.key).guests);
        }
      }
    }
    used.forEach((entry) => add(entry, weight, 0, term));
    done();
  }

  function otherLanguage(index, word, term) {
    return [0, 1].some((way) => {
      const changed = translate(index, word, way);
      return changed !== word && !index.needed.size && (lookUp(index, changed, index.start.weights.nynorsk, term)
        || (!index.needed.size && split(index, changed, term)));
    });
  }

  /* The word with its first and last piece written the other way: to bokmål when way is 0. */
  function translate(index, word, way) {
    const longest = (fits) => index.start.pieces.reduce((best, pair) => (
      fits(pair[way]) && (!best || pair[way].length >= best[way].length) ? pair : best), null);
    let begun = '';
    const first = longest((from) => word.startsWith(from));
    if (first) {
      begun = first[1 - way];
      word = word.slice(first[way].length);
    }
    const last = longest((from) => word.endsWith(from));
    return begun + (last ? word.slice(0, word.length - last[way].length) + last[1 - way] : word);
  }

  function phrases(index, words, places, terms) {
    const stems = places.map((n) => stem(words[n].text));
    for (const [phrase, target] of index.start.phrases) {
      const parts = phrase.split(' ');
      for (let n = 0; n + parts.length <= stems.length; n++) {
        if (!parts.every((one, m) => one === stems[n + m])) continue;
        for (const term of terms.slice(n, n + parts.length)) linked(index, target, index.start.weights.synonym, LINKED, term);
      }
    }
  }

  /* --- parts.rs ----------------------------------------------------------------------------------------------------- */
  /* May the known word be a part of a compound? Short ones only when they are common. */
  function partOf(index, form) {
    const known = form.length > 2 && knownAs(index, form);
    return known && (form.length > 3 || (known.idf && known.idf < 25)) ? known : null;
  }

  function lastPart(index, tail) {
    const known = partOf(index, tail);
    return known && (tail === known.form || tail !== known.stem) ? known : null;
  }

  /* The word a compound begins with, without the letter that links. */
  function firstPart(index, head) {
    for (const bare of [head, head.replace(/[se]$/, '')]) {
      const known = partOf(index, bare);
      if (known && known.form === bare) return known;
    }
    return null;
  }

  function split(index, word, term) {
    let best = null;
    for (let n = 3; n < word.length - 2; n++) {
      const back = lastPart(index, word.slice(n));
      const front = back && firstPart(index, word.slice(0, n));
      if (!front) continue;
      const sum = (front.idf || 1000) + (back.idf || 1000);
      if (!best || sum < best[0]) best = [sum, front.form, word.slice(n)];
    }
    if (!best || index.needed.size) return false;
    const { weights } = index.start;
    const parts = best.slice(1).map((one) => {
      const own = { alternatives: [], stems: [] };
      lookUp(index, one, 100, own);
      return own;
    });
    const [first, second] = parts.map(byDocument);
    const postings = [];
    for (const [document, [impact, place]] of first) {
      const other = second.get(document);
      if (other) postings.push(document, Math.min(impact, other[0]), Math.max(place, other[1]));
    }
    const most = Math.max(...parts.map(idfOf));
    if (postings.length) term.alternatives.push({ postings, weight: weights.split_all, idf: most });
    for (const own of parts) {
      const share = Math.floor(weights.split * idfOf(own) / Math.max(1, most));
      term.stems.push(...own.stems);
      term.alternatives.push(...own.alternatives.map((one) => ({ ...one, weight: part(one.weight, share) })));
    }
    return true;
  }

  /* A compound of which one part is known: the longest it ends with, else the longest it begins with. */
  function onePart(index, word, term) {
    let found = null;
    for (let n = 4; n < word.length && !found; n++) if (lastPart(index, word.slice(n))) found = word.slice(n);
    for (let n = word.length - 1; n > 3 && !found; n--) found = (firstPart(index, word.slice(0, n)) || '').form;
    if (found) lookUp(index, found, index.start.weights.split_one, term);
    return term.alternatives.length > 0;
  }

  function join(index, words, places, terms) {
    const { weights } = index.start;
    for (let n = 1; n < places.length; n++) {
      const [first, second] = [places[n - 1], places[n]];
      const turned = second - first === 2 && index.stop.has(skeleton(words[first + 1].text));
      if (second - first !== 1 && !turned) continue;
      const [head, tail] = (turned ? [second, first] : [first, second]).map((one) => words[one].text);
      const heads = at(index, skeleton(stem(head)));
      for (const linking of ['', 's', 'e']) {
        const own = stem(head + linking + tail);
        if (heads.length && !heads.some((entry) => mayBegin(entry, own))) continue;
        const entry = entryOf(index, own);
        if (!entry) continue;
        for (const term of terms.slice(n - 1, n + 1)) {
          add(entry, weights.joined, 0, term);
          for (const link of entry.links) {
            if (/^[sn]/.test(link)) linked(index, link.slice(1), weights.synonym, LINKED, term, shardOf(index, entry.key).guests);
          }
        }
      }
    }
  }

  /* --- term.rs ------------------------------------------------------------------------------------------------------ */
  function lookUp(index, word, scale, term) {
    const { weights } = index.start;
    const own = stem(word);
    const entries = at(index, skeleton(own));
    let exact = entries.filter((entry) => entry.stem === own || digraphs(entry.stem) === own);
    if (!exact.length) exact = entries;
    for (const entry of exact) add(entry, part(weights.whole, scale), part(weights.part, scale), term);
    for (const entry of entries) if (!exact.includes(entry)) add(entry, part(weights.folded, scale), 0, term);
    for (const entry of exact) {
      const { guests } = shardOf(index, entry.key);
      const idfOfPart = (link) => (/^d[^+]+$/.test(link) && (entryOf(index, link.slice(1), guests) || '').idf) || 0;
      const most = Math.max(1, ...entry.links.map(idfOfPart));
      for (const link of entry.links) {
        const sort = link[0] === 'd' && link.includes('+') ? 'split_all' : { s: 'synonym', n: 'nynorsk', d: 'split', v: 'derived' }[link[0]];
        const weight = part(sort === 'split' ? Math.floor(weights.split * idfOfPart(link) / most) : weights[sort] || 0, scale);
        if (sort === 'split_all' && entry.both) {
          const [idf, postings] = entry.both.split(' ');
          term.stems.push(...link.slice(1).split('+'));
          term.alternatives.push({ postings: readPostings(postings), weight, idf: Number(idf) });
        } else linked(index, link.slice(1), weight, link[0] === 'd' ? PARTED : LINKED, term, guests);
      }
    }
    return exact.length > 0;
  }

  function linked(index, target, weight, limit, term, guests) {
    const stems = target.split('+');
    const entries = stems.map((one) => entryOf(index, one, guests)).filter(Boolean);
    if (entries.length < stems.length) return;
    if (stems.length === 1) {
      add(entries[0], weight, part(index.start.weights.part, weight), term, limit);
      return;
    }
    let common = standing(entries[0], index.start.weights.part, limit);
    for (const entry of entries.slice(1)) {
      const other = standing(entry, index.start.weights.part, limit);
      const places = new Map();
      for (let n = 0; n < other.length; n += 3) places.set(other[n], n);
      const both = [];
      for (let n = 0; n < common.length; n += 3) {
        const m = places.get(common[n]);
        if (m !== undefined) both.push(common[n], Math.min(common[n + 1], other[m + 1]), Math.max(common[n + 2], other[m + 2]));
      }
      common = both;
    }
    if (common.length) {
      term.stems.push(...stems);
      term.alternatives.push({ postings: common, weight, idf: Math.max(...entries.map(({ idf }) => idf)) });
    }
  }

  /* Where a word stands, by itself or in a compound; there it counts for less. */
  function standing(entry, weight, limit) {
    const inside = strongest(readPostings(entry.parts), limit);
    for (let n = 1; n < inside.length; n += 3) inside[n] = Math.max(1, part(inside[n], weight));
    return strongest(readPostings(entry.whole), limit).concat(inside);
  }

  function add(entry, whole, parts, term, limit = Infinity) {
    if (!entry.idf) return;
    term.stems.push(entry.stem);
    for (const [weight, text] of [[whole, entry.whole], [parts, entry.parts]]) {
      if (!weight || !text) continue;
      const rest = text === entry.whole && limit > 1e9 ? readPostings(entry.rest.slice(1), VALUE[entry.rest.charCodeAt(0)]) : [];
      term.alternatives.push({ postings: strongest(readPostings(text), limit).concat(rest), weight, idf: entry.idf });
    }
  }

  /* How strongly a term stands in each document, by whatever stands for it. */
  function byDocument({ alternatives }) {
    const all = new Map();
    for (const { postings, weight } of alternatives) {
      for (let n = 0; n < postings.length; n += 3) {
        const impact = Math.max(1, part(postings[n + 1], weight));
        if (!all.has(postings[n]) || impact > all.get(postings[n])[0]) all.set(postings[n], [impact, postings[n + 2]]);
      }
    }
    return all;
  }

  function idfOf(term) {
    const full = term.alternatives.filter(({ weight }) => weight >= 80);
    const list = (full.length ? full : term.alternatives).map(({ idf }) => idf);
    return list.length && Math.min(...list);
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
  function pieces(text, isFound) {
    const list = [];
    let from = 0;
    for (const word of tokenise(text)) {
      if (!isFound(word.text)) continue;
      if (word.start > from) list.push([text.slice(from, word.start), false]);
      list.push([text.slice(word.start, word.end), true]);
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
    const before = text.slice(0, best);
    let start = best < 60 ? 0 : Math.max(...['. ', '? ', '! ', ': '].map((mark) => before.lastIndexOf(mark))) + 2;
    if (best - start > 90) start = before.lastIndexOf(' ', best - 45) + 1;
    let end = Math.min(text.length, start + EXCERPT);
    if (end < text.length) end = Math.max(text.lastIndexOf(' ', end), start + 100);
    return (start > 0 ? '… ' : '') + text.slice(start, end) + (end < text.length ? ' …' : '');
  }

  /* The anchor that follows from a heading, as format.rs has it. */
  function anchorOf(heading) {
    return digraphs(heading.toLowerCase()).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  }

  /* How a hit looks. Without a heading it leads to the page, until its text has come. */
  function shown([, url, title, way, status, periode], place, type, isFound) {
    const [heading, to = anchorOf(heading)] = (place || '').split('\n');
    return {
      url: to && !url.includes('#') ? url + '#' + to : url,
      tittel: pieces(heading && heading !== title ? title + ' – ' + heading : title, isFound),
      type, status, periode,
      sted: way ? way.split(' › ') : [],
    };
  }

  /* --- Choices ------------------------------------------------------------------------------------------------------ */
  const FILTERS = ['type', 'organisasjon', 'plan', 'maalgruppe', 'suksessfaktor', 'status'];

  /* The hits the choices let through, and per filter its values: how many hits each would let through. */
  function choose(hits, chosen, start, { names: facets = [[], [], [], [], []], had = facets }) {
    /* Of each what the documents have, one after the other. */
    const own = had.map(([lists, counts = []]) => counts.flatMap((count, n) => Array(count).fill(lists[n])));
    const firsts = start.types.map((type) => type[1]);
    const lists = [start.types.map(([key]) => [key, ''])].concat(facets);
    const wanted = FILTERS.map((name, n) => {
      const keys = chosen[name] || new Set();
      return keys.size ? new Set(lists[n].flatMap(([key], number) => (keys.has(key) ? [number] : []))) : null;
    });
    const all = lists.map((list) => new Uint32Array(list.length));
    const left = lists.map((list) => new Uint32Array(list.length));
    const through = hits.filter((hit) => {
      const values = [[rangeOf(firsts, hit.document)]].concat(own.map((list) => list[hit.document] || []));
      const failed = wanted.flatMap((set, n) => (set && !values[n].some((value) => set.has(value)) ? [n] : []));
      values.forEach((list, n) => list.forEach((value) => {
        all[n][value]++;
        if (failed.every((other) => other === n)) left[n][value]++;
      }));
      return !failed.length;
    });
    const fasetter = {};
    FILTERS.forEach((name, n) => {
      fasetter[name] = lists[n].map(([verdi, ord], number) => ({ verdi, ord, alle: all[n][number], antall: left[n][number] }))
        .filter((value) => value.alle || (chosen[name] && chosen[name].has(value.verdi)))
        .sort((a, b) => b.alle - a.alle);
    });
    return { through, fasetter };
  }

  /* Everything sok.html and the box need to know of a question. Fails only when nothing can be had. */
  async function search(startName, query, { antall, filtre = {} }) {
    const start = newest || await load(startName);
    if (!start) throw new Error(startName);
    const index = readers.get(start.hash) || open(start);
    for (const name of index.lost) index.held.delete(name);
    index.lost.clear();
    /* Runs until every file it asks for is there. */
    const whole = async (work) => {
      for (;;) {
        index.needed.clear();
        const done = work();
        if (!index.needed.size) return done;
        await fetchAll(index, Array.from(index.needed));
      }
    };
    const { hits, corrected, unknown, ignored, stems, prefix: begun } = await whole(() => rank(index, query));
    const filter = () => whole(() => choose(hits, filtre, start, file(index, 'f')));
    const chosen = Object.keys(filtre).some((name) => filtre[name].size) && await filter();
    const through = chosen ? chosen.through : hits;
    const isFound = finder(stems.map(skeleton), begun);
    const block = (document) => {
      const number = rangeOf(index.firsts, document);
      return file(index, 'd', index.firsts, number, start.documents)[document - index.firsts[number]];
    };
    const firsts = start.types.map((type) => type[1]);
    const look = ({ document, place }, card, heading) => (
      shown(card, place > 1 && heading, start.types[rangeOf(firsts, document)][0], isFound));
    /* What stands beside a word is used, else the document itself is fetched. */
    const row = (hit) => {
      const own = index.cards.has(hit.document) ? null : block(hit.document);
      if (own === undefined) return null;
      return look(hit, own ? own[0] : index.cards.get(hit.document), own ? own[1][hit.place - 1] : index.cards.get(hit.document + '/' + hit.place));
    };
    const rows = await whole(() => through.slice(0, antall).map(row));
    /* Files that are gone or do not fit may be of a later edition than the first file. */
    if (index.lost.size && !index.old) {
      index.old = true;
      const newer = await load(startName, '?v=' + Date.now()) || start;
      if (newer.hash !== start.hash) {
        newest = newer;
        return search(startName, query, { antall, filtre });
      }
    }
    const ord = Array.from(new Set(stems)).slice(0, 16).concat(begun ? begun + '*' : []);
    /* The text comes when somebody sees it, and with it the heading it stands under: null when it is lost. */
    const utdrag = async (hit, treff) => {
      const own = await whole(() => block(hit.document));
      if (!own) return null;
      const lines = (own[2] || '').split('\n');
      Object.assign(treff, look(hit, own[0], own[1][hit.place - 1]));
      return pieces(excerpt(lines[hit.place - 1] || lines.find(Boolean) || '', isFound), isFound);
    };
    return {
      treff: rows.flatMap((one, n) => (one ? [Object.assign(one, { ord, utdrag: () => utdrag(through[n], one) })] : [])),
      total: hits.length, antall: through.length, mangler: index.lost.size > 0, rettet: corrected, utelatt: unknown,
      forLangt: ignored && start.weights.words,
      fasetter: async () => (chosen || await filter()).fasetter,
    };
  }

  window.planverkSoek = {
    data(name, ...content) { given.set(name, content); },
    load, search, tokenise, skeleton, stem, finder, pieces,
  };
}());
