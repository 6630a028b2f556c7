//! `/households`: lists of households, by filter, by search, and behind a number.

pub(crate) mod behind;
mod filter;
mod lines;

use access::{Scope, Verb};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use ground::{Result, UnitId};
use registry::household::{self, Cursor, Sort};
use registry::search;
use store::Tx;
use ui::{Choice, Column, Direction, Form, Frame, Pager};

use crate::desk::Desk;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;
use filter::Asked;
pub(crate) use lines::{Row, rows};

/// Lines on one page.
const LINES: usize = 50;
/// Hits of one search; who gets more types more of the name.
const HITS: usize = 60;
/// Units, and villages, offered when nobody is found.
const PLACES: usize = 20;

#[derive(Template)]
#[template(path = "households/list.html")]
struct ListPage {
    frame: Frame,
    /// The unit in view.
    unit: String,
    form: Form,
    choices: Choices,
    /// Whether one of the rarer filters is in use.
    more: bool,
    /// How many there are, in words.
    counted: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// Whether a column says the commune.
    many_units: bool,
    pager: Pager,
    /// The list from its beginning, on a later page.
    first: Option<String>,
    /// Whether the visitor may register a household.
    may_register: bool,
}

#[derive(Template)]
#[template(path = "households/found.html")]
struct FoundPage {
    frame: Frame,
    form: Form,
    counted: String,
    hits: Vec<Found>,
    /// Units and villages of that name, when nobody is found: the label, and the list of households.
    places: Vec<(String, String)>,
}

/// Somebody a search found.
struct Found {
    name: String,
    /// Year of birth.
    born: String,
    /// Head of the household, when somebody else was found.
    head: String,
    code: String,
    unit: String,
    class: &'static str,
    gone: bool,
    url: String,
}

/// What the filters offer.
struct Choices {
    units: Vec<Choice>,
    classes: Vec<Choice>,
    villages: Vec<Choice>,
    groups: Vec<Choice>,
    indicators: Vec<Choice>,
    movements: Vec<Choice>,
}

pub(crate) fn routes() -> Router<Desk> {
    Router::new()
        .route("/households", get(list))
        .route("/households/due", get(behind::due))
        .route("/households/moved", get(behind::moved))
}

async fn list(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    let shown = if asked.q.trim().is_empty() {
        listed(&visitor, &asked).await.map(|shown| page(&shown))
    } else {
        found(&visitor, &asked).await.map(|shown| page(&shown))
    };
    shown.map_err(|problem| visitor.trouble(problem))?
}

async fn listed(visitor: &Visitor, asked: &Asked) -> Result<ListPage> {
    let (unit, scope) = visitor.chosen(Some(&asked.unit))?;
    let words = visitor.words();
    let filter = asked.filter(visitor)?;
    let sort = if asked.sort == "code" { Sort::Code } else { Sort::Name };
    let after: Option<Cursor> =
        if asked.after.is_empty() { None } else { Some(asked.after.parse()?) };
    let mut tx = visitor.desk.database.read().await?;
    let count = household::count(&mut tx, &scope, &filter).await?;
    let communes = scope.listed(visitor.desk.units, visitor.desk.today());
    let found = household::list(&mut tx, &communes, &filter, sort, after.as_ref(), LINES).await?;
    let villages = match &scope {
        Scope::Communes(communes) if communes.len() == 1 => {
            household::villages(&mut tx, communes[0]).await?
        }
        _ => Vec::new(),
    };
    let many_units = !matches!(&scope, Scope::Communes(communes) if communes.len() == 1);
    let sorted = |this| (this == sort).then_some(Direction::Up);
    let mut columns = vec![
        Column::new(words.head_of_household())
            .sorting(asked.link(&[("sort", "")]), sorted(Sort::Name)),
        Column::new(words.household_code())
            .sorting(asked.link(&[("sort", "code")]), sorted(Sort::Code)),
    ];
    columns.extend(many_units.then(|| Column::new(words.commune())));
    columns.extend([
        Column::new(words.village()),
        Column::numeric(words.members()),
        Column::new(words.class()),
        Column::new(words.households_since()),
        Column::numeric(words.households_findings()),
    ]);
    Ok(ListPage {
        frame: visitor.frame(words.household_list()),
        unit: visitor.unit_name(unit),
        form: asked.form(),
        more: asked.is_narrow(),
        choices: choices(visitor, unit, villages),
        counted: words.households_and_persons(count.households, count.persons),
        columns,
        rows: rows(visitor, found.lines),
        many_units,
        pager: Pager {
            rows: String::new(),
            page: String::new(),
            previous: None,
            next: found.next.map(|next| asked.link(&[("after", &next.to_string())])),
        },
        first: (!asked.after.is_empty()).then(|| asked.link(&[("after", "")])),
        may_register: visitor.actor().may(Verb::EditHousehold),
    })
}

