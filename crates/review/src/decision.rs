//! The chair's decision (quyết định công nhận): lists frozen as signed, certificates numbered, and the
//! registry's status written in the same transaction.

use access::Verb;
use ground::{Day, DecisionId, HouseholdId, Problem, Result, RoundId, UnitId};
use law::{Class, Step};
use registry::status::{Recognition, recognise};
use serde_json::json;
use store::{Row, Tx, Value};

use crate::case::{self, Case, Reason, move_on};
use crate::certificate::Book;
use crate::office::said;
use crate::rules::{Move, Rules, Stage};
use crate::{Office, round};

ground::words! {
    /// The lists of a decision, in its order.
    List, internal "review.list.unknown":
    /// Poor.
    Poor = "poor",
    /// Near-poor.
    NearPoor = "near_poor",
    /// Out of poverty, above near-poor.
    ExitPoor = "exit_poor",
    /// Out of near-poverty.
    ExitNearPoor = "exit_near_poor",
    /// Farm households of average living standard that asked to be recognised.
    Average = "average",
    /// Reviewed, on no list before or after; kept so that the answer to a request can be found.
    None = "none",
}

impl List {
    /// The list of a household by why it was reviewed and its class before and after.
    pub fn of(reason: Reason, before: Class, after: Class) -> List {
        match (before, after) {
            (_, Class::Poor) => List::Poor,
            (_, Class::NearPoor) => List::NearPoor,
            (Class::Poor, _) => List::ExitPoor,
            (Class::NearPoor, _) => List::ExitNearPoor,
            (_, Class::AverageLiving) if reason == Reason::Average => List::Average,
            _ => List::None,
        }
    }
}

impl List {
    /// Whether a decision prints it: the four of form 02 always, average living standard when somebody is on
    /// it.
    pub fn is_printed(self, has_lines: bool) -> bool {
        match self {
            List::None => false,
            List::Average => has_lines,
            _ => true,
        }
    }
}

/// A decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Id.
    pub id: DecisionId,
    /// Its round.
    pub round: RoundId,
    /// The commune.
    pub unit: UnitId,
    /// Its number, as written.
    pub number: String,
    /// Its day.
    pub day: Day,
    /// Who signed.
    pub signer: String,
    /// The standard households were classified under.
    pub standard: String,
}

/// A household in a decision, as it was signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The household.
    pub household: HouseholdId,
    /// Its list.
    pub list: List,
    /// Name of the head.
    pub head: String,
    /// Its village.
    pub village: String,
    /// Members.
    pub members: i64,
    /// Its class.
    pub class: Class,
    /// Number of its certificate, form 03.
    pub certificate: Option<String>,
}

macro_rules! columns {
    () => {
        "SELECT id, round_id, unit_id, number, day, signer, standard FROM review_decision"
    };
}

store::statements! {
    INSERT = "review.decision.insert":
        "INSERT INTO review_decision (id, round_id, unit_id, number, day, signer, standard)
         VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SAME = "review.decision.same":
        "SELECT id FROM review_decision WHERE unit_id = $1 AND number = $2 AND day = $3";
    BY_ID = "review.decision.by_id": concat!(columns!(), " WHERE id = $1");
    OF_ROUND = "review.decision.of_round":
        concat!(columns!(), " WHERE round_id = $1 ORDER BY day, id");
    LINES = "review.decision.lines":
        "SELECT household_id, list, head, village, members, class, certificate FROM review_decided
         WHERE decision_id = $1 ORDER BY position";
}

/// The cases of a round that a decision of this day would cover.
pub fn ready(cases: Vec<Case>, rules: &Rules<'_>, day: Day) -> Vec<Case> {
    let asks = rules.asks_opinion(day);
    let is_ready =
        |case: &Case| case.state.stage == Stage::Decision || !asks && case.posting_over(day);
    cases.into_iter().filter(is_ready).collect()
}

