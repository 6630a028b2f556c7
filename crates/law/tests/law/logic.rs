//! Laws of the engine, on households with any answers at all.

use ground::{Day, Lang};
use law::{
    Answer, AnswerType, Answers, Area, Class, Evaluation, Law, Question, Scope, Setting, Standard,
};
use proptest::prelude::*;
use std::sync::LazyLock;

use crate::shipped::{built_in, with_specimens};

static LAW: LazyLock<Law> = LazyLock::new(built_in);

/// An answer that fits the question, from any number.
fn fitting(question: &Question, seed: u32) -> Answer {
    match question.answer {
        AnswerType::YesNo => Answer::Bool(seed.is_multiple_of(2)),
        AnswerType::Choice => {
            Answer::Choice(u16::try_from(seed as usize % question.choices.len()).unwrap())
        }
        AnswerType::Date => {
            Answer::Day(Day::new(1930, 1, 1).unwrap().plus_days(i64::from(seed % 35_000)))
        }
        AnswerType::Integer => {
            let low = question.min.unwrap_or(0.0) as i64;
            let span = (question.max.unwrap_or(3_000_000.0) as i64).min(low + 3_000_000) - low;
            let number = low + i64::from(seed) % (span + 1);
            // Scores near the cut-offs and incomes near the lines are the interesting ones.
            Answer::Int(if question.id == "stated_income_score" {
                100 + number % 100
            } else {
                number
            })
        }
        AnswerType::Decimal => Answer::Decimal(f64::from(seed % 1_000) / 8.0),
    }
}

/// A question by its position over both scopes, for member 0–2 where it is about members.
type Given = (usize, usize, u32);

fn any_given() -> impl Strategy<Value = Vec<Given>> {
    proptest::collection::vec((0..1_000_usize, 0..3_usize, any::<u32>()), 0..60)
}

/// Household questions that an imported list states; they stand beside answers and may contradict them.
fn is_stated(question: &Question) -> bool {
    question.id.starts_with("stated_") && question.id != "stated_income_score"
}

fn set(answers: &mut Answers, given: &Given) {
    let (questionnaire, question) = (LAW.questionnaire(), question(given));
    let answer = fitting(question, given.2);
    match question.place.scope {
        Scope::Household if is_stated(question) => Ok(()),
        Scope::Household => answers.set(questionnaire, &question.id, answer),
        Scope::Member => answers.set_member(questionnaire, given.1, &question.id, answer),
    }
    .unwrap();
}

fn household(given: &[Given], complete: bool) -> Answers {
    let mut answers = Answers::new();
    for _ in 0..3 {
        answers.add_member();
    }
    for one in given {
        set(&mut answers, one);
    }
    answers.members_complete = complete;
    answers
}

fn setting(area: Option<Area>, day: Day) -> Setting {
    Setting { area, region: None, province: None, day }
}

fn any_area() -> impl Strategy<Value = Option<Area>> {
    prop_oneof![Just(None), Just(Some(Area::Rural)), Just(Some(Area::Urban))]
}

fn question(given: &Given) -> &'static Question {
    let household = LAW.questionnaire().questions(Scope::Household);
    let members = LAW.questionnaire().questions(Scope::Member);
    let at = given.0 % (household.len() + members.len());
    household.get(at).unwrap_or_else(|| &members[at - household.len()])
}

fn is_answered(answers: &Answers, given: &Given) -> bool {
    let (questionnaire, question) = (LAW.questionnaire(), question(given));
    match question.place.scope {
        Scope::Household => answers.get(questionnaire, &question.id),
        Scope::Member => answers.get_member(questionnaire, given.1, &question.id),
    }
    .is_some()
}

/// The average living standard is a finer name for a household above the line.
fn coarse(class: Class) -> Class {
    if class == Class::AverageLiving { Class::NotPoor } else { class }
}

