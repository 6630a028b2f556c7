//! The questions of the form: visit, members, household, evidence.

use ground::{Lang, Period, Problem, decimal};
use law::{AnswerType, Question, Questionnaire, Scope, Wording};

use super::said;
use super::sheet::{Ask, Sheet, escaped};
use super::xpath::{COMPLETE, Conditions, HEADS, MEMBER};

/// The rows of a list that goes with the form: ODK reads a CSV file as items below one root element.
fn rows(list: &str) -> String {
    [&format!("instance('{list}')"), "root", "item"].join("/")
}

/// Where, when, and whom.
pub(super) fn visit(sheet: &mut Sheet, period: Period) {
    sheet.preload("start", "dateTime", "jr:preload=\"timestamp\" jr:preloadParams=\"start\"");
    sheet.preload("end", "dateTime", "jr:preload=\"timestamp\" jr:preloadParams=\"end\"");
    sheet.open("visit", Some(&said(|words, _| words.field_visit())));
    let label = said(|words, _| words.field_household());
    let bind = required(sheet, "household");
    sheet.ask(&Ask {
        bind,
        control: "select1",
        look: " appearance=\"autocomplete\"",
        items: format!(
            "<itemset nodeset=\"{}\"><value ref=\"name\"/><label ref=\"label\"/></itemset>",
            rows("households")
        ),
        ..Ask::input("household", "string", &label)
    });
    let last = period.to.map_or(String::new(), |to| format!(" and . <= date('{to}')"));
    let text = said(|words, _| match &period.to {
        Some(to) => words.field_day_between(words.day(&period.from), words.day(to)),
        None => words.field_day_since(words.day(&period.from)),
    });
    let message = sheet.message("day_refused", &text);
    let constraint = format!(". >= date('{}'){last} and . <= today()", period.from);
    let label = said(|words, _| words.field_day());
    let required = required(sheet, "day");
    sheet.ask(&Ask {
        bind: format!(
            "{required} constraint=\"{}\" jr:constraintMsg=\"{message}\"",
            escaped(&constraint)
        ),
        ..Ask::input("day", "date", &label)
    });
    sheet.at_first("day", "today()");
    for column in ["area", "region", "province"] {
        let of = format!("{}[name = /data/visit/household]/{column}", rows("households"));
        sheet.calculate(column, &of);
    }
    // The day as one number, to reckon ages with.
    sheet.calculate("ymd", "format-date(/data/visit/day, '%Y%m%d')");
    sheet.close(true);
}

/// One part per member, then whether that is everybody.
///
/// # Errors
/// `field.form.name`.
pub(super) fn roster(
    sheet: &mut Sheet,
    questionnaire: &Questionnaire,
    conditions: &Conditions,
) -> Result<(), Problem> {
    sheet.open("roster", Some(&said(|words, _| words.field_roster())));
    sheet.open_repeat("member", &said(|words, _| words.field_member()));
    // A new member is the next one that is known of the household; everything can be changed.
    for known in ["full_name", "birth_year", "sex"] {
        if known == "full_name" || questionnaire.find(known).is_some() {
            // The place of the member to be filled in; inside the brackets `..` alone would be the list.
            let which = "concat(/data/visit/household, '-', position(current()/..))";
            sheet.when_added(known, &format!("{}[name = {which}]/{known}", rows("members")));
        }
    }
    sheet.ask(&Ask::input("full_name", "string", &said(|words, _| words.field_full_name())));
    for block in questionnaire.blocks() {
        let questions = questionnaire.questions(Scope::Member).iter();
        let questions: Vec<_> = questions.filter(|question| question.block == block.id).collect();
        if questions.is_empty() {
            continue;
        }
        let title = Wording::of(block.vi.as_str(), block.en.as_str());
        sheet.heading(&format!("member {}", block.id), &title);
        for question in questions {
            ask(sheet, question)?;
        }
        sheet.end_heading();
    }
    ages(sheet, questionnaire);
    for (at, such) in conditions.0.iter().enumerate() {
        for (how, text) in [("yes", &such.yes), ("no", &such.no)] {
            sheet.calculate(&format!("who{}_{how}", at + 1), &format!("if({text}, 1, 0)"));
        }
    }
    sheet.close_repeat();
    let label = said(|words, _| words.field_complete());
    let bind = required(sheet, "complete");
    let items = yes_no(sheet);
    sheet.ask(&Ask { bind, control: "select1", items, ..Ask::input("complete", "string", &label) });
    heads(sheet, questionnaire);
    sheet.close(true);
    Ok(())
}

