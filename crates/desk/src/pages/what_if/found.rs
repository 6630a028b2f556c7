//! What a comparison found, as the page prints it.

use ground::UnitId;
use law::Class;
use measures::planes::{By, Crossing, CrossingTotal, Moves, Unit};
use places::Level;
use registry::ethnicity;
use ui::Words;
use ui::chart::{Caption, Flow, Stream};

use super::asked::Asked;
use super::cost::Cost;
use crate::say;
use crate::visitor::Visitor;

/// Classes a snapshot can tell, in the order of the tables.
const CLASSES: [Class; 4] = [Class::Poor, Class::NearPoor, Class::NotPoor, Class::Undetermined];

/// Tables and chart of one comparison.
pub(super) struct Found {
    /// What changes, in a sentence.
    pub(super) sentence: String,
    pub(super) flow: String,
    /// Names of the classes after, heads of the matrix.
    pub(super) heads: Vec<&'static str>,
    /// Rows of the matrix: class before, then a cell for each class after.
    pub(super) matrix: Vec<(&'static str, Vec<Cell>)>,
    pub(super) cost: Cost,
    pub(super) units: Vec<Line>,
    pub(super) groups: Vec<Line>,
    pub(super) indicators: Vec<Line>,
}

/// A number and the list behind it.
pub(super) struct Cell {
    pub(super) households: String,
    pub(super) persons: String,
    /// No list behind nothing.
    pub(super) url: Option<String>,
}

/// A line of a breakdown: poor and near-poor before and after.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) poor: [String; 3],
    pub(super) near_poor: [String; 3],
    /// The list of those who become poor.
    pub(super) url: Option<String>,
}

impl Found {
    pub(super) fn of(visitor: &Visitor, asked: &Asked, unit: UnitId, crossing: &Crossing) -> Found {
        let words = visitor.words();
        let view = View { visitor, asked };
        let total = crossing.total();
        let moves = total.moves();
        let (was, is) = both(&moves, Class::Poor);
        let count = |number: u64| words.number(number as i64);
        Found {
            sentence: words.what_if_sentence(
                count(moves.arrived(Class::Poor, By::Household)),
                words.number(is),
                count(moves.left(Class::Poor, By::Household)),
                words.number(was),
            ),
            flow: view.flow(&total),
            heads: CLASSES.map(|class| say::class(words, class)).into(),
            matrix: CLASSES
                .map(|from| {
                    (say::class(words, from), CLASSES.map(|to| view.cell(&moves, from, to)).into())
                })
                .into(),
            cost: Cost::of(visitor, asked, &moves),
            units: view.units(unit, crossing),
            groups: crossing
                .by_ethnicity()
                .map(|(group, moves)| {
                    let name = ethnicity::named(group).unwrap_or(words.unknown());
                    view.line(name.to_owned(), &moves, &[("group", &group.to_string())])
                })
                .collect(),
            indicators: crossing
                .by_indicator()
                .map(|(code, moves)| {
                    view.line(view.indicator(code), &moves, &[("indicator", code)])
                })
                .collect(),
        }
    }
}

struct View<'a> {
    visitor: &'a Visitor,
    asked: &'a Asked,
}

impl View<'_> {
    fn behind(&self, more: &[(&str, &str)]) -> String {
        let asked = self.asked.fields().into_iter();
        let asked = asked.filter(|(name, _)| more.iter().all(|(other, _)| other != name));
        let fields: Vec<(&str, &str)> = asked.chain(more.iter().copied()).collect();
        ui::link("/what-if/households", &fields)
    }

    fn cell(&self, moves: &Moves<'_>, from: Class, to: Class) -> Cell {
        let words = self.visitor.words();
        let count = |by| words.number(moves.count(from, to, by) as i64);
        let some = moves.count(from, to, By::Household) > 0;
        let url = || self.behind(&[("was", from.as_str()), ("is", to.as_str())]);
        Cell { households: count(By::Household), persons: count(By::Person), url: some.then(url) }
    }

    fn flow(&self, total: &CrossingTotal) -> String {
        let words = self.visitor.words();
        let moves = total.moves();
        let names: Vec<String> =
            CLASSES.iter().map(|class| say::class(words, *class).to_owned()).collect();
        let pairs =
            (0..CLASSES.len()).flat_map(|from| (0..CLASSES.len()).map(move |to| (from, to)));
        // Those who are above the standard, or unknown, both times would leave no room for anybody else.
        let shown = pairs.filter(|pair| ![(2, 2), (3, 3)].contains(pair));
        let streams = shown.map(|(from, to)| Stream {
            from,
            to,
            count: moves.count(CLASSES[from], CLASSES[to], By::Household) as i64,
        });
        let chart = Flow {
            caption: Caption::new("flow", words.what_if_flow(), words.what_if_flow_sentence()),
            from_head: words.what_if_was().into(),
            to_head: words.what_if_is().into(),
            count_head: words.household_count().into(),
            left: names.clone(),
            right: names,
            streams: streams.collect(),
        };
        chart.render(words, |stream| {
            let pair = [("was", CLASSES[stream.from]), ("is", CLASSES[stream.to])];
            Some(self.behind(&pair.map(|(name, class)| (name, class.as_str()))))
        })
    }

    /// One line for each unit below the one in view.
    fn units(&self, unit: UnitId, crossing: &Crossing) -> Vec<Line> {
        let desk = &self.visitor.desk;
        let below = match desk.units.get(unit).map(|unit| unit.level) {
            None | Some(Level::Nation) => Level::Province,
            Some(_) => Level::Commune,
        };
        let row = |unit: &Unit| {
            UnitId(i64::from(if below == Level::Province { unit.province } else { unit.code }))
        };
        let line = |(unit, total): (UnitId, CrossingTotal)| {
            let name = self.visitor.unit_name(unit);
            self.line(name, &total.moves(), &[("unit", &unit.to_string())])
        };
        crossing.grouped(row).into_iter().map(line).collect()
    }

    fn line(&self, name: String, moves: &Moves<'_>, more: &[(&str, &str)]) -> Line {
        let words = self.visitor.words();
        let three = |class| {
            let (was, is) = both(moves, class);
            [words.number(was), words.number(is), signed(words, is - was)]
        };
        let behind = || self.behind(&[more, &[("is", "poor"), ("was", "other")]].concat());
        Line {
            name,
            poor: three(Class::Poor),
            near_poor: three(Class::NearPoor),
            url: (moves.arrived(Class::Poor, By::Household) > 0).then(behind),
        }
    }

    /// The indicator's name in the first standard that has it.
    fn indicator(&self, code: &str) -> String {
        let all = self.visitor.desk.law.standards().flat_map(law::Standard::indicators);
        let found = all.into_iter().find(|indicator| indicator.code == code);
        let lang = self.visitor.words().lang();
        found.map_or_else(|| code.to_owned(), |found| found.name.get(lang).to_owned())
    }
}

/// A change, with a plus when it is one.
pub(super) fn signed(words: &Words, change: i64) -> String {
    match change {
        up @ 1.. => format!("+{}", words.number(up)),
        other => words.number(other),
    }
}

/// Households in a class before and after.
fn both(moves: &Moves<'_>, class: Class) -> (i64, i64) {
    let stayed = moves.count(class, class, By::Household);
    let (left, came) = (moves.left(class, By::Household), moves.arrived(class, By::Household));
    ((stayed + left) as i64, (stayed + came) as i64)
}
