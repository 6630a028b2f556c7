//! `/submissions?state=&after=`: the latest forms received in the visitor's units.

use std::collections::BTreeMap;

use access::Verb;
use askama::Template;
use axum::extract::Query;
use field::submission::{self, State, Submission};
use ground::{AccountId, Result, UnitId};
use review::relation::{self, Ties};
use serde::Deserialize;
use store::Tx;
use store::feed::Wanted;
use ui::{Choice, Form, Frame, Pager, link};

use super::state_word;
use crate::pages::jobs::when;
use crate::pages::rounds;
use crate::reply::{Reply, page};
use crate::visitor::Visitor;

/// Forms on one page.
const LINES: usize = 100;

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    state: String,
    after: String,
}

#[derive(Template)]
#[template(path = "submissions/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    states: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    /// Whether the visitor may take a form again.
    may_take: bool,
}

struct Row {
    /// Where the form as it came is read.
    form: String,
    when: String,
    by: String,
    /// Why who sent it is taken as related to the household.
    tie: Option<&'static str>,
    unit: String,
    /// Where the household is looked at.
    household: Option<String>,
    state: &'static str,
    /// Why it could not be taken.
    trouble: Option<String>,
    /// Photos and signature: address and name.
    files: Vec<(String, String)>,
    /// Where a form in trouble is taken again.
    take: Option<String>,
}

pub(super) async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Reply {
    page(&listed(&visitor, &asked).await.map_err(|problem| visitor.trouble(problem))?)
}

async fn listed(visitor: &Visitor, asked: &Asked) -> Result<ListPage> {
    let words = visitor.words();
    let (actor, desk) = (visitor.actor(), &visitor.desk);
    let state: Option<State> = asked.state.parse().ok();
    let reach = actor.reach(desk.units);
    let after = if asked.after.is_empty() { None } else { Some(asked.after.parse()?) };
    let ask = Wanted { units: reach.as_deref(), after, ..Wanted::latest(LINES) };
    let mut tx = desk.database.read().await?;
    let found = submission::latest(&mut tx, ask, state).await?;
    let ties = ties(&mut tx, &found.lines).await?;
    let mut rows = Vec::with_capacity(found.lines.len());
    for one in &found.lines {
        let tie = one.household.and_then(|household| ties.between(one.account, household));
        let tie = tie.map(|tie| rounds::tie(words, tie));
        rows.push(row(visitor, one, tie, submission::files(&mut tx, one.id).await?));
    }
    let page =
        |after: &str| link("/submissions", &[("state", asked.state.as_str()), ("after", after)]);
    let choice = |state: State| Choice::new(state.as_str(), state_word(words, state));
    Ok(ListPage {
        frame: visitor.frame(words.nav_submissions()),
        form: Form::new().with("state", asked.state.as_str()),
        states: std::iter::once(Choice::new("", words.submissions_all()))
            .chain(State::ALL.iter().map(|state| choice(*state)))
            .collect(),
        rows,
        pager: Pager {
            rows: String::new(),
            page: String::new(),
            previous: after.map(|_| page("")),
            next: found.next.map(|next| page(&next.to_string())),
        },
        may_take: actor.may(Verb::Survey),
    })
}

/// The ties between those who sent forms and the households of the communes concerned.
async fn ties(tx: &mut Tx, lines: &[Submission]) -> Result<Ties> {
    let mut senders: BTreeMap<UnitId, BTreeMap<AccountId, String>> = BTreeMap::new();
    for one in lines.iter().filter(|one| one.household.is_some()) {
        senders.entry(one.unit).or_default().insert(one.account, one.account_name.clone());
    }
    let mut all = Ties::default();
    for (unit, people) in senders {
        let people: Vec<_> = people.into_iter().collect();
        all.join(relation::ties(tx, unit, &people).await?);
    }
    Ok(all)
}

fn row(visitor: &Visitor, one: &Submission, tie: Option<&'static str>, files: Vec<String>) -> Row {
    let words = visitor.words();
    let base = format!("/submissions/{}", one.id);
    let file = |name: String| (link(&format!("{base}/files/{}", encoded(&name)), &[]), name);
    Row {
        form: format!("{base}/form"),
        when: when(words, one.received_at),
        by: one.account_name.clone(),
        tie,
        unit: visitor.unit_name(one.unit),
        household: one.household.map(|household| format!("/households/{household}")),
        state: state_word(words, one.state),
        trouble: one.problem.as_ref().map(|problem| words.problem(problem)),
        files: files.into_iter().map(file).collect(),
        take: (one.state == State::Trouble).then(|| format!("{base}/take")),
    }
}

/// A name as a part of an address.
fn encoded(name: &str) -> String {
    name.bytes().fold(String::with_capacity(name.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            use std::fmt::Write as _;
            // Writing into a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
