//! Cases (hồ sơ): a household in a round, and the one way in which it moves on.

use access::Verb;
use ground::{
    AccountId, CaseId, Day, HouseholdId, Instant, Problem, RequestId, Result, RoundId, UnitId,
    VillageId, VisitId,
};
use law::Class;
use serde_json::json;
use store::{Row, Tx, Value};
use uuid::Uuid;

use crate::Office;
use crate::round::{self, Round};
use crate::rules::{Move, Rules, Stage, State};

ground::words! {
    /// Why a household is reviewed.
    Reason, internal "review.reason.unknown":
    /// It is poor or near-poor now.
    Listed = "listed",
    /// It asked to be recognised (form 01).
    Request = "request",
    /// It asked to leave the list (form 04).
    Exit = "exit",
    /// It asked to be recognised as of average living standard.
    Average = "average",
    /// It left the list within the last 36 months.
    Watch = "watch",
}

/// A case as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    /// Id.
    pub id: CaseId,
    /// Its round.
    pub round: RoundId,
    /// The household.
    pub household: HouseholdId,
    /// The commune of the round.
    pub unit: UnitId,
    /// Its village when the round was opened.
    pub village: Option<VillageId>,
    /// Why it is reviewed.
    pub reason: Reason,
    /// The request behind it.
    pub request: Option<RequestId>,
    /// Who surveys it.
    pub reviewer: Option<(AccountId, String)>,
    /// Where it stands.
    pub state: State,
    /// Its class when the round was opened.
    pub before: Class,
    /// The visit it rests on.
    pub visit: Option<VisitId>,
    /// Its class after the survey, the meeting, the re-check and the decision.
    pub classes: Classes,
    /// Counts changes; a form sends it back.
    pub version: i64,
    /// Name of the head.
    pub head: String,
    /// Members.
    pub members: i64,
    /// Name of its village; empty when none is known.
    pub village_name: String,
}

/// What the class was at each step.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Classes {
    /// By the survey.
    pub surveyed: Option<Class>,
    /// After the meeting.
    pub met: Option<Class>,
    /// After the latest re-check.
    pub checked: Option<Class>,
    /// By the decision.
    pub decided: Option<Class>,
}

impl Classes {
    /// The latest word.
    pub fn latest(&self) -> Option<Class> {
        self.decided.or(self.checked).or(self.met).or(self.surveyed)
    }
}

/// A step that was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// The word of the move, see [`Move::as_str`].
    pub kind: String,
    /// Its day.
    pub day: Day,
    /// The class after it.
    pub class: Option<Class>,
    /// What was noted.
    pub note: Option<String>,
    /// When it was recorded.
    pub at: Instant,
    /// By whom.
    pub by: String,
}

macro_rules! columns {
    () => {
        "SELECT c.id, c.round_id, c.household_id, c.unit_id, c.village_id, c.reason, c.request_id,
           c.reviewer_id, c.reviewer, c.step, c.step_day, c.until_day, c.class_before, c.visit_id,
           c.surveyed, c.met, c.checked, c.decided, c.version, h.head, h.members, v.name
         FROM review_case c JOIN household h ON h.id = c.household_id
         LEFT JOIN village v ON v.id = c.village_id"
    };
}

