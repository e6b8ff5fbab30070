//! Ranking: from a query and the files of `format` to hits in order. There is one definition; `soek-motor.js` mirrors
//! it function by function, and a test compares their answers. Whole numbers only, division rounds down.

use std::collections::{BTreeMap, HashMap};

use super::analyse::{self, Word, digraphs, skeleton, stem};
use super::format::{LINKED, PARTED};
use super::letters::{Posting, read_postings, read_rest};
use super::line::Entry;
use super::near;
use super::reader::{Known, Reader};

/// A hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Document number.
    pub document: u32,
    /// How well it answers; comparable within one query only.
    pub score: u64,
    /// Where best: 0 the title, else one more than the number of the section.
    pub place: u8,
}

/// What a query found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Best first; equal ones by document number.
    pub hits: Vec<Hit>,
    /// Words nothing was found for, and what was looked for instead.
    pub corrected: Vec<(String, String)>,
    /// Words nothing was found for at all.
    pub unknown: Vec<String>,
    /// How many words at the end were left out because there were too many.
    pub ignored: usize,
    /// What to mark in excerpts: stems, and at last what the last word may be the beginning of.
    pub marks: Marks,
}

/// What is marked in an excerpt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Stems that were looked for.
    pub stems: Vec<String>,
    /// The skeleton of the last word, when it may be the beginning of others.
    pub prefix: Option<String>,
}

/// One list of documents and how much it counts.
struct Alternative {
    postings: Vec<Posting>,
    weight: u32,
    idf: u32,
    /// Is it a guess at what the last word begins? Many such in one document are no more than one.
    begun: bool,
}

/// A word of the query with all that may stand for it.
#[derive(Default)]
struct Term {
    alternatives: Vec<Alternative>,
    stems: Vec<String>,
}

/// How a word was understood.
enum Found {
    Known(Term),
    Corrected(Term, String),
    Unknown,
}

/// Finds and orders.
pub fn search(index: &Reader, query: &str) -> Answer {
    let weights = &index.start.weights;
    let open = !query.ends_with(char::is_whitespace);
    let mut words = analyse::tokenise(query);
    let mut answer = Answer::default();
    let limit = weights.words as usize;
    if words.len() > limit {
        answer.ignored = words.len() - limit;
        words.truncate(limit);
    }
    let answers_ask = asked(index, &words);
    let telling = |word: &Word| !index.is_stop(&skeleton(&word.text));
    let last = words.len().saturating_sub(1);
    let any = words.iter().any(telling);
    let kept: Vec<usize> = (0..words.len()).filter(|at| !any || telling(&words[*at])).collect();
    let mut terms: Vec<Term> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    for at in &kept {
        let word = &words[*at].text;
        let begins = open && *at == last && answer.ignored == 0;
        match understand(index, word, begins) {
            Found::Known(term) => {
                terms.push(term);
                places.push(*at);
            }
            Found::Corrected(term, form) => {
                answer.corrected.push((word.clone(), form));
                terms.push(term);
                places.push(*at);
            }
            Found::Unknown => {
                answer.unknown.push(word.clone());
                terms.push(Term::default());
                places.push(*at);
            }
        }
        if begins && word.chars().count() > 1 {
            answer.marks.prefix = Some(skeleton(word));
        }
    }
    join(index, &words, &places, &mut terms);
    phrases(index, &words, &places, &mut terms);
    answer.unknown.retain(|word| {
        let at = words.iter().position(|other| other.text == *word);
        places.iter().position(|place| Some(*place) == at).is_none_or(|term| terms[term].alternatives.is_empty())
    });
    for term in &terms {
        answer.marks.stems.extend(term.stems.iter().cloned());
    }
    answer.marks.stems.sort_unstable();
    answer.marks.stems.dedup();
    answer.hits = score(index, &terms, &answers_ask);
    answer
}

/// The types of document that answer the query's question word.
fn asked(index: &Reader, words: &[Word]) -> Vec<String> {
    let folded: Vec<String> = words.iter().map(|word| skeleton(&word.text)).collect();
    for (question, types) in &index.start.asks {
        let mut parts = question.split(' ');
        let (first, second) = (parts.next().unwrap_or_default(), parts.next());
        let found = folded.iter().enumerate().any(|(at, word)| {
            word == first && second.is_none_or(|second| folded.get(at + 1).is_some_and(|next| next == second))
        });
        if found {
            return types.clone();
        }
    }
    Vec::new()
}

