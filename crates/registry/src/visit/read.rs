//! The visits of a household, each with what the standards say of it.

use std::collections::HashMap;

use ground::{AccountId, HouseholdId, ImportId, Instant, Result, UnitId, VisitId};
use law::{Evaluation, Truth};
use store::{Row, Tx};

use super::model::{Extract, Visit};
use crate::household::Groups;

store::statements! {
    OF_HOUSEHOLD = "registry.visit.of_household":
        "SELECT id, household_id, unit_id, day, source, source_key, import_id, import_row, reviewer, answers,
           members, groups, causes, needs, children, children_health, children_education, stated_class,
           recorded_at, recorded_by
         FROM visit WHERE household_id = $1 ORDER BY day DESC, id DESC";
    EVALUATIONS = "registry.evaluation.of_household":
        "SELECT e.visit_id, e.standard, e.law, e.class, e.income_low, e.score, e.deprived, e.known, e.low,
           e.high, e.unverified
         FROM visit v JOIN evaluation e ON e.visit_id = v.id WHERE v.household_id = $1
         ORDER BY e.visit_id, e.standard";
}

/// A visit as read back.
#[derive(Clone, PartialEq, Debug)]
pub struct PastVisit {
    /// The visit.
    pub visit: Visit,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// By whom, when a person was signed in.
    pub recorded_by: Option<AccountId>,
    /// What each standard says of it.
    pub evaluations: Vec<PastEvaluation>,
}

/// An evaluation as it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastEvaluation {
    /// The standard.
    pub standard: String,
    /// Fingerprint of the law that said it.
    pub law: String,
    /// What it said.
    pub evaluation: Evaluation,
}

/// All visits of a household, latest first.
pub async fn of_household(tx: &mut Tx, household: HouseholdId) -> Result<Vec<PastVisit>> {
    let mut evaluations: HashMap<VisitId, Vec<PastEvaluation>> = HashMap::new();
    for row in tx.fetch(&EVALUATIONS, vec![household.into()]).await? {
        let visit = VisitId(row.uuid(0)?);
        evaluations.entry(visit).or_default().push(read_evaluation(&row)?);
    }
    let visits = tx.fetch(&OF_HOUSEHOLD, vec![household.into()]).await?;
    let visits = visits.iter().map(|row| {
        let visit = read(row)?;
        let evaluations = evaluations.remove(&visit.id).unwrap_or_default();
        Ok(PastVisit {
            visit,
            recorded_at: Instant(row.int(18)?),
            recorded_by: row.opt_uuid(19)?.map(AccountId),
            evaluations,
        })
    });
    visits.collect()
}

fn read(row: &Row) -> Result<Visit> {
    Ok(Visit {
        id: VisitId(row.uuid(0)?),
        household: HouseholdId(row.uuid(1)?),
        unit: UnitId(row.int(2)?),
        day: row.day(3)?,
        source: match row.text(4)?.as_str() {
            "import" => "import",
            "form" => "form",
            "demonstration" => "demonstration",
            _ => "other",
        },
        source_key: row.opt_bytes(5)?,
        import: row.opt_uuid(6)?.map(ImportId).zip(row.opt_int(7)?),
        reviewer: row.opt_text(8)?,
        answers: row.text(9)?,
        extract: Extract {
            members: row.int(10)?,
            groups: Groups(row.int(11)?),
            causes: row.int(12)?,
            needs: row.int(13)?,
            children: row.opt_int(14)?,
            children_health: row.opt_int(15)?,
            children_education: row.opt_int(16)?,
        },
        stated_class: row.opt_text(17)?.map(|class| class.parse()).transpose()?,
    })
}

fn read_evaluation(row: &Row) -> Result<PastEvaluation> {
    let income_low = match row.text(4)?.as_str() {
        "true" => Truth::True,
        "false" => Truth::False,
        _ => Truth::Unknown,
    };
    Ok(PastEvaluation {
        standard: row.text(1)?,
        law: row.text(2)?,
        evaluation: Evaluation {
            class: row.text(3)?.parse()?,
            income_low,
            income_score: row.opt_int(5)?,
            deprived: row.int(6)? as u32,
            known: row.int(7)? as u32,
            low: row.int(8)? as u8,
            high: row.int(9)? as u8,
            unverified: row.flag(10)?,
        },
    })
}