async fn found(visitor: &Visitor, asked: &Asked) -> Result<FoundPage> {
    let (_, scope) = visitor.chosen(Some(&asked.unit))?;
    let words = visitor.words();
    let desk = &visitor.desk;
    // An exact ID number finds its bearer for those who may see numbers anyway.
    let seal = visitor.actor().may(Verb::ViewIdentity).then_some(&*desk.seal);
    let mut tx = desk.database.read().await?;
    let hits =
        search::search(&mut tx, desk.units, &scope, desk.today(), seal, &asked.q, HITS).await?;
    let places = match hits.hits.len() {
        0 => places(visitor, &mut tx, &scope, asked.q.trim()).await?,
        _ => Vec::new(),
    };
    let counted = match (hits.hits.len(), hits.more) {
        (0, _) if !places.is_empty() => words.found_places(asked.q.trim()),
        (0, _) => words.found_none(asked.q.trim()),
        (count, false) => words.found_counted(count, asked.q.trim()),
        (count, true) => words.found_more(count, asked.q.trim()),
    };
    let found = hits.hits.into_iter().map(|hit| Found {
        head: if hit.name == hit.head { String::new() } else { hit.head },
        name: hit.name,
        born: hit.birth_year.map_or_else(String::new, |year| year.to_string()),
        code: hit.code.unwrap_or_default(),
        unit: visitor.unit_name(hit.unit),
        class: crate::say::class_code(hit.class, hit.surveyed),
        gone: hit.gone.is_some(),
        url: format!("/households/{}", hit.household),
    });
    let mut frame = visitor.frame(words.found_title());
    asked.q.trim().clone_into(&mut frame.search);
    Ok(FoundPage { frame, form: asked.form(), counted, hits: found.collect(), places })
}

/// Units and villages of that name in the scope, with their lists of households.
async fn places(
    visitor: &Visitor,
    tx: &mut Tx,
    scope: &Scope,
    text: &str,
) -> Result<Vec<(String, String)>> {
    let (units, today) = (visitor.desk.units, visitor.desk.today());
    let list = |unit: UnitId, village: &str| {
        ui::link("/households", &[("unit", &unit.to_string()), ("village", village)])
    };
    let mut found: Vec<(String, String)> = units
        .search(text, today, PLACES)
        .into_iter()
        .filter(|unit| scope.within(unit.id, units, today).is_ok())
        .map(|unit| (unit.full_name.clone(), list(unit.id, "")))
        .collect();
    for village in search::villages(tx, scope, text, PLACES).await? {
        let label = format!("{} · {}", village.name, visitor.unit_name(village.unit));
        found.push((label, list(village.unit, &village.id.to_string())));
    }
    Ok(found)
}

fn choices(visitor: &Visitor, unit: UnitId, villages: Vec<(ground::VillageId, String)>) -> Choices {
    let words = visitor.words();
    let (units, today) = (visitor.desk.units, visitor.desk.today());
    let choice = |unit: UnitId| Choice::new(unit.to_string(), visitor.unit_name(unit));
    let own = visitor.actor().unit;
    let mut near = vec![own];
    near.extend(units.path(unit).iter().map(|unit| unit.id));
    near.extend(units.children(unit, today).iter().map(|unit| unit.id));
    near.extend(units.children(own, today).iter().map(|unit| unit.id));
    let scope = visitor.scope();
    let mut seen = std::collections::HashSet::new();
    near.retain(|unit| seen.insert(*unit) && scope.within(*unit, units, today).is_ok());
    let standard = registry::national_standard(&visitor.desk.law, today);
    let indicators = standard.map_or(&[][..], |standard| standard.indicators());
    Choices {
        units: near.into_iter().map(choice).collect(),
        classes: law::Class::ALL
            .map(|class| Choice::new(class.as_str(), crate::say::class(words, class)))
            .into(),
        villages: villages
            .into_iter()
            .map(|(id, name)| Choice::new(id.to_string(), name))
            .collect(),
        groups: crate::say::groups(words).map(|(code, _, word)| Choice::new(code, word)).into(),
        indicators: indicators
            .iter()
            .map(|indicator| Choice::new(indicator.order.to_string(), indicator.name(words.lang())))
            .collect(),
        movements: registry::status::Movement::ALL
            .iter()
            .map(|movement| Choice::new(movement.as_str(), crate::say::movement(words, *movement)))
            .collect(),
    }
}
