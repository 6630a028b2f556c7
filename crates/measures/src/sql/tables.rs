//! The two tables that the queries read, with every question's wording: a data dictionary.

use std::fmt::Write as _;

use ground::{Lang, Problem};
use law::{AnswerType, Question, Scope, Standard};

use super::Dialect;
use super::plan::names_are_plain;

/// `CREATE TABLE` for `households` and `members`.
///
/// # Errors
/// `measures.sql.name` when the law uses a name that cannot be a column.
pub fn tables(standard: &Standard, dialect: Dialect, lang: Lang) -> Result<String, Problem> {
    names_are_plain(standard)?;
    let text = dialect.text_type();
    let fixed = |name: &str, kind: &str, vi: &str, en: &str| {
        (format!("{name} {kind}"), said(lang, vi, en).to_owned())
    };
    let mut households = vec![
        fixed("household_id", &format!("{text} NOT NULL"), "Mã hộ", "Household"),
        fixed("unit", text, "Đơn vị hành chính", "Administrative unit"),
        fixed("visit_day", "DATE NOT NULL", "Ngày rà soát", "Day of the visit"),
        fixed("area", text, "rural: nông thôn; urban: thành thị", "rural or urban"),
        fixed("region", text, "Vùng của bảng điểm B1 (nt1 … nt6)", "Region of form B1 (nt1 … nt6)"),
        fixed("province", "INT", "Mã tỉnh", "Code of the province"),
        fixed(
            "members_complete",
            "BOOLEAN NOT NULL",
            "Đã kê đủ nhân khẩu?",
            "Whether every member is listed",
        ),
    ];
    let mut members = vec![
        fixed("household_id", &format!("{text} NOT NULL"), "Mã hộ", "Household"),
        fixed("member", "INT NOT NULL", "Số thứ tự nhân khẩu", "Position of the member"),
    ];
    let questionnaire = standard.questionnaire();
    let described = |question: &Question| describe(question, dialect, lang);
    households.extend(questionnaire.questions(Scope::Household).iter().map(described));
    members.extend(questionnaire.questions(Scope::Member).iter().map(described));
    Ok(format!("{}\n{}", create("households", &households), create("members", &members)))
}

fn create(name: &str, columns: &[(String, String)]) -> String {
    let last = columns.len() - 1;
    let line = |(at, (column, remark)): (usize, &(String, String))| {
        format!("  {column}{} -- {remark}\n", if at == last { "" } else { "," })
    };
    let lines: String = columns.iter().enumerate().map(line).collect();
    format!("CREATE TABLE {name} (\n{lines});\n")
}

fn describe(question: &Question, dialect: Dialect, lang: Lang) -> (String, String) {
    let kind = match question.answer {
        AnswerType::YesNo => "BOOLEAN",
        AnswerType::Integer => "BIGINT",
        AnswerType::Decimal => "DOUBLE",
        AnswerType::Choice => dialect.text_type(),
        AnswerType::Date => "DATE",
    };
    let mut remark = question.wording.get(lang).to_owned();
    if let Some(unit) = &question.unit {
        let _ = write!(remark, " [{unit}]");
    }
    let choice =
        |choice: &law::Choice| format!("{}: {}", choice.code, said(lang, &choice.vi, &choice.en));
    if !question.choices.is_empty() {
        let choices: Vec<String> = question.choices.iter().map(choice).collect();
        let _ = write!(remark, " — {}", choices.join("; "));
    }
    (format!("{} {kind}", question.id), remark.replace('\n', " "))
}

fn said<'t>(lang: Lang, vi: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
