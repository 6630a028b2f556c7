//! Samples as they were drawn, with what the second look found.

use ground::{AccountId, CaseId, Day, HouseholdId, Instant, Result, RoundId, SampleId, VisitId};
use law::Class;
use store::{Row, Tx};

use super::Strata;

/// A sample.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sample {
    /// Id, and seed of the draw.
    pub id: SampleId,
    /// Counts the draws of a round from 1.
    pub number: i64,
    /// What the strata are.
    pub strata: Strata,
    /// The margin of error asked for, in percentage points.
    pub margin: i64,
    /// When it was drawn.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// Why it replaces the one before.
    pub why: Option<String>,
}

/// A stratum of a sample.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stratum {
    /// A village, or the code of a class.
    pub name: String,
    /// Households it was drawn from.
    pub population: i64,
    /// Households drawn.
    pub size: i64,
}

/// A household drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawn {
    /// Its place in the sample.
    pub position: i64,
    /// Position of its stratum.
    pub stratum: i64,
    /// Its case.
    pub case: CaseId,
    /// The household.
    pub household: HouseholdId,
    /// Name of its head.
    pub head: String,
    /// Its village; empty when none is known.
    pub village: String,
    /// Its class by the first survey.
    pub class: Class,
    /// Who surveyed it first; empty when nobody said.
    pub first: String,
    /// Who is to see it again; nobody when all reviewers surveyed it or are related.
    pub reviewer: Option<(AccountId, String)>,
    /// What the second look found.
    pub second: Option<Second>,
}

/// What the second look found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Second {
    /// The visit, unless it was on paper.
    pub visit: Option<VisitId>,
    /// Its day.
    pub day: Day,
    /// The class it found.
    pub class: Class,
    /// What was noted.
    pub note: Option<String>,
    /// Who looked.
    pub by: String,
}

store::statements! {
    OF_ROUND = "review.sample.of_round":
        "SELECT id, number, strata, margin, drawn_at, drawn_name, why FROM review_sample
         WHERE round_id = $1 ORDER BY number";
    STRATA = "review.sample.strata":
        "SELECT name, population, size FROM review_stratum WHERE sample_id = $1 ORDER BY position";
    DRAWN = "review.sample.drawn":
        "SELECT s.position, s.stratum, s.case_id, s.household_id, h.head, v.name, s.first_class,
           s.first_reviewer, s.reviewer_id, s.reviewer, s.second_visit_id, s.second_day, s.second_class,
           s.second_note, s.second_name
         FROM review_sampled s JOIN household h ON h.id = s.household_id
         JOIN review_case c ON c.id = s.case_id LEFT JOIN village v ON v.id = c.village_id
         WHERE s.sample_id = $1 ORDER BY s.stratum, h.head_sort, s.position";
}

/// The samples of a round, as they were drawn.
pub async fn of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<Sample>> {
    let rows = tx.fetch(&OF_ROUND, vec![round.into()]).await?;
    let samples = rows.iter().map(|row| {
        Ok(Sample {
            id: SampleId(row.uuid(0)?),
            number: row.int(1)?,
            strata: row.text(2)?.parse()?,
            margin: row.int(3)?,
            at: Instant(row.int(4)?),
            by: row.text(5)?,
            why: row.opt_text(6)?,
        })
    });
    samples.collect()
}

/// The sample of a round that counts, with its strata and households.
pub async fn latest(
    tx: &mut Tx,
    round: RoundId,
) -> Result<Option<(Sample, Vec<Stratum>, Vec<Drawn>)>> {
    let Some(sample) = of_round(tx, round).await?.pop() else { return Ok(None) };
    let rows = tx.fetch(&STRATA, vec![sample.id.into()]).await?;
    let strata = rows
        .iter()
        .map(|row| Ok(Stratum { name: row.text(0)?, population: row.int(1)?, size: row.int(2)? }));
    let strata = strata.collect::<Result<_>>()?;
    let drawn = drawn(tx, sample.id).await?;
    Ok(Some((sample, strata, drawn)))
}

/// The households of a sample, by stratum and head.
pub(super) async fn drawn(tx: &mut Tx, sample: SampleId) -> Result<Vec<Drawn>> {
    tx.fetch(&DRAWN, vec![sample.into()]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Drawn> {
    let second = row.opt_text(12)?.map(|class| -> Result<Second> {
        Ok(Second {
            visit: row.opt_uuid(10)?.map(VisitId),
            day: row.day(11)?,
            class: class.parse()?,
            note: row.opt_text(13)?,
            by: row.opt_text(14)?.unwrap_or_default(),
        })
    });
    Ok(Drawn {
        position: row.int(0)?,
        stratum: row.int(1)?,
        case: CaseId(row.uuid(2)?),
        household: HouseholdId(row.uuid(3)?),
        head: row.text(4)?,
        village: row.opt_text(5)?.unwrap_or_default(),
        class: row.text(6)?.parse()?,
        first: row.text(7)?,
        reviewer: row.opt_uuid(8)?.map(AccountId).zip(row.opt_text(9)?),
        second: second.transpose()?,
    })
}
