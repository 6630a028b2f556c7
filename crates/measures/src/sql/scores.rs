//! Income scores as SQL: stated, else from the law's score tables.

use std::fmt::Write as _;

use ground::Period;
use law::{Place, ScoreBlock, ScoreTable, Standard};

use super::Dialect;
use super::expression::{Stand, Writer};
use super::plan::{Step, column, within};

/// The steps that work out the score, its bounds, and whether definitions are read by amount.
pub(super) fn steps(writer: &mut Writer<'_>) -> Vec<Step> {
    let standard = writer.standard;
    let id = |place: Option<Place>| {
        place.map_or("CAST(NULL AS BIGINT)", |place| standard.questionnaire().at(place).id.as_str())
    };
    let known = standard.known_questions();
    let (stated, income) = (id(known.income_score), id(known.income));
    let why = "The income score, and whether income is read by amount for want of a score.";
    if standard.score_tables().is_empty() {
        let columns = vec![
            "*".to_owned(),
            column(&format!("CAST({stated} AS DOUBLE)"), "score"),
            column(&format!("({stated} IS NULL AND {income} IS NOT NULL)"), "by_amount"),
        ];
        return vec![Step {
            name: "scored".to_owned(),
            why: why.to_owned(),
            columns,
            from: "headed".to_owned(),
        }];
    }
    let tables = standard.score_tables();
    let mut cases = vec!["*".to_owned(), column(REGION, "score_region")];
    let mut points = vec!["*".to_owned()];
    for (table, sheet) in tables.iter().enumerate() {
        for (block, one) in sheet.blocks.iter().enumerate() {
            let name = format!("s{}_{}", table + 1, block + 1);
            for (row, case) in one.rows.iter().enumerate() {
                let when = writer.truth(&case.when, Stand::Household);
                cases.push(column(&when, &format!("{name}_{}", row + 1)));
            }
            let region = region(standard, sheet, one, writer.dialect);
            for (best, end) in [("LEAST", "low"), ("GREATEST", "high")] {
                let bound = possible(sheet, one, &name, &region, writer.dialect);
                let bound = format!("{best}(\n      {})", bound.join(",\n      "));
                points.push(column(&bound, &format!("{name}_{end}")));
            }
        }
    }
    let step = |name: &str, why: &str, columns, from: &str| Step {
        name: name.to_owned(),
        why: why.to_owned(),
        columns,
        from: from.to_owned(),
    };
    let sums = |end: &str| -> String {
        let when = tables.iter().enumerate().map(|(at, sheet)| {
            let applies = applies(sheet, at, writer.dialect);
            format!("\n      WHEN {applies} THEN {}", sum(sheet, at, end))
        });
        format!("CASE{}\n    END", when.collect::<String>())
    };
    let fitting: Vec<String> = tables
        .iter()
        .enumerate()
        .map(|(at, sheet)| format!("({})", applies(sheet, at, writer.dialect)))
        .collect();
    let given = format!("COALESCE({}, FALSE)", fitting.join(" OR "));
    let from_table = vec![
        "*".to_owned(),
        column(&given, "table_given"),
        column(&sums("low"), "table_low"),
        column(&sums("high"), "table_high"),
    ];
    let bound = |end: &str| {
        format!("CAST(CASE WHEN {stated} IS NOT NULL THEN {stated} ELSE table_{end} END AS DOUBLE)")
    };
    let scored = vec![
        "*".to_owned(),
        column(&bound("low"), "score_low"),
        column(&bound("high"), "score_high"),
        column(
            &format!("({stated} IS NULL AND NOT table_given AND {income} IS NOT NULL)"),
            "by_amount",
        ),
    ];
    vec![
        step("score_cases", "Each case of the score tables, block by block.", cases, "headed"),
        step(
            "score_points",
            "Least and most points of each block: of the first case that holds, or of any that may.",
            points,
            "score_cases",
        ),
        step(
            "score_sums",
            "The sum over the blocks of the table for the day and region; a blank form has none.",
            from_table,
            "score_points",
        ),
        step("scored", why, scored, "score_sums"),
    ]
}

const REGION: &str = "CASE area WHEN 'urban' THEN 'urban' WHEN 'rural' THEN region END";

/// Whether the table is the one for this household, and anything in it was answered.
fn applies(sheet: &ScoreTable, at: usize, dialect: Dialect) -> String {
    let regions: Vec<String> = sheet.regions.iter().map(|region| dialect.quoted(region)).collect();
    let touched: Vec<String> = (1..=sheet.blocks.len())
        .map(|block| format!("s{0}_{block}_low = s{0}_{block}_high", at + 1))
        .collect();
    format!(
        "{} AND score_region IN ({}) AND ({})",
        during(sheet.period),
        regions.join(", "),
        if touched.is_empty() { "FALSE".to_owned() } else { touched.join(" OR ") }
    )
}

fn sum(sheet: &ScoreTable, at: usize, end: &str) -> String {
    if end == "high" && !sheet.complete {
        return "CAST(NULL AS BIGINT)".to_owned();
    }
    let points = (1..=sheet.blocks.len()).map(|block| format!("s{}_{block}_{end}", at + 1));
    points.collect::<Vec<_>>().join(" + ")
}

/// The points of every case that may be the one: not false itself, and none before it surely true.
fn possible(
    sheet: &ScoreTable,
    block: &ScoreBlock,
    name: &str,
    region: &str,
    dialect: Dialect,
) -> Vec<String> {
    let mut earlier = String::new();
    let mut all = Vec::new();
    for (row, case) in block.rows.iter().enumerate() {
        let this = format!("{name}_{}", row + 1);
        let points = by_region(sheet, &case.points, region, dialect);
        all.push(format!("CASE WHEN {earlier}{this} IS NOT FALSE THEN {points} END"));
        let _ = write!(earlier, "{this} IS NOT TRUE AND ");
    }
    let none = earlier.trim_end_matches(" AND ");
    all.push(format!("CASE WHEN {} THEN 0 END", if none.is_empty() { "TRUE" } else { none }));
    if all.len() == 1 {
        all.push("CAST(NULL AS BIGINT)".to_owned());
    }
    all
}

fn by_region(sheet: &ScoreTable, points: &[i64], region: &str, dialect: Dialect) -> String {
    if points.windows(2).all(|pair| pair[0] == pair[1]) {
        return points.first().map_or("0".to_owned(), i64::to_string);
    }
    let when = sheet.regions.iter().zip(points);
    let when =
        when.map(|(region, points)| format!(" WHEN {} THEN {points}", dialect.quoted(region)));
    format!("CASE {region}{} END", when.collect::<String>())
}

/// The column of points used for a block: the household's own region, or what its province decided.
fn region(standard: &Standard, sheet: &ScoreTable, block: &ScoreBlock, dialect: Dialect) -> String {
    let mut cases = String::new();
    for decision in standard.score_overrides().iter().filter(|one| one.block == block.id) {
        let area = decision
            .area
            .map_or(String::new(), |area| format!(" AND area = {}", dialect.quoted(area.as_str())));
        // A region that this table does not have leaves the household's own.
        let known = sheet.regions.contains(&decision.region);
        let region = if known { dialect.quoted(&decision.region) } else { "score_region".into() };
        let (province, days) = (decision.province, during(decision.period));
        let _ = write!(cases, " WHEN province = {province}{area} AND {days} THEN {region}");
    }
    if cases.is_empty() {
        return "score_region".to_owned();
    }
    format!("CASE{cases} ELSE score_region END")
}

fn during(period: Period) -> String {
    within("visit_day", period)
}