store::statements! {
    BY_ID = "review.case.by_id": concat!(columns!(), " WHERE c.id = $1");
    OF_ROUND = "review.case.of_round":
        concat!(columns!(), " WHERE c.round_id = $1 ORDER BY v.fold NULLS LAST, h.head_sort, c.id");
    OF_HOUSEHOLD = "review.case.of_household":
        concat!(columns!(), " WHERE c.household_id = $1 ORDER BY c.step_day DESC, c.id DESC");
    // To survey, to see again for the sample of its round that counts, and to see again for a question.
    OF_REVIEWER = "review.case.of_reviewer":
        concat!(columns!(), " WHERE (c.reviewer_id = $1 AND c.step = 'survey')
                   OR c.id IN (SELECT s.case_id FROM review_sampled s
                     JOIN review_sample m ON m.id = s.sample_id
                     WHERE s.reviewer_id = $1 AND s.second_class IS NULL
                       AND NOT EXISTS (SELECT 1 FROM review_sample n
                         WHERE n.round_id = m.round_id AND n.number > m.number))
                   OR c.id IN (SELECT l.case_id FROM review_look l
                     WHERE l.reviewer_id = $1 AND l.second_class IS NULL)
                 ORDER BY v.fold NULLS LAST, h.head_sort, c.id");
    HAS_ROUND = "review.case.has_round":
        "SELECT id FROM review_case WHERE reviewer_id = $1 AND step NOT IN ('done', 'withdrawn') LIMIT 1";
    MOVE_ON = "review.case.move_on":
        "UPDATE review_case SET step = $3, step_day = $4, until_day = $5, visit_id = $6, surveyed = $7,
           met = $8, checked = $9, decided = $10, version = version + 1
         WHERE id = $1 AND version = $2";
    STEP = "review.case.step":
        "INSERT INTO review_step (case_id, position, kind, day, class, subject_id, note, recorded_at,
           recorded_by, recorded_name)
         SELECT $1, CAST(COUNT(*) AS BIGINT) + 1, $2, $3, $4, $5, $6, $7, $8, $9
         FROM review_step WHERE case_id = $1";
    STEPS = "review.case.steps":
        "SELECT kind, day, class, note, recorded_at, recorded_name FROM review_step WHERE case_id = $1
         ORDER BY position";
}

/// The cases of a round, by village and head.
pub async fn of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<Case>> {
    tx.fetch(&OF_ROUND, vec![round.into()]).await?.iter().map(read).collect()
}

/// The cases a household has had, latest first.
pub async fn of_household(tx: &mut Tx, household: HouseholdId) -> Result<Vec<Case>> {
    tx.fetch(&OF_HOUSEHOLD, vec![household.into()]).await?.iter().map(read).collect()
}

/// What a reviewer still has to survey or to re-verify, by village and head.
pub async fn of_reviewer(tx: &mut Tx, reviewer: AccountId) -> Result<Vec<Case>> {
    tx.fetch(&OF_REVIEWER, vec![reviewer.into()]).await?.iter().map(read).collect()
}

/// Whether a reviewer has households in a round that is not decided yet, surveyed or not.
pub async fn has_round(tx: &mut Tx, reviewer: AccountId) -> Result<bool> {
    Ok(tx.fetch_optional(&HAS_ROUND, vec![reviewer.into()]).await?.is_some())
}

/// A case with its round, for an actor who may see it.
///
/// # Errors
/// `review.case.missing`, also outside the actor's units.
pub async fn find(tx: &mut Tx, office: &Office<'_>, id: CaseId) -> Result<(Case, Round)> {
    let missing = || Problem::missing("review.case.missing");
    let row = tx.fetch_optional(&BY_ID, vec![id.into()]).await?.ok_or_else(missing)?;
    let case = read(&row)?;
    office.check(Verb::View, case.unit).map_err(|_| missing())?;
    let round = round::find(tx, office, case.round).await?;
    Ok((case, round))
}

/// The steps a case has taken, oldest first.
pub async fn steps(tx: &mut Tx, id: CaseId) -> Result<Vec<Taken>> {
    let rows = tx.fetch(&STEPS, vec![id.into()]).await?;
    let taken = rows.iter().map(|row| {
        Ok(Taken {
            kind: row.text(0)?,
            day: row.day(1)?,
            class: class(row, 2)?,
            note: row.opt_text(3)?,
            at: Instant(row.int(4)?),
            by: row.text(5)?,
        })
    });
    taken.collect()
}

/// Takes a case out of the round: the household has gone, or was listed by mistake.
///
/// # Errors
/// `review.text.missing` without a reason; those of every step.
pub async fn withdraw(
    tx: &mut Tx,
    office: &mut Office<'_>,
    (id, version): (CaseId, i64),
    why: &str,
) -> Result<()> {
    let (case, round) = open(tx, office, id, version).await?;
    let why = crate::office::said(why, "reason")?;
    let day = office.moment.today();
    move_on(tx, office, &round, case, Move::Withdraw, day, None, Some(why)).await.map(drop)
}

/// A case opened for a step, as the officer saw it.
pub(crate) async fn open(
    tx: &mut Tx,
    office: &Office<'_>,
    id: CaseId,
    version: i64,
) -> Result<(Case, Round)> {
    let (case, round) = find(tx, office, id).await?;
    office.check(Verb::Review, case.unit)?;
    if case.version != version {
        return Err(changed(&case));
    }
    Ok((case, round))
}

