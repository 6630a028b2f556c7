//! Filings as officers see them, and how a request stands for whoever holds its receipt.

use access::Verb;
use ground::{Day, HouseholdId, Problem, RequestId, Result, UnitId};
use law::Class;
use places::Units;
use registry::person::{HEAD, NewPerson};
use store::seal::Seal;
use store::{Row, Tx};

use super::model::{Asker, Filed, Filing, Member, sex};
use crate::request::Channel;
use crate::rules::Stage;
use crate::{Office, receipt};

macro_rules! columns {
    () => {
        "SELECT id, unit_id, form, year, number, received, due, channel, name, sex, birth_day, birth_year,
           ethnicity, sealed_id, id_index, id_day, activity, village, permanent_address, current_address,
           grounds, state, household_id, answered, answer
         FROM review_filing"
    };
}

store::statements! {
    BY_ID = "review.filing.by_id": concat!(columns!(), " WHERE id = $1");
    OPEN = "review.filing.open":
        concat!(columns!(), " WHERE unit_id = $1 AND state <> 'matched' ORDER BY year DESC, number DESC LIMIT 500");
    MEMBERS = "review.filing.members":
        "SELECT name, sex, birth_day, birth_year, relation, activity FROM review_filing_member
         WHERE filing_id = $1 ORDER BY position";
    // A filing that found its household is a request of the same id, which knows more.
    STANDING = "review.filing.standing":
        "SELECT f.id, f.form, f.received, f.due, f.state, f.answered, f.answer, 'filing', CAST(NULL AS TEXT),
           CAST(NULL AS TEXT), CAST(NULL AS BIGINT), f.channel, f.name, f.village, f.permanent_address
         FROM review_filing f
         WHERE f.unit_id = $1 AND f.year = $2 AND f.number = $3 AND f.state <> 'matched'
         UNION ALL
         SELECT r.id, r.form, r.received, r.due, r.state, r.answered, r.answer, 'request', c.step, c.decided,
           c.step_day, r.channel, h.head, v.name, h.address
         FROM review_request r JOIN household h ON h.id = r.household_id
         LEFT JOIN village v ON v.id = h.village_id LEFT JOIN review_case c ON c.request_id = r.id
         WHERE r.unit_id = $1 AND r.year = $2 AND r.number = $3
         ORDER BY 11 DESC NULLS LAST";
}

/// A filing, for an actor who may see it.
///
/// # Errors
/// `review.request.missing`, also outside the actor's units.
pub async fn find(tx: &mut Tx, office: &Office<'_>, id: RequestId) -> Result<Filing> {
    let missing = || Problem::missing("review.request.missing");
    let found = tx.fetch_optional(&BY_ID, vec![id.into()]).await?.ok_or_else(missing)?;
    let mut filing = read(&found)?;
    office.check(Verb::View, filing.filed.unit).map_err(|_| missing())?;
    for row in tx.fetch(&MEMBERS, vec![id.into()]).await? {
        filing.members.push(member(&row)?);
    }
    Ok(filing)
}

/// What a filing's receipt says, whoever asks.
pub(super) async fn filed(tx: &mut Tx, id: RequestId) -> Result<Option<Filed>> {
    let found = tx.fetch_optional(&BY_ID, vec![id.into()]).await?;
    found.map(|row| Ok(read(&row)?.filed)).transpose()
}

/// The latest filings of a commune that are no request of a household, without their members.
pub async fn open_of_unit(tx: &mut Tx, unit: UnitId) -> Result<Vec<Filing>> {
    tx.fetch(&OPEN, vec![unit.into()]).await?.iter().map(read).collect()
}

/// How a request stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// What its receipt says.
    pub filed: Filed,
    /// How it came in.
    pub channel: Channel,
    /// Name of the head.
    pub head: String,
    /// Where the household lives in its commune.
    pub place: String,
    /// Where it is on its way.
    pub progress: Progress,
}

/// Where a request is on its way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Progress {
    /// The commune looks for the household.
    Received,
    /// It waits for the next round.
    Waiting,
    /// The household is in a round, which waits for this.
    Review(Stage),
    /// Decided on this day, with this class.
    Decided(Day, Option<Class>),
    /// Refused on this day for these reasons.
    Refused(Day, String),
}

