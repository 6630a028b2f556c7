//! Families: who lives in a household, how they are related, and how old they are.

use ground::Day;
pub(crate) use registry::household::Sex;

use crate::dice::Dice;
use crate::names;

/// One member, present from `joined` to `gone`.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) sex: Sex,
    pub(crate) born: Day,
    /// Relation to the head at the end of what is known.
    pub(crate) relation: &'static str,
    /// Relation until another became head, and since when that holds no longer.
    pub(crate) earlier: Option<(&'static str, Day)>,
    pub(crate) ethnicity: &'static str,
    /// Lives with a severe disability, on monthly social allowance.
    pub(crate) disabled: bool,
    /// Fixed for life: decides by how much a member's answers lean to want, `0..1`.
    pub(crate) luck: f64,
    pub(crate) joined: Day,
    pub(crate) gone: Option<(Day, &'static str)>,
    /// Lives on in another household, which keeps the record.
    pub(crate) moved_on: bool,
}

/// Age from which a person without pension draws the monthly social allowance in the demonstration.
const ALLOWANCE_AGE: i32 = 80;

impl Member {
    /// Completed years of age.
    pub(crate) fn age(&self, day: Day) -> i32 {
        self.born.age_on(day)
    }

    /// Relation to the head on `day`.
    pub(crate) fn relation(&self, day: Day) -> &'static str {
        match self.earlier {
            Some((relation, until)) if day < until => relation,
            _ => self.relation,
        }
    }

    /// Changes the relation from `day` on.
    pub(crate) fn change_relation(&mut self, relation: &'static str, day: Day) {
        self.earlier = Some((self.relation, day));
        self.relation = relation;
    }

    /// Whether a member on `day`.
    pub(crate) fn here(&self, day: Day) -> bool {
        self.joined <= day && self.gone.is_none_or(|(gone, _)| day <= gone)
    }

    /// Whether on monthly social allowance on `day`.
    pub(crate) fn allowance(&self, day: Day) -> bool {
        self.disabled || self.age(day) >= ALLOWANCE_AGE
    }

    /// Whether a dependant on `day`: a child under 16, or on social allowance.
    pub(crate) fn dependant(&self, day: Day) -> bool {
        self.age(day) < 16 || self.allowance(day)
    }
}

/// What kind of family to raise.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) size: usize,
    /// Whether more than half of the members depend on the others.
    pub(crate) burdened: bool,
}

/// Size of a household that is or may come near the poverty line; the mean is that of the poor and
/// near-poor in the published tables, 4.8.
pub(crate) const PRONE_SIZES: &[(u32, usize)] =
    &[(28, 1), (60, 2), (95, 3), (190, 4), (280, 5), (217, 6), (90, 7), (40, 8)];
/// Size of any other household, so that the mean of all is four.
pub(crate) const OTHER_SIZES: &[(u32, usize)] =
    &[(55, 1), (150, 2), (220, 3), (330, 4), (165, 5), (65, 6), (15, 7)];