/// Records a step: by the rules of the round's procedure, on the version that was read, with its line in
/// the case's history and in the audit trail. The caller has checked the right.
#[expect(clippy::too_many_arguments, reason = "a step with all that is kept of it")]
pub(crate) async fn move_on(
    tx: &mut Tx,
    office: &mut Office<'_>,
    round: &Round,
    mut case: Case,
    step: Move,
    day: Day,
    subject: Option<Uuid>,
    note: Option<String>,
) -> Result<Case> {
    let rules = Rules::of(office.law, &round.procedure)?;
    let was = case.state.stage;
    case.state = rules
        .next(case.state, step, day, office.moment.today())
        .map_err(|problem| problem.with("head", case.head.as_str()))?;
    case.follow(step, subject);
    let (state, classes) = (&case.state, &case.classes);
    let word = |class: Option<Class>| Value::Text(class.map(|class| class.as_str().to_owned()));
    let values = vec![
        case.id.into(),
        case.version.into(),
        state.stage.as_str().into(),
        state.day.into(),
        state.until.into(),
        case.visit.into(),
        word(classes.surveyed),
        word(classes.met),
        word(classes.checked),
        word(classes.decided),
    ];
    if tx.execute(&MOVE_ON, values).await? == 0 {
        return Err(changed(&case));
    }
    case.version += 1;
    let by = &office.actor.by;
    let values = vec![
        case.id.into(),
        step.as_str().into(),
        day.into(),
        word(classes.latest()),
        subject.into(),
        note.clone().into(),
        office.moment.now().into(),
        by.account.into(),
        by.name.as_str().into(),
    ];
    tx.execute(&STEP, values).await?;
    let detail = json!({
        "step": step.as_str(), "day": day, "before": was.as_str(), "after": case.state.stage.as_str(),
        "class": case.classes.latest().map(Class::as_str),
    });
    let subject = ("review_case", case.id.to_string());
    office.note(tx, "review.case.step", subject, case.unit, note.as_deref(), detail).await?;
    Ok(case)
}

impl Case {
    /// The classes after a step. A new survey begins anew.
    fn follow(&mut self, step: Move, subject: Option<Uuid>) {
        match step {
            Move::Survey(class) => {
                self.classes = Classes { surveyed: Some(class), ..Classes::default() };
                self.visit = subject.map(VisitId);
            }
            Move::Meet { .. } if self.state.stage == Stage::Posting => {
                self.classes.met = self.classes.surveyed;
            }
            Move::Recheck(class) => self.classes.checked = Some(class),
            Move::Decide => self.classes.decided = self.classes.latest(),
            _ => {}
        }
    }

    /// Whether its posting has run out by `day`.
    pub fn posting_over(&self, day: Day) -> bool {
        self.state.stage == Stage::Posted && self.state.until.is_some_and(|until| day > until)
    }
}

fn changed(case: &Case) -> Problem {
    Problem::conflict("review.case.changed").with("head", case.head.as_str())
}

fn class(row: &Row, at: usize) -> Result<Option<Class>> {
    row.opt_text(at)?.map(|word| word.parse()).transpose()
}

fn read(row: &Row) -> Result<Case> {
    let reviewer = row.opt_uuid(7)?.map(AccountId).zip(row.opt_text(8)?);
    Ok(Case {
        id: CaseId(row.uuid(0)?),
        round: RoundId(row.uuid(1)?),
        household: HouseholdId(row.uuid(2)?),
        unit: UnitId(row.int(3)?),
        village: row.opt_uuid(4)?.map(VillageId),
        reason: row.text(5)?.parse()?,
        request: row.opt_uuid(6)?.map(RequestId),
        reviewer,
        state: State { stage: row.text(9)?.parse()?, day: row.day(10)?, until: row.opt_day(11)? },
        before: row.text(12)?.parse()?,
        visit: row.opt_uuid(13)?.map(VisitId),
        classes: Classes {
            surveyed: class(row, 14)?,
            met: class(row, 15)?,
            checked: class(row, 16)?,
            decided: class(row, 17)?,
        },
        version: row.int(18)?,
        head: row.text(19)?,
        members: row.int(20)?,
        village_name: row.opt_text(21)?.unwrap_or_default(),
    })
}
