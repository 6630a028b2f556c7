//! `/rounds/filings/{id}`: a request from somebody whose household is to be found, as it was handed in, with the
//! households it may be of.

pub(super) mod answer;
pub(super) mod new;

use access::Verb;
use askama::Template;
use axum::extract::{Path, Query};
use ground::{Day, HouseholdId, RequestId, Result};
use registry::person::{IDENTITY, masked};
use registry::{household, search};
use review::filing::{self, Asker, Filing, FilingState, Sign};
use review::receipt;
use serde::Deserialize;
use ui::{Frame, Words};

use super::{id as read_id, look, trail_to, words as said};
use crate::pages::ask::fields;
use crate::reply::{Reply, page};
use crate::say;
use crate::visitor::Visitor;

/// So many households are shown that bear a name looked for.
const MOST: usize = 12;

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
}

#[derive(Template)]
#[template(path = "rounds/filing.html")]
struct FilingPage {
    frame: Frame,
    url: String,
    facts: Vec<(&'static str, String)>,
    members: Vec<MemberView>,
    /// What became of it; nothing while it waits.
    answer: Option<(String, Option<String>)>,
    /// Whether it waits and the visitor may answer it.
    may_answer: bool,
    may_register: bool,
    likely: Vec<CandidateView>,
    looked: String,
    named: Vec<CandidateView>,
    /// What was written as the village, and today, for a household that is registered.
    village: String,
    today: String,
    villages: Vec<String>,
}

struct MemberView {
    name: String,
    sex: &'static str,
    born: String,
    relation: &'static str,
    activity: &'static str,
}

/// A household that it may be of.
struct CandidateView {
    id: String,
    head: String,
    village: String,
    class: &'static str,
    /// The member who is alike.
    who: String,
    /// In what.
    signs: String,
}

pub(super) async fn show(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Reply {
    page(&built(&visitor, &id, &asked).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn built(visitor: &Visitor, id: &str, asked: &Asked) -> Result<FilingPage> {
    let id: RequestId = read_id(id, "review.request.missing")?;
    let words = visitor.words();
    let desk = &visitor.desk;
    let found = look!(visitor, |tx, office| {
        let filing = filing::find(tx, &office, id).await?;
        let likely = filing::suggest(tx, &filing).await?;
        let unit = filing.filed.unit;
        let scope = visitor.scope().within(unit, desk.units, desk.today())?;
        let named =
            search::search(tx, desk.units, &scope, desk.today(), None, &asked.q, MOST).await?;
        let homes: Vec<HouseholdId> = named.hits.iter().map(|hit| hit.household).collect();
        let homes = household::these(tx, &scope, &homes).await?;
        (filing, likely, (named, homes), household::villages(tx, unit).await?)
    });
    let (filing, likely, (named, homes), villages) = found;
    let village = |id: HouseholdId| {
        let home = homes.iter().find(|home| home.id == id);
        home.and_then(|home| home.village_name.clone()).unwrap_or_default()
    };
    let waits = filing.state == FilingState::Open;
    let may = |verb| waits && visitor.actor().may(verb);
    let (year, number) = filing.filed.receipt;
    let title = words.request_receipt(number.to_string(), year.to_string());
    let trail = trail_to(visitor, words.requests_title(), "/rounds/requests".to_owned());
    let members = filing.members.iter().map(|member| MemberView {
        name: member.person.name.clone(),
        sex: say::sex(words, member.person.sex),
        born: born(member.person.birth_day, member.person.birth_year),
        relation: say::relation(words, &member.person.relation),
        activity: member.activity.map_or("", |activity| fields::activity(words, activity)),
    });
    let named = named.hits.into_iter().filter(|hit| hit.gone.is_none());
    Ok(FilingPage {
        frame: Frame { trail, ..visitor.frame(&title) },
        url: format!("/rounds/filings/{id}"),
        facts: facts(visitor, &filing)?,
        members: members.collect(),
        answer: answer(words, &filing),
        may_answer: may(Verb::Review),
        may_register: may(Verb::Review) && may(Verb::EditHousehold),
        likely: likely.iter().map(|one| candidate(words, one)).collect(),
        looked: asked.q.clone(),
        named: named
            .map(|hit| CandidateView {
                id: hit.household.to_string(),
                head: hit.head,
                village: village(hit.household),
                class: say::class_code(hit.class, hit.surveyed),
                who: who(&hit.name, hit.birth_year),
                signs: String::new(),
            })
            .collect(),
        village: filing.asker.village.clone(),
        today: desk.today().vietnamese(),
        villages: villages.into_iter().map(|(_, name)| name).collect(),
    })
}

/// Everything on the form but the table of members; of the ID number its last digits.
fn facts(visitor: &Visitor, filing: &Filing) -> Result<Vec<(&'static str, String)>> {
    let (words, desk) = (visitor.words(), &visitor.desk);
    let Asker { person, identity_day, activity, village, permanent, current } = &filing.asker;
    let sealed = filing.identity.as_ref().map(|(sealed, _)| desk.seal.open(IDENTITY, sealed));
    let number = sealed.transpose()?.as_deref().map(masked).unwrap_or_default();
    let filed = &filing.filed;
    let mut facts = vec![
        (words.request_form(), said::form(words, filed.form).to_owned()),
        (words.request_channel(), said::channel(words, filing.channel).to_owned()),
        (words.request_received(), filed.received.vietnamese()),
        (words.request_due(), filed.due.vietnamese()),
        (words.ask_written(), receipt::written(desk.units, filed.unit, filed.receipt)),
        (words.commune(), visitor.unit_name(filed.unit)),
        (words.full_name(), person.name.clone()),
        (words.sex(), person.sex.map_or("", |sex| say::sex(words, Some(sex))).to_owned()),
        (words.birth_date(), born(person.birth_day, person.birth_year)),
        (words.ethnicity(), person.ethnicity.clone().unwrap_or_default()),
        (words.national_id(), number),
        (words.ask_identity_day(), identity_day.map(Day::vietnamese).unwrap_or_default()),
        (words.ask_activity(), activity.map_or("", |it| fields::activity(words, it)).to_owned()),
        (words.village(), village.clone()),
        (words.ask_permanent(), permanent.clone()),
        (words.ask_current(), current.clone()),
        (words.request_grounds(), filing.grounds.clone()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    Ok(facts)
}

/// Day of birth, or the year alone.
pub(super) fn born(day: Option<Day>, year: Option<i32>) -> String {
    day.map(Day::vietnamese).or_else(|| year.map(|year| year.to_string())).unwrap_or_default()
}

fn answer(words: &Words, filing: &Filing) -> Option<(String, Option<String>)> {
    match filing.state {
        FilingState::Open => None,
        FilingState::Matched => {
            let request = format!("/rounds/requests/{}", filing.filed.id);
            Some((words.filing_matched().to_owned(), Some(request)))
        }
        FilingState::Refused => {
            let day = filing.answered.unwrap_or(filing.filed.received);
            Some((words.ask_now_refused(day, filing.why.as_deref().unwrap_or_default()), None))
        }
    }
}

fn candidate(words: &Words, one: &filing::Candidate) -> CandidateView {
    let sign = |sign: &Sign| match sign {
        Sign::Identity => words.filing_same_identity(),
        Sign::Name => words.filing_same_name(),
        Sign::Birth => words.filing_same_birth(),
        Sign::Village => words.filing_same_village(),
    };
    CandidateView {
        id: one.household.to_string(),
        head: one.head.clone(),
        village: one.village.clone(),
        class: one.class.as_str(),
        who: who(&one.name, one.birth_year),
        signs: one.signs.iter().map(sign).collect::<Vec<_>>().join(", "),
    }
}

fn who(name: &str, year: Option<i64>) -> String {
    year.map_or_else(|| name.to_owned(), |year| format!("{name} ({year})"))
}