/// Completed years on the day of the visit. A bare birth year leaves two possible ages, because this
/// year's birthday may be still to come.
fn ages(sheet: &mut Sheet, questionnaire: &Questionnaire) {
    let there = |id: &str| questionnaire.find(id).is_some_and(|q| q.place.scope == Scope::Member);
    let ymd = "number(/data/visit/ymd)";
    let year = "floor(number(/data/visit/ymd) div 10000)";
    let turned = "if(substring(/data/visit/ymd, 5) = '1231', 0, 1)";
    for (end, before_birthday) in [("low", format!(" - {turned}")), ("high", String::new())] {
        let mut age = "''".to_owned();
        if there("birth_year") {
            age = format!(
                "if(../birth_year != '', {year} - number(../birth_year){before_birthday}, {age})"
            );
        }
        if there("birth_date") {
            let born = "number(format-date(../birth_date, '%Y%m%d'))";
            age = format!("if(../birth_date != '', floor(({ymd} - {born}) div 10000), {age})");
        }
        sheet.calculate(&format!("age_{end}"), &format!("if(/data/visit/ymd = '', '', {age})"));
    }
}

/// Number of members: counted when all are listed; else as stated, but never fewer than are listed.
fn heads(sheet: &mut Sheet, questionnaire: &Questionnaire) {
    let listed = format!("count({MEMBER})");
    let at_least = format!("if({listed} > 1, {listed}, 1)");
    let size = questionnaire
        .find("household_size")
        .map(|question| super::xpath::path(questionnaire, question.place));
    let otherwise = |open: &str| match &size {
        Some(size) => format!("if(number({size}) >= {listed}, number({size}), {open})"),
        None => open.to_owned(),
    };
    for (node, open) in HEADS.iter().zip([at_least.as_str(), "''"]) {
        let name = node.rsplit('/').next().unwrap_or(node);
        let text = format!("if({COMPLETE} = 'yes', {listed}, {})", otherwise(open));
        sheet.calculate(name, &text);
    }
}

/// The household's own questions, block by block.
///
/// # Errors
/// `field.form.name`.
pub(super) fn household(sheet: &mut Sheet, questionnaire: &Questionnaire) -> Result<(), Problem> {
    for block in questionnaire.blocks() {
        let questions = questionnaire.questions(Scope::Household).iter();
        let questions: Vec<_> =
            questions.filter(|question| question.block == block.id && asked(question)).collect();
        if questions.is_empty() {
            continue;
        }
        let title = if block.id == STATED {
            said(|words, _| words.field_score_block())
        } else {
            Wording::of(block.vi.as_str(), block.en.as_str())
        };
        sheet.open(&block.id, Some(&title));
        for question in questions {
            ask(sheet, question)?;
        }
        sheet.close(true);
    }
    Ok(())
}

/// The part of the questionnaire that imported lists fill in.
const STATED: &str = "stated";

/// Whether the form asks this question. What only an imported list can state, a visit finds out by itself,
/// but for the income score, which the reviewer adds up on form B1.
pub fn asked(question: &Question) -> bool {
    question.block != STATED || question.id == "stated_income_score"
}

/// Where the house is and what it looks like, who signs, and what else there is to say.
pub(super) fn evidence(sheet: &mut Sheet) {
    sheet.open("evidence", Some(&said(|words, _| words.field_evidence())));
    sheet.ask(&Ask::input("gps", "geopoint", &said(|words, _| words.field_gps())));
    let outside = said(|words, _| words.field_photo_outside());
    let inside = said(|words, _| words.field_photo_inside());
    let signature = said(|words, _| words.field_signature());
    for (name, label, look) in [
        ("photo_outside", &outside, " mediatype=\"image/*\""),
        ("photo_inside", &inside, " mediatype=\"image/*\""),
        ("signature", &signature, " mediatype=\"image/*\" appearance=\"signature\""),
    ] {
        sheet.ask(&Ask { control: "upload", look, ..Ask::input(name, "binary", label) });
    }
    sheet.ask(&Ask::input("remark", "string", &said(|words, _| words.field_remark())));
    sheet.close(true);
}

