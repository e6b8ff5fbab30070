//! Rows against areas: three matrices counted from the plan, with what they count in words, and the plan's own printed
//! ones with every word they have.

use super::ord::Ord;
use crate::chart::Value;
use crate::chart::matrix::{Matrix, MatrixCell, MatrixRow};
use crate::derive::matrise::{Avledet, Tryktrad, avledet, trykt};
use crate::domain::enumeration::Enumeration;
use crate::domain::matrise::{Celletekst, Matrise};
use crate::domain::rad::Kind;
use crate::page::catalogue::PageSpec;
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Bevis, Vist};
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::{chrome, diagram};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// The rows a derived matrix may have.
const ROWS: [Kind; 3] = [Kind::Maalgruppe, Kind::Utfordring, Kind::Strategi];

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "matriser");
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.bred = true;
    frame.liggende = true;
    let title = &world.site.plan(plan).tittel;
    frame.ingress = Some(ord.word("ingress"));
    frame.beskrivelse = ord.fill("beskrivelse", &[("plan", title)]);
    let mut side = Seksjonsside::default();
    if world.derived.av_slag(world.site, plan, Kind::Satsingsomraade).is_empty() {
        side.innledning.push(Del::avsnitt(ord.word("uten_omraader")));
    } else {
        side.seksjoner.extend(ROWS.into_iter().map(|kind| {
            let id = format!("{}-og-omraade", kind.key());
            Seksjon::new(id, ord.word(&format!("{}_tittel", kind.key()))).med_alle(derived(world, &ord, plan, kind, ""))
        }));
    }
    for item in world.site.register.of_plan(plan, Kind::Matrise) {
        if let Some(matrix) = world.site.matrise(item) {
            let key = world.site.item(item).key.clone();
            side.seksjoner.push(Seksjon::new(key, matrix.tittel.clone()).med_alle(printed(world, &ord, matrix, "")));
        }
    }
    side.page(frame)
}

/// A derived matrix as a chart and a table; words when it has no rows.
pub fn derived(world: &World, ord: &Ord, plan: PlanId, kind: Kind, prefix: &str) -> Vec<Del> {
    let ord = ord.for_side("matriser");
    let matrix = avledet(world.site, world.derived, plan, kind);
    let key = kind.key();
    if matrix.rader.is_empty() {
        return vec![Del::avsnitt(ord.word(&format!("{key}_ingen")))];
    }
    let total = matrix.rader.len();
    if matrix.antall() == 0 {
        let loose: usize = matrix.rader.iter().map(|row| row.uten_omraade.len()).sum();
        let mut words = ord.fill_for(&format!("{key}_ingen_kobling"), total, &[("total", &ord.tall(total))]);
        if loose > 0 {
            words.push(' ');
            words.push_str(&ord.fill_for("uten_omraade", loose, &[("antall", &ord.tall(loose))]));
        }
        return vec![Del::avsnitt(words)];
    }
    let empty = matrix.rader.iter().filter(|row| row.ruter.iter().all(|cell| cell.antall() == 0)).count();
    let title = ord.fill_for(
        &format!("{key}_funn"),
        total,
        &[("antall", &ord.tall(total - empty)), ("total", &ord.tall(total))],
    );
    let chart = Matrix {
        frame: diagram::frame(
            &format!("{prefix}fig-{key}"),
            title,
            ord.word(&format!("{key}_tittel")),
            "",
            ord.language,
        ),
        head: ord.felles(&format!("type.{key}")),
        columns: matrix.kolonner.iter().map(|area| world.site.item(*area).display()).collect(),
        rows: matrix.rader.iter().map(|row| chart_row(world, row)).collect(),
    };
    let figure = Del::Figur {
        id: format!("{prefix}figur-{key}"),
        diagram: chart.draw(),
        per_dato: world.derived.date.to_string(),
        merknad: ord.word(&format!("{key}_regel")),
    };
    vec![figure, Del::Oversikt { tabell: table(world, &ord, &matrix, kind, prefix) }]
}

fn chart_row(world: &World, row: &crate::derive::matrise::Avledetrad) -> MatrixRow {
    let cell = |cell: &crate::derive::matrise::Rute| {
        #[expect(clippy::cast_precision_loss, reason = "counts of links")]
        let value = Value::Number(cell.antall() as f64);
        MatrixCell { value, words: String::new() }
    };
    MatrixRow { label: world.site.item(row.item).display(), cells: row.ruter.iter().map(cell).collect() }
}

