//! `/`: what is due today, and how the unit stands.

mod charts;
mod counted;
mod due;
mod review;

use access::Scope;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use ground::{Day, Instant, Result, UnitId};
use law::Class;
use registry::due::Due;
use registry::figures::{
    self, ByClass, Count, DeprivationFigures, Frame as Map, MovementFigures, Rate, Resident,
    ReviewFigures, Table, Target,
};
use serde::Deserialize;
use ui::{Frame, NavItem, Words};

use crate::desk::Desk;
use crate::pages::households::behind;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

pub(crate) use charts::unit_map;
use due::DueItem;

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    show: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    /// The unit in view.
    unit: String,
    /// The day the figures are of.
    day: Day,
    /// The state of the registry that they show, where it is not the newest.
    as_of: Option<String>,
    /// Units above that the visitor may see.
    above: Vec<NavItem>,
    /// Units below.
    below: Vec<NavItem>,
    due: Vec<DueItem>,
    cards: Vec<Card>,
    deprivations: Vec<String>,
    flow: String,
    /// Which measure the map shows.
    measures: Vec<NavItem>,
    map: Option<String>,
}

/// One class: how many, which share, how far from the target.
struct Card {
    class: Class,
    households: String,
    persons: String,
    /// Rate of households, or why there is none.
    rate: std::result::Result<String, String>,
    target: Option<String>,
    url: String,
}

/// Everything read for one page.
struct Read {
    figures: Table<ReviewFigures>,
    movement: ByClass<Table<MovementFigures>>,
    deprivations: ByClass<DeprivationFigures>,
    targets: Vec<Target>,
    due: Due,
    review: review::Review,
    last_import: Option<intake::run::Import>,
    /// The state of the registry that the figures show, where it is not the newest.
    as_of: Option<Instant>,
}

/// The period and place of the figures.
pub(super) struct View<'a> {
    words: &'static Words,
    visitor: &'a Visitor,
    unit: UnitId,
    today: Day,
    /// The last day of the year before.
    opening: Day,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new().route("/", get(show))
}

async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    let (unit, scope) =
        visitor.chosen(Some(&asked.unit)).map_err(|problem| visitor.trouble(problem))?;
    let today = visitor.desk.today();
    let opening = Day::new(today.year() - 1, 12, 31).unwrap_or(today);
    let view = View { words: visitor.words(), visitor: &visitor, unit, today, opening };
    let map = behind::map(&visitor, &scope, today);
    let read = view.read(&map, &scope).await.map_err(|problem| visitor.trouble(problem))?;
    page(&view.page(&map, &read, &asked.show))
}

impl View<'_> {
    async fn read(&self, map: &Map<'_>, scope: &Scope) -> Result<Read> {
        let desk = &self.visitor.desk;
        let (today, year) = (self.today, self.today.year());
        let last_import = due::last_import(self.visitor, scope).await?;
        let tasks = review::read(self.visitor, self.unit, today).await?;
        let (counted, as_of) = counted::read(self, map, scope).await?;
        let mut tx = desk.database.read().await?;
        Ok(Read {
            figures: figures::review_of(&mut tx, map, counted.tally, year).await?,
            movement: counted.movement,
            deprivations: counted.deprivations,
            targets: figures::targets(&mut tx, self.unit, year).await?,
            due: registry::due::due_beside(&mut tx, map, counted.followed, today).await?,
            review: tasks,
            last_import,
            as_of,
        })
    }

    fn page(&self, map: &Map<'_>, read: &Read, show: &str) -> HomePage {
        let measure = charts::Measure::of(show);
        HomePage {
            frame: self.visitor.frame(self.words.nav_home()),
            unit: self.visitor.unit_name(self.unit),
            day: self.today,
            as_of: read.as_of.map(|older| crate::pages::jobs::when(self.words, older)),
            above: self.above(),
            below: self.below(),
            due: due::items(self, read),
            cards: [Class::Poor, Class::NearPoor].map(|class| self.card(class, read)).into(),
            deprivations: charts::deprivations(self, &read.deprivations),
            flow: charts::flow(self, &read.movement),
            measures: measure.choices(self),
            map: (map.rows().len() > 1).then(|| charts::map(self, measure, &read.figures)),
        }
    }

    fn card(&self, class: Class, read: &Read) -> Card {
        let lang = self.words.lang();
        let total = &read.figures.total;
        let count = of(class, total);
        let percent = self.words.percent();
        let rate = rate(count, total.residents.as_ref());
        let target = read.targets.iter().find(|target| target.class == class);
        Card {
            class,
            households: ground::integer(lang, count.households),
            persons: ground::integer(lang, count.persons),
            rate: match &rate {
                Rate::Percent(..) => {
                    Ok(format!("{} {percent}", rate.display(lang).unwrap_or_default()))
                }
                Rate::Refused(problem) => Err(self.words.problem(problem)),
            },
            target: target.map(|target| {
                format!("{} {percent}", ground::decimal(lang, target.rate as f64 / 100.0, 2))
            }),
            url: self.households(&[("class", class.as_str())]),
        }
    }

    /// The list of households of the unit in view.
    fn households(&self, query: &[(&str, &str)]) -> String {
        let unit = self.unit.to_string();
        ui::link("/households", &[&[("unit", unit.as_str())], query].concat())
    }

    fn above(&self) -> Vec<NavItem> {
        let (units, scope) = (self.visitor.desk.units, self.visitor.scope());
        let path = units.path(self.unit);
        let path = path.iter().map(|unit| unit.id).filter(|id| *id != self.unit);
        path.filter(|id| scope.within(*id, units, self.today).is_ok())
            .map(|id| self.choice(id))
            .collect()
    }

    fn below(&self) -> Vec<NavItem> {
        let units = self.visitor.desk.units;
        let mut children: Vec<UnitId> =
            units.children(self.unit, self.today).iter().map(|unit| unit.id).collect();
        if children.is_empty() {
            // A unit of the past is looked at through what it has become.
            children = units.communes(self.unit, self.today);
            children.retain(|id| *id != self.unit);
        }
        children.into_iter().map(|id| self.choice(id)).collect()
    }

    fn choice(&self, unit: UnitId) -> NavItem {
        let url = ui::link("/", &[("unit", &unit.to_string())]);
        NavItem { label: self.visitor.unit_name(unit), url, current: unit == self.unit }
    }
}

/// The households of a class.
fn of(class: Class, figures: &ReviewFigures) -> Count {
    match class {
        Class::Poor => figures.classes.poor,
        _ => figures.classes.near_poor,
    }
}

fn rate(count: Count, residents: Option<&Resident>) -> Rate {
    Rate::of(count.households, residents.map(|residents| residents.all.households))
}