/// A family as it stands on `day`.
pub(crate) fn raise(
    dice: &mut Dice,
    wanted: Wanted,
    ethnicity: &'static str,
    day: Day,
) -> Vec<Member> {
    let mut family = Vec::with_capacity(wanted.size + 1);
    let family_name = names::family_name(dice, ethnicity);
    let adults = if wanted.burdened {
        wanted.size.div_ceil(2) - 1
    } else {
        wanted.size - dice.below(wanted.size / 2 + 1)
    };
    let dependants = wanted.size - adults;
    let children = dependants.min(if wanted.burdened { 4 } else { 3 });
    // Children need a parent of an age to have them; a household without working adults is old.
    let head_age = match (adults, children) {
        (0, _) => dice.between(80, 88),
        (_, 0) => dice.between(38, 74),
        _ => dice.between(26, 47),
    };
    let head_sex =
        if dice.chance(if adults == 1 { 0.45 } else { 0.12 }) { Sex::Female } else { Sex::Male };
    let head = person(dice, family_name, head_sex, head_age, "head", ethnicity, day);
    let lineage =
        if head_sex == Sex::Male { family_name } else { names::family_name(dice, ethnicity) };
    family.push(head);
    // The head is the first adult, or the first dependant where there is no adult.
    let (mut adults_left, mut dependants_left) =
        if adults == 0 { (0, dependants - 1) } else { (adults - 1, dependants) };
    if adults_left > 0 {
        let (sex, gap) = if head_sex == Sex::Male { (Sex::Female, -3) } else { (Sex::Male, 3) };
        let name = if sex == Sex::Female { names::family_name(dice, ethnicity) } else { lineage };
        let age = (head_age + gap + dice.between(-3, 3)).max(20);
        let ethnicity =
            if dice.chance(0.95) { ethnicity } else { dice.weighted(names::ETHNICITIES) };
        family.push(person(dice, name, sex, age, "spouse", ethnicity, day));
        adults_left -= 1;
    }
    let mut parents = [Sex::Male, Sex::Female].into_iter();
    while adults_left > 0 {
        let grown = head_age >= 38 && (head_age >= 56 || dice.chance(0.6));
        let (age, relation, sex) = if grown {
            (dice.between(16, (head_age - 20).min(34)), "child", any_sex(dice))
        } else if let Some(sex) = parents.next() {
            ((head_age + dice.between(20, 27)).min(79), "parent", sex)
        } else {
            ((head_age + dice.between(-9, 9)).max(17), "other", any_sex(dice))
        };
        family.push(person(dice, lineage, sex, age, relation, ethnicity, day));
        adults_left -= 1;
    }
    let oldest_child = (head_age - 19).min(14);
    for _ in 0..children.min(dependants_left) {
        let relation = if head_age >= 50 { "grandchild" } else { "child" };
        let age = if wanted.burdened {
            dice.between(0, oldest_child.min(11))
        } else {
            dice.between(0, oldest_child)
        };
        let sex = any_sex(dice);
        family.push(person(dice, lineage, sex, age, relation, ethnicity, day));
        dependants_left -= 1;
    }
    for _ in 0..dependants_left {
        let sex = if dice.chance(0.65) { Sex::Female } else { Sex::Male };
        let age = if head_age > 60 {
            dice.between(80, 90)
        } else {
            dice.between(80, 92).max(head_age + 18)
        };
        let relation = if head_age > 60 { "spouse" } else { "parent" };
        let relation = if family.iter().any(|m| m.relation == "spouse") && relation == "spouse" {
            "other"
        } else {
            relation
        };
        family.push(person(dice, lineage, sex, age, relation, ethnicity, day));
    }
    family
}

fn any_sex(dice: &mut Dice) -> Sex {
    if dice.chance(0.51) { Sex::Male } else { Sex::Female }
}

/// Somebody of that age on `day`.
pub(crate) fn person(
    dice: &mut Dice,
    family_name: &str,
    sex: Sex,
    age: i64,
    relation: &'static str,
    ethnicity: &'static str,
    day: Day,
) -> Member {
    let name = names::full_name(dice, family_name, sex);
    // Back the whole years, and then up to one year less a day more.
    let birthday = Day::new(day.year() - age as i32, day.month(), day.day().min(28))
        .expect("a day of the calendar");
    let born = birthday.plus_days(-dice.between(1, 364));
    let disabled = age < 80 && dice.chance(0.012);
    let luck = dice.unit();
    Member {
        name,
        sex,
        born,
        relation,
        earlier: None,
        ethnicity,
        disabled,
        luck,
        joined: day,
        gone: None,
        moved_on: false,
    }
}

/// Those who live there on `day`.
pub(crate) fn present(family: &[Member], day: Day) -> impl Iterator<Item = &Member> {
    family.iter().filter(move |member| member.here(day))
}

/// Whether more than half of those present depend on the others.
pub(crate) fn burdened(family: &[Member], day: Day) -> bool {
    let (mut all, mut dependants) = (0, 0);
    for member in present(family, day) {
        all += 1;
        dependants += usize::from(member.dependant(day));
    }
    dependants * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn families_are_of_the_wanted_kind(seed: u64, size in 1_usize..9, burdened: bool) {
            let day = Day::new(2022, 1, 1).unwrap();
            let mut dice = Dice::new(seed, 1);
            let family = raise(&mut dice, Wanted { size, burdened }, "Mường", day);
            prop_assert_eq!(family.len(), size);
            prop_assert_eq!(family.iter().filter(|m| m.relation == "head").count(), 1);
            prop_assert!(family.iter().filter(|m| m.relation == "spouse").count() <= 1);
            let head = family[0].age(day);
            prop_assert!(head >= 18);
            for member in &family {
                match member.relation {
                    "child" => prop_assert!(head - member.age(day) >= 15),
                    "parent" => prop_assert!(member.age(day) - head >= 14),
                    _ => {}
                }
            }
            if burdened {
                prop_assert!(super::burdened(&family, day));
            }
        }
    }
}
