//! Evaluating stored visits again under the law that is loaded now.
//!
//! Answers never change, the law's files do: a corrected wording, a cut-off that became known. Each
//! slice of visits is a transaction of its own, so the work can be cancelled at any time and taken up
//! where it stopped; doing it twice changes nothing.

use std::collections::HashMap;

use access::{Actor, Scope};
use ground::{Day, Moment, Result, UnitId, VisitId};
use law::{Answers, Evaluation, Law};
use places::Units;
use store::{Database, Row, Tx, UNITS_PER_STATEMENT, Value, among_units, audit, unit_values};
use uuid::Uuid;

use super::rules::{asked_by_default, evaluate_all, setting};
use crate::batch::{Batch, truth_word};
use crate::figures::scope_unit;

/// Visits per transaction.
const SLICE: usize = 1_000;

store::statements! {
    OF_NATION = "registry.evaluation.visits_of_nation":
        "SELECT id FROM visit WHERE id > $1 ORDER BY id LIMIT $2";
    OF_PROVINCE = "registry.evaluation.visits_of_province":
        "SELECT v.id FROM visit v JOIN household h ON h.id = v.household_id
         WHERE v.id > $1 AND h.province_id = $3 ORDER BY v.id LIMIT $2";
    OF_UNITS = "registry.evaluation.visits_of_units":
        concat!("SELECT v.id FROM household h JOIN visit v ON v.household_id = h.id
         WHERE h.unit_id IN ", among_units!(), " AND v.id > $33");
    COUNT = "registry.evaluation.count_visits":
        "SELECT COUNT(*) FROM visit v JOIN household h ON h.id = v.household_id
         WHERE h.province_id >= $1 AND h.province_id <= $2";
    VISITS = "registry.evaluation.visits":
        "SELECT id, unit_id, day, answers FROM visit WHERE id IN ($1)";
    KEPT = "registry.evaluation.kept":
        "SELECT visit_id, standard, law, class, income_low, score, deprived, known, low, high, unverified
         FROM evaluation WHERE visit_id IN ($1)";
    DROP = "registry.evaluation.drop":
        "DELETE FROM evaluation WHERE visit_id = $1 AND standard = $2";
}

/// What a run has done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reevaluated {
    /// Visits looked at.
    pub visits: i64,
    /// Evaluations written because result or law differed.
    pub changed: i64,
    /// The last visit looked at: give it as `after` to go on from there.
    pub last: Option<VisitId>,
    /// Whether nothing is left; false when it was cancelled.
    pub finished: bool,
}

/// Evaluates the stored visits of a scope again, from the visit after `after`, under the standards of
/// their day and those asked for by default; a standard that a visit was evaluated under before is kept
/// up as well. `progress` is told visits done and in all, and answers whether to go on.
///
/// One entry in the audit trail says what the run did.
#[expect(
    clippy::too_many_arguments,
    reason = "what an action knows of the world, and its four inputs"
)]
pub async fn reevaluate(
    database: &Database,
    law: &Law,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    scope: &Scope,
    after: Option<VisitId>,
    progress: impl Fn(i64, i64) -> bool,
) -> Result<Reevaluated> {
    actor.check(access::Verb::EditHousehold, scope_unit(scope), units)?;
    let mut queue = Queue::of(database, scope, after).await?;
    let mut done = Reevaluated { visits: 0, changed: 0, last: after, finished: false };
    let mut settings = HashMap::new();
    loop {
        let slice = queue.next(database).await?;
        let Some(last) = slice.last() else {
            done.finished = true;
            break;
        };
        let mut tx = database.begin().await?;
        done.changed += again(&mut tx, law, units, &slice, &mut settings).await?;
        tx.commit().await?;
        done.visits += slice.len() as i64;
        done.last = Some(VisitId(*last));
        if !progress(done.visits, queue.total) {
            break;
        }
    }
    let detail = serde_json::json!({
        "law": law.fingerprint(), "visits": done.visits, "changed": done.changed,
        "finished": done.finished,
    });
    let mut tx = database.begin().await?;
    let entry = audit::Entry {
        action: "registry.evaluation.again",
        subject: "evaluation",
        subject_id: law.fingerprint().to_owned(),
        unit: scope_unit(scope),
        reason: None,
        detail: Some(detail.to_string()),
    };
    audit::write(&mut tx, &actor.by, moment, entry).await?;
    tx.commit().await?;
    Ok(done)
}