fn settled_stays(before: &Evaluation, after: &Evaluation) -> Result<(), TestCaseError> {
    prop_assert_eq!(after.known & before.known, before.known);
    prop_assert_eq!(after.deprived & before.known, before.deprived);
    prop_assert!(before.low <= after.low && after.high <= before.high);
    if before.income_low.is_known() {
        prop_assert_eq!(after.income_low, before.income_low);
    }
    if before.class != Class::Undetermined {
        prop_assert_eq!(coarse(after.class), coarse(before.class));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn one_more_answer_never_flips_what_was_known(
        given in any_given(), more in any_given(), area in any_area(), year in 2017..2031_i32,
    ) {
        let setting = setting(area, Day::new(year, 10, 1).unwrap());
        // The birth date is a better answer than the birth year, the head count of a complete roster a
        // better one than the stated size, the score a better one than the amount: where two answers
        // to one thing contradict each other, the better one wins. Only one of each is asked here.
        let contradicts = |one: &Given| {
            ["birth_year", "household_size", "monthly_income_per_head"].contains(&question(one).id.as_str())
        };
        let given: Vec<Given> = given.into_iter().filter(|one| !contradicts(one)).collect();
        let mut answers = household(&given, false);
        let before: Vec<Evaluation> =
            LAW.standards().map(|standard| standard.evaluate(&answers, &setting)).collect();
        for one in more.iter().filter(|one| !contradicts(one)) {
            if !is_answered(&answers, one) {
                set(&mut answers, one);
            }
        }
        answers.members_complete = true;
        for (standard, before) in LAW.standards().zip(&before) {
            settled_stays(before, &standard.evaluate(&answers, &setting))?;
        }
    }

    #[test]
    fn explaining_gives_the_same_result_as_evaluating(
        given in any_given(), complete in any::<bool>(), area in any_area(), year in 2017..2031_i32,
    ) {
        let setting = setting(area, Day::new(year, 10, 1).unwrap());
        let answers = household(&given, complete);
        for standard in LAW.standards() {
            let explanation = standard.explain(&answers, &setting, Lang::Vi);
            prop_assert_eq!(explanation.evaluation, standard.evaluate(&answers, &setting));
            let undetermined = explanation.evaluation.class == Class::Undetermined;
            prop_assert_eq!(explanation.rule.is_none(), undetermined);
            prop_assert_eq!(explanation.possible.is_empty(), !undetermined);
            if undetermined {
                prop_assert!(!explanation.changes.is_empty(), "nothing would settle it");
            }
            for indicator in &explanation.indicators {
                if !indicator.truth.is_known() {
                    prop_assert!(!indicator.answers.is_empty(), "{} lacks nothing", indicator.code);
                }
            }
        }
    }

    #[test]
    fn answers_survive_as_text(given in any_given(), complete in any::<bool>()) {
        let answers = household(&given, complete);
        let text = answers.to_json(LAW.questionnaire());
        let read = Answers::from_json(LAW.questionnaire(), &text).unwrap();
        prop_assert_eq!(read.to_json(LAW.questionnaire()), text);
        for standard in LAW.standards() {
            let setting = setting(Some(Area::Rural), Day::new(2024, 10, 1).unwrap());
            prop_assert_eq!(standard.evaluate(&read, &setting), standard.evaluate(&answers, &setting));
        }
    }

    #[test]
    fn a_blank_mark_is_not_a_no(marked in 0_u32..4096, known in 0_u32..4096) {
        let standard = LAW.standard("vn-2022").unwrap();
        let mut answers = Answers::new();
        answers.set(LAW.questionnaire(), "stated_income_score", Answer::Int(100)).unwrap();
        for indicator in standard.indicators().iter().filter(|i| known & i.bit() != 0) {
            let id = format!("stated_{}", indicator.code);
            let mark = Answer::Bool(marked & indicator.bit() != 0);
            answers.set(LAW.questionnaire(), &id, mark).unwrap();
        }
        let setting = setting(Some(Area::Rural), Day::new(2024, 10, 1).unwrap());
        let found = standard.evaluate(&answers, &setting);
        let (yes, open) = ((marked & known).count_ones(), 12 - known.count_ones());
        let class = match (yes >= 3, yes + open >= 3) {
            (true, _) => Class::Poor,
            (false, false) => Class::NearPoor,
            (false, true) => Class::Undetermined,
        };
        prop_assert_eq!(found.class, class);
        prop_assert_eq!((u32::from(found.low), u32::from(found.high)), (yes, yes + open));
        prop_assert!(!found.unverified);
    }
}

#[test]
fn changes_told_really_lead_there() {
    let law = with_specimens();
    for standard in law.standards() {
        let (day, number) = (standard.period().from, standard.indicators().len());
        for area in [Area::Rural, Area::Urban] {
            for score in (90..220).step_by(3) {
                for count in 0..=number {
                    told_changes_hold(&law, standard, &setting(Some(area), day), score, count);
                }
            }
        }
    }
}

fn told_changes_hold(law: &Law, standard: &Standard, setting: &Setting, score: i64, count: usize) {
    let with = |score: i64, count: i64| {
        let mut answers = Answers::new();
        let q = law.questionnaire();
        answers.set(q, "stated_income_score", Answer::Int(score)).unwrap();
        answers.set(q, "stated_deprivation_score", Answer::Int(count * 10)).unwrap();
        answers
    };
    let count = count as i64;
    let answers = with(score, count);
    let explanation = standard.explain(&answers, setting, Lang::Vi);
    let class = |score, count| standard.evaluate(&with(score, count), setting).class;
    for change in &explanation.changes {
        let (score, count) = match change.kind {
            law::ChangeKind::More(by) => (score, count + i64::from(by)),
            law::ChangeKind::Fewer(by) => (score, count - i64::from(by)),
            law::ChangeKind::ScoreAbove(score) => (score + 1, count),
            law::ChangeKind::ScoreAtMost(score) => (score, count),
            ref other => panic!("{other:?} for a household of which all is known"),
        };
        assert_eq!(change.class, Some(class(score, count)));
        assert_ne!(change.class, Some(explanation.evaluation.class));
    }
}
