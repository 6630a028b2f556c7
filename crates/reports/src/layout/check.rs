//! Turning a layout file into a layout, or into everything that is wrong with it.

use std::collections::BTreeSet;

use ground::Problem;
use law::{Class, Law, Status, Wording};
use registry::figures::Count;
use toml::Spanned;

use super::formula::Formula;
use super::model::{Column, Each, Fill, Layout, Leaf, RowKind};
use super::raw::{RawColumn, RawLayout};
use crate::source::{Fact, Figures, Source};

/// Reads one file.
pub(super) fn layout(file: &str, text: &str, law: &Law) -> Result<Layout, Vec<Problem>> {
    let raw: RawLayout = toml::from_str(text).map_err(|error| vec![syntax(file, text, &error)])?;
    let mut reader = Reader {
        file,
        text,
        empty: Figures::empty(raw.figures),
        rows: raw.rows,
        problems: Vec::new(),
    };
    let cited = raw.citation.get_ref();
    if law.source(&cited.act).is_none() {
        let act = cited.act.as_str();
        reader.tell(raw.citation.span().start, "reports.layout.act", &[("act", act)]);
    }
    if cited.status == Status::Specimen {
        reader.tell(raw.citation.span().start, "reports.layout.specimen", &[]);
    }
    let columns = reader.columns(&raw.columns, raw.class);
    let layout = Layout {
        number: *raw.number.get_ref(),
        title: raw.title,
        family: raw.figures,
        class: raw.class,
        rows: raw.rows,
        columns,
        citation: raw.citation.into_inner(),
    };
    // A column that could not be read would only be missed a second time.
    if reader.problems.is_empty() {
        reader.numbering(&layout, raw.number.span().start);
    }
    if reader.problems.is_empty() { Ok(layout) } else { Err(reader.problems) }
}

/// What TOML itself did not like.
pub(super) fn syntax(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    Problem::invalid("reports.file.syntax")
        .with("file", file)
        .with("line", line(text, error.span().map_or(0, |span| span.start)))
        .with("detail", error.message())
}

