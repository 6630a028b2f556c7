//! Certificates (giấy chứng nhận, form 03): one paper per household and standard, with a row that the chair
//! signs for each year. A paper counts only for the years signed.

use std::collections::HashMap;

use access::Verb;
use ground::{Day, DecisionId, HouseholdId, Problem, Result, UnitId, VisitId};
use law::Class;
use serde_json::json;
use store::{Ask, Row, Tx, Value};

use crate::Office;
use crate::case::Case;
use crate::office::said;
use crate::round::Round;

/// A certificate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificate {
    /// The commune that gave it.
    pub unit: UnitId,
    /// Its number in the commune, which holds the year of its issue.
    pub number: String,
    /// The household.
    pub household: HouseholdId,
    /// The standard whose indicators its boxes are.
    pub standard: String,
    /// When it was given.
    pub issued: Day,
    /// The decision that gave it.
    pub decision: DecisionId,
}

/// The row of a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed {
    /// The year.
    pub year: i32,
    /// The class certified.
    pub class: Class,
    /// The indicators that the household lacked: bit (order − 1).
    pub lacking: u64,
    /// When it was signed.
    pub day: Day,
    /// By whom.
    pub signer: String,
}

/// A certificate that waits for the signature of a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// The certificate.
    pub certificate: Certificate,
    /// Name of the head.
    pub head: String,
    /// Village; empty when none is known.
    pub village: String,
    /// The class of the household today.
    pub class: Class,
    /// The year last signed.
    pub last: i32,
    lacking: i64,
}

macro_rules! columns {
    () => {
        "SELECT c.unit_id, c.number, c.household_id, c.standard, c.issued, c.decision_id"
    };
}

