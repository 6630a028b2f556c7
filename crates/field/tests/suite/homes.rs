//! Households as somebody may answer for them: with everything, with little, at every limit of the law.

use ground::Day;
use law::{Answer, AnswerType, Answers, Area, Law, Question, Scope};
use proptest::prelude::*;

/// What is answered to a question; `None` is left blank.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    pub(crate) area: Option<Area>,
    pub(crate) complete: Option<bool>,
    pub(crate) household: Vec<(String, Answer)>,
    pub(crate) members: Vec<Vec<(String, Answer)>>,
}

/// A household with any answers to the questions that a form asks.
pub(crate) fn homes(law: &Law, day: Day) -> impl Strategy<Value = Home> + use<> {
    let area = prop_oneof![
        4 => Just(Some(Area::Rural)), 4 => Just(Some(Area::Urban)), 1 => Just(None)
    ];
    let complete = prop_oneof![4 => Just(Some(true)), 1 => Just(Some(false)), 1 => Just(None)];
    // How much is left out: nothing, a little, a lot.
    let gaps = prop_oneof![Just(0.005), Just(0.1), Just(0.6)];
    let household = questions(law, Scope::Household);
    let member = questions(law, Scope::Member);
    (area, complete, gaps, 0..6_usize).prop_flat_map(move |(area, complete, gaps, size)| {
        let row = |questions: &[Question]| -> Vec<_> {
            questions.iter().map(|question| maybe(question, gaps, day)).collect()
        };
        let household = row(&household);
        let members: Vec<_> = (0..size).map(|_| row(&member)).collect();
        (household, members).prop_map(move |(household, members)| Home {
            area,
            complete,
            household: household.into_iter().flatten().collect(),
            members: members.into_iter().map(|row| row.into_iter().flatten().collect()).collect(),
        })
    })
}

fn questions(law: &Law, scope: Scope) -> Vec<Question> {
    let all = law.questionnaire().questions(scope).iter();
    all.filter(|question| field::form::asked(question)).cloned().collect()
}

fn maybe(
    question: &Question,
    gaps: f64,
    day: Day,
) -> impl Strategy<Value = Option<(String, Answer)>> + use<> {
    let id = question.id.clone();
    let answer = answer(question, day).prop_map(move |answer| (id.clone(), answer));
    proptest::option::weighted(1.0 - gaps, answer)
}

fn answer(question: &Question, day: Day) -> BoxedStrategy<Answer> {
    match question.answer {
        AnswerType::YesNo => any::<bool>().prop_map(Answer::Bool).boxed(),
        AnswerType::Choice => {
            // Choices that the law tells apart must come up often, also among 55.
            let last = question.choices.len() as u16;
            (0..last).prop_map(Answer::Choice).boxed()
        }
        AnswerType::Date => {
            let ago = prop_oneof![0..13_000_i64, 0..40_i64 * 366];
            let near = (0..40_i64, -2..3_i64).prop_map(move |(years, days)| {
                day.plus_days(-(years * 365 + years / 4) - days.max(0)).plus_days(days.min(0))
            });
            let far = ago.prop_map(move |ago| day.plus_days(-ago));
            prop_oneof![near, far].prop_map(Answer::Day).boxed()
        }
        AnswerType::Integer => whole(question, day).prop_map(Answer::Int).boxed(),
        AnswerType::Decimal => {
            let area = prop_oneof![(0..100_i64).prop_map(|area| area as f64), 0.0..90.0_f64];
            area.prop_map(|area| Answer::Decimal((area * 100.0).round() / 100.0)).boxed()
        }
    }
}

/// Whole numbers around what the law asks about, within what the question accepts.
fn whole(question: &Question, day: Day) -> BoxedStrategy<i64> {
    let year = i64::from(day.year());
    match question.id.as_str() {
        "birth_year" => (year - 80..=year).boxed(),
        "household_size" => (1..12_i64).boxed(),
        "stated_income_score" => prop_oneof![130..185_i64, 0..400_i64].boxed(),
        "monthly_income_per_head" => prop_oneof![
            Just(1_500_000_i64),
            Just(2_000_000),
            Just(2_250_000),
            Just(2_200_000),
            Just(2_800_000),
            0..4_000_000_i64
        ]
        .boxed(),
        _ => (0..30_i64).boxed(),
    }
}

impl Home {
    /// The answers as the server keeps them.
    pub(crate) fn answers(&self, law: &Law) -> Answers {
        let questionnaire = law.questionnaire();
        let mut answers = Answers::new();
        for (id, answer) in &self.household {
            answers.set(questionnaire, id, *answer).expect("an answer that fits");
        }
        for row in &self.members {
            let member = answers.add_member();
            for (id, answer) in row {
                answers
                    .set_member(questionnaire, member, id, *answer)
                    .expect("an answer that fits");
            }
        }
        answers.members_complete = self.complete == Some(true);
        answers
    }
}

/// The text of an answer, as it is typed into a form.
pub(crate) fn typed(law: &Law, id: &str, answer: Answer) -> String {
    match answer {
        Answer::Bool(yes) => if yes { "yes" } else { "no" }.to_owned(),
        Answer::Int(number) => number.to_string(),
        Answer::Decimal(number) => number.to_string(),
        Answer::Day(day) => day.to_string(),
        Answer::Choice(choice) => {
            let question = law.questionnaire().find(id).expect("a question");
            question.choices[usize::from(choice)].code.clone()
        }
    }
}
