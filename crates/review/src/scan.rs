//! Signed minutes as they were scanned or photographed, kept with the meeting for ever.

use access::Verb;
use ground::{Instant, MeetingId, Problem, Result};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{Row, Tx};
use uuid::Uuid;

use crate::Office;
use crate::meeting;

/// The largest scan that is kept, in megabytes.
pub const LARGEST: usize = 15;

/// A scan, without its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scan {
    /// Id.
    pub id: Uuid,
    /// The meeting.
    pub meeting: MeetingId,
    /// Name of the file as it came.
    pub name: String,
    /// What it is: `application/pdf`, `image/jpeg` or `image/png`, found from the content.
    pub media: String,
    /// Bytes.
    pub size: i64,
    /// When it was kept.
    pub at: Instant,
    /// By whom.
    pub by: String,
}

store::statements! {
    INSERT = "review.scan.insert":
        "INSERT INTO review_scan (id, meeting_id, name, media, size, content, digest, kept_at, kept_by,
           kept_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (meeting_id, digest) DO NOTHING";
    SAME = "review.scan.same": "SELECT id FROM review_scan WHERE meeting_id = $1 AND digest = $2";
    OF_MEETING = "review.scan.of_meeting":
        "SELECT id, meeting_id, name, media, size, kept_at, kept_name FROM review_scan
         WHERE meeting_id = $1 ORDER BY kept_at, id";
    BY_ID = "review.scan.by_id":
        "SELECT id, meeting_id, name, media, size, kept_at, kept_name, content, digest FROM review_scan
         WHERE id = $1";
}

/// What a file is, by its first bytes: what it is called proves nothing.
fn media(content: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 3] = [
        (b"%PDF-", "application/pdf"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
    ];
    kinds.iter().find(|(head, _)| content.starts_with(head)).map(|(_, media)| *media)
}

/// Keeps a scan of a meeting's minutes. The same file a second time changes nothing.
///
/// # Errors
/// `access.refused.*`, `review.meeting.missing`, `review.scan.empty`, `review.scan.large`,
/// `review.scan.kind`.
pub async fn keep(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: MeetingId,
    name: &str,
    content: Vec<u8>,
) -> Result<Uuid> {
    let (_, round) = meeting::find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    if content.is_empty() {
        return Err(Problem::invalid("review.scan.empty"));
    }
    if content.len() > LARGEST << 20 {
        return Err(Problem::invalid("review.scan.large").with("megabytes", LARGEST));
    }
    let media = media(&content).ok_or_else(|| Problem::invalid("review.scan.kind"))?;
    let digest = Sha256::digest(&content).to_vec();
    let same = tx.fetch_optional(&SAME, vec![id.into(), digest.clone().into()]).await?;
    if let Some(row) = same {
        return row.uuid(0);
    }
    let scan = office.moment.id();
    let by = &office.actor.by;
    let size = content.len();
    let values = vec![
        scan.into(),
        id.into(),
        name.into(),
        media.into(),
        size.into(),
        content.into(),
        digest.into(),
        office.moment.now().into(),
        by.account.into(),
        by.name.as_str().into(),
    ];
    tx.execute(&INSERT, values).await?;
    let detail = json!({ "meeting": id, "scan": scan, "media": media, "bytes": size });
    let subject = ("review_round", round.id.to_string());
    office.note(tx, "review.scan.keep", subject, round.unit, None, detail).await?;
    Ok(scan)
}

/// The scans of a meeting, oldest first; the caller has checked that the actor may see it.
pub async fn of_meeting(tx: &mut Tx, meeting: MeetingId) -> Result<Vec<Scan>> {
    tx.fetch(&OF_MEETING, vec![meeting.into()]).await?.iter().map(read).collect()
}

/// A scan with its content, for an actor who may see the meeting.
///
/// # Errors
/// `review.scan.missing`, also outside the actor's units; `review.scan.broken` when the content is no
/// longer what was kept.
pub async fn find(tx: &mut Tx, office: &Office<'_>, id: Uuid) -> Result<(Scan, Vec<u8>)> {
    let missing = || Problem::missing("review.scan.missing");
    let row = tx.fetch_optional(&BY_ID, vec![id.into()]).await?.ok_or_else(missing)?;
    let scan = read(&row)?;
    meeting::find(tx, office, scan.meeting).await.map_err(|_| missing())?;
    let (content, digest) = (row.bytes(7)?, row.bytes(8)?);
    if Sha256::digest(&content).to_vec() != digest {
        return Err(Problem::internal("review.scan.broken"));
    }
    Ok((scan, content))
}

fn read(row: &Row) -> Result<Scan> {
    Ok(Scan {
        id: row.uuid(0)?,
        meeting: MeetingId(row.uuid(1)?),
        name: row.text(2)?,
        media: row.text(3)?,
        size: row.int(4)?,
        at: Instant(row.int(5)?),
        by: row.text(6)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_content_says() {
        assert_eq!(media(b"%PDF-1.7 \xc4\x90"), Some("application/pdf"));
        assert_eq!(media(b"\xff\xd8\xff\xe0JFIF"), Some("image/jpeg"));
        assert_eq!(media(b"\x89PNG\r\n\x1a\nIHDR"), Some("image/png"));
        for other in [&b"<html>"[..], b"MZ\x90", b"%PD", b"GIF89a", b""] {
            assert_eq!(media(other), None, "{other:?}");
        }
    }
}
