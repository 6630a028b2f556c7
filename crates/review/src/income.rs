//! Income forms (phiếu xác định thu nhập): what a household earned in the months before, by source, and the
//! class that the standard in force gives it. For a case of average living standard this is the survey.

use ground::{CaseId, Day, HouseholdId, Instant, Problem, Result, UnitId};
use law::{Answer, Answers, Class, IncomeForm, Law, Standard};
use places::Units;
use serde_json::json;
use store::{Row, Tx, Value};
use uuid::Uuid;

use crate::Office;
use crate::case::{self, Reason, move_on};
use crate::rules::Move;

/// An income as it is written on the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declared {
    /// The day it was written down; the months before it are asked about.
    pub day: Day,
    /// Whether the household lives by farming, forestry, fishery or salt.
    pub farm: bool,
    /// Members who share the income.
    pub members: i64,
    /// Source and đồng, in the order of the form; what is left out was not earned.
    pub amounts: Vec<(String, i64)>,
}

/// An income form that was recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Income {
    /// What was written.
    pub declared: Declared,
    /// Id of the form in the law.
    pub form: String,
    /// The sum of what counts.
    pub total: i64,
    /// The income per head and month.
    pub per_head: i64,
    /// The class that follows for the household, where it was asked.
    pub class: Option<Class>,
    /// When it was recorded.
    pub at: Instant,
    /// By whom.
    pub by: String,
}

store::statements! {
    INSERT = "review.income.insert":
        "INSERT INTO review_income (id, subject_id, number, household_id, unit_id, form, day, farm, members, total,
           per_head, class, law, recorded_at, recorded_by, recorded_name)
         SELECT $1, $2, CAST(COUNT(*) AS BIGINT) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
         FROM review_income WHERE subject_id = $2";
    LATEST = "review.income.latest":
        "SELECT i.id, i.form, i.day, i.farm, i.members, i.total, i.per_head, i.class, i.recorded_at,
           i.recorded_name, l.source, l.amount
         FROM review_income i LEFT JOIN review_income_line l ON l.income_id = i.id
         WHERE i.subject_id = $1 ORDER BY i.number DESC, l.position";
}

const LINE: &[&str] = &["income_id", "position", "source", "amount"];

/// The income form in use on a day.
///
/// # Errors
/// `review.income.no_form`.
pub fn form_on(law: &Law, day: Day) -> Result<&IncomeForm> {
    let form = law.income_form_on(day);
    form.ok_or_else(|| Problem::missing("review.income.no_form").with("day", day))
}

/// The standard whose band decides on a day.
///
/// # Errors
/// `review.income.no_rule` when the standard of the day knows no average living standard.
pub fn standard_on(law: &Law, day: Day) -> Result<&Standard> {
    let knows = |standard: &&Standard| {
        standard.rules().iter().any(|rule| rule.class == Class::AverageLiving)
    };
    let standard = registry::national_standard(law, day).filter(knows);
    standard.ok_or_else(|| Problem::missing("review.income.no_rule").with("day", day))
}

/// What a declared income comes to: the total of what counts, and that per head and month.
///
/// # Errors
/// `review.income.no_form`, `review.income.amount`, `review.income.members`.
pub fn sum(law: &Law, declared: &Declared) -> Result<(i64, i64)> {
    let form = form_on(law, declared.day)?;
    if !(1..=99).contains(&declared.members) {
        return Err(Problem::invalid("review.income.members").with("field", "members"));
    }
    for (source, amount) in &declared.amounts {
        let known = form.sources.iter().any(|line| line.id == *source);
        if !known || *amount < 0 {
            return Err(Problem::invalid("review.income.amount").with("field", source.as_str()));
        }
    }
    let total = form.total(&declared.amounts);
    let total = total.ok_or_else(|| Problem::invalid("review.income.amount"))?;
    Ok((total, form.per_head_month(total, declared.members)))
}