/// Everything that may stand for a word.
fn understand(index: &Reader, word: &str, begins: bool) -> Found {
    let weights = &index.start.weights;
    let mut term = Term::default();
    let known = look_up(index, word, 100, &mut term);
    let occurs = term.alternatives.iter().any(|alternative| alternative.weight == weights.whole);
    if begins && word.chars().count() > 1 {
        let weight = if occurs { weights.prefix_known } else { weights.prefix };
        // Of a word that is one already, only where it costs no more to look.
        let [own, begun] = [stem(word), word.to_owned()].map(|key| index.shard_of(&skeleton(&key)));
        if !occurs || own == begun {
            prefix(index, word, weight, &mut term);
        }
    }
    if known && !occurs {
        // Known for its synonyms only: what its parts say counts too.
        split(index, word, &mut term);
    }
    if known || !term.alternatives.is_empty() {
        return Found::Known(term);
    }
    if other_language(index, word, &mut term) {
        return Found::Known(term);
    }
    if let Some(form) = near::beside(index, word) {
        look_up(index, &form, weights.corrected, &mut term);
        return Found::Corrected(term, form);
    }
    if split(index, word, &mut term) {
        return Found::Known(term);
    }
    if let Some(form) = near::correction(index, word) {
        look_up(index, &form, weights.corrected, &mut term);
        return Found::Corrected(term, form);
    }
    if one_part(index, word, &mut term) { Found::Known(term) } else { Found::Unknown }
}

/// Looks a word up as it is written, in any inflection, with its synonyms and its parts. `scale` in hundredths.
/// Says whether the word is known.
fn look_up(index: &Reader, word: &str, scale: u32, term: &mut Term) -> bool {
    let weights = &index.start.weights;
    let own = stem(word);
    let key = skeleton(&own);
    let entries = index.at(&key);
    // `startlaan` is `startlån`, also where a text happens to hold both: a rare spelling is not another word.
    let same = |entry: &&Entry| entry.stem == own || digraphs(&entry.stem) == own;
    let mut exact: Vec<&Entry> = entries.iter().filter(same).collect();
    if exact.is_empty() {
        exact = entries.iter().collect();
    }
    for entry in &exact {
        add(entry, weights.whole * scale / 100, weights.part * scale / 100, term);
    }
    for entry in entries.iter().filter(|entry| !exact.iter().any(|own| own.stem == entry.stem)) {
        add(entry, weights.folded * scale / 100, 0, term);
    }
    for entry in &exact {
        let parts = || entry.links.iter().filter(|(sort, _)| *sort == 'd').filter_map(|(_, part)| index.stem(part));
        let most = parts().map(|part| part.idf).max().unwrap_or(1);
        for (sort, target) in &entry.links {
            let weight = match sort {
                's' => weights.synonym,
                'n' => weights.nynorsk,
                'd' if target.contains('+') => weights.split_all,
                'd' => weights.split * index.stem(target).map_or(0, |part| part.idf) / most.max(1),
                'v' => weights.derived,
                _ => 0,
            };
            let weight = weight * scale / 100;
            match entry.together().filter(|_| *sort == 'd' && target.contains('+')) {
                Some((idf, postings)) => {
                    term.stems.extend(target.split('+').map(str::to_owned));
                    term.alternatives.push(Alternative { postings, weight, idf, begun: false });
                }
                None => linked(index, target, weight, if *sort == 'd' { PARTED } else { LINKED }, term),
            }
        }
    }
    !exact.is_empty()
}