/// The same in words: which activities and measures are behind each number.
fn table(world: &World, ord: &Ord, matrix: &Avledet, kind: Kind, prefix: &str) -> Oversikt {
    let key = kind.key();
    let loose = matrix.rader.iter().any(|row| !row.uten_omraade.is_empty());
    let mut columns = vec![Kolonne::ord(ord.felles(&format!("type.{key}")))];
    columns.extend(matrix.kolonner.iter().map(|area| area_column(world, *area)));
    columns.extend(loose.then(|| Kolonne::ord(ord.word("uten_omraade_kolonne"))));
    let mut table = Oversikt::new(format!("{prefix}tabell-{key}"), ord.word(&format!("{key}_tabell")), columns);
    table.klasse = "matrise";
    table.kort = false;
    for row in &matrix.rader {
        let mut cells = vec![Celle::item(world, row.item)];
        for cell in &row.ruter {
            let mut lines: Vec<Linje> = cell.items.iter().map(|item| Linje::item(world, *item)).collect();
            lines.extend(cell.direkte.then(|| Linje::ord(ord.word("direkte"))));
            cells.push(if lines.is_empty() { Celle::tom() } else { Celle::linjer(lines) });
        }
        if loose {
            let empty = row.uten_omraade.is_empty();
            cells.push(if empty { Celle::tom() } else { Celle::items(world, &row.uten_omraade) });
        }
        table.push(cells);
    }
    table
}

fn area_column(world: &World, area: ItemId) -> Kolonne {
    Kolonne { url: world.url(area).to_owned(), ..Kolonne::ord(world.site.item(area).display()) }
}

/// A printed matrix as a table.
pub fn printed(world: &World, ord: &Ord, matrix: &Matrise, prefix: &str) -> Vec<Del> {
    let ord = ord.for_side("matriser");
    let rows = trykt(world.site, matrix);
    let loose = rows.iter().any(|row| !row.rad.uten_kolonne.is_empty());
    let remarks = rows.iter().any(|row| row.rad.merknad.is_some() || row.ekstra);
    let mut columns = vec![Kolonne::ord(ord.word("rad"))];
    columns.extend(matrix.kolonner.iter().map(|column| match world.site.target(column) {
        Some(area) => area_column(world, area),
        None => Kolonne::ord(column.text.clone()),
    }));
    columns.extend(loose.then(|| Kolonne::ord(ord.word("uten_kolonne"))));
    columns.extend(remarks.then(|| Kolonne::ord(ord.felles("kolonne.merknad"))));
    let year = Vist::felt(world, &matrix.aar, |aar| ord.dato(*aar)).tekst;
    let mut table = Oversikt::new(format!("{prefix}tabell-matrise-{}", matrix.rad.id), matrix.tittel.clone(), columns);
    table.undertekst = year.map_or_else(String::new, |year| ord.fill("trykt_aar", &[("aar", &year)]));
    table.klasse = "matrise";
    table.kort = false;
    for row in &rows {
        table.push(printed_row(world, &ord, row, loose, remarks));
    }
    let empty = rows.iter().filter(|row| row.is_empty()).count();
    let extra = rows.iter().filter(|row| row.ekstra).count();
    let mut said =
        vec![ord.fill_for("trykt_funn", rows.len(), &[("total", &ord.tall(rows.len())), ("tomme", &ord.tall(empty))])];
    if extra > 0 {
        said.push(ord.fill("trykt_ekstra", &[("antall", &ord.tall(extra))]));
    }
    let mut parts = vec![Del::avsnitt(said.join(" ")), Del::Oversikt { tabell: table }];
    if let Some(evidence) = Bevis::of(world, &matrix.rad.belegg) {
        parts.push(Del::Bevis { bevis: evidence });
    }
    parts
}

fn printed_row(world: &World, ord: &Ord, row: &Tryktrad, loose: bool, remarks: bool) -> Vec<Celle> {
    let name = row.rad.navn.clone();
    let mut head = match row.item {
        Some(item) => Linje::item(world, item),
        None => Linje::ord(name.clone().unwrap_or_default()),
    };
    if row.item.is_some() {
        head.liten = name;
    }
    let mut cells = vec![Celle::linjer(vec![head])];
    let lines = |lines: &[Celletekst]| match lines {
        [] => Celle::tom(),
        lines => Celle::linjer(lines.iter().map(cell_line).collect()),
    };
    cells.extend(row.celler.iter().map(|cell| lines(cell)));
    if loose {
        cells.push(lines(&row.rad.uten_kolonne));
    }
    if remarks {
        let mut words: Vec<String> = row.rad.merknad.clone().into_iter().collect();
        if row.ekstra && words.is_empty() {
            words.push(ord.word("ekstra_rad"));
        }
        cells.push(if words.is_empty() { Celle::default() } else { Celle::ord(words.join(" ")) });
    }
    cells
}

fn cell_line(line: &Celletekst) -> Linje {
    Linje {
        status: line.status.known().map(|status| status.key()),
        sikkerhet: line.sikkerhet.filter(|s| *s != crate::domain::felt::Sikkerhet::Sikker).map(Enumeration::key),
        liten: line.merknad.clone(),
        ..Linje::ord(line.tekst.clone())
    }
}
