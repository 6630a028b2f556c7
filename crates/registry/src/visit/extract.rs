//! What the official tables read out of the answers of a visit.

use ground::Day;
use law::{Answer, Answers, Questionnaire};

use super::model::Extract;
use crate::ethnicity::is_minority;
use crate::household::{Groups, Sex};

/// The eight causes of poverty in the order of table 10, as questions.
pub const CAUSES: [&str; 8] = [
    "cause_land",
    "cause_capital",
    "cause_labour",
    "cause_tools",
    "cause_knowledge",
    "cause_skills",
    "cause_illness",
    "cause_other",
];

/// The six support needs in the order of tables 14 and 15, as questions.
pub const NEEDS: [&str; 6] = [
    "need_health",
    "need_education",
    "need_production",
    "need_credit",
    "need_housing",
    "need_other",
];

/// Reads the tables' facts out of the answers given on `day`. Ethnic group and sex of the head are those
/// of the household; what nobody answered counts as not belonging to the group.
///
/// A member of whom only the year of birth is known is taken to be as old as the difference of years,
/// as officials do when they fill table 11; the law's own rules are stricter.
pub fn extract(
    questionnaire: &Questionnaire,
    answers: &Answers,
    ethnicity: Option<&str>,
    head_sex: Option<Sex>,
    day: Day,
) -> Extract {
    let yes = |id: &str| answers.get(questionnaire, id) == Some(Answer::Bool(true));
    let bits = |ids: &[&str]| -> i64 {
        ids.iter().enumerate().map(|(at, id)| i64::from(yes(id)) << at).sum()
    };
    let groups = Groups::default()
        .and_if(yes("no_labour_capacity"), Groups::NO_LABOUR)
        .and_if(yes("merit_person"), Groups::MERIT)
        .and_if(yes("local_ethnic"), Groups::LOCAL_ETHNIC)
        .and_if(head_sex == Some(Sex::Female), Groups::FEMALE_HEAD)
        .and_if(ethnicity.is_some_and(is_minority), Groups::MINORITY);
    let roster = Roster { questionnaire, answers, day };
    let children = roster.children();
    let lacking = |lacks: &dyn Fn(usize, i32) -> Option<bool>| -> Option<i64> {
        let children = children.as_ref()?.iter();
        children.map(|(member, age)| lacks(*member, *age).map(i64::from)).sum()
    };
    Extract {
        members: roster.size(),
        groups,
        causes: bits(&CAUSES),
        needs: bits(&NEEDS),
        children: children.as_ref().map(|children| children.len() as i64),
        children_health: lacking(&|member, age| roster.lacks_health(member, age)),
        children_education: lacking(&|member, age| roster.lacks_education(member, age)),
    }
}

struct Roster<'a> {
    questionnaire: &'a Questionnaire,
    answers: &'a Answers,
    day: Day,
}