/// Adds a stem, or several that count only together. Of each the `limit` strongest documents count.
fn linked(index: &Reader, target: &str, weight: u32, limit: usize, term: &mut Term) {
    let weights = &index.start.weights;
    let stems: Vec<&str> = target.split('+').collect();
    if let [only] = stems[..] {
        if let Some(entry) = index.stem(only) {
            add(&entry.guest(limit), weight, weights.part * weight / 100, term);
        }
        return;
    }
    let entries: Vec<Entry> = stems.iter().filter_map(|stem| Some(index.stem(stem)?.guest(limit))).collect();
    if entries.len() < stems.len() {
        return;
    }
    let lists = entries.iter().map(|entry| standing(entry, weights.part));
    let common = lists.reduce(|common, other| together(&common, &other)).unwrap_or_default();
    if !common.is_empty() {
        let idf = entries.iter().map(|entry| entry.idf).max().unwrap_or(0);
        term.stems.extend(stems.iter().map(|stem| (*stem).to_owned()));
        term.alternatives.push(Alternative { postings: common, weight, idf, begun: false });
    }
}

/// The documents of both lists, as strong as the weaker.
pub fn together(first: &[Posting], second: &[Posting]) -> Vec<Posting> {
    let other: HashMap<u32, &Posting> = second.iter().map(|posting| (posting.document, posting)).collect();
    let both = |p: &Posting| {
        let more = other.get(&p.document)?;
        Some(Posting { impact: p.impact.min(more.impact), place: p.place.max(more.place), ..*p })
    };
    first.iter().filter_map(both).collect()
}

/// Where a word stands, by itself or in a compound; there it counts for less.
pub fn standing(entry: &Entry, part: u32) -> Vec<Posting> {
    let mut postings = read_postings(&entry.whole);
    let inside = read_postings(&entry.parts).into_iter().map(|posting| {
        let impact = u32::from(posting.impact) * part / 100;
        Posting { impact: u8::try_from(impact.clamp(1, 63)).unwrap_or(63), ..posting }
    });
    postings.extend(inside);
    postings
}

fn add(entry: &Entry, whole: u32, part: u32, term: &mut Term) {
    if entry.idf == 0 {
        return;
    }
    term.stems.push(entry.stem.clone());
    if whole > 0 && !entry.whole.is_empty() {
        let mut postings = read_postings(&entry.whole);
        postings.extend(read_rest(&entry.rest));
        term.alternatives.push(Alternative { postings, weight: whole, idf: entry.idf, begun: false });
    }
    if part > 0 && !entry.parts.is_empty() {
        term.alternatives.push(Alternative {
            postings: read_postings(&entry.parts),
            weight: part,
            idf: entry.idf,
            begun: false,
        });
    }
}

/// So many words that are not used are looked up for their synonyms.
const UNUSED: usize = 3;

/// Adds the words the word is the beginning of, commonest first.
fn prefix(index: &Reader, word: &str, weight: u32, term: &mut Term) {
    let begins = skeleton(word);
    if index.spans(&begins) {
        // So many words begin like this that what they give together is found out beforehand.
        for entry in index.at(&format!("{begins}*")) {
            term.alternatives.push(Alternative {
                postings: read_postings(&entry.whole),
                weight,
                idf: entry.idf,
                begun: true,
            });
        }
        return;
    }
    let mut found: Vec<&Entry> = index.beginning(&begins).collect();
    // Only where it costs no more to look.
    let shards = [&begins, &skeleton(&stem(word))].map(|key| index.shard_of(key));
    for shorter in shorter_stems(&begins).into_iter().filter(|key| shards.contains(&index.shard_of(key))) {
        let longer = |entry: &&Entry| skeleton(&entry.form).starts_with(&begins);
        found.extend(index.at(&shorter).iter().filter(longer));
    }
    found.retain(|entry| !term.stems.contains(&entry.stem));
    let (mut found, unused): (Vec<&Entry>, Vec<&Entry>) = found.into_iter().partition(|entry| entry.idf > 0);
    found.sort_by(|a, b| a.idf.cmp(&b.idf).then_with(|| a.stem.cmp(&b.stem)));
    found.truncate(index.start.weights.prefix_limit as usize);
    let before = term.alternatives.len();
    // When it begins no word that is used, it may begin one that is known for its synonyms.
    if found.is_empty() {
        for (_, target) in unused.iter().take(UNUSED).flat_map(|entry| &entry.links) {
            linked(index, target, weight * index.start.weights.synonym / 100, LINKED, term);
        }
    }
    for entry in found {
        add(entry, weight, 0, term);
    }
    term.alternatives[before..].iter_mut().for_each(|alternative| alternative.begun = true);
}