/// How the request on a receipt stands, for whoever also has its code.
///
/// # Errors
/// `review.receipt.wrong`, alike for a receipt that nobody has and for a wrong code, and after the same work:
/// a stranger learns nothing about who has asked.
pub async fn progress(
    tx: &mut Tx,
    units: &Units,
    seal: &Seal,
    today: Day,
    (written, code): (&str, &str),
) -> Result<Standing> {
    let wrong = || Problem::missing("review.receipt.wrong");
    let known = receipt::read(units, written, today).ok();
    let (unit, receipt) = known.unwrap_or((UnitId(-1), (0, 0)));
    let values = vec![unit.into(), receipt.0.into(), receipt.1.into()];
    let found = tx.fetch_optional(&STANDING, values).await?;
    let id = found
        .as_ref()
        .map_or(Ok(RequestId(uuid::Uuid::nil())), |row| row.uuid(0).map(RequestId))?;
    let is_right = digits(&receipt::code(seal, id)) == digits(code);
    let row = found.filter(|_| is_right).ok_or_else(wrong)?;
    let form = row.text(1)?.parse()?;
    let filed = Filed { id, unit, form, receipt, received: row.day(2)?, due: row.day(3)? };
    let answered = row.opt_day(5)?.unwrap_or(filed.received);
    let class = row.opt_text(9)?.map(|word| word.parse()).transpose()?;
    let step: Option<Stage> = row.opt_text(8)?.map(|word| word.parse()).transpose()?;
    let progress = match (row.text(4)?.as_str(), step) {
        ("refused", _) => Progress::Refused(answered, row.opt_text(6)?.unwrap_or_default()),
        ("open", _) if row.text(7)? == "filing" => Progress::Received,
        (_, Some(Stage::Done)) => Progress::Decided(row.opt_day(10)?.unwrap_or(answered), class),
        (_, Some(stage)) if stage != Stage::Withdrawn => Progress::Review(stage),
        _ => Progress::Waiting,
    };
    let place = [row.opt_text(14)?, row.opt_text(13)?].into_iter().flatten();
    let place: Vec<String> = place.filter(|part| !part.is_empty()).collect();
    let (channel, head) = (row.text(11)?.parse()?, row.text(12)?);
    Ok(Standing { filed, channel, head, place: place.join(", "), progress })
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn read(row: &Row) -> Result<Filing> {
    let birth = (row.opt_day(10)?, row.opt_int(11)?.map(|year| year as i32));
    let person = NewPerson {
        ethnicity: row.opt_text(12)?,
        ..person(row.text(8)?, row.opt_text(9)?.as_deref(), birth, HEAD.to_owned())
    };
    Ok(Filing {
        filed: Filed {
            id: RequestId(row.uuid(0)?),
            unit: UnitId(row.int(1)?),
            form: row.text(2)?.parse()?,
            receipt: (row.int(3)?, row.int(4)?),
            received: row.day(5)?,
            due: row.day(6)?,
        },
        channel: row.text(7)?.parse()?,
        asker: Asker {
            person,
            identity_day: row.opt_day(15)?,
            activity: row.opt_text(16)?.map(|word| word.parse()).transpose()?,
            village: row.text(17)?,
            permanent: row.text(18)?,
            current: row.text(19)?,
        },
        identity: row.opt_bytes(13)?.zip(row.opt_bytes(14)?),
        members: Vec::new(),
        grounds: row.text(20)?,
        state: row.text(21)?.parse()?,
        household: row.opt_uuid(22)?.map(HouseholdId),
        answered: row.opt_day(23)?,
        why: row.opt_text(24)?,
    })
}

fn member(row: &Row) -> Result<Member> {
    let birth = (row.opt_day(2)?, row.opt_int(3)?.map(|year| year as i32));
    Ok(Member {
        person: person(row.text(0)?, row.opt_text(1)?.as_deref(), birth, row.text(4)?),
        activity: row.opt_text(5)?.map(|word| word.parse()).transpose()?,
    })
}

fn person(
    name: String,
    code: Option<&str>,
    (birth_day, birth_year): (Option<Day>, Option<i32>),
    relation: String,
) -> NewPerson {
    NewPerson { name, sex: sex(code), birth_day, birth_year, relation, ..NewPerson::default() }
}