fn line(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    before.matches('\n').count() + 1
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    empty: Figures,
    rows: RowKind,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn tell(&mut self, offset: usize, code: &'static str, args: &[(&'static str, &str)]) {
        let problem =
            Problem::invalid(code).with("file", self.file).with("line", line(self.text, offset));
        let problem =
            args.iter().fold(problem, |problem, (name, value)| problem.with(name, *value));
        self.problems.push(problem);
    }

    fn columns(&mut self, raw: &[Spanned<RawColumn>], class: Option<Class>) -> Vec<Column> {
        raw.iter().filter_map(|column| self.column(column, class)).collect()
    }

    fn column(&mut self, raw: &Spanned<RawColumn>, class: Option<Class>) -> Option<Column> {
        let at = raw.span().start;
        let raw = raw.get_ref();
        let class = raw.class.or(class);
        if raw.head.is_none() && raw.each.is_none() {
            self.tell(at, "reports.column.headless", &[]);
        }
        let head = raw.head.clone().unwrap_or_default();
        if raw.columns.is_empty() {
            return Some(Column::Leaf(self.leaf(raw, at, head, class)?));
        }
        if raw.source.is_some() || raw.formula.is_some() || raw.number.is_some() {
            self.tell(at, "reports.column.both", &[("head", &head.vi)]);
        }
        Some(Column::Group(head, self.columns(&raw.columns, class)))
    }

    fn leaf(
        &mut self,
        raw: &RawColumn,
        at: usize,
        head: Wording,
        class: Option<Class>,
    ) -> Option<Leaf> {
        let source = match &raw.source {
            Some(name) => Some(self.source(name, class, raw.each)?),
            None => None,
        };
        let formula = match &raw.formula {
            Some(written) => Some(self.formula(written, raw.number)?),
            None => None,
        };
        let share_of = match &raw.share_of {
            Some(name) => Some(self.source(name, class, None)?.0),
            None => None,
        };
        let fill = match (source, formula, share_of) {
            (Some((source, _)), None, Some(whole)) => Fill::Share { source, whole },
            (Some((source, fact)), None | Some(Formula::Sum(_)), None) => {
                self.counted(raw, at, &head, fact);
                let balance = raw.formula.as_ref().and_then(|f| Formula::read(f.get_ref()));
                let balance = balance.map(|(_, formula)| formula);
                Fill::Count { source, counted: raw.count, balance }
            }
            (None, Some(share @ Formula::Share { .. }), None) => Fill::Rate(share),
            _ => {
                self.tell(at, "reports.column.unfilled", &[("head", &head.vi)]);
                return None;
            }
        };
        Some(Leaf { head, number: raw.number, class, each: raw.each, fill })
    }

    /// The source, with what kind of fact it gives.
    fn source(
        &mut self,
        name: &Spanned<String>,
        class: Option<Class>,
        each: Option<Each>,
    ) -> Option<(Source, Fact)> {
        let (at, name) = (name.span().start, name.get_ref().as_str());
        let Some(source) = Source::read(name) else {
            self.tell(at, "reports.source.unknown", &[("source", name)]);
            return None;
        };
        let wanted = match &source {
            Source::Deprived(_) => Some(Each::Indicator),
            Source::Ethnicity(_) => Some(Each::Ethnicity),
            _ => None,
        };
        if wanted != each {
            self.tell(at, "reports.column.each", &[("source", name)]);
            return None;
        }
        // The layout leaves open which indicator; any will do to see whether there are such figures.
        let asked =
            if wanted == Some(Each::Indicator) { Source::Deprived(1) } else { source.clone() };
        let Some(fact) = self.empty.fact(class, &asked) else {
            let class = class.map_or("–", Class::as_str);
            self.tell(at, "reports.source.elsewhere", &[("source", name), ("class", class)]);
            return None;
        };
        let fact = if source.is_resident() { Fact::Count(Count::default()) } else { fact };
        Some((source, fact))
    }

    /// Households or persons must be said once: by the rows, or by the column.
    fn counted(&mut self, raw: &RawColumn, at: usize, head: &Wording, fact: Fact) {
        let said = raw.count.is_some();
        let by_rows = self.rows == RowKind::HouseholdsAndPersons;
        let needed = matches!(fact, Fact::Count(_)) && !by_rows;
        if said != needed {
            self.tell(at, "reports.column.counted", &[("head", &head.vi)]);
        }
    }

    fn formula(&mut self, written: &Spanned<String>, number: Option<u8>) -> Option<Formula> {
        let (at, text) = (written.span().start, written.get_ref().as_str());
        let Some((left, formula)) = Formula::read(text) else {
            self.tell(at, "reports.formula.unreadable", &[("formula", text)]);
            return None;
        };
        if Some(left) != number {
            self.tell(at, "reports.formula.left", &[("formula", text)]);
            return None;
        }
        Some(formula)
    }

    /// Printed numbers run from 1 without gaps, and formulas name printed counts.
    fn numbering(&mut self, layout: &Layout, at: usize) {
        let leaves = layout.leaves();
        if leaves.is_empty() {
            self.tell(at, "reports.layout.empty", &[]);
        }
        let numbers: Vec<u8> = leaves.iter().filter_map(|leaf| leaf.number).collect();
        if numbers.iter().zip(1_u8..).any(|(number, place)| *number != place) {
            let shown: Vec<String> = numbers.iter().map(u8::to_string).collect();
            self.tell(at, "reports.layout.numbering", &[("numbers", &shown.join(", "))]);
        }
        let counts: BTreeSet<u8> = leaves
            .iter()
            .filter(|leaf| matches!(leaf.fill, Fill::Count { .. }))
            .filter_map(|leaf| leaf.number)
            .collect();
        for leaf in &leaves {
            let (Fill::Rate(formula) | Fill::Count { balance: Some(formula), .. }) = &leaf.fill
            else {
                continue;
            };
            for column in formula.columns() {
                if !counts.contains(&column) || Some(column) == leaf.number {
                    let (formula, column) = (formula.to_string(), column.to_string());
                    let args = [("formula", formula.as_str()), ("column", column.as_str())];
                    self.tell(self.find(&formula), "reports.formula.column", &args);
                }
            }
        }
    }

    /// Where the formula is written.
    fn find(&self, formula: &str) -> usize {
        self.text.find(&format!("={formula}\"")).unwrap_or(0)
    }
}