/// A stem may be shorter than what is typed: «boli» of «bolig», whose stem is «bol». The keys such stems may have.
pub fn shorter_stems(begins: &str) -> Vec<String> {
    let letters: Vec<char> = begins.chars().collect();
    (3..letters.len()).rev().take(4).map(|length| letters[..length].iter().collect()).collect()
}

/// An unknown word with pieces in the other written language: `bustadtilskot` is looked up as `boligtilskudd`, and when
/// that is unknown too, as a compound of what it is then made of.
fn other_language(index: &Reader, word: &str, term: &mut Term) -> bool {
    let weight = index.start.weights.nynorsk;
    for way in [true, false] {
        let changed = translate(index, word, way);
        if changed == word {
            continue;
        }
        if look_up(index, &changed, weight, term) || split(index, &changed, term) {
            return true;
        }
    }
    false
}

/// The word with its first and last piece written the other way, each when there is one: to bokmål, or from it.
fn translate(index: &Reader, word: &str, to_bokmaal: bool) -> String {
    let pieces = || index.start.pieces.iter().map(|(nn, nb)| if to_bokmaal { (nn, nb) } else { (nb, nn) });
    let longest = |fits: &dyn Fn(&str) -> bool| {
        pieces().filter(|(from, _)| fits(from)).max_by_key(|(from, _)| from.chars().count())
    };
    let mut changed = word.to_owned();
    let mut kept = 0;
    if let Some((from, to)) = longest(&|from| word.starts_with(from)) {
        changed = format!("{to}{}", &word[from.len()..]);
        kept = to.len();
    }
    if let Some((from, to)) = longest(&|from| changed[kept..].ends_with(from)) {
        let start = changed.len() - from.len();
        changed.replace_range(start.., to);
    }
    changed
}

/// An unknown compound of two known words. What both say counts for most, and then what either says.
fn split(index: &Reader, word: &str, term: &mut Term) -> bool {
    let mut best: Option<(u32, String, String)> = None;
    for (at, _) in word.char_indices().skip(PART - 1) {
        let (head, tail) = word.split_at(at);
        let Some(back) = last_part(index, tail) else { continue };
        let Some((head, front)) = first_part(index, head) else { continue };
        let sum = saying(front) + saying(back);
        if best.as_ref().is_none_or(|(least, _, _)| sum < *least) {
            best = Some((sum, head.to_owned(), tail.to_owned()));
        }
    }
    let Some((_, head, tail)) = best else { return false };
    let weights = &index.start.weights;
    let (mut front, mut back) = (Term::default(), Term::default());
    look_up(index, &head, 100, &mut front);
    look_up(index, &tail, 100, &mut back);
    both(&front, &back, weights.split_all, term);
    let most = idf(&front).max(idf(&back)).max(1);
    for part in [front, back] {
        // The part that says more counts for more.
        let share = u32::try_from(u64::from(weights.split) * idf(&part) / most).unwrap_or(0);
        term.stems.extend(part.stems);
        let less = |a: Alternative| Alternative { weight: a.weight * share / 100, ..a };
        term.alternatives.extend(part.alternatives.into_iter().map(less));
    }
    true
}

/// A part of a compound has at least so many letters, or one less when it is a common word by itself.
const PART: usize = 4;

/// And is common when its idf, in tenths, is no more: about one document in forty has it.
const COMMON: u32 = 24;

/// May a known word be a part of a compound?
fn may_be_part(known: &Known, form: &str) -> bool {
    let letters = form.chars().count();
    letters >= PART || letters == PART - 1 && (1..=COMMON).contains(&known.idf)
}

/// The word a compound ends with. A stem cut short is no word: «direktør» may follow «kommune», but not «kommun».
fn last_part<'i>(index: &'i Reader, tail: &str) -> Option<&'i Known> {
    index.known(tail).filter(|known| may_be_part(known, tail) && (tail == known.form || tail != known.stem))
}