/// What binds a question that needs an answer.
fn required(sheet: &mut Sheet, name: &str) -> String {
    let text = said(|words, _| words.survey_required());
    let message = sheet.message(&format!("{name}_required"), &text);
    format!(" required=\"true()\" jr:requiredMsg=\"{message}\"")
}

/// A question of the law.
fn ask(sheet: &mut Sheet, question: &Question) -> Result<(), Problem> {
    let named = |id: &str| {
        id.starts_with(|c: char| c.is_ascii_alphabetic())
            && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if !named(&question.id) || !question.choices.iter().all(|choice| named(&choice.code)) {
        return Err(Problem::invalid("field.form.name").with("question", question.id.as_str()));
    }
    let label = &label(question);
    let plain = |kind| Ask::input(question.id.as_str(), kind, label);
    let choose = |items| Ask { control: "select1", items, ..plain("string") };
    let ask = match question.answer {
        AnswerType::YesNo => choose(yes_no(sheet)),
        AnswerType::Choice => choose(choices(sheet, question)),
        AnswerType::Integer => Ask { bind: range(sheet, question), ..plain("int") },
        AnswerType::Decimal => Ask { bind: range(sheet, question), ..plain("decimal") },
        AnswerType::Date => Ask { bind: past(sheet, question), ..plain("date") },
    };
    sheet.ask(&ask);
    Ok(())
}

/// What is asked, and in which unit; years and points need none.
fn label(question: &Question) -> Wording {
    let unit = question.unit.as_deref().filter(|unit| !["year", "score", "points"].contains(unit));
    said(|words, lang| {
        let asked = question.wording.get(lang);
        match unit.map(|unit| words.unit_of(unit)) {
            None | Some("") => asked.to_owned(),
            Some(unit) => format!("{asked} ({unit})"),
        }
    })
}

fn yes_no(sheet: &mut Sheet) -> String {
    let (yes, no) = (said(|words, _| words.field_yes()), said(|words, _| words.field_no()));
    let (yes, no) = (sheet.label("yes", &yes), sheet.label("no", &no));
    format!("<item>{yes}<value>yes</value></item><item>{no}<value>no</value></item>")
}

fn choices(sheet: &mut Sheet, question: &Question) -> String {
    let item = |choice: &law::Choice| {
        let label = sheet.label(&format!("{} {}", question.id, choice.code), &choice.wording());
        format!("<item>{label}<value>{}</value></item>", choice.code)
    };
    question.choices.iter().map(item).collect()
}

/// The numbers accepted, as the law's own answers accept them.
fn range(sheet: &mut Sheet, question: &Question) -> String {
    let min = question.min.map(|min| format!(". >= {min}"));
    let max = question.max.map(|max| format!(". <= {max}"));
    let bounds: Vec<String> = min.into_iter().chain(max).collect();
    if bounds.is_empty() {
        return String::new();
    }
    let number = |lang: Lang, end: f64| decimal(lang, end, 0);
    let text = said(|words, lang| match (question.min, question.max) {
        (Some(min), Some(max)) => words.field_between(number(lang, max), number(lang, min)),
        (Some(min), None) => words.field_at_least(number(lang, min)),
        (_, max) => words.field_at_most(number(lang, max.unwrap_or_default())),
    });
    let message = sheet.message(&format!("{}_refused", question.id), &text);
    let bounds = escaped(&bounds.join(" and "));
    format!(" constraint=\"{bounds}\" jr:constraintMsg=\"{message}\"")
}

/// A day that has come.
fn past(sheet: &mut Sheet, question: &Question) -> String {
    let message = sheet
        .message(&format!("{}_refused", question.id), &said(|words, _| words.field_day_past()));
    format!(" constraint=\". &lt;= today()\" jr:constraintMsg=\"{message}\"")
}
