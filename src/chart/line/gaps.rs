//! Moments without a number: seen in the plot, and said in words. They are never drawn as a point, least of all as zero.

use super::super::pattern::Pattern;
use super::super::svg::{Area, Canvas, SMALL};
use super::super::{Value, text};
use super::{LineChart, Plot};

/// So many gaps are told one by one.
const MAX_GAP_NOTES: usize = 6;

impl LineChart {
    /// A hatched band at every moment without a number: wide with its word where that is the only line, narrow (and its
    /// words below, in the notes) where other lines go on.
    pub(super) fn draw_gaps(&self, canvas: &mut Canvas, plot: &Plot) {
        let mut free = f64::NEG_INFINITY;
        for (moment, x) in &plot.places {
            let blanks: Vec<Value> = self
                .series
                .iter()
                .map(|series| self.value(series, *moment))
                .filter(|value| value.number().is_none())
                .collect();
            let Some(first) = blanks.first() else { continue };
            let all = blanks.len() == self.series.len();
            let half = if all { 9.0 } else { 3.0 };
            canvas.overlay(Area::new(x - half, plot.top, 2.0 * half, plot.bottom - plot.top), Pattern::Hatch);
            if all && self.series.len() == 1 && *x - free >= 18.0 {
                let word = self.frame.format.value(first, &self.frame.words);
                let word = text::ellipsis(&word, plot.bottom - plot.top - 12.0, SMALL);
                canvas.text_upwards(x + 5.0, plot.bottom - 6.0, "tom liten glorie", &word);
                free = *x;
            }
        }
    }

    /// «Asker 2010: ikke oppgitt», for gaps in one of several lines.
    pub(super) fn gap_notes(&self) -> Vec<String> {
        if self.series.len() < 2 {
            return Vec::new();
        }
        let mut gaps = Vec::new();
        for series in &self.series {
            for (index, moment) in self.moments.iter().enumerate() {
                let value = self.value(series, index);
                if value.number().is_none() {
                    let word = self.frame.format.value(&value, &self.frame.words);
                    gaps.push(format!("{} {}: {word}.", series.name, moment.label));
                }
            }
        }
        let hidden = gaps.len().saturating_sub(MAX_GAP_NOTES);
        gaps.truncate(MAX_GAP_NOTES);
        if hidden > 0 {
            gaps.push(self.frame.words.more_gaps(hidden));
        }
        gaps
    }
}
