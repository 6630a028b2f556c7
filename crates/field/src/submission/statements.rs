//! SQL of submissions.

/// The latest of a list of units, or of all but those.
macro_rules! latest {
    ($place:literal) => {
        concat!(
            "SELECT id, instance, account_id, account_name, unit_id, household_id, received_at, state, problem, visit_id
         FROM submission WHERE unit_id ",
            $place,
            store::among_units!(),
            " AND received_at >= $33 AND (received_at, id) < ($34, $35) AND (CAST($37 AS TEXT) IS NULL OR state = $37)
         ORDER BY received_at DESC, id DESC LIMIT $36"
        )
    };
}

store::statements! {
    HOLD = "field.submission.hold":
        "UPDATE submission SET state = state WHERE instance IN ($1)";
    AMONG = "field.submission.among":
        "SELECT id, instance, digest, state FROM submission WHERE instance IN ($1)";
    FILES_AMONG = "field.submission.files_among":
        "SELECT submission_id, name, digest FROM submission_file WHERE submission_id IN ($1)";
    BY_INSTANCE = "field.submission.by_instance":
        "SELECT id, digest, state FROM submission WHERE instance = $1";
    FILES = "field.submission.files":
        "SELECT name, digest FROM submission_file WHERE submission_id = $1 ORDER BY name";
    FILE = "field.submission.file":
        "SELECT media, content FROM submission_file WHERE submission_id = $1 AND name = $2";
    TAKEN = "field.submission.taken":
        "UPDATE submission SET state = 'taken', visit_id = $2, household_id = $3, unit_id = $4, settled_at = $5, problem = NULL
         WHERE id = $1";
    TROUBLE = "field.submission.trouble":
        "UPDATE submission SET state = 'trouble', problem = $2 WHERE id = $1";
    LATEST_AMONG = "field.submission.latest_among": latest!("IN ");
    LATEST_NOT_AMONG = "field.submission.latest_not_among": latest!("NOT IN ");
    ONE = "field.submission.one":
        "SELECT id, instance, account_id, account_name, unit_id, household_id, received_at, state, problem, visit_id, xml
         FROM submission WHERE id = $1";
}
