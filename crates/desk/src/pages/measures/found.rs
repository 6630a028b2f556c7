//! What was found, as the page prints it.

use std::collections::BTreeSet;

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
    /// How many the figures of the earlier day rest on, and the list of those left out.
    pub(super) basis: String,
    pub(super) excluded: Option<String>,
    pub(super) lines: Vec<ChangeLine>,
    /// The poor of each group on both days: name, then, now, difference of the ratios.
    pub(super) groups: Vec<(String, Counted, Counted, String)>,
}

/// One figure on both days.
pub(super) struct ChangeLine {
    pub(super) name: String,
    /// Then and now, each with the list of the households counted.
    pub(super) levels: [(String, Option<String>); 2],
    /// Absolute, relative; both per year.
    pub(super) changes: [String; 4],
}

/// Says in an address that the earlier of the two days is meant.
pub(super) const THEN: &str = "then";

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
            basis: view.basis(&tally),
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

    /// How many the figures rest on, and how many were left out.
    fn basis(&self, tally: &Tally<'_>) -> String {
        let (words, by) = (self.say.words, self.question.by);
        let (all, out) = (tally.all(by), tally.excluded(by));
        let share = self.say.percent((all > 0).then(|| out as f64 / all as f64));
        let (counted, out) = (tally.counted(by) as i64, out as i64);
        match by {
            By::Household => words.measures_basis_households(counted, out, share),
            By::Person => words.measures_basis_persons(counted, out, share),
        }
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
            let level = |of: &OfDay, estimate: Option<f64>, on: &'static str| {
                let tally = of.whole.tally();
                let at = new.indicator.as_deref().and_then(|code| self.place(code));
                let url = match (new.measure, at) {
                    (Measure::Hdk, Some((at, code))) => {
                        let what = [("what", "censored"), ("indicator", code), ("on", on)];
                        self.link(tally.censored(at, By::Household), &what)
                    }
                    _ => self.link(tally.poor(By::Household), &[("what", "poor"), ("on", on)]),
                };
                (share(estimate), url)
            };
            ChangeLine {
                levels: [level(then, old.estimate, THEN), level(now, new.estimate, "")],
                changes: [
                    share(one(Change::Absolute, false)),
                    percent(one(Change::Relative, false)),
                    share(one(Change::Absolute, true)),
                    percent(one(Change::Relative, true)),
                ],
                name,
            }
        });
        let tally = then.whole.tally();
        let left_out = [("what", "excluded"), ("on", THEN)];
        Changes {
            from: then.day.vietnamese(),
            to: now.day.vietnamese(),
            basis: self.basis(&tally),
            excluded: self.link(tally.excluded(By::Household), &left_out),
            lines: lines.collect(),
            groups: self.groups(then, now),
        }
    }

    /// The poor of each group that there was on either day.
    fn groups(&self, then: &OfDay, now: &OfDay) -> Vec<(String, Counted, Counted, String)> {
        let all: BTreeSet<&Group> = then.groups.keys().chain(now.groups.keys()).collect();
        let line = |group: &Group| {
            let (before, after) = (then.groups.get(group), now.groups.get(group));
            let ratio = |total: &Total| total.tally().headcount(self.question.by);
            let both = before.and_then(ratio).zip(after.and_then(ratio));
            let difference = self.say.number(both.map(|(before, after)| after - before), 4);
            let (before, after) = (self.poor(group, before, THEN), self.poor(group, after, ""));
            (name(self.visitor, group), before, after, difference)
        };
        all.into_iter().map(line).collect()
    }

    /// The poor of a group on one of the days.
    fn poor(&self, group: &Group, total: Option<&Total>, on: &str) -> Counted {
        let Some(total) = total else { return self.counted((0, 0), 0, &[]) };
        let (tally, by, code) = (total.tally(), self.question.by, group.code());
        let what = [("what", "poor"), ("one", "yes"), ("group", &*code), ("on", on)];
        self.counted((tally.poor(by), tally.poor(By::Household)), tally.counted(by), &what)
    }

    /// Where an indicator stands among those of the standard.
    fn place(&self, code: &str) -> Option<(usize, &str)> {
        let all = self.question.standard.indicators().iter().enumerate();
        let mut found = all.filter(|(_, one)| one.code == code);
        found.next().map(|(at, one)| (at, &*one.code))
    }
}
