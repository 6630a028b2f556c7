//! What was found, as the page prints it.

use law::{Area, Class};
use registry::figures::Count;
use registry::transitions::{self as read, End, Group, Matrix, Transitions, YEARS, year_ends};
use ui::Words;

use super::asked::{Question, group_word};
use super::charts;
use crate::say;
use crate::visitor::Visitor;

/// Classes in which a household is not poor, nor near-poor, but known.
const ABOVE: &str = "average,not_poor";

/// Tables and charts of one question.
pub(super) struct Found {
    /// What changed, in a sentence.
    pub(super) sentence: String,
    pub(super) flow: String,
    /// Heads of the matrix: ends on the second day in which there is anybody, then the sum.
    pub(super) heads: Vec<&'static str>,
    /// Rows of the matrix: end on the first day, then a cell for each head.
    pub(super) matrix: Vec<(&'static str, Vec<Cell>)>,
    pub(super) exited: Cell,
    pub(super) again: Cell,
    /// Share of those who left that fell back.
    pub(super) share: Option<String>,
    pub(super) median: Option<String>,
    pub(super) watched: Cell,
    pub(super) persistence: String,
    pub(super) group_head: &'static str,
    pub(super) lines: Vec<Line>,
}

/// A number, what stands below it, and the list behind it.
pub(super) struct Cell {
    pub(super) households: String,
    pub(super) persons: String,
    /// No list behind nothing.
    pub(super) url: Option<String>,
}

/// One group.
pub(super) struct Line {
    pub(super) name: String,
    /// Poor on the first day, poor no longer, newly poor, poor on the second; left, fell back.
    pub(super) cells: Vec<Cell>,
    pub(super) share: String,
    pub(super) always: Cell,
}

impl Found {
    pub(super) fn of(visitor: &Visitor, question: &Question, found: &Transitions) -> Found {
        let view = View { words: visitor.words(), question, group: None };
        let words = view.words;
        let whole = &found.whole;
        let matrix = &whole.matrix;
        let poor = |count: Count| count.households;
        let used = |is_first: bool| {
            End::ALL.into_iter().filter(move |end| {
                let on = |(from, to, _)| if is_first { from } else { to } == *end;
                matrix.cells().any(on)
            })
        };
        let (rows, columns): (Vec<End>, Vec<End>) = (used(true).collect(), used(false).collect());
        let relapse = &whole.relapse;
        let percent = |share| {
            format!("{} {}", ground::decimal(words.lang(), 100.0 * share, 1), words.percent())
        };
        let row = |from: &End| {
            let cells = columns.iter().map(|to| view.moved(matrix, &[*from], &[*to]));
            let sum = view.moved(matrix, &[*from], &End::ALL);
            (end(words, *from, true), cells.chain([sum]).collect())
        };
        let sums = columns.iter().map(|to| view.moved(matrix, &End::ALL, &[*to]));
        let corner = Cell { households: String::new(), persons: String::new(), url: None };
        let sums = (words.total(), sums.chain([corner]).collect());
        Found {
            sentence: words.movement_sentence(
                poor(whole.matrix.closing(Class::Poor)),
                question.asked.from,
                poor(whole.matrix.opening(Class::Poor)),
                question.asked.to,
            ),
            flow: charts::flow(&view, matrix),
            heads: columns.iter().map(|to| end(words, *to, false)).chain([words.total()]).collect(),
            matrix: rows.iter().map(row).chain([sums]).collect(),
            exited: view.count(relapse.exited, &[("what", "exited")]),
            again: view.count(relapse.again, &[("what", "again")]),
            share: relapse.share().map(percent),
            median: relapse
                .median_months()
                .map(|n| ground::decimal(words.lang(), n, usize::from(n.fract() > 0.0))),
            watched: view.count(relapse.watched, &[("what", "watched")]),
            persistence: charts::persistence(
                &view,
                &whole.persistence,
                &year_ends(question.asked.to),
            ),
            group_head: group_word(words, question.asked.by),
            lines: found
                .groups
                .iter()
                .map(|(group, found)| {
                    let view = View { group: Some(group.code()), ..view };
                    view.line(name(visitor, group), found, percent)
                })
                .collect(),
        }
    }
}

/// The whole place, or one group of it by its code.
pub(super) struct View<'a> {
    pub(super) words: &'static Words,
    question: &'a Question,
    group: Option<String>,
}