/// A declared income, and the class that the standard of the day gives the household. Nothing is written.
///
/// # Errors
/// Those of [`sum`] and [`standard_on`]; `review.income.low` at or below the line, where actual income decides
/// nothing and form 01 leads to the review of the poor.
pub fn reckon(
    law: &Law,
    units: &Units,
    unit: UnitId,
    declared: &Declared,
) -> Result<(i64, i64, Class)> {
    let standard = standard_on(law, declared.day)?;
    let (total, per_head) = sum(law, declared)?;
    let mut answers = Answers::new();
    let questionnaire = law.questionnaire();
    answers.set(questionnaire, "farm_household", Answer::Bool(declared.farm))?;
    answers.set(questionnaire, "monthly_income_per_head", Answer::Int(per_head))?;
    let setting = registry::setting(units, unit, declared.day);
    let class = standard.evaluate(&answers, &setting).class;
    match class {
        Class::AverageLiving | Class::NotPoor => Ok((total, per_head, class)),
        Class::Poor | Class::NearPoor | Class::Undetermined => {
            Err(Problem::conflict("review.income.low").with("amount", per_head))
        }
    }
}

/// Records the income form of a case of average living standard, as its survey.
///
/// # Errors
/// `access.refused.*`, `review.case.*`, `review.income.case` for a case of another kind, those of [`reckon`] and
/// of every step.
pub async fn record(
    tx: &mut Tx,
    office: &mut Office<'_>,
    (id, version): (CaseId, i64),
    declared: &Declared,
) -> Result<Class> {
    let (case, round) = case::open(tx, office, id, version).await?;
    if case.reason != Reason::Average {
        return Err(Problem::conflict("review.income.case"));
    }
    let (total, per_head, class) = reckon(office.law, office.units, case.unit, declared)?;
    let of = Of { subject: case.id.0, household: case.household, unit: case.unit };
    keep(tx, office, &of, declared, (total, per_head, Some(class))).await?;
    move_on(tx, office, &round, case, Move::Survey(class), declared.day, None, None).await?;
    Ok(class)
}

/// What an income form is for.
pub(crate) struct Of {
    /// The case, or the request of a worker.
    pub(crate) subject: Uuid,
    pub(crate) household: HouseholdId,
    pub(crate) unit: UnitId,
}

/// Writes an income form down as it was reckoned.
pub(crate) async fn keep(
    tx: &mut Tx,
    office: &mut Office<'_>,
    of: &Of,
    declared: &Declared,
    (total, per_head, class): (i64, i64, Option<Class>),
) -> Result<()> {
    let form = form_on(office.law, declared.day)?;
    let income = office.moment.id();
    let by = office.actor.by.clone();
    let values = vec![
        income.into(),
        of.subject.into(),
        of.household.into(),
        of.unit.into(),
        form.id.as_str().into(),
        declared.day.into(),
        declared.farm.into(),
        declared.members.into(),
        total.into(),
        per_head.into(),
        Value::Text(class.map(|class| class.as_str().to_owned())),
        office.law.fingerprint().into(),
        office.moment.now().into(),
        by.account.into(),
        by.name.into(),
    ];
    tx.execute(&INSERT, values).await?;
    let mut lines = Vec::new();
    for (position, (source, amount)) in (1_i64..).zip(&declared.amounts) {
        lines.extend([income.into(), position.into(), source.as_str().into(), (*amount).into()]);
    }
    tx.insert_many("review_income_line", LINE, &mut lines).await?;
    let detail = json!({
        "for": of.subject, "per_head": per_head, "class": class.map(Class::as_str),
    });
    let subject = ("review_income", income.to_string());
    office.note(tx, "review.income.record", subject, of.unit, None, detail).await
}

/// The latest income form of a case, whose reader has been shown the case.
pub async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Option<Income>> {
    latest(tx, case.0).await
}

pub(crate) async fn latest(tx: &mut Tx, subject: Uuid) -> Result<Option<Income>> {
    let rows = tx.fetch(&LATEST, vec![subject.into()]).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let id: Uuid = first.uuid(0)?;
    let mut income = read(first)?;
    for row in &rows {
        if row.uuid(0)? == id
            && let Some(source) = row.opt_text(10)?
        {
            income.declared.amounts.push((source, row.int(11)?));
        }
    }
    Ok(Some(income))
}

fn read(row: &Row) -> Result<Income> {
    Ok(Income {
        form: row.text(1)?,
        declared: Declared {
            day: row.day(2)?,
            farm: row.flag(3)?,
            members: row.int(4)?,
            amounts: Vec::new(),
        },
        total: row.int(5)?,
        per_head: row.int(6)?,
        class: row.opt_text(7)?.map(|word| word.parse()).transpose()?,
        at: Instant(row.int(8)?),
        by: row.text(9)?,
    })
}