/// Visits in order of id. Those of communes are listed at once; a province's or the nation's are read on.
struct Queue {
    listed: Option<Vec<Uuid>>,
    province: Option<UnitId>,
    after: Uuid,
    total: i64,
}

impl Queue {
    async fn of(database: &Database, scope: &Scope, after: Option<VisitId>) -> Result<Queue> {
        let after = after.map_or(Uuid::nil(), |visit| visit.0);
        let province = match scope {
            Scope::Nation => None,
            Scope::Province(province) => Some(*province),
            Scope::Communes(communes) => {
                let mut listed = Vec::new();
                for slice in communes.chunks(UNITS_PER_STATEMENT) {
                    let values = unit_values(slice).chain([after.into()]).collect();
                    for row in database.fetch(&OF_UNITS, values).await? {
                        listed.push(row.uuid(0)?);
                    }
                }
                listed.sort_unstable();
                let total = listed.len() as i64;
                return Ok(Queue { listed: Some(listed), province: None, after, total });
            }
        };
        let bounds = province.map_or((0, i64::MAX), |unit| (unit.0, unit.0));
        let row = database.fetch_optional(&COUNT, vec![bounds.0.into(), bounds.1.into()]).await?;
        let total = row.map_or(Ok(0), |row| row.int(0))?;
        Ok(Queue { listed: None, province, after, total })
    }

    async fn next(&mut self, database: &Database) -> Result<Vec<Uuid>> {
        let slice = if let Some(listed) = &mut self.listed {
            let rest = listed.split_off(SLICE.min(listed.len()));
            std::mem::replace(listed, rest)
        } else {
            let mut values = vec![self.after.into(), SLICE.into()];
            let statement = match self.province {
                Some(province) => {
                    values.push(province.into());
                    &OF_PROVINCE
                }
                None => &OF_NATION,
            };
            let rows = database.fetch(statement, values).await?;
            rows.iter().map(|row| row.uuid(0)).collect::<Result<_>>()?
        };
        self.after = slice.last().copied().unwrap_or(self.after);
        Ok(slice)
    }
}

async fn again(
    tx: &mut Tx,
    law: &Law,
    units: &Units,
    visits: &[Uuid],
    settings: &mut HashMap<(UnitId, Day), law::Setting>,
) -> Result<i64> {
    let keys: Vec<Value> = visits.iter().map(|id| Value::from(*id)).collect();
    let mut kept: HashMap<Uuid, Vec<Row>> = HashMap::new();
    for row in tx.fetch_among(&KEPT, &keys).await? {
        kept.entry(row.uuid(0)?).or_default().push(row);
    }
    let mut batch = Batch::default();
    let mut changed = 0;
    for visit in tx.fetch_among(&VISITS, &keys).await? {
        let (id, unit, day) = (visit.uuid(0)?, UnitId(visit.int(1)?), visit.day(2)?);
        let answers = Answers::from_json(law.questionnaire(), &visit.text(3)?)?;
        let setting = settings.entry((unit, day)).or_insert_with(|| setting(units, unit, day));
        let before = kept.remove(&id).unwrap_or_default();
        let standards: Vec<String> = before.iter().map(|row| row.text(1)).collect::<Result<_>>()?;
        let also: Vec<&str> = standards
            .iter()
            .map(String::as_str)
            .chain(asked_by_default(day).iter().copied())
            .collect();
        for (standard, evaluation) in evaluate_all(law, &answers, setting, day, &also) {
            let old = standards.iter().position(|kept| *kept == standard).map(|at| &before[at]);
            if let Some(old) = old {
                if same(old, law.fingerprint(), &evaluation)? {
                    continue;
                }
                tx.execute(&DROP, vec![id.into(), standard.as_str().into()]).await?;
            }
            batch.evaluation(VisitId(id), &standard, law.fingerprint(), &evaluation);
            changed += 1;
        }
    }
    batch.write(tx).await?;
    Ok(changed)
}

/// Whether the kept row says the same under the same law.
fn same(row: &Row, law: &str, evaluation: &Evaluation) -> Result<bool> {
    Ok(row.text(2)? == law
        && row.text(3)? == evaluation.class.as_str()
        && row.text(4)? == truth_word(evaluation.income_low)
        && row.opt_int(5)? == evaluation.income_score
        && row.int(6)? == i64::from(evaluation.deprived)
        && row.int(7)? == i64::from(evaluation.known)
        && row.int(8)? == i64::from(evaluation.low)
        && row.int(9)? == i64::from(evaluation.high)
        && row.flag(10)? == evaluation.unverified)
}