/// The word a compound begins with, without the letter that links.
fn first_part<'w, 'i>(index: &'i Reader, head: &'w str) -> Option<(&'w str, &'i Known)> {
    let bare = [Some(head), head.strip_suffix('s'), head.strip_suffix('e')];
    let fits = |head: &str, known: &Known| known.form == head && may_be_part(known, head);
    bare.into_iter().flatten().find_map(|head| Some((head, index.known(head).filter(|known| fits(head, known))?)))
}

/// How much a known word says; one that occurs nowhere, and is known for its synonyms, more than any other.
fn saying(known: &Known) -> u32 {
    if known.idf == 0 { 1000 } else { known.idf }
}

/// An unknown compound of which only one part is known: the longest it ends with, else the longest it begins with.
fn one_part(index: &Reader, word: &str, term: &mut Term) -> bool {
    let weight = index.start.weights.split_one;
    let cuts = || word.char_indices().skip(PART).map(|(at, _)| word.split_at(at));
    let ends = cuts().map(|(_, tail)| tail).find(|tail| last_part(index, tail).is_some());
    let begins = || cuts().filter_map(|(head, _)| first_part(index, head)).last().map(|(head, _)| head);
    let Some(part) = ends.or_else(begins) else { return false };
    look_up(index, part, weight, term);
    !term.alternatives.is_empty()
}

/// Documents where both terms stand, as strongly as the weaker of them.
fn both(front: &Term, back: &Term, weight: u32, term: &mut Term) {
    let other = by_document(back);
    let common: Vec<Posting> = by_document(front)
        .into_values()
        .filter_map(|p| {
            let more = other.get(&p.document)?;
            Some(Posting { impact: p.impact.min(more.impact), place: p.place.max(more.place), ..p })
        })
        .collect();
    if !common.is_empty() {
        let idf = idf(front).max(idf(back));
        let idf = u32::try_from(idf).unwrap_or(u32::MAX);
        term.alternatives.push(Alternative { postings: common, weight, idf, begun: false });
    }
}

/// How strongly a term stands in each document, by whatever stands for it.
fn by_document(term: &Term) -> BTreeMap<u32, Posting> {
    let mut all: BTreeMap<u32, Posting> = BTreeMap::new();
    for alternative in &term.alternatives {
        for posting in &alternative.postings {
            let impact = u32::from(posting.impact) * alternative.weight / 100;
            let impact = u8::try_from(impact.clamp(1, 63)).unwrap_or(63);
            let known = all.entry(posting.document).or_insert(Posting { impact, ..*posting });
            if impact > known.impact {
                *known = Posting { impact, ..*posting };
            }
        }
    }
    all
}

/// Words that are one compound: `kommune plan` finds `kommuneplan`, and `plan for bolig` finds `boligplan`.
fn join(index: &Reader, words: &[Word], places: &[usize], terms: &mut [Term]) {
    let weights = &index.start.weights;
    for at in 1..places.len() {
        let (first, second) = (places[at - 1], places[at]);
        let between = second - first;
        // A preposition between them turns the order: the last part of a compound is what it is a kind of.
        let (head, tail) = match between {
            1 => (&words[first].text, &words[second].text),
            2 if index.is_stop(&skeleton(&words[first + 1].text)) => (&words[second].text, &words[first].text),
            _ => continue,
        };
        let heads = index.at(&skeleton(&stem(head)));
        for linking in ["", "s", "e"] {
            let own = stem(&format!("{head}{linking}{tail}"));
            if !heads.is_empty() && !heads.iter().any(|head| head.may_begin(&own)) {
                continue;
            }
            let Some(entry) = index.stem(&own) else { continue };
            for term in &mut terms[at - 1..=at] {
                add(entry, weights.joined, 0, term);
                for (_, target) in entry.links.iter().filter(|(sort, _)| matches!(sort, 's' | 'n')) {
                    linked(index, target, weights.synonym, LINKED, term);
                }
            }
        }
    }
}

