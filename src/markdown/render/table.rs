//! Tables, in a box that can be scrolled by keyboard on a narrow screen.

use super::Writer;
use crate::markdown::table::{Caption, Column, Table};
use crate::markdown::tree::{Inline, plain_text};
use crate::markdown::words::fill;

/// More columns than this are not read beside each other on paper: there each row is a card that names its columns.
const ROOM_ON_PAPER: usize = 10;

impl Writer<'_, '_> {
    pub(super) fn table(&mut self, table: &Table) {
        let wide = table.columns.len() > ROOM_ON_PAPER;
        self.raw(if wide { "<div class=\"tabellboks tabellboks--vid\"" } else { "<div class=\"tabellboks\"" });
        self.raw(" role=\"region\" tabindex=\"0\" aria-labelledby=\"");
        self.attribute_text_id(&table.id);
        self.raw("\">\n<table>\n<caption");
        self.id(&table.id);
        match &table.caption {
            Caption::Written(content) => {
                self.raw(">");
                self.inlines(content);
            }
            Caption::Derived { heading, number } => {
                let own = self.word(|words| fill(&words.table, &number.to_string()));
                let caption = match heading {
                    None => own,
                    Some(heading) if *number == 1 => heading.clone(),
                    Some(heading) => format!("{heading} ({})", own.to_lowercase()),
                };
                self.raw(" class=\"avledet\">");
                self.text(&caption);
            }
        }
        self.raw("</caption>\n<thead>\n<tr>");
        self.running = false;
        for (cell, column) in table.head.iter().zip(&table.columns) {
            self.cell(cell, column, Some("col"), None);
        }
        self.running = true;
        self.raw("</tr>\n</thead>\n");
        if !table.rows.is_empty() {
            self.raw("<tbody>\n");
            for row in &table.rows {
                self.raw("<tr>");
                for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                    let label = table.head.get(at).filter(|_| wide && at > 0).map(|head| plain_text(head));
                    self.cell(cell, column, (at == 0).then_some("row"), label.as_deref());
                }
                self.raw("</tr>\n");
            }
            self.raw("</tbody>\n");
        }
        self.raw("</table>\n</div>\n");
    }

    /// An empty cell is no heading of anything. `label` is the column's name, where cells are shown without their column.
    fn cell(&mut self, content: &[Inline], column: &Column, scope: Option<&str>, label: Option<&str>) {
        let scope = scope.filter(|_| !content.is_empty());
        self.raw(if scope.is_some() { "<th" } else { "<td" });
        if let Some(scope) = scope {
            self.attribute("scope", scope);
        }
        // The name of a row is read from its start, also when it happens to be a number.
        if let Some(class) = column.class().filter(|_| scope != Some("row")) {
            self.attribute("class", class);
        }
        if let Some(label) = label {
            self.attribute("data-etikett", label);
        }
        self.raw(">");
        self.inlines(content);
        self.raw(if scope.is_some() { "</th>" } else { "</td>" });
    }
}
