//! The drawings of a document, as the pages draw them.

use crate::chart::stacked::StackedChart;
use crate::chart::timeline::{Timeline, TimelineRow};
use crate::chart::{Chart, Status};
use crate::derive::dokument::{Figur, Tidsrad};
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::page::innsikt::indikator::{Bilde, chart_over_time};
use crate::page::innsikt::ord::Ord;
use crate::page::parts::del::Del;
use crate::page::parts::diagram::{self, Statusklasser};
use crate::page::world::World;

/// A figure's chart; none when there is nothing to draw.
pub fn chart(world: &World, language: &Language, figure: &Figur) -> Option<Chart> {
    match figure {
        Figur::Status { id, tittel, hode, grupper } => {
            let classes = Statusklasser::of(grupper.iter().map(|(_, count)| count));
            let chart = StackedChart {
                frame: diagram::frame(id, tittel.clone(), hode.clone(), "", language),
                head: hode.clone(),
                total_head: language.word("tabell.total").to_owned(),
                classes: classes.words(language),
                rows: grupper.iter().map(|(label, count)| classes.row(label, count, language)).collect(),
            };
            Some(chart.draw())
        }
        Figur::Tidslinje { id, rader, dato } => {
            let word = |path: &str| language.word(path).to_owned();
            let row = |row: &Tidsrad| {
                let about = world.site.item(row.item);
                TimelineRow {
                    group: Some(word(&format!("type_flertall.{}", about.kind.key()))),
                    label: about.display(),
                    from: row.fra.map(diagram::day),
                    to: row.til.map(diagram::day),
                    status: Status::of_key(&row.status),
                    status_word: word(&format!("status.{}", row.status)),
                }
            };
            let day = dates::format(&dato.to_string(), Form::Short, language);
            let today = language.fill("bevis.per", &[("dato", &day)]);
            let title = word("innsikt.tidslinje.diagram");
            let drawing = Timeline {
                frame: diagram::frame(id, format!("{title} ({today})"), title, "", language),
                head: [
                    word("innsikt.tidslinje.hva"),
                    word("innsikt.tidslinje.fra"),
                    word("innsikt.tidslinje.til"),
                    word("kolonne.status"),
                ],
                rows: rader.iter().map(row).collect(),
                today: Some((diagram::day(*dato), today)),
            };
            Some(drawing.draw().chart)
        }
        Figur::Indikator(item) => {
            let plan = world.site.item(*item).plan?;
            let bilde = Bilde::of(world, *item)?;
            let ord = Ord::of(world, plan, "indikator");
            match chart_over_time(world, &ord, &bilde, &format!("indikator-{}", bilde.key))? {
                Del::Figur { diagram, .. } => Some(diagram),
                _ => None,
            }
        }
    }
}