/// Several words that are one term.
fn phrases(index: &Reader, words: &[Word], places: &[usize], terms: &mut [Term]) {
    let stems: Vec<String> = places.iter().map(|at| stem(&words[*at].text)).collect();
    let weight = index.start.weights.synonym;
    for (phrase, target) in &index.start.phrases {
        let parts: Vec<&str> = phrase.split(' ').collect();
        if parts.len() > stems.len() {
            continue;
        }
        for at in 0..=stems.len() - parts.len() {
            if stems[at..at + parts.len()].iter().zip(&parts).all(|(a, b)| a == b) {
                for term in &mut terms[at..at + parts.len()] {
                    linked(index, target, weight, LINKED, term);
                }
            }
        }
    }
}

/// What one document has gathered for one term: the best value and where, and the sum of all.
#[derive(Default, Clone, Copy)]
struct Gathered {
    best: u64,
    place: u8,
    sum: u64,
}

fn score(index: &Reader, terms: &[Term], asked: &[String]) -> Vec<Hit> {
    let weights = &index.start.weights;
    let idfs: Vec<u64> = terms.iter().map(idf).collect();
    let total: u64 = idfs.iter().sum();
    if total == 0 {
        return Vec::new();
    }
    let mut documents: BTreeMap<u32, Vec<Gathered>> = BTreeMap::new();
    for (at, term) in terms.iter().enumerate() {
        for alternative in &term.alternatives {
            for posting in &alternative.postings {
                let value = idfs[at] * u64::from(alternative.weight) * u64::from(posting.impact);
                let all = documents.entry(posting.document).or_insert_with(|| vec![Gathered::default(); terms.len()]);
                let gathered = &mut all[at];
                if !alternative.begun {
                    gathered.sum += value;
                }
                if value > gathered.best {
                    gathered.best = value;
                    gathered.place = posting.place;
                }
            }
        }
    }
    let mut answering: HashMap<u32, u64> = HashMap::new();
    for entry in asked.iter().filter(|one| one.starts_with('?')).filter_map(|one| index.stem(one)) {
        for posting in read_postings(&entry.whole) {
            let best = answering.entry(posting.document).or_default();
            *best = u64::from(posting.impact).max(*best);
        }
    }
    let mut hits: Vec<Hit> = Vec::with_capacity(documents.len());
    for (document, gathered) in documents {
        if document >= index.start.documents {
            continue;
        }
        let (mut sum, mut matched, mut titled) = (0, 0, 0);
        let mut by_place: [(u64, u64); 64] = [(0, 0); 64];
        for (at, Gathered { best, place, sum: all }) in gathered.into_iter().enumerate() {
            if best == 0 {
                continue;
            }
            let value = best + all.saturating_sub(best) * u64::from(weights.more) / 100;
            sum += value;
            matched += idfs[at];
            let slot = &mut by_place[usize::from(place).min(63)];
            slot.0 += value;
            slot.1 += idfs[at];
            if place == 0 {
                titled += idfs[at];
            }
        }
        let mut place = 0;
        for at in 1..64 {
            if by_place[at].0 > by_place[place].0 {
                place = at;
            }
        }
        let covered = 100 * matched / total;
        let floor = u64::from(weights.coverage_floor);
        let kept = floor * 100 + (100 - floor) * covered;
        let title = u64::from(weights.title) * (100 * titled / total);
        let together = u64::from(weights.near) * (100 * by_place[place].1 / total);
        let answers = asked.iter().any(|kind| kind == index.kind(document));
        let said = answering.get(&document).copied().unwrap_or(0);
        let ask = if answers { u64::from(weights.ask) * 100 } else { u64::from(weights.ask_word) * 100 * said / 63 };
        let score = sum * kept / 10_000 * (10_000 + title + together + ask) / 10_000;
        hits.push(Hit { document, score, place: u8::try_from(place).unwrap_or(0) });
    }
    hits.sort_by(|a, b| b.score.cmp(&a.score).then(a.document.cmp(&b.document)));
    hits
}

/// How much a word of the query says: as little as the commonest of the words that stand for it fully, so that a rare
/// spelling does not outrank the ordinary one.
fn idf(term: &Term) -> u64 {
    let full = term.alternatives.iter().filter(|alternative| alternative.weight >= 80).map(|a| a.idf).min();
    let any = || term.alternatives.iter().map(|alternative| alternative.idf).min();
    u64::from(full.or_else(any).unwrap_or(0))
}