impl Roster<'_> {
    fn size(&self) -> i64 {
        let listed = self.answers.members().len() as i64;
        match self.answers.get(self.questionnaire, "household_size") {
            Some(Answer::Int(size)) if !self.answers.members_complete => size,
            _ => listed,
        }
    }

    /// Position and age of every child under 16; `None` when the roster is not whole or an age is not
    /// known.
    fn children(&self) -> Option<Vec<(usize, i32)>> {
        if !self.answers.members_complete {
            return None;
        }
        let ages =
            (0..self.answers.members().len()).map(|member| Some((member, self.age(member)?)));
        let ages: Option<Vec<_>> = ages.collect();
        ages.map(|ages| ages.into_iter().filter(|(_, age)| *age < 16).collect())
    }

    fn age(&self, member: usize) -> Option<i32> {
        match self.get(member, "birth_date") {
            Some(Answer::Day(born)) => Some(born.age_on(self.day)),
            _ => match self.get(member, "birth_year") {
                Some(Answer::Int(year)) => Some(self.day.year() - i32::try_from(year).ok()?),
                _ => None,
            },
        }
    }

    /// Stunted, underweight, or without an insurance card from the age of six (indicators 3 and 4).
    fn lacks_health(&self, member: usize, age: i32) -> Option<bool> {
        let insured = if age < 6 { Some(true) } else { self.yes(member, "health_insurance") };
        let signs =
            [insured.map(|yes| !yes), self.yes(member, "stunted"), self.yes(member, "underweight")];
        if signs.contains(&Some(true)) {
            return Some(true);
        }
        (!signs.contains(&None)).then_some(false)
    }

    /// From three years of age, not attending the level for the age (indicator 6).
    fn lacks_education(&self, member: usize, age: i32) -> Option<bool> {
        if age < 3 {
            return Some(false);
        }
        let fitting: &[&str] = match age {
            3..6 => &["preschool", "primary"],
            6..12 => &["primary", "lower_secondary"],
            _ => &["lower_secondary", "upper_secondary", "vocational"],
        };
        let Some(Answer::Choice(choice)) = self.get(member, "attending") else { return None };
        let question = self.questionnaire.find("attending")?;
        let level = question.choices.get(usize::from(choice))?;
        Some(!fitting.contains(&level.code.as_str()))
    }

    fn yes(&self, member: usize, id: &str) -> Option<bool> {
        match self.get(member, id) {
            Some(Answer::Bool(yes)) => Some(yes),
            _ => None,
        }
    }

    fn get(&self, member: usize, id: &str) -> Option<Answer> {
        self.answers.get_member(self.questionnaire, member, id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::Law;

    fn day() -> Day {
        Day::new(2026, 11, 23).unwrap()
    }

    /// A whole roster of the given years of birth.
    fn roster(law: &Law, years: &[i64]) -> Answers {
        let mut answers = Answers::new();
        for year in years {
            let member = answers.add_member();
            let q = law.questionnaire();
            answers.set_member(q, member, "birth_year", Answer::Int(*year)).unwrap();
        }
        answers.members_complete = true;
        answers
    }

    #[test]
    fn every_question_read_is_in_the_questionnaire() {
        let law = Law::builtin().unwrap();
        let household = ["no_labour_capacity", "merit_person", "local_ethnic", "household_size"];
        let member =
            ["birth_date", "birth_year", "health_insurance", "stunted", "underweight", "attending"];
        for id in CAUSES.iter().chain(&NEEDS).chain(&household).chain(&member) {
            assert!(law.questionnaire().find(id).is_some(), "{id}");
        }
        let groups = law.questionnaire().find("ethnicity").unwrap();
        for (choice, name) in groups.choices.iter().zip(crate::ethnicity::NAMES) {
            assert_eq!(&*choice.vi, name, "the questionnaire and the list of groups agree");
        }
    }

    #[test]
    fn groups_causes_and_needs_become_bits() {
        let law = Law::builtin().unwrap();
        let mut answers = Answers::new();
        for id in ["merit_person", "cause_land", "cause_other", "need_credit"] {
            answers.set(law.questionnaire(), id, Answer::Bool(true)).unwrap();
        }
        answers.set(law.questionnaire(), "household_size", Answer::Int(5)).unwrap();
        let found = extract(law.questionnaire(), &answers, Some("Mường"), Some(Sex::Female), day());
        let groups = Groups::MERIT.and(Groups::FEMALE_HEAD).and(Groups::MINORITY);
        assert_eq!((found.groups, found.causes, found.needs), (groups, 0b1000_0001, 0b1000));
        assert_eq!((found.members, found.children), (5, None));
    }

    #[test]
    fn children_are_counted_only_where_the_roster_says() {
        let law = Law::builtin().unwrap();
        let q = law.questionnaire();
        let mut answers = roster(&law, &[1980, 2012, 2025]);
        let found = extract(q, &answers, None, None, day());
        assert_eq!((found.members, found.children, found.children_health), (3, Some(2), None));
        assert_eq!(found.children_education, None);
        let none = q.find("attending").unwrap().choice("none").unwrap();
        answers.set_member(q, 1, "attending", Answer::Choice(none)).unwrap();
        answers.set_member(q, 1, "health_insurance", Answer::Bool(false)).unwrap();
        for id in ["stunted", "underweight"] {
            answers.set_member(q, 2, id, Answer::Bool(false)).unwrap();
        }
        let found = extract(q, &answers, None, None, day());
        assert_eq!((found.children_health, found.children_education), (Some(1), Some(1)));
        answers.members_complete = false;
        assert_eq!(extract(q, &answers, None, None, day()).children, None);
    }
}
