//! `/units/{id}?day=`: one unit, what it came from and became, what holds for it, what lies below.

use askama::Template;
use axum::extract::{Path, Query};
use ground::{Day, Period, Problem, UnitId};
use places::{Area, Dated, Succession, Unit};
use serde::Deserialize;
use ui::chart::{Caption, Mark, Tile, Tiles};
use ui::{Crumb, Frame, Words, link};

use super::{day_of, level_word, life};
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

/// More tiles than this say nothing on a page.
const MOST_TILES: usize = 250;

#[derive(Deserialize)]
pub(super) struct Asked {
    day: Option<String>,
}

#[derive(Template)]
#[template(path = "units/show.html")]
struct UnitPage {
    frame: Frame,
    level: &'static str,
    code: String,
    life: String,
    area: Option<String>,
    before: Vec<Relative>,
    after: Vec<Relative>,
    day: String,
    attributes: Vec<Attribute>,
    children: Vec<Relative>,
    map: Option<String>,
    /// The list of households here, when the visitor may see it.
    households: Option<String>,
    /// The tables of this unit, when the visitor may draw them up.
    reports: Option<String>,
}

/// Another unit with a word about it.
struct Relative {
    url: String,
    name: String,
    code: String,
    word: String,
}

struct Attribute {
    name: &'static str,
    /// Nothing when it is not known.
    value: Option<String>,
    period: String,
    act: String,
    verified: bool,
}

pub(super) async fn show(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Reply {
    let words = visitor.words();
    let units = visitor.desk.units;
    let missing = || visitor.trouble(Problem::missing("desk.unit.missing"));
    let id: UnitId = id.parse().map_err(|_| missing())?;
    let unit = units.get(id).ok_or_else(missing)?;
    let asked =
        day_of(&visitor, asked.day.as_deref()).map_err(|problem| visitor.trouble(problem))?;
    let day = unit.nearest(asked);
    let children = units.children(id, day);
    let relatives = |found: Vec<Succession>, day: Day| {
        let relative = |other: &Succession| {
            let word = if other.whole { words.units_whole() } else { words.units_part() };
            Some(relative(units.get(other.unit)?, day, word.to_owned()))
        };
        found.iter().filter_map(relative).collect()
    };
    let ended = unit.period.to.map(Day::next);
    let begun = unit.period.from.previous();
    let trail =
        units.path(id).into_iter().filter(|above| above.id != id && above.id != UnitId::NATION);
    let trail = std::iter::once(Crumb::new(words.nav_units(), "/units"))
        .chain(trail.map(|above| Crumb::new(&*above.full_name, address(above.id, day))));
    let covered = visitor.actor().covers(id, units);
    let here = |path: &str| Some(link(path, &[("unit", &id.to_string())])).filter(|_| covered);
    page(&UnitPage {
        frame: Frame { trail: trail.collect(), ..visitor.frame(&unit.full_name) },
        level: level_word(words, unit.level),
        code: unit.code.clone(),
        life: life(words, unit),
        area: unit.km2.map(|km2| words.units_km2(ground::decimal(words.lang(), km2, 1))),
        before: relatives(units.predecessors(id, begun), begun),
        after: ended.map_or_else(Vec::new, |ended| relatives(units.successors(id, ended), ended)),
        day: day.vietnamese(),
        attributes: attributes(&visitor, id, day),
        map: map(&visitor, &children, day),
        children: children
            .into_iter()
            .map(|child| relative(child, day, level_word(words, child.level).to_owned()))
            .collect(),
        households: here("/households"),
        reports: here("/reports").filter(|_| visitor.actor().may(access::Verb::Report)),
    })
}

fn address(id: UnitId, day: Day) -> String {
    link(&format!("/units/{id}"), &[("day", &day.vietnamese())])
}

fn relative(unit: &Unit, day: Day, word: String) -> Relative {
    Relative {
        url: address(unit.id, day),
        name: unit.full_name.clone(),
        code: unit.code.clone(),
        word,
    }
}

fn attributes(visitor: &Visitor, id: UnitId, day: Day) -> Vec<Attribute> {
    let words = visitor.words();
    let units = visitor.desk.units;
    let area = |area| match area {
        Area::Rural => words.area_rural().to_owned(),
        Area::Urban => words.area_urban().to_owned(),
    };
    vec![
        attribute(words, words.units_attribute_area(), units.area(id, day), area),
        attribute(words, words.units_attribute_difficulty(), units.difficulty(id, day), |class| {
            words.units_difficulty(class.as_str())
        }),
        attribute(words, words.units_attribute_region(), units.region(id, day), |region| {
            region.as_str().to_owned()
        }),
    ]
}

fn attribute<T>(
    words: &Words,
    name: &'static str,
    dated: Option<Dated<T>>,
    say: impl Fn(T) -> String,
) -> Attribute {
    match dated {
        None => Attribute {
            name,
            value: None,
            period: String::new(),
            act: String::new(),
            verified: true,
        },
        Some(dated) => Attribute {
            name,
            value: Some(say(dated.value)),
            period: period(words, dated.period),
            act: dated.act,
            verified: dated.verified,
        },
    }
}

/// As `life`, for an attribute.
fn period(words: &Words, period: Period) -> String {
    match (period.from.year() == 2000, period.to) {
        (true, None) => words.units_life_always().to_owned(),
        (true, Some(to)) => words.units_life_until(to),
        (false, None) => words.units_life_from(period.from),
        (false, Some(to)) => words.units_life_between(period.from, to),
    }
}

fn map(visitor: &Visitor, children: &[&Unit], day: Day) -> Option<String> {
    if children.len() < 2 || children.len() > MOST_TILES {
        return None;
    }
    let words = visitor.words();
    let ids: Vec<UnitId> = children.iter().map(|child| child.id).collect();
    let tiles = visitor.desk.units.tiles(&ids).into_iter().filter_map(|(id, column, row)| {
        let unit = visitor.desk.units.get(id)?;
        let mark = unit.km2.map(|km2| {
            Mark::new(km2, ground::decimal(words.lang(), km2, 0)).linked(address(id, day))
        });
        Some(Tile { label: unit.name.clone(), column, row, mark })
    });
    let chart = Tiles {
        caption: Caption::new("map", words.units_map(), words.units_map_sentence(children.len())),
        label_head: words.units_name().to_owned(),
        value_head: words.units_area().to_owned(),
        tiles: tiles.collect(),
    };
    Some(chart.render(words))
}
