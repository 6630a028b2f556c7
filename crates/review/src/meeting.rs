//! Village meetings (họp dân): who was there, and how they voted on each household.

use access::Verb;
use ground::{CaseId, Day, MeetingId, Problem, Result, RoundId, VillageId};
use law::Class;
use serde_json::json;
use store::{Row, Tx};

use crate::case::{self, move_on};
use crate::office::said;
use crate::rules::{Move, Stage};
use crate::{Office, round};

/// The minutes of a meeting as they are typed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Minutes {
    /// The village; `None` for households of no known village.
    pub village: Option<VillageId>,
    /// The day.
    pub day: Day,
    /// Who chaired.
    pub chair: String,
    /// Who took the minutes.
    pub secretary: String,
    /// Everybody present.
    pub attendance: i64,
    /// The vote on each household, with the version of the case that was seen.
    pub votes: Vec<Vote>,
}

/// The vote on one household.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Vote {
    /// The case.
    pub case: CaseId,
    /// The version that was seen.
    pub version: i64,
    /// Who agreed with the result.
    pub agree: i64,
    /// Who did not.
    pub disagree: i64,
}

/// A meeting that was held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meeting {
    /// Id.
    pub id: MeetingId,
    /// The village.
    pub village: Option<VillageId>,
    /// The day.
    pub day: Day,
    /// Who chaired.
    pub chair: String,
    /// Who took the minutes.
    pub secretary: String,
    /// Everybody present.
    pub attendance: i64,
}

store::statements! {
    INSERT = "review.meeting.insert":
        "INSERT INTO review_meeting (id, round_id, village_id, day, chair, secretary, attendance)
         VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF_ROUND = "review.meeting.of_round":
        "SELECT id, village_id, day, chair, secretary, attendance FROM review_meeting
         WHERE round_id = $1 ORDER BY day, id";
    BY_ID = "review.meeting.by_id":
        "SELECT id, village_id, day, chair, secretary, attendance, round_id FROM review_meeting
         WHERE id = $1";
    // With the class that was voted on: that of the latest survey up to the meeting.
    VOTED = "review.meeting.voted":
        "SELECT t.case_id, h.head, h.members, c.class_before, t.agree, t.disagree,
           (SELECT s.class FROM review_step s WHERE s.case_id = t.case_id AND s.kind = 'survey'
              AND s.position < (SELECT MAX(m.position) FROM review_step m
                WHERE m.case_id = t.case_id AND m.subject_id = t.meeting_id)
            ORDER BY s.position DESC LIMIT 1), v.name
         FROM review_vote t JOIN review_case c ON c.id = t.case_id JOIN household h ON h.id = c.household_id
         LEFT JOIN village v ON v.id = c.village_id
         WHERE t.meeting_id = $1 ORDER BY h.head_sort, t.case_id";
    VOTES = "review.meeting.votes":
        "SELECT m.day, m.attendance, t.agree, t.disagree FROM review_vote t
         JOIN review_meeting m ON m.id = t.meeting_id WHERE t.case_id = $1 ORDER BY m.day, m.id";
}

/// Records a meeting and moves every household voted on: to its posting, or back to the survey.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, `review.text.missing`, `review.meeting.nobody`,
/// `review.case.changed`, those of every step.
pub async fn hold(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RoundId,
    minutes: &Minutes,
) -> Result<MeetingId> {
    let round = round::find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    let (chair, secretary) =
        (said(&minutes.chair, "chair")?, said(&minutes.secretary, "secretary")?);
    if minutes.votes.is_empty() {
        return Err(Problem::invalid("review.meeting.nobody"));
    }
    let meeting = MeetingId(office.moment.id());
    let m = minutes;
    let values = vec![
        meeting.into(),
        id.into(),
        m.village.into(),
        m.day.into(),
        chair.into(),
        secretary.into(),
        m.attendance.into(),
    ];
    tx.execute(&INSERT, values).await?;
    let mut votes = Vec::new();
    for vote in &m.votes {
        let (case, of) = case::open(tx, office, vote.case, vote.version).await?;
        if of.id != id || case.village != m.village {
            return Err(Problem::missing("review.case.missing"));
        }
        let (agree, disagree) = (vote.agree, vote.disagree);
        let step = Move::Meet { attendance: m.attendance, agree, disagree };
        move_on(tx, office, &round, case, step, m.day, Some(meeting.0), None).await?;
        votes.extend([meeting.into(), vote.case.into(), agree.into(), disagree.into()]);
    }
    tx.insert_many("review_vote", &["meeting_id", "case_id", "agree", "disagree"], &mut votes)
        .await?;
    let detail = json!({ "meeting": meeting, "day": m.day, "attendance": m.attendance, "votes": m.votes.len() });
    let subject = ("review_round", id.to_string());
    office.note(tx, "review.meeting.hold", subject, round.unit, None, detail).await?;
    Ok(meeting)
}

