//! `/rounds/{id}/sample`: the sample that is seen a second time, and what it says of the first survey.

use access::Verb;
use askama::Template;
use axum::extract::Path;
use ground::{Result, RoundId, decimal};
use law::Class;
use measures::verified::{self, ErrorRate, Row as Checked};
use registry::status::is_below;
use review::rules::Stage;
use review::sample::{self, Drawn, Plan, Sample, Strata, Stratum};
use ui::{Choice, Flash, Form, Frame, NavItem, read_number};

use super::{Read, below, read, tabs};
use crate::pages::jobs::when;
use crate::pages::rounds::{act, board, id as read_id};
use crate::reply::{Reply, file, go, page};
use crate::say;
use crate::visitor::{Posted, Visitor};

#[derive(Template)]
#[template(path = "rounds/trust/sample.html")]
struct SamplePage {
    frame: Frame,
    tabs: Vec<NavItem>,
    url: String,
    form: Form,
    strata_choices: Vec<Choice>,
    /// Households that can be drawn now.
    candidates: usize,
    may_run: bool,
    /// Whether a sample may be drawn: nobody has been seen again yet.
    fresh: bool,
    found: Option<Found>,
}

/// The sample that counts.
struct Found {
    facts: Vec<(&'static str, String)>,
    rates: Vec<RateRow>,
    strata: Vec<(String, i64, i64, usize)>,
    rows: Vec<Line>,
}

struct RateRow {
    label: &'static str,
    estimate: String,
    interval: String,
    basis: String,
}

/// A household drawn.
struct Line {
    url: String,
    case: String,
    stratum: String,
    head: String,
    first: &'static str,
    first_by: String,
    reviewer: String,
    second: Option<&'static str>,
    /// Whether the two differ.
    differs: bool,
    when: String,
}

async fn both(
    visitor: &Visitor,
    id: &str,
) -> Result<(Read, Option<(Sample, Vec<Stratum>, Vec<Drawn>)>)> {
    let read = read(visitor, read_id(id, "review.round.missing")?).await?;
    let mut tx = visitor.desk.database.read().await?;
    let found = sample::latest(&mut tx, read.round.id).await?;
    Ok((read, found))
}

pub(in crate::pages::rounds) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    page(&built(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, id: &str) -> Result<SamplePage> {
    let words = visitor.words();
    let (read, found) = both(visitor, id).await?;
    let url = format!("/rounds/{}", read.round.id);
    let surveyed = |case: &&review::case::Case| {
        case.classes.surveyed.is_some()
            && !matches!(case.state.stage, Stage::Survey | Stage::Withdrawn)
    };
    let fresh =
        found.as_ref().is_none_or(|(_, _, drawn)| drawn.iter().all(|one| one.second.is_none()));
    Ok(SamplePage {
        fresh,
        tabs: tabs(words, &url, "/sample"),
        form: Form::new().with("strata", "village").with("margin", "10"),
        strata_choices: vec![
            Choice::new("village", words.village()),
            Choice::new("class", words.class()),
        ],
        candidates: read.cases.iter().filter(surveyed).count(),
        may_run: visitor.actor().may(Verb::Review),
        found: found.map(|(sample, strata, drawn)| shown(visitor, &url, &sample, &strata, &drawn)),
        frame: Frame { trail: below(visitor, &read.round), ..visitor.frame(words.sample_title()) },
        url,
    })
}

fn stratum(visitor: &Visitor, sample: &Sample, name: &str) -> String {
    let words = visitor.words();
    match (sample.strata, name.parse::<Class>()) {
        (Strata::Class, Ok(class)) => say::class(words, class).to_owned(),
        _ => board::village(words, name).to_owned(),
    }
}

fn shown(
    visitor: &Visitor,
    url: &str,
    sample: &Sample,
    strata: &[Stratum],
    drawn: &[Drawn],
) -> Found {
    let words = visitor.words();
    let seen = drawn.iter().filter(|one| one.second.is_some()).count();
    let mut facts = vec![
        (words.sample_drawn_at(), format!("{}, {}", when(words, sample.at), sample.by)),
        (words.sample_margin(), words.sample_points(sample.margin)),
        (words.sample_size(), words.sample_of(drawn.len(), population(strata))),
        (words.sample_seen(), words.number(seen)),
        (words.sample_seed(), sample.id.to_string()),
    ];
    if let Some(why) = &sample.why {
        facts.push((words.sample_why(), format!("{} ({})", why, sample.number)));
    }
    let seen_in = |at: usize| {
        let own = drawn.iter().filter(|one| usize::try_from(one.stratum) == Ok(at));
        own.filter(|one| one.second.is_some()).count()
    };
    let strata_rows = strata.iter().enumerate().map(|(at, own)| {
        (stratum(visitor, sample, &own.name), own.population, own.size, seen_in(at))
    });
    Found {
        facts,
        rates: rates(visitor, strata, drawn),
        strata: strata_rows.collect(),
        rows: drawn.iter().map(|one| line(visitor, url, sample, strata, one)).collect(),
    }
}

fn population(strata: &[Stratum]) -> i64 {
    strata.iter().map(|own| own.population).sum()
}

fn line(visitor: &Visitor, url: &str, sample: &Sample, strata: &[Stratum], one: &Drawn) -> Line {
    let words = visitor.words();
    let own = usize::try_from(one.stratum).ok().and_then(|at| strata.get(at));
    Line {
        url: format!("{url}/sample/{}", one.position),
        case: format!("/rounds/cases/{}", one.case),
        stratum: stratum(visitor, sample, own.map_or("", |own| &own.name)),
        head: one.head.clone(),
        first: one.class.as_str(),
        first_by: one.first.clone(),
        reviewer: one.reviewer.as_ref().map_or(words.sample_nobody(), |(_, name)| name).to_owned(),
        second: one.second.as_ref().map(|second| second.class.as_str()),
        differs: one.second.as_ref().is_some_and(|second| second.class != one.class),
        when: one.second.as_ref().map_or_else(String::new, |second| {
            format!("{}, {}", second.day.vietnamese(), second.by)
        }),
    }
}

/// Another class, inclusion and exclusion, from those seen so far. A stratum of which nobody has been seen
/// yet says nothing, and the rates are then of the others.
fn rates(visitor: &Visitor, strata: &[Stratum], drawn: &[Drawn]) -> Vec<RateRow> {
    let words = visitor.words();
    let populations: Vec<u64> =
        strata.iter().map(|own| u64::try_from(own.population).unwrap_or(0)).collect();
    let of = |which: &dyn Fn(Class, Class) -> (bool, bool)| {
        let row = |one: &Drawn| {
            let (concerned, wrong) = which(one.class, one.second.as_ref()?.class);
            let stratum = usize::try_from(one.stratum).ok()?;
            Some(Checked { stratum, concerned, wrong })
        };
        verified::error_rate(&populations, &drawn.iter().filter_map(row).collect::<Vec<_>>())
    };
    let all = [
        (words.sample_other_class(), of(&|first, second| (true, first != second))),
        (words.sample_inclusion(), of(&|first, second| (is_below(first), !is_below(second)))),
        (words.sample_exclusion(), of(&|first, second| (is_below(second), !is_below(first)))),
    ];
    all.into_iter().map(|(label, rate)| rate_row(visitor, label, &rate)).collect()
}

fn rate_row(visitor: &Visitor, label: &'static str, rate: &ErrorRate) -> RateRow {
    let words = visitor.words();
    let percent = |share: f64| decimal(words.lang(), share * 100.0, 1);
    let none = || words.sample_none_yet().to_owned();
    RateRow {
        label,
        estimate: rate.estimate.map_or_else(none, |share| format!("{} %", percent(share))),
        interval: rate.interval.map_or_else(none, |(lower, upper)| {
            format!("{} – {} %", percent(lower), percent(upper))
        }),
        basis: words.sample_wrong_of(rate.concerned, rate.wrong),
    }
}

pub(in crate::pages::rounds) async fn draw(
    Path(id): Path<String>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let trouble = |problem| visitor.trouble(problem);
    let round: RoundId = read_id(&id, "review.round.missing").map_err(trouble)?;
    let plan = Plan {
        strata: form.value("strata").parse().map_err(trouble)?,
        margin: read_number(form.value("margin")).map_err(trouble)?,
    };
    act!(visitor, sample::draw, round, plan, form.value("reason")).map_err(trouble)?;
    let done = Flash::done(visitor.words().sample_drawn());
    go(&format!("/rounds/{id}/sample"), Some(done))
}

pub(in crate::pages::rounds) async fn take_up(
    Path(id): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Reply {
    let trouble = |problem| visitor.trouble(problem);
    let round: RoundId = read_id(&id, "review.round.missing").map_err(trouble)?;
    let taken = act!(visitor, sample::take_up, round).map_err(trouble)?;
    let done = Flash::done(visitor.words().sample_taken_up(taken));
    go(&format!("/rounds/{id}/sample"), Some(done))
}

/// The sample as a table for other programs: one line per household, with the weight of its stratum.
pub(in crate::pages::rounds) async fn csv(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let (read, found) = both(&visitor, &id).await.map_err(|problem| visitor.trouble(problem))?;
    let head = [
        "sample",
        "stratum",
        "population",
        "drawn",
        "household",
        "head",
        "village",
        "first_class",
        "first_reviewer",
        "second_class",
        "second_day",
        "second_reviewer",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    if let Some((sample, strata, drawn)) = &found {
        for one in drawn {
            let own = usize::try_from(one.stratum).ok().and_then(|at| strata.get(at));
            let second = one.second.as_ref();
            lines.push(vec![
                sample.id.to_string(),
                own.map_or_else(String::new, |own| own.name.clone()),
                own.map_or_else(String::new, |own| own.population.to_string()),
                own.map_or_else(String::new, |own| own.size.to_string()),
                one.household.to_string(),
                one.head.clone(),
                one.village.clone(),
                one.class.as_str().to_owned(),
                one.first.clone(),
                second.map_or_else(String::new, |second| second.class.as_str().to_owned()),
                second.map_or_else(String::new, |second| second.day.to_string()),
                second.map_or_else(String::new, |second| second.by.clone()),
            ]);
        }
    }
    let (year, month) = read.round.when.parts();
    let name = format!("{} {year}-{month}.csv", visitor.words().sample_title());
    file(&name, "text/csv; charset=utf-8", crate::reply::csv(&lines))
}
