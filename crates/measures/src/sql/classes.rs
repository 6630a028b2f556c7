//! Indicators, their number, and the class that the rules give.

use std::fmt::Write as _;

use law::{Class, Standard};

use super::plan::{column, within};

/// How many indicators are deprived at least and at most, as far as answers and marks tell.
pub(super) fn tally(standard: &Standard) -> Vec<String> {
    let sum = |when: &dyn Fn(&str) -> String| {
        let one = |code: &str| format!("CASE WHEN {} THEN 1 ELSE 0 END", when(code));
        let all = standard.indicators().iter().map(|indicator| one(&indicator.code));
        all.collect::<Vec<_>>().join("\n      + ")
    };
    vec![
        "*".to_owned(),
        column(&sum(&|code| format!("lacks_{code}")), "flags_low"),
        column(&sum(&|code| format!("COALESCE(lacks_{code}, TRUE)")), "flags_high"),
    ]
}

/// What a stated deprivation score (B2) says: a number under this standard, or bounds under the one
/// before; `NULL` when it says nothing.
pub(super) fn stated(standard: &Standard) -> Vec<String> {
    let Some(place) = standard.known_questions().deprivation_score else {
        return vec!["*".to_owned(), nothing("stated_low"), nothing("stated_high")];
    };
    let score = &standard.questionnaire().at(place).id;
    let number = |points: i64| {
        // Whole by construction: the score is a multiple of the points.
        format!("CAST({score} / {points} AS BIGINT)")
    };
    let whole = |points: i64| format!("{score} >= 0 AND {score} % {points} = 0");
    let own = standard.points_per_indicator();
    let mut low = format!(
        "WHEN {} AND {} THEN {}",
        within("visit_day", standard.period()),
        whole(own),
        number(own)
    );
    let mut high = low.clone();
    if let Some(carry) = standard.carry_over() {
        let here = within("visit_day", standard.period());
        let when = format!(
            " WHEN NOT ({here}) AND {} AND {} THEN",
            within("visit_day", carry.period),
            whole(carry.points)
        );
        let number = number(carry.points);
        let _ = write!(low, "{when} GREATEST(flags_low, {number} - {})", carry.dropped);
        let _ = write!(
            high,
            "{when} LEAST(flags_high, LEAST({number}, {}) + {})",
            carry.shared, carry.added
        );
    }
    vec![
        "*".to_owned(),
        column(&format!("CASE {low} END"), "stated_low"),
        column(&format!("CASE {high} END"), "stated_high"),
    ]
}

fn nothing(name: &str) -> String {
    column("CAST(NULL AS BIGINT)", name)
}

/// The bounds of the count: as stated unless that contradicts the flags.
pub(super) fn settled() -> Vec<String> {
    let fits =
        "stated_low >= flags_low AND stated_high <= flags_high AND stated_low <= stated_high";
    let bound = |end: &str| format!("CASE WHEN {fits} THEN stated_{end} ELSE flags_{end} END");
    vec![
        "*".to_owned(),
        column(&bound("low"), "deprivations_low"),
        column(&bound("high"), "deprivations_high"),
    ]
}

/// The class: of the first rule that holds, unless an earlier one that gives another may hold too.
pub(super) fn class(standard: &Standard) -> String {
    let rules = standard.rules();
    let mut cases = String::new();
    for (at, rule) in rules.iter().enumerate() {
        let name = format!("rule_{}", rule.id);
        let open: Vec<String> = rules[..at]
            .iter()
            .filter(|other| other.class != rule.class && other.class != Class::AverageLiving)
            .map(|other| format!("rule_{} IS NULL", other.id))
            .collect();
        if !open.is_empty() {
            // The average living standard is given only where it is shown.
            let may = if rule.class == Class::AverageLiving {
                name.clone()
            } else {
                format!("COALESCE({name}, TRUE)")
            };
            let _ =
                write!(cases, "\n      WHEN {may} AND ({}) THEN 'undetermined'", open.join(" OR "));
        }
        let _ = write!(cases, "\n      WHEN {name} THEN '{}'", rule.class.as_str());
    }
    format!("CASE{cases}\n      ELSE 'undetermined'\n    END")
}
