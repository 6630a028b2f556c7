//! Ages and conditions on members, and counting them per household.

use std::fmt::Write as _;

use law::rule::Rule;
use law::{Place, Scope};

use super::expression::{Stand, Writer};
use super::plan::{Step, column};

/// `people`: the members with their ages on the day of the visit.
pub(super) fn people(writer: &Writer<'_>) -> Step {
    let known = writer.standard.known_questions();
    let id = |place: Option<Place>| {
        let place = place.filter(|place| place.scope == Scope::Member)?;
        Some(format!("m.{}", writer.standard.questionnaire().at(place).id))
    };
    let (date, year) = (id(known.birth_date), id(known.birth_year));
    let age = |before_birthday: &str| {
        let mut cases = String::new();
        if let Some(date) = &date {
            let day = |of: &str| format!("month({of}) * 100 + day({of})");
            let _ = write!(
                cases,
                " WHEN {date} IS NOT NULL THEN year(v.visit_day) - year({date})\n      \
                 - CASE WHEN {} < {} THEN 1 ELSE 0 END\n    ",
                day("v.visit_day"),
                day(date)
            );
        }
        if let Some(year) = &year {
            let _ = write!(
                cases,
                " WHEN {year} IS NOT NULL THEN year(v.visit_day) - {year}{before_birthday}\n    "
            );
        }
        if cases.is_empty() { "CAST(NULL AS INT)".to_owned() } else { format!("CASE{cases}END") }
    };
    let youngest =
        " - CASE WHEN month(v.visit_day) = 12 AND day(v.visit_day) = 31 THEN 0 ELSE 1 END";
    let mut columns =
        vec!["m.*".to_owned(), column(&age(youngest), "age_low"), column(&age(""), "age_high")];
    columns.extend(
        writer.of_home.iter().map(|home| column(&format!("v.{home}"), &format!("home_{home}"))),
    );
    Step {
        name: "people".to_owned(),
        why: "Completed years on the day of the visit; a bare birth year leaves two possible ages."
            .to_owned(),
        columns,
        from: "members m JOIN visits v ON v.household_id = m.household_id".to_owned(),
    }
}

/// `judged`: for each member whether each condition holds.
pub(super) fn judged(writer: &mut Writer<'_>) -> Step {
    let conditions = writer.conditions.clone();
    let mut columns = vec!["household_id".to_owned()];
    for (at, condition) in conditions.iter().enumerate() {
        columns.push(column(&writer.truth(condition, Stand::Member), &format!("who{}", at + 1)));
    }
    Step {
        name: "judged".to_owned(),
        why: "Each condition on a member: TRUE, FALSE or NULL (not known).".to_owned(),
        columns,
        from: "people".to_owned(),
    }
}

/// `roster`: how many members are listed, are such, and may be such.
pub(super) fn roster(conditions: &[Rule]) -> Step {
    let mut columns = vec!["household_id".to_owned(), column("COUNT(*)", "listed")];
    for at in 1..=conditions.len() {
        let sum = |of: String| format!("SUM(CASE WHEN {of} THEN 1 ELSE 0 END)");
        columns.push(column(&sum(format!("who{at}")), &format!("who{at}_yes")));
        columns.push(column(&sum(format!("who{at} IS NULL")), &format!("who{at}_open")));
    }
    Step {
        name: "roster".to_owned(),
        why: "Members listed, those who are such (yes), and those of whom it is not known (open)."
            .to_owned(),
        columns,
        from: "judged GROUP BY household_id".to_owned(),
    }
}

/// `homes`: the visits with their members counted; none listed counts as nought.
pub(super) fn homes(writer: &Writer<'_>) -> Step {
    let mut columns = vec!["v.*".to_owned(), column("COALESCE(r.listed, 0)", "listed")];
    for at in 1..=writer.conditions.len() {
        for end in ["yes", "open"] {
            let name = format!("who{at}_{end}");
            columns.push(column(&format!("COALESCE(r.{name}, 0)"), &name));
        }
    }
    Step {
        name: "homes".to_owned(),
        why: "Every visit with its members counted.".to_owned(),
        columns,
        from: "visits v LEFT JOIN roster r ON r.household_id = v.household_id".to_owned(),
    }
}

/// Number of members: counted when all are listed; else as stated, but never fewer than are listed.
pub(super) fn heads(writer: &Writer<'_>) -> Vec<String> {
    let size = writer.standard.known_questions().household_size;
    let stated = size.map_or(String::new(), |place| {
        let id = &writer.standard.questionnaire().at(place).id;
        format!(" WHEN {id} >= listed THEN {id}")
    });
    let counted = format!("WHEN roster_complete THEN listed{stated}");
    let low = format!("CAST(CASE {counted} ELSE GREATEST(listed, 1) END AS DOUBLE)");
    let high = format!("CAST(CASE {counted} END AS DOUBLE)");
    vec![column(&low, "heads_low"), column(&high, "heads_high")]
}
