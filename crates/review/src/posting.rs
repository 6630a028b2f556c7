//! Public postings (niêm yết): who is seen by everybody, for how long, and nothing more of them.

use access::Verb;
use ground::{Day, PostingId, Problem, Result, RoundId, UnitId, VillageId};
use law::{Class, Limit, Step};
use serde_json::json;
use store::{Row, Tx};

use crate::case::{self, move_on};
use crate::rules::{Move, Rules, Stage};
use crate::{Office, round};

/// A posting as everybody may read it while it runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Posting {
    /// Id.
    pub id: PostingId,
    /// Its round.
    pub round: RoundId,
    /// The commune.
    pub unit: UnitId,
    /// The village; empty when none is known.
    pub village: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
}

/// One household on it: the fewest fields that let neighbours know whom is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Posted {
    /// Name of the head.
    pub head: String,
    /// Its class by this review.
    pub class: Class,
    /// Its class before.
    pub before: Class,
}

macro_rules! columns {
    () => {
        "SELECT id, round_id, unit_id, village, from_day, until_day FROM review_posting"
    };
}

store::statements! {
    INSERT = "review.posting.insert":
        "INSERT INTO review_posting (id, round_id, unit_id, village, from_day, until_day)
         VALUES ($1, $2, $3, $4, $5, $6)";
    BY_ID = "review.posting.by_id": concat!(columns!(), " WHERE id = $1");
    OF_ROUND = "review.posting.of_round":
        concat!(columns!(), " WHERE round_id = $1 ORDER BY from_day, id");
    LINES = "review.posting.lines":
        "SELECT head, class, class_before FROM review_posted WHERE posting_id = $1 ORDER BY position";
}

/// Posts the results of a village that are ready, from `day` on for the working days of the law.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, `review.posting.nobody`, those of every step.
pub async fn post(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RoundId,
    village: Option<VillageId>,
    day: Day,
) -> Result<PostingId> {
    let round = round::find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    let mut cases = case::of_round(tx, id).await?;
    cases.retain(|case| case.village == village && case.state.stage == Stage::Posting);
    let rules = Rules::of(office.law, &round.procedure)?;
    let Some(first) = cases.first() else {
        return Err(rules.refuse("review.posting.nobody", Step::Posting));
    };
    let posting = PostingId(office.moment.id());
    let until = rules.last_day(Limit::Posting, day);
    let values = vec![
        posting.into(),
        id.into(),
        round.unit.into(),
        first.village_name.as_str().into(),
        day.into(),
        until.into(),
    ];
    tx.execute(&INSERT, values).await?;
    let mut lines = Vec::new();
    let count = cases.len();
    for (at, case) in cases.into_iter().enumerate() {
        let before = case.before;
        let case =
            move_on(tx, office, &round, case, Move::Post, day, Some(posting.0), None).await?;
        let class = case.classes.latest().unwrap_or(Class::Undetermined);
        lines.extend([
            posting.into(),
            at.into(),
            case.id.into(),
            case.head.as_str().into(),
            class.as_str().into(),
            before.as_str().into(),
        ]);
    }
    let columns = &["posting_id", "position", "case_id", "head", "class", "class_before"];
    tx.insert_many("review_posted", columns, &mut lines).await?;
    let detail = json!({ "posting": posting, "from": day, "until": until, "households": count });
    let subject = ("review_round", id.to_string());
    office.note(tx, "review.posting.post", subject, round.unit, None, detail).await?;
    Ok(posting)
}

/// The postings of a round, oldest first.
pub async fn of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<Posting>> {
    let rows = tx.fetch(&OF_ROUND, vec![round.into()]).await?;
    rows.iter().map(read).collect()
}

/// A posting while it runs, for everybody: nobody need sign in, and afterwards it is gone.
///
/// # Errors
/// `review.posting.missing` when there is none, or it does not run on `today`.
pub async fn running(tx: &mut Tx, id: PostingId, today: Day) -> Result<(Posting, Vec<Posted>)> {
    let missing = || Problem::missing("review.posting.missing");
    let row = tx.fetch_optional(&BY_ID, vec![id.into()]).await?.ok_or_else(missing)?;
    let posting = read(&row)?;
    if !(posting.from..=posting.until).contains(&today) {
        return Err(missing());
    }
    let rows = tx.fetch(&LINES, vec![id.into()]).await?;
    let lines = rows.iter().map(|row| {
        Ok(Posted {
            head: row.text(0)?,
            class: row.text(1)?.parse()?,
            before: row.text(2)?.parse()?,
        })
    });
    Ok((posting, lines.collect::<Result<_>>()?))
}

fn read(row: &Row) -> Result<Posting> {
    Ok(Posting {
        id: PostingId(row.uuid(0)?),
        round: RoundId(row.uuid(1)?),
        unit: UnitId(row.int(2)?),
        village: row.text(3)?,
        from: row.day(4)?,
        until: row.day(5)?,
    })
}
