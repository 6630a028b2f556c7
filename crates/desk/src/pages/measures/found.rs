//! What was found, as the page prints it.

use ground::Lang;
use law::Status;
use measures::census::{Named, changes};
use measures::planes::{By, Tally, Total};
use measures::{Change, Measure};
use registry::transitions::Group;
use ui::Words;

use super::asked::{Asked, OfDay, Question, Read};
use super::charts;
use crate::pages::movement::asked::group_word;
use crate::pages::movement::found::name;
use crate::visitor::Visitor;

/// Tables and charts of one question.
pub(super) struct Found {
    /// How many the figures rest on, and how many were left out.
    pub(super) basis: String,
    /// The list of those left out.
    pub(super) excluded: Option<String>,
    /// H, A, M0 with names, figures, and what stands below.
    pub(super) cards: Vec<(&'static str, String, Option<String>)>,
    pub(super) charts: Vec<String>,
    pub(super) map: Option<String>,
    pub(super) indicators: Vec<IndicatorLine>,
    /// Dimension, its contribution and its share.
    pub(super) dimensions: Vec<(String, [String; 2])>,
    pub(super) group_head: &'static str,
    pub(super) lines: Vec<GroupLine>,
    pub(super) changes: Option<Changes>,
    /// Whether a figure of the standard has not been compared with the gazette, or is invented.
    pub(super) unverified: bool,
    pub(super) specimen: bool,
}

/// One indicator.
pub(super) struct IndicatorLine {
    pub(super) name: String,
    pub(super) weight: String,
    /// Raw and censored headcount ratio with the number of households and the list behind it.
    pub(super) raw: Counted,
    pub(super) censored: Counted,
    pub(super) contribution: String,
    pub(super) share: String,
}

/// A ratio, the households in it and their list.
pub(super) struct Counted {
    pub(super) ratio: String,
    pub(super) households: String,
    pub(super) url: Option<String>,
}

/// One group.
pub(super) struct GroupLine {
    pub(super) name: String,
    pub(super) poor: Counted,
    pub(super) a: String,
    pub(super) m0: String,
    pub(super) counted: String,
    pub(super) excluded: Counted,
}

/// Two days side by side.
pub(super) struct Changes {
    pub(super) from: String,
    pub(super) to: String,
    /// Name; before, after; absolute, relative; both per year.
    pub(super) lines: Vec<(String, [String; 6])>,
}

/// Numbers in the reader's language.
#[derive(Clone, Copy)]
pub(super) struct Say {
    pub(super) words: &'static Words,
}

impl Say {
    pub(super) fn percent(self, share: Option<f64>) -> String {
        let shown = |share: f64| {
            let number = ground::decimal(self.words.lang(), 100.0 * share, 1);
            format!("{number} {}", self.words.percent())
        };
        share.map_or_else(|| "–".to_owned(), shown)
    }

    pub(super) fn number(self, number: Option<f64>, decimals: usize) -> String {
        let shown = |number| ground::decimal(self.words.lang(), number, decimals);
        number.map_or_else(|| "–".to_owned(), shown)
    }
}

impl Found {
    pub(super) fn of(
        visitor: &Visitor,
        asked: &Asked,
        question: &Question<'_>,
        read: &Read,
    ) -> Found {
        let words = visitor.words();
        let view = View { visitor, asked, question, say: Say { words } };
        let tally = read.now.whole.tally();
        let by = question.by;
        let (all, out) = (tally.all(by), tally.excluded(by));
        let share = (all > 0).then(|| out as f64 / all as f64);
        let basis = match by {
            By::Household => words.measures_basis_households(
                tally.counted(by) as i64,
                out as i64,
                view.say.percent(share),
            ),
            By::Person => words.measures_basis_persons(
                tally.counted(by) as i64,
                out as i64,
                view.say.percent(share),
            ),
        };
        let groups: Vec<(String, &Group, &Total)> = read
            .now
            .groups
            .iter()
            .map(|(group, total)| (name(visitor, group), group, total))
            .collect();
        let rests_on = |status: Status| {
            let values = question.standard.values().iter();
            values.flat_map(|value| &value.figures).any(|one| one.citation.status == status)
        };
        Found {
            basis,
            excluded: view.link(tally.excluded(By::Household), &[("what", "excluded")]),
            cards: view.cards(&tally),
            charts: charts::indicators(&view, &tally),
            map: charts::map(&view, &groups),
            indicators: view.indicators(&tally),
            dimensions: view.dimensions(&tally),
            group_head: group_word(words, question.groups),
            lines: groups
                .iter()
                .map(|(name, group, total)| view.line(name, group, total))
                .collect(),
            changes: read.then.as_ref().map(|then| view.changes(then, &read.now)),
            unverified: rests_on(Status::Unverified),
            specimen: rests_on(Status::Specimen),
        }
    }
}

pub(super) struct View<'a> {
    pub(super) visitor: &'a Visitor,
    pub(super) asked: &'a Asked,
    pub(super) question: &'a Question<'a>,
    pub(super) say: Say,
}

