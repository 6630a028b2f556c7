//! Members of a household.

use ground::{Day, HouseholdId, PersonId, fold};

use crate::household::Sex;

/// A member (nhân khẩu). The national ID number is sealed in the database and opened only for those
/// who may see it.
#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Household.
    pub household: HouseholdId,
    /// Full name.
    pub name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Day of birth, when papers give it.
    pub birth_day: Option<Day>,
    /// Year of birth, when only that is known.
    pub birth_year: Option<i32>,
    /// Ethnic group, by its official name.
    pub ethnicity: Option<String>,
    /// Relation to the head, one of [`crate::person::RELATIONS`].
    pub relation: String,
    /// Sealed national ID number.
    pub sealed_id: Option<Vec<u8>>,
    /// Keyed index of the number.
    pub id_index: Option<Vec<u8>>,
    /// Since when a member.
    pub joined: Day,
    /// Last day as a member.
    pub gone: Option<Day>,
    /// Why: `died`, `left`, `moved`.
    pub gone_why: Option<String>,
}

/// A name as search finds it from its beginning: as spoken, and with the given name first, both without
/// diacritics: `bui van dung` and `dung bui van`.
pub fn search_keys(name: &str) -> (String, String) {
    let folded = fold(name);
    let given = match folded.rsplit_once(' ') {
        Some((family, given)) => format!("{given} {family}"),
        None => folded.clone(),
    };
    (folded, given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_from_either_end() {
        assert_eq!(search_keys("Bùi Văn Dũng"), ("bui van dung".into(), "dung bui van".into()));
        assert_eq!(search_keys("Đào"), ("dao".into(), "dao".into()));
    }
}