impl View<'_> {
    /// The list behind a number.
    pub(super) fn behind(&self, more: &[(&str, &str)]) -> String {
        let one: &[(&str, &str)] = match &self.group {
            Some(code) => &[("one", "yes"), ("group", code)],
            None => &[],
        };
        self.question.link("/movement/households", &[more, one].concat())
    }

    /// From any of some ends to any of others.
    fn moved(&self, matrix: &Matrix, from: &[End], to: &[End]) -> Cell {
        let cells = matrix.cells().filter(|(was, is, _)| from.contains(was) && to.contains(is));
        let (households, before, after) = cells.fold((0, 0, 0), |(h, b, a), (_, _, moved)| {
            (h + moved.households, b + moved.before, a + moved.after)
        });
        let words = self.words;
        let persons = match (before, after) {
            (before, after) if before == after => words.persons_counted(after),
            (before, 0) => words.persons_counted(before),
            (0, after) => words.persons_counted(after),
            (before, after) => words.movement_persons(after, before),
        };
        let url = || {
            let [was, is] = [from, to].map(codes);
            self.behind(&[("what", "moved"), ("was", &was), ("is", &is)])
        };
        Cell { households: words.number(households), persons, url: (households > 0).then(url) }
    }

    fn count(&self, count: Count, what: &[(&str, &str)]) -> Cell {
        let words = self.words;
        Cell {
            households: words.number(count.households),
            persons: words.persons_counted(count.persons),
            url: (count.households > 0).then(|| self.behind(what)),
        }
    }

    fn line(&self, name: String, found: &read::Found, percent: impl Fn(f64) -> String) -> Line {
        let poor = [End::Here(Class::Poor)];
        let rest = |ends: &str| -> Vec<End> { ends.split(',').filter_map(End::named).collect() };
        let (out, others) = (
            rest(&format!("near_poor,{ABOVE}")),
            rest(&format!("near_poor,{ABOVE},undetermined,elsewhere,absent")),
        );
        let matrix = &found.matrix;
        let times = YEARS.to_string();
        Line {
            name,
            cells: vec![
                self.moved(matrix, &poor, &End::ALL),
                self.moved(matrix, &poor, &out),
                self.moved(matrix, &others, &poor),
                self.moved(matrix, &End::ALL, &poor),
                self.count(found.relapse.exited, &[("what", "exited")]),
                self.count(found.relapse.again, &[("what", "again")]),
            ],
            share: found.relapse.share().map_or_else(|| "–".to_owned(), percent),
            always: self.count(found.persistence.0[YEARS], &[("what", "poor"), ("times", &times)]),
        }
    }
}

/// The words of some ends in an address; nothing for all of them.
fn codes(ends: &[End]) -> String {
    if ends.len() == End::ALL.len() {
        return String::new();
    }
    let words: Vec<&str> = ends.iter().map(|end| end.as_str()).collect();
    words.join(",")
}

/// Where a household stood on the first day, or on the second.
pub(super) fn end(words: &Words, end: End, is_first: bool) -> &'static str {
    let words: &'static Words = Words::of(words.lang());
    match (end, is_first) {
        (End::Here(class), _) => say::class(words, class),
        (End::Elsewhere, true) => words.movement_came(),
        (End::Elsewhere, false) => words.movement_went(),
        (End::Absent, true) => words.movement_not_yet(),
        (End::Absent, false) => words.movement_closed(),
    }
}

/// The name of a group.
pub(crate) fn name(visitor: &Visitor, group: &Group) -> String {
    let words = visitor.words();
    match group {
        Group::Unit(Some(unit)) => visitor.unit_name(*unit),
        Group::Unit(None) => words.unit_unassigned().to_owned(),
        Group::Area(Some(Area::Rural)) => words.area_rural().to_owned(),
        Group::Area(Some(Area::Urban)) => words.area_urban().to_owned(),
        Group::Ethnicity(Some(name)) => name.clone(),
        Group::Sex(sex) => say::sex(words, *sex).to_owned(),
        Group::Area(None) | Group::Ethnicity(None) => words.unknown().to_owned(),
    }
}
