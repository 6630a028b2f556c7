//! Recording a visit.

use access::{Actor, Verb};
use ground::{Day, Moment, Problem, Result, UnitId, VisitId};
use law::{Answers, Class, Evaluation, Law};
use places::{Succeeds, Units};
use serde_json::{Value as Json, json};
use store::Tx;

use super::extract::extract;
use super::model::Visit;
use crate::change::{Change, check_day, some};
use crate::evaluation::{evaluate_all, national_standard, setting};
use crate::person::Seen;
use crate::status::{Basis, Interval, Movement};

store::statements! {
    BY_SOURCE = "registry.visit.by_source": "SELECT id FROM visit WHERE source_key = $1";
    LATER = "registry.visit.later":
        "SELECT id FROM visit WHERE household_id = $1 AND day > $2 LIMIT 1";
}

/// What the audit trail calls it.
pub(super) const ACTION: &str = "registry.visit.record";

/// A visit as somebody records it.
#[derive(Clone, PartialEq, Debug)]
pub struct NewVisit {
    /// Day of the survey.
    pub day: Day,
    /// Where it comes from: `form`, or `paper` when it was written down and typed in afterwards.
    pub source: &'static str,
    /// Who surveyed.
    pub reviewer: Option<String>,
    /// The answers, as [`Answers::to_json`] writes them.
    pub answers: String,
    /// A key of the form it came from, so that sending it twice records it once.
    pub source_key: Option<Vec<u8>>,
    /// The class that the form itself gives.
    pub stated_class: Option<Class>,
}

/// What became of a visit.
#[derive(Clone, PartialEq, Debug)]
pub struct RecordedVisit {
    /// Its id.
    pub id: VisitId,
    /// The household's commune.
    pub unit: UnitId,
    /// What each standard says of it.
    pub evaluations: Vec<(String, Evaluation)>,
}

/// Records a visit: the answers for ever, what every standard in force or in `also` says of them, and
/// the status that follows from its day on.
///
/// The status takes the stated class or else that of the national standard of the day. A result that
/// cannot be told leaves an existing status as it is: missing answers take nobody's recognition away. Nor
/// does a mere evaluation change what the chair has decided; the next decision does.
///
/// # Errors
/// Those of every change; those of [`Answers::from_json`]; `registry.visit.duplicate` for a source key
/// that is there already; `registry.status.after_end`.
#[expect(clippy::too_many_arguments, reason = "what an action knows of the world, and its inputs")]
pub async fn record(
    tx: &mut Tx,
    law: &Law,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    household: Seen,
    new: &NewVisit,
    also: &[&str],
) -> Result<RecordedVisit> {
    let mut change = Change::open(tx, actor, units, moment, Verb::Survey, household).await?;
    check_day(new.day, moment)?;
    if let Some(key) = &new.source_key
        && tx.fetch_optional(&BY_SOURCE, vec![key.clone().into()]).await?.is_some()
    {
        return Err(Problem::conflict("registry.visit.duplicate"));
    }
    let later = tx.fetch_optional(&LATER, vec![household.0.into(), new.day.into()]).await?;
    let answers = Answers::from_json(law.questionnaire(), &new.answers)?;
    let filled = Filled {
        day: new.day,
        source: new.source,
        reviewer: new.reviewer.as_deref(),
        answers: &answers,
        source_key: new.source_key.as_ref(),
        stated_class: new.stated_class,
        latest: later.is_none(),
    };
    let (recorded, detail) = put(&mut change, law, units, moment, &filled, also)?;
    change.save(tx, actor, moment, ACTION, None, detail).await?;
    Ok(recorded)
}

/// What was filled in, as [`put`] takes it.
pub(super) struct Filled<'a> {
    pub(super) day: Day,
    pub(super) source: &'static str,
    pub(super) reviewer: Option<&'a str>,
    pub(super) answers: &'a Answers,
    pub(super) source_key: Option<&'a Vec<u8>>,
    pub(super) stated_class: Option<Class>,
    /// Whether no visit is of a later day.
    pub(super) latest: bool,
}

/// Puts a visit into a household's change, and what follows from it.
pub(super) fn put(
    change: &mut Change,
    law: &Law,
    units: &Units,
    moment: &mut Moment,
    new: &Filled<'_>,
    also: &[&str],
) -> Result<(RecordedVisit, Json)> {
    let answers = new.answers;
    let h = &mut change.household;
    let unit = match units.today_of(h.unit, new.day) {
        Succeeds::Same(unit) | Succeeds::Whole(unit) => unit,
        Succeeds::Split(_) => h.unit_before.unwrap_or(h.unit),
    };
    let ethnicity = h.ethnicity.as_deref();
    let visit = Visit {
        id: VisitId(moment.id()),
        household: h.id,
        unit,
        day: new.day,
        source: new.source,
        source_key: new.source_key.cloned(),
        import: None,
        reviewer: some(new.reviewer),
        answers: answers.to_json(law.questionnaire()),
        extract: extract(law.questionnaire(), answers, ethnicity, h.head_sex, new.day),
        stated_class: new.stated_class,
    };
    change.batch.visit(&visit, change.recorded);
    let place = setting(units, unit, new.day);
    let evaluations = evaluate_all(law, answers, &place, new.day, also);
    for (standard, evaluation) in &evaluations {
        change.batch.evaluation(visit.id, standard, law.fingerprint(), evaluation);
    }
    let standard = national_standard(law, new.day).map(law::Standard::id);
    let evaluated = evaluations.iter().find(|(id, _)| Some(id.as_str()) == standard);
    let class = new.stated_class.or(evaluated.map(|(_, evaluation)| evaluation.class));
    let class = class.unwrap_or(Class::Undetermined);
    let members = if visit.extract.members > 0 { visit.extract.members } else { h.members };
    let standing = change.timeline.on(new.day).map(|standing| standing.basis);
    let decided = standing == Some(Basis::Decision) && new.stated_class.is_none();
    if !decided && (class != Class::Undetermined || standing.is_none()) {
        change.timeline.record(Interval {
            from: new.day,
            to: None,
            class,
            movement: Movement::Confirmed,
            members,
            unit,
            standard: standard.map(str::to_owned),
            basis: if new.stated_class.is_some() { Basis::Stated } else { Basis::Evaluated },
            visit: Some(visit.id),
            ended: None,
        })?;
    }
    follow(change, &visit, new.latest);
    let detail = json!({ "visit": visit.id, "day": new.day, "class": class.as_str() });
    Ok((RecordedVisit { id: visit.id, unit: change.household.unit, evaluations }, detail))
}

/// The household's own fields follow its latest status and, if this is the latest, the visit.
fn follow(change: &mut Change, visit: &Visit, latest: bool) {
    let h = &mut change.household;
    h.stand(&change.timeline);
    if latest {
        h.visit = Some(visit.id);
        h.groups = visit.extract.groups;
        if visit.extract.members > 0 {
            h.members = visit.extract.members;
        }
    }
}