/// Decides every case of a round that is ready: freezes the lists, numbers certificates (by commune and
/// year) or signs those that households hold already for another year, and gives each household its status from the day of the decision on.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, `review.text.missing`, `review.decision.nobody`,
/// `review.decision.twice`, those of every step and of [`recognise`].
pub async fn decide(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RoundId,
    number: &str,
    day: Day,
    signer: &str,
) -> Result<DecisionId> {
    let round = round::find(tx, office, id).await?;
    office.check(Verb::Decide, round.unit)?;
    let (number, signer) = (said(number, "number")?, said(signer, "signer")?);
    let rules = Rules::of(office.law, &round.procedure)?;
    let cases = ready(case::of_round(tx, id).await?, &rules, day);
    if cases.is_empty() {
        return Err(rules.refuse("review.decision.nobody", Step::Decision));
    }
    let same = vec![round.unit.into(), number.as_str().into(), day.into()];
    if tx.fetch_optional(&SAME, same).await?.is_some() {
        return Err(Problem::conflict("review.decision.twice").with("number", number));
    }
    let standard = registry::national_standard(office.law, day);
    let standard = standard.ok_or_else(|| Problem::missing("review.decision.no_standard"))?.id();
    let decision = DecisionId(office.moment.id());
    let values = vec![
        decision.into(),
        id.into(),
        round.unit.into(),
        number.as_str().into(),
        day.into(),
        signer.as_str().into(),
        standard.into(),
    ];
    tx.execute(&INSERT, values).await?;
    let mut book = Book::open(tx, &round, standard, (decision, day)).await?;
    let mut lines = Vec::new();
    let count = cases.len();
    for (at, case) in cases.into_iter().enumerate() {
        let subject = Some(decision.0);
        let note = Some(number.clone());
        let case = move_on(tx, office, &round, case, Move::Decide, day, subject, note).await?;
        let class = case.classes.decided.unwrap_or(Class::Undetermined);
        let recognition = Recognition {
            household: case.household,
            day,
            class,
            standard,
            visit: case.visit,
            decision: &number,
        };
        recognise(tx, office.actor, office.units, office.moment, &recognition).await?;
        let certificate =
            registry::status::is_below(class).then(|| book.sign(&case, class, &signer));
        lines.extend([
            decision.into(),
            at.into(),
            round.unit.into(),
            case.id.into(),
            case.household.into(),
            List::of(case.reason, case.before, class).as_str().into(),
            case.head.as_str().into(),
            case.village_name.as_str().into(),
            case.members.into(),
            class.as_str().into(),
            Value::Text(certificate),
        ]);
    }
    tx.insert_many("review_decided", LINE, &mut lines).await?;
    book.save(tx, office).await?;
    let detail = json!({ "decision": decision, "number": number, "day": day, "cases": count });
    let subject = ("review_round", id.to_string());
    office.note(tx, "review.decision.decide", subject, round.unit, None, detail).await?;
    Ok(decision)
}

const LINE: &[&str] = &[
    "decision_id",
    "position",
    "unit_id",
    "case_id",
    "household_id",
    "list",
    "head",
    "village",
    "members",
    "class",
    "certificate",
];

/// The decisions of a round, oldest first.
pub async fn of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<Decision>> {
    tx.fetch(&OF_ROUND, vec![round.into()]).await?.iter().map(read).collect()
}

/// A decision with its lines in the order of its lists, for an actor who may see it.
///
/// # Errors
/// `review.decision.missing`, also outside the actor's units.
pub async fn find(
    tx: &mut Tx,
    office: &Office<'_>,
    id: DecisionId,
) -> Result<(Decision, Vec<Line>)> {
    let missing = || Problem::missing("review.decision.missing");
    let row = tx.fetch_optional(&BY_ID, vec![id.into()]).await?.ok_or_else(missing)?;
    let decision = read(&row)?;
    office.check(Verb::View, decision.unit).map_err(|_| missing())?;
    let rows = tx.fetch(&LINES, vec![id.into()]).await?;
    let lines = rows.iter().map(|row| {
        Ok(Line {
            household: HouseholdId(row.uuid(0)?),
            list: row.text(1)?.parse()?,
            head: row.text(2)?,
            village: row.text(3)?,
            members: row.int(4)?,
            class: row.text(5)?.parse()?,
            certificate: row.opt_text(6)?,
        })
    });
    let mut lines = lines.collect::<Result<Vec<_>>>()?;
    lines.sort_by_key(|line| line.list);
    Ok((decision, lines))
}

fn read(row: &Row) -> Result<Decision> {
    Ok(Decision {
        id: DecisionId(row.uuid(0)?),
        round: RoundId(row.uuid(1)?),
        unit: UnitId(row.int(2)?),
        number: row.text(3)?,
        day: row.day(4)?,
        signer: row.text(5)?,
        standard: row.text(6)?,
    })
}
