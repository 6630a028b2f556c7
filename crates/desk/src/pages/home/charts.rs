//! The charts of the first page.

use law::Class;
use places::Unit;
use registry::figures::{ByClass, DeprivationFigures, MovementFigures, Rate, ReviewFigures, Table};
use registry::status::Column;
use ui::NavItem;
use ui::chart::{Area, Bar, Bars, Boundaries, Caption, Flow, Mark, Stream, Tile, Tiles};

use super::{View, of, rate};
use crate::visitor::Visitor;

/// Width of the view box of a map with outlines; half a unit of it is finer than any screen shows.
const MAP_WIDTH: f64 = 1000.0;

/// What the map shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Share of poor households.
    PoorRate,
    /// Share of near-poor households.
    NearPoorRate,
    /// Number of poor households.
    Poor,
    /// Number of near-poor households.
    NearPoor,
}

impl Measure {
    const ALL: [Measure; 4] =
        [Measure::PoorRate, Measure::NearPoorRate, Measure::Poor, Measure::NearPoor];

    fn tag(self) -> &'static str {
        match self {
            Measure::PoorRate => "poor-rate",
            Measure::NearPoorRate => "near-poor-rate",
            Measure::Poor => "poor",
            Measure::NearPoor => "near-poor",
        }
    }

    pub(super) fn of(tag: &str) -> Measure {
        Measure::ALL.into_iter().find(|measure| measure.tag() == tag).unwrap_or(Measure::PoorRate)
    }

    fn class(self) -> Class {
        match self {
            Measure::PoorRate | Measure::Poor => Class::Poor,
            Measure::NearPoorRate | Measure::NearPoor => Class::NearPoor,
        }
    }

    fn is_rate(self) -> bool {
        matches!(self, Measure::PoorRate | Measure::NearPoorRate)
    }

    fn label(self, view: &View<'_>) -> &'static str {
        match self {
            Measure::PoorRate => view.words.home_poor_rate(),
            Measure::NearPoorRate => view.words.home_near_poor_rate(),
            Measure::Poor => view.words.home_poor_count(),
            Measure::NearPoor => view.words.home_near_poor_count(),
        }
    }

    /// The switch above the map.
    pub(super) fn choices(self, view: &View<'_>) -> Vec<NavItem> {
        let unit = view.unit.to_string();
        let item = |measure: Measure| NavItem {
            label: measure.label(view).to_owned(),
            url: ui::link("/", &[("unit", &unit), ("show", measure.tag())]) + "#map",
            current: measure == self,
        };
        Measure::ALL.map(item).into()
    }
}

/// The units below, each opening its households.
pub(super) fn map(view: &View<'_>, measure: Measure, review: &Table<ReviewFigures>) -> String {
    let units = view.visitor.desk.units;
    let rows: Vec<(&Unit, Option<Mark>)> = review
        .rows
        .iter()
        .filter_map(|row| {
            let unit = units.get(row.unit?)?;
            Some((unit, mark(view, measure, &row.figures).map(|mark| open(mark, unit, measure))))
        })
        .collect();
    unit_map(view.visitor, measure.label(view), &rows)
}

/// Units with a figure each: their real outlines where all of them are loaded, else one tile each, near
/// where it lies.
pub(crate) fn unit_map(visitor: &Visitor, label: &str, rows: &[(&Unit, Option<Mark>)]) -> String {
    let words = visitor.words();
    let units = visitor.desk.units;
    let most = rows.iter().filter_map(|(unit, mark)| Some((unit, mark.as_ref()?)));
    let sentence = match most.max_by(|(_, a), (_, b)| a.value.total_cmp(&b.value)) {
        Some((unit, mark)) => words.home_map_sentence(&unit.name, &mark.shown),
        None => words.home_map_empty().to_owned(),
    };
    let caption = Caption::new("map", label, sentence);
    let ids: Vec<_> = rows.iter().map(|(unit, _)| unit.id).collect();
    let found = |id| rows.iter().find(|(unit, _)| unit.id == id);
    let (label_head, value_head) = (words.unit().to_owned(), label.to_owned());
    let outlines = visitor.desk.boundaries.as_ref().map(|all| all.map(&ids, MAP_WIDTH, 0.5));
    if let Some(outlines) = outlines.filter(|map| map.missing.is_empty() && !map.paths.is_empty()) {
        let area = |path: places::BoundaryPath| {
            let (unit, mark) = found(path.unit)?;
            Some(Area {
                label: unit.name.clone(),
                path: path.d,
                middle: path.label,
                mark: mark.clone(),
            })
        };
        let view = [0.0, 0.0, outlines.width, outlines.height];
        let areas = outlines.paths.into_iter().filter_map(area).collect();
        return Boundaries { caption, label_head, value_head, view, areas }.render(words);
    }
    let tile = |(id, column, row)| {
        let (unit, mark) = found(id)?;
        Some(Tile { label: unit.name.clone(), column, row, mark: mark.clone() })
    };
    let tiles = units.tiles(&ids).into_iter().filter_map(tile).collect();
    Tiles { caption, label_head, value_head, tiles }.render(words)
}

/// The mark, opening the households behind it.
fn open(mark: Mark, unit: &Unit, measure: Measure) -> Mark {
    let (unit, class) = (unit.id.to_string(), measure.class().as_str());
    mark.linked(ui::link("/households", &[("unit", &unit), ("class", class)]))
}

fn mark(view: &View<'_>, measure: Measure, figures: &ReviewFigures) -> Option<Mark> {
    let count = of(measure.class(), figures);
    if !measure.is_rate() {
        return Some(Mark::count(view.words, count.households));
    }
    let rate = rate(count, figures.residents.as_ref());
    let shown = rate.display(view.words.lang())?;
    match rate {
        Rate::Percent(part, whole) => {
            let value = 100.0 * part as f64 / whole as f64;
            Some(Mark::new(value, format!("{shown} {}", view.words.percent())))
        }
        Rate::Refused(_) => None,
    }
}

