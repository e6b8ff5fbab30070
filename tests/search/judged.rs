//! Judged questions and the figures they give: nDCG@10 per kind of question, how often the first and the first three
//! hits hold a right one, and questions without any hit.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use planverk::build::{self, Options};
use planverk::search::rank::search;
use planverk::search::reader::{Index, Reader};
use planverk::search::weights::Building;
use planverk::source::SourceSet;

/// A folder and questions about it.
pub struct Collection {
    pub name: &'static str,
    folder: &'static str,
    questions: &'static str,
}

/// The example site, whose judgements are broad: a pattern may stand for many pages.
pub const EXAMPLE: Collection =
    Collection { name: "eksempelnettstedet", folder: "", questions: include_str!("sporsmaal.tsv") };

/// The services of a made-up kommune, as kommuner tell of them, judged page by page.
pub const SERVICES: Collection = Collection {
    name: "eksempelkommune",
    folder: "tests/search/eksempelkommune",
    questions: include_str!("eksempelkommune/sporsmaal.tsv"),
};

/// One question.
pub struct Judged {
    /// May it be looked at when weights are set?
    pub tuning: bool,
    pub kind: String,
    pub query: String,
    answers: Vec<(u32, String)>,
}

impl Judged {
    fn read(line: &str) -> Option<Self> {
        let [part, kind, query, answers] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
        let answers = answers.split(';').filter_map(|answer| {
            let (grade, url) = answer.trim().split_once(' ')?;
            Some((grade.parse().ok()?, url.trim().to_owned()))
        });
        Some(Self {
            tuning: part == "still",
            kind: kind.to_owned(),
            query: query.to_owned(),
            answers: answers.collect(),
        })
    }

    pub fn grade(&self, url: &str) -> u32 {
        self.answers.iter().filter(|(_, pattern)| fits(pattern, url)).map(|(grade, _)| *grade).max().unwrap_or(0)
    }
}

/// Gets a question, the share of the best possible it got, its first ten hits (grade, address, score), and the right
/// answers that are not among them.
pub type See<'s> = dyn FnMut(&Judged, f64, &[(u32, String, u64)], &[String]) + 's;

impl Collection {
    /// Its index.
    pub fn index(&self, building: &Building) -> Index {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(self.folder);
        let (sources, found) = SourceSet::read(&root).expect("the collection is there");
        let date = jiff::civil::date(2026, 1, 1);
        let options = Options { date: Some(date), today: date, utgave: None };
        let checked = build::check(&sources, options, found);
        build::search_index(&sources, &checked, building).expect("an index can be made")
    }

    /// Its questions.
    pub fn questions(&self) -> Vec<Judged> {
        self.questions.lines().filter(|line| !line.starts_with('#')).filter_map(Judged::read).collect()
    }

    /// Per part and kind. Calls `see` for every question.
    pub fn measure(&self, index: &Reader, see: &mut See) -> Scores {
        let urls: Vec<String> =
            (0..index.start.documents).filter_map(|number| index.shown(number)).map(|shown| shown.0.clone()).collect();
        let mut scores = Scores::default();
        for judged in self.questions() {
            let mut ideal: Vec<(u32, String)> =
                urls.iter().map(|url| (judged.grade(url), url.clone())).filter(|(grade, _)| *grade > 0).collect();
            assert!(!ideal.is_empty(), "no page is an answer to «{}»", judged.query);
            ideal.sort_by(|a, b| b.cmp(a));
            let best: f64 = ideal.iter().take(10).enumerate().map(|(rank, (grade, _))| gain(*grade, rank)).sum();
            let answer = search(index, &judged.query);
            let hits: Vec<(u32, String, u64)> = answer
                .hits
                .iter()
                .take(10)
                .map(|hit| {
                    let url = index.shown(hit.document).expect("every hit is shown").0.clone();
                    (judged.grade(&url), url, hit.score)
                })
                .collect();
            let got: f64 = hits.iter().enumerate().map(|(rank, (grade, ..))| gain(*grade, rank)).sum();
            let missing: Vec<String> = ideal
                .iter()
                .filter(|(_, url)| !hits.iter().any(|(_, found, _)| found == url))
                .map(|(grade, url)| {
                    let at = answer.hits.iter().position(|hit| index.shown(hit.document).is_some_and(|s| s.0 == *url));
                    format!("{grade} {url} ({})", at.map_or("–".to_owned(), |at| (at + 1).to_string()))
                })
                .collect();
            see(&judged, got / best, &hits, &missing);
            let score = scores.0.entry((judged.tuning, judged.kind)).or_default();
            score.queries += 1.0;
            score.ndcg += got / best;
            score.first += f64::from(u8::from(hits.first().is_some_and(|hit| hit.0 > 0)));
            score.third += f64::from(u8::from(hits.iter().take(3).any(|hit| hit.0 > 0)));
            score.none += u32::from(hits.is_empty());
        }
        scores
    }
}

/// What one kind of question got, in sum.
#[derive(Default, Clone)]
pub struct Score {
    pub queries: f64,
    pub ndcg: f64,
    pub first: f64,
    pub third: f64,
    pub none: u32,
}

/// Per part (`true`: tuning) and kind.
#[derive(Default)]
pub struct Scores(pub BTreeMap<(bool, String), Score>);

/// Of one part: the mean over kinds of nDCG@10, and of all questions together how many have a right answer first and
/// among the first three, and how many have no hit.
pub struct Mean {
    pub ndcg: f64,
    pub first: f64,
    pub third: f64,
    pub none: u32,
}

impl Scores {
    pub fn mean(&self, tuning: bool) -> Mean {
        let own: Vec<&Score> = self.0.iter().filter(|((part, _), _)| *part == tuning).map(|(_, score)| score).collect();
        let sum = |of: &dyn Fn(&Score) -> f64| own.iter().map(|score| of(score)).sum::<f64>();
        let (kinds, queries) = (sum(&|_| 1.0), sum(&|score| score.queries));
        Mean {
            ndcg: sum(&|score| score.ndcg / score.queries) / kinds,
            first: sum(&|score| score.first) / queries,
            third: sum(&|score| score.third) / queries,
            none: own.iter().map(|score| score.none).sum(),
        }
    }

    /// nDCG per kind on one line, and the means.
    pub fn line(&self, tuning: bool) -> String {
        let mut out = String::new();
        for ((_, kind), score) in self.0.iter().filter(|((part, _), _)| *part == tuning) {
            let _ = write!(out, "{kind} {:.3}  ", score.ndcg / score.queries);
        }
        let mean = self.mean(tuning);
        out + &format!("snitt {:.3}  S@1 {:.3} S@3 {:.3} uten treff {}", mean.ndcg, mean.first, mean.third, mean.none)
    }
}

/// Does an address fit a pattern with `*`?
fn fits(pattern: &str, url: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == url,
        Some((start, rest)) => url
            .strip_prefix(start)
            .is_some_and(|url| (0..=url.len()).filter(|at| url.is_char_boundary(*at)).any(|at| fits(rest, &url[at..]))),
    }
}

fn gain(grade: u32, rank: usize) -> f64 {
    let rank = f64::from(u32::try_from(rank).expect("ranks are small"));
    (f64::from(2_u32.pow(grade)) - 1.0) / (rank + 2.0).log2()
}
