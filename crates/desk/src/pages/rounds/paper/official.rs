//! Decision, minutes and posting.

use ::paper::{Decision, Document, List, Listed, Minutes, Posting, Voted};
use axum::extract::{Path, Query};
use ground::{DecisionId, MeetingId, PostingId, Result, RoundId};
use law::{Class, Limit};
use review::decision::{self, List as Decided};
use review::meeting;
use review::rules::{Rules, Stage};
use review::{case, posting as postings, round};
use serde::Deserialize;

use super::super::meeting::village as read_village;
use super::super::{board, id as read_id, look, words as said};
use super::{bases, head, typeset, unit_name, words, written};
use crate::reply::Reply;
use crate::say;
use crate::visitor::Visitor;

pub(super) async fn decision(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let document = decided(&visitor, &id).await;
    typeset(&visitor, document).await
}

async fn decided(visitor: &Visitor, id: &str) -> Result<Document> {
    let id: DecisionId = read_id(id, "review.decision.missing")?;
    let (decision, lines, round) = look!(visitor, |tx, office| {
        let (decision, lines) = decision::find(tx, &office, id).await?;
        let round = round::find(tx, &office, decision.round).await?;
        (decision, lines, round)
    });
    let (desk, law) = (&visitor.desk, &visitor.desk.law);
    let procedure = Rules::of(law, &round.procedure)?.procedure;
    let standard = law.standard(&decision.standard);
    let acts = standard.map(|standard| standard.citation().act.as_str());
    let acts = acts.into_iter().chain([procedure.citation.act.as_str()]);
    // What is on no list is no part of the decision.
    let has = |list: Decided| lines.iter().any(|line| line.list == list);
    let printed = Decided::ALL.iter().filter(|list| list.is_printed(has(**list)));
    let lists = printed.map(|list| {
        let row = |line: &decision::Line| Listed {
            head: line.head.clone(),
            village: line.village.clone(),
            members: line.members,
            certificate: line.certificate.clone().unwrap_or_default(),
        };
        let title = said::list(words(), *list).to_owned();
        List {
            what: title.strip_prefix("Danh sách ").unwrap_or(&title).to_owned(),
            rows: lines.iter().filter(|line| line.list == *list).map(row).collect(),
            title,
        }
    });
    Ok(Document::Decision(Decision {
        head: head(desk, decision.unit, &decision.number, Some(decision.day)),
        day: written(decision.day),
        bases: bases(law, acts),
        standard: standard.map_or("", |standard| standard.name(ground::Lang::Vi)).to_owned(),
        lists: lists.collect(),
        recipients: vec!["Các hộ có tên".to_owned(), "Trưởng thôn".to_owned()],
        signer: decision.signer,
    }))
}

/// What the address asks for; `none` for households of no known village.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) village: String,
}

pub(super) async fn blank_minutes(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Reply {
    let document = prepared(&visitor, &id, &asked.village).await;
    typeset(&visitor, document).await
}

/// Minutes for a meeting to come: the households that wait for it, their votes left open.
async fn prepared(visitor: &Visitor, id: &str, village: &str) -> Result<Document> {
    let id: RoundId = read_id(id, "review.round.missing")?;
    let village = read_village(village)?;
    let (round, mut cases) = look!(visitor, |tx, office| {
        (round::find(tx, &office, id).await?, case::of_round(tx, id).await?)
    });
    cases.retain(|case| case.village == village && case.state.stage == Stage::Meeting);
    let name = cases.first().map_or("", |case| case.village_name.as_str());
    let row = |case: &case::Case| Voted {
        head: case.head.clone(),
        members: case.members,
        before: class(Some(case.before)),
        class: class(case.classes.latest()),
        agree: None,
        disagree: None,
    };
    let rules = Rules::of(&visitor.desk.law, &round.procedure)?;
    Ok(Document::Minutes(Minutes {
        unit: unit_name(&visitor.desk, round.unit),
        village: board::village(words(), name).to_owned(),
        round: said::when(words(), round.when),
        percent: rules.procedure.limit(Limit::MeetingAgreement, visitor.desk.today()).amount,
        rows: cases.iter().map(row).collect(),
        ..Minutes::default()
    }))
}

pub(super) async fn minutes(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let document = held(&visitor, &id).await;
    typeset(&visitor, document).await
}

async fn held(visitor: &Visitor, id: &str) -> Result<Document> {
    let id: MeetingId = read_id(id, "review.meeting.missing")?;
    let (meeting, round, votes) = look!(visitor, |tx, office| {
        let (meeting, round) = meeting::find(tx, &office, id).await?;
        (meeting, round, meeting::voted(tx, id).await?)
    });
    let name = votes.first().map_or("", |vote| vote.village.as_str());
    let row = |vote: &meeting::Voted| Voted {
        head: vote.head.clone(),
        members: vote.members,
        before: class(Some(vote.before)),
        class: class(vote.class),
        agree: Some(vote.agree),
        disagree: Some(vote.disagree),
    };
    let rules = Rules::of(&visitor.desk.law, &round.procedure)?;
    Ok(Document::Minutes(Minutes {
        unit: unit_name(&visitor.desk, round.unit),
        village: board::village(words(), name).to_owned(),
        day: written(meeting.day),
        round: said::when(words(), round.when),
        chair: meeting.chair,
        secretary: meeting.secretary,
        attendance: Some(meeting.attendance),
        percent: rules.procedure.limit(Limit::MeetingAgreement, meeting.day).amount,
        rows: votes.iter().map(row).collect(),
    }))
}

fn class(class: Option<Class>) -> String {
    class.map_or_else(String::new, |class| say::class(words(), class).to_owned())
}

pub(super) async fn posting(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let document = posted(&visitor, &id).await;
    typeset(&visitor, document).await
}

/// The sheet of a running posting; afterwards it is gone, as its page is.
async fn posted(visitor: &Visitor, id: &str) -> Result<Document> {
    let id: PostingId = read_id(id, "review.posting.missing")?;
    let desk = &visitor.desk;
    let (posting, lines, round) = look!(visitor, |tx, office| {
        let (posting, lines) = postings::running(tx, id, desk.today()).await?;
        let round = round::find(tx, &office, posting.round).await?;
        (posting, lines, round)
    });
    let row = |line: postings::Posted| (line.head, say::class(words(), line.class).to_owned());
    Ok(Document::Posting(Posting {
        head: head(desk, posting.unit, "", Some(posting.from)),
        village: board::village(words(), &posting.village).to_owned(),
        round: said::when(words(), round.when),
        from: posting.from.vietnamese(),
        until: posting.until.vietnamese(),
        rows: lines.into_iter().map(row).collect(),
    }))
}
