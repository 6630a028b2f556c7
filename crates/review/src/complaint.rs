//! Complaints (khiếu nại) about a posted result, and their re-check (phúc tra).

use ground::{CaseId, Day, Result};
use law::Class;
use store::Tx;

use crate::Office;
use crate::case::{self, move_on};
use crate::office::said;
use crate::rules::Move;

/// Records a complaint about a posted result, which then has to be re-checked.
///
/// # Errors
/// `access.refused.*`, `review.case.*`, `review.text.missing`, `review.complaint.late`, those of every
/// step.
pub async fn receive(
    tx: &mut Tx,
    office: &mut Office<'_>,
    (id, version): (CaseId, i64),
    day: Day,
    text: &str,
) -> Result<()> {
    let (case, round) = case::open(tx, office, id, version).await?;
    let text = said(text, "complaint")?;
    move_on(tx, office, &round, case, Move::Complain, day, None, Some(text)).await.map(drop)
}

/// Records the outcome of a re-check; the result is then posted again.
///
/// # Errors
/// `access.refused.*`, `review.case.*`, `review.text.missing`, `review.survey.undetermined`, those of
/// every step.
pub async fn recheck(
    tx: &mut Tx,
    office: &mut Office<'_>,
    (id, version): (CaseId, i64),
    day: Day,
    class: Class,
    findings: &str,
) -> Result<()> {
    let (case, round) = case::open(tx, office, id, version).await?;
    let findings = said(findings, "findings")?;
    move_on(tx, office, &round, case, Move::Recheck(class), day, None, Some(findings))
        .await
        .map(drop)
}