store::statements! {
    HELD = "review.certificate.held":
        concat!(columns!(), " FROM review_certificate c WHERE c.unit_id = $1 AND c.standard = $2
                 ORDER BY c.issued, c.number");
    GIVEN = "review.certificate.given":
        "SELECT COUNT(*) FROM review_certificate WHERE unit_id = $1 AND issued >= $2 AND issued <= $3";
    LACKING = "review.certificate.lacking":
        "SELECT c.visit_id, e.deprived FROM review_case c
         JOIN evaluation e ON e.visit_id = c.visit_id AND e.standard = $2 WHERE c.round_id = $1";
    SIGN = "review.certificate.sign":
        "INSERT INTO review_certificate_year (unit_id, number, year, class, lacking, signed, signer,
           recorded_at, recorded_by, recorded_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (unit_id, number, year) DO UPDATE SET class = excluded.class,
           lacking = excluded.lacking, signed = excluded.signed, signer = excluded.signer,
           recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by,
           recorded_name = excluded.recorded_name";
    OF_HOUSEHOLD = "review.certificate.of_household":
        concat!(columns!(), " FROM review_certificate c WHERE c.household_id = $1
                 ORDER BY c.issued DESC, c.number DESC");
    YEARS_OF_UNIT = "review.certificate.years_of_unit":
        "SELECT number, year, class, lacking, signed, signer FROM review_certificate_year
         WHERE unit_id = $1 ORDER BY number, year";
    YEARS = "review.certificate.years":
        "SELECT year, class, lacking, signed, signer FROM review_certificate_year
         WHERE unit_id = $1 AND number = $2 ORDER BY year";
    // Of the households that are poor or near-poor here now and have no row for the year; each by its
    // latest paper.
    DUE = "review.certificate.due":
        concat!(columns!(), ", h.head, v.name, h.class, y.year, y.lacking FROM review_certificate c
         JOIN household h ON h.id = c.household_id AND h.unit_id = c.unit_id AND h.closed IS NULL
           AND h.class IN ('poor', 'near_poor')
         LEFT JOIN village v ON v.id = h.village_id
         JOIN review_certificate_year y ON y.unit_id = c.unit_id AND y.number = c.number
           AND y.year = (SELECT MAX(m.year) FROM review_certificate_year m
             WHERE m.unit_id = c.unit_id AND m.number = c.number)
         WHERE c.unit_id = $1 AND c.standard = $2 AND y.year < $3
           AND NOT EXISTS (SELECT 1 FROM review_certificate n
             WHERE n.household_id = c.household_id AND n.issued > c.issued)
         ORDER BY v.fold NULLS LAST, h.head_sort, c.number");
}

/// The certificates of a commune while a decision signs them.
pub(crate) struct Book {
    unit: UnitId,
    standard: String,
    decision: DecisionId,
    day: Day,
    held: HashMap<HouseholdId, String>,
    lacking: HashMap<VisitId, i64>,
    given: i64,
    new: Vec<Value>,
    rows: Vec<(String, Class, i64, String)>,
}

impl Book {
    pub(crate) async fn open(
        tx: &mut Tx,
        round: &Round,
        standard: &str,
        (decision, day): (DecisionId, Day),
    ) -> Result<Book> {
        let unit = round.unit;
        let held = tx.fetch(&HELD, vec![unit.into(), standard.into()]).await?;
        let held = held.iter().map(read).collect::<Result<Vec<_>>>()?;
        let lacking = tx.fetch(&LACKING, vec![round.id.into(), standard.into()]).await?;
        let lacking = lacking.iter().map(|row| Ok((VisitId(row.uuid(0)?), row.int(1)?)));
        let of_year = |month, on| Day::new(day.year(), month, on).map_or(0, Day::number);
        let values = vec![unit.into(), of_year(1, 1).into(), of_year(12, 31).into()];
        let given = tx.fetch(&GIVEN, values).await?;
        Ok(Book {
            unit,
            standard: standard.to_owned(),
            decision,
            day,
            held: held.into_iter().map(|one| (one.household, one.number)).collect(),
            lacking: lacking.collect::<Result<_>>()?,
            given: given.first().map_or(Ok(0), |row| row.int(0))?,
            new: Vec::new(),
            rows: Vec::new(),
        })
    }

    /// Signs the certificate of a household for the year of the decision: the one that it holds, or else a
    /// new one. Returns its number.
    pub(crate) fn sign(&mut self, case: &Case, class: Class, signer: &str) -> String {
        let number = self.held.get(&case.household).cloned().unwrap_or_else(|| {
            self.given += 1;
            let number = format!("{:04}/{}/GCN-HN.HCN", self.given, self.day.year());
            self.new.extend([
                self.unit.into(),
                number.as_str().into(),
                case.household.into(),
                self.standard.as_str().into(),
                self.day.into(),
                self.decision.into(),
            ]);
            number
        });
        let lacking = case.visit.and_then(|visit| self.lacking.get(&visit)).copied().unwrap_or(0);
        self.rows.push((number.clone(), class, lacking, signer.to_owned()));
        number
    }

    pub(crate) async fn save(mut self, tx: &mut Tx, office: &mut Office<'_>) -> Result<()> {
        let columns = &["unit_id", "number", "household_id", "standard", "issued", "decision_id"];
        if !self.new.is_empty() {
            tx.insert_many("review_certificate", columns, &mut self.new).await?;
        }
        for (number, class, lacking, signer) in &self.rows {
            row(tx, office, (self.unit, number), (*class, *lacking), (self.day, signer)).await?;
        }
        Ok(())
    }
}

/// Signs certificates of a commune for the running year, on the strength of decisions that stand: all that
/// are due, or those of one household. Returns how many.
///
/// # Errors
/// `access.refused.*`, `review.text.missing`, `review.decision.no_standard`,
/// `review.certificate.none_due`.
pub async fn sign_again(
    tx: &mut Tx,
    office: &mut Office<'_>,
    unit: UnitId,
    only: Option<HouseholdId>,
    signer: &str,
) -> Result<usize> {
    office.check(Verb::Decide, unit)?;
    let signer = said(signer, "signer")?;
    let today = office.moment.today();
    let mut due = due(tx, office, unit).await?;
    due.retain(|one| only.is_none_or(|household| household == one.certificate.household));
    if due.is_empty() {
        return Err(Problem::conflict("review.certificate.none_due").with("year", today.year()));
    }
    for one in &due {
        let paper = (unit, one.certificate.number.as_str());
        row(tx, office, paper, (one.class, one.lacking), (today, &signer)).await?;
        let detail = json!({ "number": one.certificate.number, "year": today.year(), "class": one.class.as_str() });
        let subject = ("household", one.certificate.household.to_string());
        office.note(tx, "review.certificate.sign", subject, unit, None, detail).await?;
    }
    Ok(due.len())
}

/// The certificates of a commune that wait for the signature of the running year.
///
/// # Errors
/// `review.decision.no_standard`.
pub async fn due(tx: &mut Tx, office: &Office<'_>, unit: UnitId) -> Result<Vec<Due>> {
    let today = office.moment.today();
    let standard = registry::national_standard(office.law, today);
    let standard = standard.ok_or_else(|| Problem::missing("review.decision.no_standard"))?.id();
    let rows = tx.fetch(&DUE, vec![unit.into(), standard.into(), today.year().into()]).await?;
    let due = rows.iter().map(|row| {
        Ok(Due {
            certificate: read(row)?,
            head: row.text(6)?,
            village: row.opt_text(7)?.unwrap_or_default(),
            class: row.text(8)?.parse()?,
            last: row.int(9)? as i32,
            lacking: row.int(10)?,
        })
    });
    due.collect()
}

/// The certificates of a household, latest first; the caller has checked that the actor may see it.
pub async fn of_household(tx: &mut Tx, household: HouseholdId) -> Result<Vec<Certificate>> {
    let Ask(statement, values) = asked(household);
    listed(&tx.fetch(statement, values).await?)
}

/// Asks for what [`listed`] reads, for a page that asks for something else in the same go.
pub fn asked(household: HouseholdId) -> Ask {
    Ask(&OF_HOUSEHOLD, vec![household.into()])
}

/// The certificates of these rows.
pub fn listed(rows: &[Row]) -> Result<Vec<Certificate>> {
    rows.iter().map(read).collect()
}

/// All certificates of a commune under a standard with their rows; the caller has checked that the actor
/// may see them.
pub async fn of_unit(
    tx: &mut Tx,
    unit: UnitId,
    standard: &str,
) -> Result<Vec<(Certificate, Vec<Signed>)>> {
    let mut rows: HashMap<String, Vec<Signed>> = HashMap::new();
    for row in tx.fetch(&YEARS_OF_UNIT, vec![unit.into()]).await? {
        rows.entry(row.text(0)?).or_default().push(signed(&row, 1)?);
    }
    let held = tx.fetch(&HELD, vec![unit.into(), standard.into()]).await?;
    let with_rows = held.iter().map(|row| {
        let certificate = read(row)?;
        let years = rows.remove(&certificate.number).unwrap_or_default();
        Ok((certificate, years))
    });
    with_rows.collect()
}

/// The rows of a certificate, oldest first.
pub async fn years(tx: &mut Tx, certificate: &Certificate) -> Result<Vec<Signed>> {
    let values = vec![certificate.unit.into(), certificate.number.as_str().into()];
    let rows = tx.fetch(&YEARS, values).await?;
    rows.iter().map(|row| signed(row, 0)).collect()
}

fn signed(row: &Row, from: usize) -> Result<Signed> {
    Ok(Signed {
        year: row.int(from)? as i32,
        class: row.text(from + 1)?.parse()?,
        lacking: row.int(from + 2)? as u64,
        day: row.day(from + 3)?,
        signer: row.text(from + 4)?,
    })
}

/// Writes the row of the year of `day`.
async fn row(
    tx: &mut Tx,
    office: &mut Office<'_>,
    (unit, number): (UnitId, &str),
    (class, lacking): (Class, i64),
    (day, signer): (Day, &str),
) -> Result<()> {
    let by = &office.actor.by;
    let values = vec![
        unit.into(),
        number.into(),
        day.year().into(),
        class.as_str().into(),
        lacking.into(),
        day.into(),
        signer.into(),
        office.moment.now().into(),
        by.account.into(),
        by.name.as_str().into(),
    ];
    tx.execute(&SIGN, values).await.map(drop)
}

fn read(row: &Row) -> Result<Certificate> {
    Ok(Certificate {
        unit: UnitId(row.int(0)?),
        number: row.text(1)?,
        household: HouseholdId(row.uuid(2)?),
        standard: row.text(3)?,
        issued: row.day(4)?,
        decision: DecisionId(row.uuid(5)?),
    })
}
