//! Generated households: any answers, any gaps, near the lines where it matters.

use ground::Day;
use law::{Answer, AnswerType, Answers, Area, Law, Question, Scope, Setting};

/// A household as a test knows it.
pub(crate) struct Household {
    pub(crate) answers: Answers,
    pub(crate) setting: Setting,
}

/// Numbers that follow from a seed (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.bits() % end
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }
}

/// So many households of a seed.
pub(crate) fn households(law: &Law, seed: u64, count: usize) -> Vec<Household> {
    let mut dice = Dice(seed);
    (0..count).map(|_| household(law, &mut dice)).collect()
}

/// So many households of a seed, visited on one day, that answered every question but stated deprivations.
pub(crate) fn full_households(law: &Law, seed: u64, count: usize) -> Vec<Household> {
    let mut dice = Dice(seed);
    let day = Day::new(2015, 6, 1).unwrap().plus_days(dice.below(6000) as i64);
    // Some batches have households without members.
    let fewest = dice.below(2) as usize;
    let household = |_| {
        let mut answers = Answers::new();
        let (questionnaire, dice) = (law.questionnaire(), &mut dice);
        for question in questionnaire.questions(Scope::Household) {
            if !question.id.starts_with("stated_") || question.id == "stated_income_score" {
                answers.set(questionnaire, &question.id, fitting(question, dice)).unwrap();
            }
        }
        for member in 0..fewest + dice.below(6) as usize {
            answers.add_member();
            for question in questionnaire.questions(Scope::Member) {
                let answer = fitting(question, dice);
                answers.set_member(questionnaire, member, &question.id, answer).unwrap();
            }
        }
        answers.members_complete = true;
        let area = Some(dice.pick(&[Area::Rural, Area::Urban]));
        Household { answers, setting: Setting { area, day, ..setting(dice) } }
    };
    (0..count).map(household).collect()
}

fn household(law: &Law, dice: &mut Dice) -> Household {
    // Of ten questions so many are answered; some forms are full, some nearly blank.
    let density = dice.pick(&[1, 5, 8, 9, 10]);
    let mut answers = Answers::new();
    let questions = |scope| law.questionnaire().questions(scope);
    for question in questions(Scope::Household) {
        // Where a score is stated nothing else shows; so it mostly is not.
        let usual = if question.id.starts_with("stated_") { density / 3 } else { density };
        if dice.below(10) < usual {
            answers.set(law.questionnaire(), &question.id, fitting(question, dice)).unwrap();
        }
    }
    for member in 0..dice.pick(&[0, 1, 2, 3, 4, 5, 9]) {
        answers.add_member();
        for question in questions(Scope::Member) {
            // Often a birth year without a date.
            let density = if question.id == "birth_date" { 5 } else { density };
            if dice.below(10) < density {
                let answer = fitting(question, dice);
                answers.set_member(law.questionnaire(), member, &question.id, answer).unwrap();
            }
        }
    }
    answers.members_complete = dice.below(3) > 0;
    Household { answers, setting: setting(dice) }
}

fn setting(dice: &mut Dice) -> Setting {
    let day = if dice.below(8) == 0 {
        Day::new(2016 + dice.below(15) as i32, dice.pick(&[2, 12]), dice.pick(&[28, 15])).unwrap()
    } else {
        Day::new(2015, 6, 1).unwrap().plus_days(dice.below(6000) as i64)
    };
    let day = if dice.below(9) == 0 { Day::new(day.year(), 12, 31).unwrap() } else { day };
    Setting {
        area: dice.pick(&[None, Some(Area::Rural), Some(Area::Rural), Some(Area::Urban)]),
        region: dice.pick(&[None, Some("nt1"), Some("nt2"), Some("nt4")]).map(str::to_owned),
        province: dice.pick(&[None, Some(1), Some(17)]),
        day,
    }
}

fn fitting(question: &Question, dice: &mut Dice) -> Answer {
    match question.answer {
        AnswerType::YesNo => Answer::Bool(dice.below(3) == 0),
        AnswerType::Choice => Answer::Choice(dice.below(question.choices.len() as u64) as u16),
        AnswerType::Date if dice.below(10) == 0 => Answer::Day(Day::new(2008, 2, 29).unwrap()),
        AnswerType::Date => {
            Answer::Day(Day::new(1935, 1, 1).unwrap().plus_days(dice.below(33_500) as i64))
        }
        AnswerType::Integer => Answer::Int(whole_number(question, dice)),
        AnswerType::Decimal => Answer::Decimal(dice.below(900) as f64 / 8.0),
    }
}

/// Small numbers, and for lines and cut-offs numbers about them and exactly on them.
fn whole_number(question: &Question, dice: &mut Dice) -> i64 {
    match question.id.as_str() {
        "stated_income_score" => {
            dice.pick(&[119, 120, 121, 139, 140, 141, 149, 150, 151, 165, 174, 175, 176, 205, 206])
        }
        "stated_deprivation_score" => dice.pick(&[0, 10, 20, 30, 40, 70, 120, 200, 35, 7]),
        "monthly_income_per_head" => {
            let line = dice.pick(&[700_000, 1_000_000, 1_500_000, 2_000_000, 2_200_000, 2_800_000]);
            line + dice.pick(&[-1, 0, 1, 400_000])
        }
        "household_size" => 1 + dice.below(6) as i64,
        "birth_year" => dice.pick(&[1950, 1964, 1980, 1994, 2006, 2008, 2010, 2018, 2030]),
        _ => question.min.unwrap_or(0.0) as i64 + dice.below(7) as i64,
    }
}
