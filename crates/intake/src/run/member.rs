//! Members of a household as a row tells of them, beside those that are known.

use ground::Day;
use store::Value;

use super::known::KnownPerson;
use super::row::Person;

/// The same person: by ID number, else by name and year of birth where both are known.
pub(crate) fn is_same(known: &KnownPerson, person: &Person, index: Option<&[u8]>) -> bool {
    if let (Some(known), Some(index)) = (known.id_index.as_deref(), index) {
        return known == index;
    }
    let born = match (known.year(), person.birth) {
        (Some(known), Some((year, _))) => known == i64::from(year),
        _ => true,
    };
    born && known.fold == ground::fold(&person.name)
}

/// The update that fills in what is not known of a person yet, if anything.
pub(crate) fn complete(
    known: &mut KnownPerson,
    person: &Person,
    sealed: Option<Vec<u8>>,
    index: Option<Vec<u8>>,
) -> Option<Vec<Value>> {
    let sex = person.sex.map(|sex| sex.as_str().to_owned()).filter(|_| known.sex.is_none());
    let day: Option<Day> =
        person.birth.and_then(|(_, day)| day).filter(|_| known.birth_day.is_none());
    let year = person.birth.map(|(year, _)| i64::from(year)).filter(|_| known.birth_year.is_none());
    let ethnicity = person.ethnicity.clone().filter(|_| known.ethnicity.is_none());
    let index = index.filter(|_| known.id_index.is_none());
    let sealed = sealed.filter(|_| index.is_some());
    if sex.is_none() && day.is_none() && year.is_none() && ethnicity.is_none() && index.is_none() {
        return None;
    }
    known.sex = known.sex.take().or_else(|| sex.clone());
    known.birth_day = known.birth_day.or(day);
    known.birth_year = known.birth_year.or(year);
    known.ethnicity = known.ethnicity.take().or_else(|| ethnicity.clone());
    known.id_index = known.id_index.take().or_else(|| index.clone());
    Some(vec![
        known.id.into(),
        sex.into(),
        day.into(),
        year.into(),
        ethnicity.into(),
        Value::Bytes(sealed),
        Value::Bytes(index),
    ])
}

/// The registry keeps fewer kinds of relation than the questionnaire asks for.
pub(crate) fn registry_relation(relation: &str) -> &'static str {
    match relation {
        "head" => "head",
        "spouse" => "spouse",
        "child" => "child",
        "parent" => "parent",
        "grandchild" => "grandchild",
        _ => "other",
    }
}