/// Bars of what the poor and the near-poor lack, each opening its households.
pub(super) fn deprivations(view: &View<'_>, both: &ByClass<DeprivationFigures>) -> Vec<String> {
    let words = view.words;
    let law = &view.visitor.desk.law;
    let Some(standard) = registry::national_standard(law, view.today) else { return Vec::new() };
    let chart = |class: Class, figures: &DeprivationFigures| {
        let name = match class {
            Class::Poor => words.home_lacking_poor(),
            _ => words.home_lacking_near_poor(),
        };
        let bars: Vec<Bar> = standard
            .indicators()
            .iter()
            .map(|indicator| {
                let at = usize::from(indicator.order) - 1;
                let count = figures.deprived[at];
                // A list that gives scores only says nothing of any one indicator: that is no zero.
                let known = figures.unknown[at] < figures.evaluated.households;
                let order = indicator.order.to_string();
                let query = [("class", class.as_str()), ("deprived", order.as_str())];
                let mark = Mark::count(words, count).linked(view.households(&query));
                let mark = (known || figures.evaluated.households == 0).then_some(mark);
                Bar { label: indicator.name(words.lang()).into(), mark, target: None }
            })
            .collect();
        let most = bars.iter().filter_map(|bar| Some((bar, bar.mark.as_ref()?)));
        let most = most.max_by(|(_, a), (_, b)| a.value.total_cmp(&b.value));
        let whole = figures.evaluated.households;
        let sentence = match most.filter(|(_, mark)| mark.value > 0.0) {
            Some((bar, mark)) => words.home_lacking_sentence(&mark.shown, &bar.label, whole),
            None if figures.unknown.iter().any(|unknown| *unknown > 0) => {
                words.home_lacking_unknown().to_owned()
            }
            None => words.home_lacking_none().to_owned(),
        };
        let id = format!("lacking-{}", class.as_str().replace('_', "-"));
        let chart = Bars {
            caption: Caption::new(id, name, sentence),
            label_head: words.indicator().into(),
            value_head: words.household_count().into(),
            target_head: None,
            max: Some(whole.max(1) as f64),
            bars,
        };
        chart.render(words)
    };
    vec![chart(Class::Poor, &both.poor), chart(Class::NearPoor, &both.near_poor)]
}

/// Where the poor and the near-poor of the year's beginning are now, and where today's came from.
pub(super) fn flow(view: &View<'_>, both: &ByClass<Table<MovementFigures>>) -> String {
    let words = view.words;
    let poor = |column: Column| both.poor.total.column(column as usize).households;
    let near = |column: Column| both.near_poor.total.column(column as usize).households;
    let stayed = |of: &dyn Fn(Column) -> i64| {
        of(Column::Opening) - of(Column::Out2) - of(Column::Out3) - of(Column::OtherOut)
    };
    let arrived = |of: &dyn Fn(Column) -> i64| of(Column::Again) + of(Column::New);
    let streams = [
        (0, 0, stayed(&poor)),
        (0, 1, poor(Column::Out2)),
        (0, 2, poor(Column::Out3)),
        (0, 3, poor(Column::OtherOut)),
        (1, 0, near(Column::Out3)),
        (1, 1, stayed(&near)),
        (1, 2, near(Column::Out2)),
        (1, 3, near(Column::OtherOut)),
        (2, 0, arrived(&poor)),
        (2, 1, arrived(&near)),
        (3, 0, poor(Column::OtherIn)),
        (3, 1, near(Column::OtherIn)),
    ];
    let year = view.today.year().to_string();
    let out = poor(Column::Out2) + poor(Column::Out3);
    let chart = Flow {
        caption: Caption::new(
            "flow",
            words.home_flow(&year),
            words.home_flow_sentence(
                poor(Column::Closing),
                arrived(&poor),
                poor(Column::Opening),
                out,
            ),
        ),
        from_head: view.opening.vietnamese(),
        to_head: view.today.vietnamese(),
        count_head: words.household_count().into(),
        left: [
            words.class_poor(),
            words.class_near_poor(),
            words.home_above(),
            words.home_elsewhere(),
        ]
        .map(str::to_owned)
        .into(),
        right: [words.class_poor(), words.class_near_poor(), words.home_above(), words.home_gone()]
            .map(str::to_owned)
            .into(),
        streams: streams.map(|(from, to, count)| Stream { from, to, count }).into(),
    };
    chart.render(words, |stream| Some(behind(view, *stream)))
}

/// The list behind a stream: a cell of official table 2 or 3, or what its opening keeps.
fn behind(view: &View<'_>, stream: Stream) -> String {
    let (class, column) = match (stream.from, stream.to) {
        (0, 1) => ("poor", "2"),
        (0, 2) => ("poor", "3"),
        (0, 3) => ("poor", "4"),
        (1, 0) => ("near_poor", "3"),
        (1, 2) => ("near_poor", "2"),
        (1, 3) => ("near_poor", "4"),
        (2, 0) => ("poor", "6,7"),
        (2, 1) => ("near_poor", "6,7"),
        (3, 0) => ("poor", "8"),
        (3, 1) => ("near_poor", "8"),
        (0, _) => ("poor", "stayed"),
        _ => ("near_poor", "stayed"),
    };
    let (unit, from, to) =
        (view.unit.to_string(), view.opening.to_string(), view.today.to_string());
    let query =
        [("unit", &*unit), ("class", class), ("column", column), ("from", &from), ("to", &to)];
    ui::link("/households/moved", &query)
}