/// The meetings of a round, oldest first.
pub async fn of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<Meeting>> {
    let rows = tx.fetch(&OF_ROUND, vec![round.into()]).await?;
    rows.iter().map(read).collect()
}

/// A meeting with its round, for an actor who may see it.
///
/// # Errors
/// `review.meeting.missing`, also outside the actor's units.
pub async fn find(
    tx: &mut Tx,
    office: &Office<'_>,
    id: MeetingId,
) -> Result<(Meeting, round::Round)> {
    let missing = || Problem::missing("review.meeting.missing");
    let row = tx.fetch_optional(&BY_ID, vec![id.into()]).await?.ok_or_else(missing)?;
    let round = round::find(tx, office, RoundId(row.uuid(6)?)).await.map_err(|_| missing())?;
    Ok((read(&row)?, round))
}

/// What a meeting voted on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voted {
    /// The case.
    pub case: CaseId,
    /// Name of the head.
    pub head: String,
    /// Members.
    pub members: i64,
    /// Class before the review.
    pub before: Class,
    /// The class that was put to the vote.
    pub class: Option<Class>,
    /// Who agreed.
    pub agree: i64,
    /// Who did not.
    pub disagree: i64,
    /// Village; empty when none is known.
    pub village: String,
}

/// The votes of a meeting, by head.
pub async fn voted(tx: &mut Tx, id: MeetingId) -> Result<Vec<Voted>> {
    let rows = tx.fetch(&VOTED, vec![id.into()]).await?;
    let voted = rows.iter().map(|row| {
        Ok(Voted {
            case: CaseId(row.uuid(0)?),
            head: row.text(1)?,
            members: row.int(2)?,
            before: row.text(3)?.parse()?,
            agree: row.int(4)?,
            disagree: row.int(5)?,
            class: row.opt_text(6)?.map(|class| class.parse()).transpose()?,
            village: row.opt_text(7)?.unwrap_or_default(),
        })
    });
    voted.collect()
}

/// The votes on a case, oldest first: day, present, agreed, did not agree.
pub async fn votes(tx: &mut Tx, case: CaseId) -> Result<Vec<(Day, i64, i64, i64)>> {
    let rows = tx.fetch(&VOTES, vec![case.into()]).await?;
    rows.iter().map(|row| Ok((row.day(0)?, row.int(1)?, row.int(2)?, row.int(3)?))).collect()
}

/// The cases of a village that wait for a meeting.
pub async fn waiting(
    tx: &mut Tx,
    round: RoundId,
    village: Option<VillageId>,
) -> Result<Vec<case::Case>> {
    let mut cases = case::of_round(tx, round).await?;
    cases.retain(|case| case.village == village && case.state.stage == Stage::Meeting);
    Ok(cases)
}

fn read(row: &Row) -> Result<Meeting> {
    Ok(Meeting {
        id: MeetingId(row.uuid(0)?),
        village: row.opt_uuid(1)?.map(VillageId),
        day: row.day(2)?,
        chair: row.text(3)?,
        secretary: row.text(4)?,
        attendance: row.int(5)?,
    })
}
