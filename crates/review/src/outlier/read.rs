//! What is known of the surveys of a round.

use std::collections::HashMap;

use ground::{CaseId, Instant, Result, RoundId, VillageId};
use law::{Answers, Questionnaire, Scope};
use registry::visit::Point;
use sha2::{Digest as _, Sha256};
use store::{Row, Tx};

use super::rules::Survey;
use crate::{Office, round};

store::statements! {
    SURVEYS = "review.outlier.surveys":
        "SELECT c.id, c.village_id, v.reviewer, v.answers, e.started_at, e.ended_at, e.latitude, e.longitude,
           e.accuracy
         FROM review_case c JOIN visit v ON v.id = c.visit_id
         LEFT JOIN visit_evidence e ON e.visit_id = v.id
         WHERE c.round_id = $1 AND c.step <> 'withdrawn' ORDER BY c.id";
    PHOTOS = "review.outlier.photos":
        "SELECT c.id, p.digest FROM review_case c JOIN visit_photo p ON p.visit_id = c.visit_id
         WHERE c.round_id = $1 AND c.step <> 'withdrawn' ORDER BY c.id, p.name";
}

/// The surveys that the cases of a round rest on, for an actor who may see it.
///
/// # Errors
/// `review.round.missing`.
pub async fn surveys(tx: &mut Tx, office: &Office<'_>, id: RoundId) -> Result<Vec<Survey>> {
    round::find(tx, office, id).await?;
    let mut photos: HashMap<CaseId, Vec<Vec<u8>>> = HashMap::new();
    for row in tx.fetch(&PHOTOS, vec![id.into()]).await? {
        photos.entry(CaseId(row.uuid(0)?)).or_default().push(row.bytes(1)?);
    }
    let rows = tx.fetch(&SURVEYS, vec![id.into()]).await?;
    let questionnaire = office.law.questionnaire();
    rows.iter().map(|row| survey(row, questionnaire, &mut photos)).collect()
}

fn survey(
    row: &Row,
    questionnaire: &Questionnaire,
    photos: &mut HashMap<CaseId, Vec<Vec<u8>>>,
) -> Result<Survey> {
    let case = CaseId(row.uuid(0)?);
    let answers = Answers::from_json(questionnaire, &row.text(3)?)?;
    let place = row.opt_int(6)?.zip(row.opt_int(7)?);
    let accuracy = row.opt_int(8)?;
    Ok(Survey {
        case,
        village: row.opt_uuid(1)?.map(VillageId),
        reviewer: row.opt_text(2)?.unwrap_or_default(),
        started: row.opt_int(4)?.map(Instant),
        ended: row.opt_int(5)?.map(Instant),
        place: place.map(|(latitude, longitude)| Point { latitude, longitude, accuracy }),
        photos: photos.remove(&case).unwrap_or_default(),
        answers: digest(questionnaire, &answers),
    })
}

/// How many questions about the household are answered, and the digest of the answers. Members differ
/// always: they say nothing here.
fn digest(questionnaire: &Questionnaire, answers: &Answers) -> (usize, Vec<u8>) {
    let (mut count, mut hash) = (0, Sha256::new());
    for question in questionnaire.questions(Scope::Household) {
        if let Some(answer) = answers.get(questionnaire, &question.id) {
            count += 1;
            hash.update(format!("{}={answer:?};", question.id));
        }
    }
    (count, hash.finalize().to_vec())
}
