//! A table in words: cells, captions, and the whole as plain text.

use std::fmt::Write as _;

use ground::{Lang, Problem, integer, percent};
use law::Wording;

use super::model::{Cell, Row, Table};
use crate::layout::{Counted, TableWords};

/// What stands in a cell of which nothing was submitted.
const DASH: &str = "–";

impl Cell {
    /// The text of the cell: numbers as the language writes them, rates in percent with two decimals,
    /// a dash for what was not submitted, a word for a rate that is refused.
    pub fn text(&self, lang: Lang, words: &TableWords) -> String {
        match self {
            Cell::Count(number) => integer(lang, *number),
            Cell::Rate(part, whole) => {
                percent(lang, *part, *whole).unwrap_or_else(|| words.refused.get(lang).to_owned())
            }
            Cell::Refused(_) => words.refused.get(lang).to_owned(),
            Cell::Blank => DASH.to_owned(),
        }
    }

    /// Why the rate is refused.
    pub fn refusal(&self) -> Option<&Problem> {
        match self {
            Cell::Refused(problem) => Some(problem),
            _ => None,
        }
    }
}

impl Row {
    /// The name of the unit or of the total.
    pub fn name(&self, lang: Lang) -> &str {
        self.name.get(lang)
    }

    /// `Hộ` or `Nhân khẩu`, in tables of two rows.
    pub fn part<'a>(&self, lang: Lang, words: &'a TableWords) -> Option<&'a str> {
        Some(match self.part? {
            Counted::Households => words.households.get(lang),
            Counted::Persons => words.persons.get(lang),
        })
    }

    /// Whether the row repeats the number and the unit of the row above it (its persons).
    pub fn is_second(&self) -> bool {
        self.part == Some(Counted::Persons)
    }
}

impl Table {
    /// The title.
    pub fn title(&self, lang: Lang) -> &str {
        self.title.get(lang)
    }

    /// The lines under the title: day or period, map, standard.
    pub fn captions(&self, lang: Lang) -> Vec<String> {
        let fill = |text: &Wording, slots: &[(&str, &str)]| {
            slots.iter().fold(text.get(lang).to_owned(), |text, (slot, value)| {
                text.replace(&format!("{{{slot}}}"), value)
            })
        };
        let (from, to) = (self.request.from.vietnamese(), self.request.to.vietnamese());
        let days = if self.over_period { &self.words.period } else { &self.words.day };
        let mut lines = vec![fill(days, &[("from", &from), ("to", &to)])];
        lines.push(fill(&self.words.standard, &[("name", self.standard.get(lang))]));
        lines.push(fill(&self.words.map, &[("day", &self.map.vietnamese())]));
        lines
    }

    /// The line that says which law made the results.
    pub fn law_line(&self, lang: Lang) -> String {
        self.words.law.get(lang).replace("{law}", &self.law)
    }

    /// The whole table as plain text: columns apart by tabs, then the notes. `say` puts a note into
    /// words.
    pub fn text(&self, lang: Lang, say: &dyn Fn(&Problem) -> String) -> String {
        let mut out = format!("{}\n", self.title(lang));
        if !self.unit.is_empty() {
            let _ = writeln!(out, "{}", self.unit);
        }
        for caption in self.captions(lang) {
            let _ = writeln!(out, "{caption}");
        }
        out.push('\n');
        for heads in &self.header.rows {
            let mut line = vec![String::new(); self.header.width()];
            for head in heads {
                head.text(lang).clone_into(&mut line[head.column]);
            }
            let _ = writeln!(out, "{}", line.join("\t").trim_end());
        }
        let _ = writeln!(out, "{}", self.header.numbers.join("\t").trim_end());
        for row in &self.rows {
            let mut line = vec![row.number.clone(), row.name(lang).to_owned()];
            line.extend(row.part(lang, &self.words).map(str::to_owned));
            line.extend(row.cells.iter().map(|cell| cell.text(lang, &self.words)));
            let _ = writeln!(out, "{}", line.join("\t"));
        }
        if !self.notes.is_empty() {
            let _ = writeln!(out, "\n{}", self.words.notes.get(lang));
        }
        for note in &self.notes {
            let _ = writeln!(out, "- {}", say(note));
        }
        let _ = writeln!(out, "{}", self.law_line(lang));
        out
    }
}
