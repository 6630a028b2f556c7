//! Bars of headcounts and contributions, and the map.

use measures::Measure;
use measures::planes::{By, Tally, Total};
use registry::transitions::Group;
use ui::chart::{Bar, Bars, Caption, Mark};
use ui::{NavItem, Words};

use super::asked::Asked;
use super::found::View;
use crate::pages::home::unit_map;

/// The figure on the map.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    H,
    A,
    M0,
}

impl Show {
    const ALL: [Show; 3] = [Show::H, Show::A, Show::M0];

    fn tag(self) -> &'static str {
        match self {
            Show::H => "H",
            Show::A => "A",
            Show::M0 => "M0",
        }
    }

    fn of(tag: &str) -> Show {
        Show::ALL.into_iter().find(|show| show.tag() == tag).unwrap_or(Show::H)
    }

    fn word(self, words: &Words) -> &'static str {
        let words: &'static Words = Words::of(words.lang());
        match self {
            Show::H => words.measures_h(),
            Show::A => words.measures_a(),
            Show::M0 => words.measures_m0(),
        }
    }

    /// The switch above the map.
    pub(super) fn choices(asked: &Asked, words: &Words) -> Vec<NavItem> {
        let item = |show: Show| NavItem {
            label: show.word(words).to_owned(),
            url: asked.link("/measures", &[("show", show.tag())]) + "#map",
            current: show == Show::of(&asked.show),
        };
        Show::ALL.map(item).into()
    }
}

/// The units below, shaded by the figure chosen; nothing where groups are not units or there is one.
pub(super) fn map(view: &View<'_>, groups: &[(String, &Group, &Total)]) -> Option<String> {
    let words = view.say.words;
    let show = Show::of(&view.asked.show);
    let by = view.question.by;
    let rows: Vec<_> = groups
        .iter()
        .filter_map(|(_, group, total)| {
            let Group::Unit(Some(unit)) = group else { return None };
            let (unit, tally) = (view.visitor.desk.units.get(*unit)?, total.tally());
            let mark = match show {
                Show::H => tally.headcount(by).map(|h| (h, view.say.percent(Some(h)))),
                Show::A => tally.intensity(by).map(|a| (a, view.say.percent(Some(a)))),
                Show::M0 => tally.adjusted(by).map(|m| (m, view.say.number(Some(m), 4))),
            };
            let code = unit.id.to_string();
            let url = view.asked.link("/measures", &[("unit", &code)]);
            // Shades are told in hundredths.
            Some((unit, mark.map(|(value, shown)| Mark::new(100.0 * value, shown).linked(url))))
        })
        .collect();
    (rows.len() > 1).then(|| unit_map(view.visitor, show.word(words), &rows))
}

/// Censored beside raw headcounts, and contributions.
pub(super) fn indicators(view: &View<'_>, tally: &Tally<'_>) -> Vec<String> {
    let words = view.say.words;
    let by = view.question.by;
    let indicators = view.question.standard.indicators();
    let counted = tally.counted(by);
    let ratio = |part: u64| (counted > 0).then(|| part as f64 / counted as f64);
    let largest = |figure: &dyn Fn(usize) -> Option<f64>| {
        let all = indicators.iter().enumerate().filter_map(|(at, one)| Some((one, figure(at)?)));
        all.filter(|(_, value)| *value > 0.0).max_by(|(_, a), (_, b)| a.total_cmp(b))
    };
    let sentence = |figure: &dyn Fn(usize) -> Option<f64>| match largest(figure) {
        Some((one, value)) => {
            words.measures_largest(one.name(view.lang()), view.say.percent(Some(value)))
        }
        None => words.measures_nobody().to_owned(),
    };
    let chart = |id: &str, title: &str, figure: &dyn Fn(usize) -> Option<f64>, raw: bool| {
        let bars = indicators.iter().enumerate().map(|(at, one)| {
            let mark = |value: f64| Mark::new(value, view.say.percent(Some(value)));
            let of = [("what", "censored"), ("indicator", &*one.code)];
            let url = view.link(tally.censored(at, By::Household), &of);
            Bar {
                label: one.name(view.lang()).to_owned(),
                mark: figure(at).map(|value| Mark { url, ..mark(value) }),
                target: raw.then(|| ratio(tally.raw(at, by)).map(mark)).flatten(),
            }
        });
        let chart = Bars {
            caption: Caption::new(id, title, sentence(figure)),
            label_head: words.indicator().into(),
            value_head: title.into(),
            target_head: raw.then(|| words.measures_hd().into()),
            max: None,
            bars: bars.collect(),
        };
        chart.render(words)
    };
    vec![
        chart("censored", words.measures_hdk(), &|at| ratio(tally.censored(at, by)), true),
        chart("contributions", words.measures_pctb(), &|at| tally.share(at, by), false),
    ]
}

/// What a figure of the long list is called on the page.
pub(super) fn figure_name(view: &View<'_>, measure: Measure, indicator: Option<&str>) -> String {
    let words = view.say.words;
    let measure = match measure {
        Measure::H => words.measures_h(),
        Measure::A => words.measures_a(),
        Measure::M0 => words.measures_m0(),
        Measure::Hd => words.measures_hd(),
        Measure::Hdk => words.measures_hdk(),
        Measure::Actb => words.measures_actb(),
        Measure::Pctb => words.measures_pctb(),
        Measure::Transition => words.movement(),
    };
    let Some(code) = indicator else { return measure.to_owned() };
    let indicators = view.question.standard.indicators();
    let lang = view.lang();
    let name = match indicators.iter().find(|one| one.code == code) {
        Some(one) => one.name(lang),
        None => indicators
            .iter()
            .find(|one| one.dimension.get(ground::Lang::En) == code)
            .map_or(code, |one| one.dimension.get(lang)),
    };
    format!("{measure}: {name}")
}
