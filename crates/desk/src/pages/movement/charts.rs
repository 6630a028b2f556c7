//! The flow between the two days, and how long households stayed poor.

use ground::Day;
use law::Class;
use registry::transitions::{End, Matrix, Persistence, YEARS};
use ui::chart::{Bar, Bars, Caption, Flow, Mark, Stream};

use super::found::{View, end};

/// Streams from one class to another; those who stay above the line or unknown would leave no room for
/// anybody else and are not drawn.
pub(super) fn flow(view: &View<'_>, matrix: &Matrix) -> String {
    let words = view.words;
    let below = |end| matches!(end, End::Here(Class::Poor | Class::NearPoor));
    let drawn = || matrix.cells().filter(|(from, to, _)| from != to || below(*from));
    let side = |is_first: bool| -> Vec<End> {
        let on = |wanted| drawn().any(|(from, to, _)| if is_first { from } else { to } == wanted);
        End::ALL.into_iter().filter(|end| on(*end)).collect()
    };
    let (left, right) = (side(true), side(false));
    let place = |side: &[End], wanted| side.iter().position(|end| *end == wanted);
    let streams = drawn().filter_map(|(from, to, moved)| {
        let (from, to) = (place(&left, from)?, place(&right, to)?);
        Some(Stream { from, to, count: moved.households })
    });
    let names = |side: &[End], is_first| {
        side.iter().map(|one| end(words, *one, is_first).to_owned()).collect()
    };
    let count = |from: &dyn Fn(End) -> bool, to: &dyn Fn(End) -> bool| -> i64 {
        let cells = matrix.cells().filter(|(was, is, _)| from(*was) && to(*is));
        cells.map(|(_, _, moved)| moved.households).sum()
    };
    let above = |end| matches!(end, End::Here(Class::AverageLiving | Class::NotPoor));
    let sentence = words.movement_flow_sentence(
        count(&|end| !below(end), &below),
        count(&below, &above),
        count(&below, &below),
    );
    let chart = Flow {
        caption: Caption::new("flow", words.movement_flow(), sentence),
        from_head: words.movement_first_day().into(),
        to_head: words.movement_second_day().into(),
        count_head: words.household_count().into(),
        left: names(&left, true),
        right: names(&right, false),
        streams: streams.collect(),
    };
    chart.render(words, |stream| {
        let (was, is) = (left[stream.from].as_str(), right[stream.to].as_str());
        Some(view.behind(&[("what", "moved"), ("was", was), ("is", is)]))
    })
}

/// Bars of households by the number of year-ends on which they were poor, all of them on top.
pub(super) fn persistence(view: &View<'_>, found: &Persistence, days: &[Day; YEARS]) -> String {
    let words = view.words;
    let bars = (1..=YEARS).rev().map(|times| {
        let households = found.0[times].households;
        let mark = Mark::count(words, households);
        let times = times.to_string();
        let url = view.behind(&[("what", "poor"), ("times", &times)]);
        Bar {
            label: words.movement_times(times, YEARS),
            mark: Some(if households > 0 { mark.linked(url) } else { mark }),
            target: None,
        }
    });
    let ever: i64 = found.0[1..].iter().map(|count| count.households).sum();
    let (first, last) = (days[YEARS - 1].year().to_string(), days[0].year().to_string());
    let sentence =
        words.movement_persistence_sentence(found.0[YEARS].households, ever, first, last);
    let chart = Bars {
        caption: Caption::new("persistence", words.movement_persistence(), sentence),
        label_head: words.movement_times_head().into(),
        value_head: words.household_count().into(),
        target_head: None,
        max: None,
        bars: bars.collect(),
    };
    chart.render(words)
}