impl View<'_> {
    pub(super) fn lang(&self) -> Lang {
        self.say.words.lang()
    }

    /// The list behind so many households; none behind nothing.
    pub(super) fn link(&self, households: u64, more: &[(&str, &str)]) -> Option<String> {
        (households > 0).then(|| self.asked.link("/measures/households", more))
    }

    fn counted(&self, part: (u64, u64), whole: u64, more: &[(&str, &str)]) -> Counted {
        let (shown, households) = part;
        let ratio = (whole > 0).then(|| shown as f64 / whole as f64);
        Counted {
            ratio: self.say.percent(ratio),
            households: self.say.words.households_counted(households as i64),
            url: self.link(households, more),
        }
    }

    fn cards(&self, tally: &Tally<'_>) -> Vec<(&'static str, String, Option<String>)> {
        let (words, by) = (self.say.words, self.question.by);
        let poor = self.link(tally.poor(By::Household), &[("what", "poor")]);
        vec![
            (words.measures_h(), self.say.percent(tally.headcount(by)), poor),
            (words.measures_a(), self.say.percent(tally.intensity(by)), None),
            (words.measures_m0(), self.say.number(tally.adjusted(by), 4), None),
        ]
    }

    fn indicators(&self, tally: &Tally<'_>) -> Vec<IndicatorLine> {
        let by = self.question.by;
        let line = |(at, one): (usize, &law::Indicator)| {
            let of = |what| [("what", what), ("indicator", &*one.code)];
            let raw = (tally.raw(at, by), tally.raw(at, By::Household));
            let censored = (tally.censored(at, by), tally.censored(at, By::Household));
            IndicatorLine {
                name: one.name(self.lang()).to_owned(),
                weight: self.say.percent(Some(self.question.index.weight(at))),
                raw: self.counted(raw, tally.counted(by), &of("raw")),
                censored: self.counted(censored, tally.counted(by), &of("censored")),
                contribution: self.say.number(tally.contribution(at, by), 4),
                share: self.say.percent(tally.share(at, by)),
            }
        };
        self.question.standard.indicators().iter().enumerate().map(line).collect()
    }

    fn dimensions(&self, tally: &Tally<'_>) -> Vec<(String, [String; 2])> {
        let by = self.question.by;
        let indicators = self.question.standard.indicators();
        let line = |(_, places): (String, Vec<usize>)| {
            let sum = |of: &dyn Fn(usize) -> Option<f64>| places.iter().map(|at| of(*at)).sum();
            let name = indicators[places[0]].dimension.get(self.lang()).to_owned();
            let contribution = self.say.number(sum(&|at| tally.contribution(at, by)), 4);
            (name, [contribution, self.say.percent(sum(&|at| tally.share(at, by)))])
        };
        self.question.index.dimensions().into_iter().map(line).collect()
    }

    fn line(&self, name: &str, group: &Group, total: &Total) -> GroupLine {
        let (tally, by, code) = (total.tally(), self.question.by, group.code());
        let of = |what| [("what", what), ("one", "yes"), ("group", &*code)];
        let poor = (tally.poor(by), tally.poor(By::Household));
        let excluded = (tally.excluded(by), tally.excluded(By::Household));
        GroupLine {
            name: name.to_owned(),
            poor: self.counted(poor, tally.counted(by), &of("poor")),
            a: self.say.percent(tally.intensity(by)),
            m0: self.say.number(tally.adjusted(by), 4),
            counted: self.say.words.number(tally.counted(by) as i64),
            excluded: self.counted(excluded, tally.all(by), &of("excluded")),
        }
    }

    fn changes(&self, then: &OfDay, now: &OfDay) -> Changes {
        let index = &self.question.index;
        let levels = |of: &OfDay| {
            let named = Named { time: of.day.to_string(), ..Named::default() };
            let mut all = index.levels(&of.whole.tally(), self.question.by, &named);
            // What follows from these is in the file.
            all.retain(|one| {
                [Measure::H, Measure::A, Measure::M0, Measure::Hdk].contains(&one.measure)
            });
            all
        };
        let (before, after) = (levels(then), levels(now));
        let years = super::long::years(then.day, now.day);
        let lines = before.iter().zip(&after).map(|(old, new)| {
            let all = changes(std::slice::from_ref(old), std::slice::from_ref(new), years);
            let one = |change, annualised| {
                let found =
                    all.iter().find(|one| (one.change, one.annualised) == (change, annualised));
                found.and_then(|one| one.estimate)
            };
            let share = |number: Option<f64>| self.say.number(number, 4);
            let percent = |n: Option<f64>| self.say.percent(n.map(|n| n / 100.0));
            let name = charts::figure_name(self, new.measure, new.indicator.as_deref());
            let cells = [
                share(old.estimate),
                share(new.estimate),
                share(one(Change::Absolute, false)),
                percent(one(Change::Relative, false)),
                share(one(Change::Absolute, true)),
                percent(one(Change::Relative, true)),
            ];
            (name, cells)
        });
        Changes { from: then.day.vietnamese(), to: now.day.vietnamese(), lines: lines.collect() }
    }
}
