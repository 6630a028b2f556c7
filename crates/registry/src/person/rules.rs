//! What is accepted of a member, and how a national ID number is shown.

use ground::{Day, HouseholdId, Moment, PersonId, Problem, Result, tidy};
use store::seal::Seal;

use super::model::Person;
use crate::ethnicity::canonical;
use crate::household::Sex;

/// The relation of the head.
pub const HEAD: &str = "head";

/// The relations of members to the head, as the questionnaire names them.
pub const RELATIONS: [&str; 9] = [
    HEAD,
    "spouse",
    "child",
    "child_in_law",
    "grandchild",
    "parent",
    "grandparent",
    "sibling",
    "other",
];

/// The name under which ID numbers are sealed; every room that seals one uses it.
pub const IDENTITY: &str = "person.id";

/// A member as somebody enters one.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct NewPerson {
    /// Full name.
    pub name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Day of birth.
    pub birth_day: Option<Day>,
    /// Year of birth, when the day is not known.
    pub birth_year: Option<i32>,
    /// Ethnic group, in any spelling.
    pub ethnicity: Option<String>,
    /// Relation to the head, one of [`RELATIONS`].
    pub relation: String,
    /// National ID number as typed.
    pub identity: Option<String>,
}

impl NewPerson {
    /// What was entered, tidied: the name without stray spaces, the ethnic group by its official name, the ID
    /// number as digits only.
    ///
    /// # Errors
    /// `registry.person.no_name`, `registry.person.birth`, `registry.person.ethnicity`,
    /// `registry.person.relation`, `registry.person.identity`.
    pub fn checked(&self, today: Day) -> Result<NewPerson> {
        let name = tidy(&self.name);
        if name.is_empty() {
            return Err(Problem::invalid("registry.person.no_name"));
        }
        let year = self.birth_day.map(Day::year).or(self.birth_year);
        let odd_year = year.is_some_and(|year| !(1880..=today.year()).contains(&year));
        if odd_year || self.birth_day.is_some_and(|day| day > today) {
            return Err(Problem::invalid("registry.person.birth").with("name", name));
        }
        let ethnicity = match crate::change::some(self.ethnicity.as_deref()) {
            None => None,
            Some(text) => Some(canonical(&text).ok_or_else(|| {
                Problem::invalid("registry.person.ethnicity").with("text", text.as_str())
            })?),
        };
        if !RELATIONS.contains(&self.relation.as_str()) {
            let relation = self.relation.as_str();
            return Err(Problem::invalid("registry.person.relation").with("text", relation));
        }
        let identity = crate::change::some(self.identity.as_deref());
        Ok(NewPerson {
            name,
            birth_year: self.birth_day.is_none().then_some(year).flatten(),
            ethnicity: ethnicity.map(str::to_owned),
            identity: identity.as_deref().map(identity_number).transpose()?,
            ..self.clone()
        })
    }

    /// The member this makes, as of `joined`.
    ///
    /// # Errors
    /// Those of [`NewPerson::checked`].
    pub(crate) fn person(
        &self,
        household: HouseholdId,
        joined: Day,
        seal: &Seal,
        moment: &mut Moment,
    ) -> Result<Person> {
        let new = self.checked(moment.today())?;
        let sealed = new.identity.as_deref().map(|number| sealed(number, seal, moment));
        let (sealed_id, id_index) = sealed.transpose()?.unzip();
        Ok(Person {
            id: PersonId(moment.id()),
            household,
            name: new.name,
            sex: new.sex,
            birth_day: new.birth_day,
            birth_year: new.birth_year,
            ethnicity: new.ethnicity,
            relation: new.relation,
            sealed_id,
            id_index,
            joined,
            gone: None,
            gone_why: None,
        })
    }
}

/// A national ID number without spaces and dots: twelve digits, or nine of the older card.
///
/// # Errors
/// `registry.person.identity`; the number itself is not repeated in the problem.
pub fn identity_number(text: &str) -> Result<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    let sound = matches!(digits.len(), 9 | 12) && digits.bytes().all(|byte| byte.is_ascii_digit());
    sound.then_some(digits).ok_or_else(|| Problem::invalid("registry.person.identity"))
}

/// The sealed number and its index, from the number as typed.
pub fn sealed(text: &str, seal: &Seal, moment: &mut Moment) -> Result<(Vec<u8>, Vec<u8>)> {
    let number = identity_number(text)?;
    Ok((seal.seal(IDENTITY, &number, moment), seal.index(IDENTITY, &number)))
}

/// A number of which only the last three digits show.
///
/// ```
/// assert_eq!(registry::person::masked("001234567889"), "•••••••••889");
/// ```
pub fn masked(number: &str) -> String {
    let length = number.chars().count();
    let hidden = length.saturating_sub(3);
    number.chars().enumerate().map(|(at, c)| if at < hidden { '•' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_nine_and_twelve_digits_are_taken() {
        assert_eq!(identity_number("001 234 567 889").unwrap(), "001234567889");
        assert_eq!(identity_number("123456789").unwrap(), "123456789");
        for wrong in ["12345", "00123456788x", "", "0012345678890"] {
            let problem = identity_number(wrong).unwrap_err();
            assert_eq!(problem.code, "registry.person.identity");
            assert!(problem.args.is_empty(), "the number is not repeated");
        }
    }

    #[test]
    fn relations_are_those_of_the_questionnaire() {
        let law = law::Law::builtin().unwrap();
        let question = law.questionnaire().find("relation").unwrap();
        let codes: Vec<_> = question.choices.iter().map(|choice| choice.code.as_str()).collect();
        assert_eq!(codes, RELATIONS);
    }
}
