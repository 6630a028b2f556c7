//! Which column holds what: proposed from the headings, corrected by a person, remembered for the next
//! file with the same headings.

mod field;
mod remember;

use ground::{Problem, Result, UnitId};
use serde::{Deserialize, Serialize};

pub use field::Field;
pub(crate) use remember::STATEMENTS;
pub use remember::{recall, remember};

use crate::sheet::Sheet;

/// How the columns of a sheet are read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// The field of each column, `None` for columns that are not read.
    pub columns: Vec<Option<Field>>,
    /// Whether a blank cell in an indicator's column says "not deprived". Without that a blank is an
    /// unanswered question, unless the row's own score B2 equals ten times its marks.
    pub blank_means_no: bool,
}

/// A proposed mapping and how sure each column's field is, in percent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// The mapping.
    pub mapping: Mapping,
    /// Per column; 0 where nothing is proposed.
    pub sure: Vec<u8>,
}

/// What a sheet lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One row per household.
    Households,
    /// One row per person, households grouped by number or head row.
    Persons,
}

impl Mapping {
    /// Whether the sheet lists households or persons.
    pub fn kind(&self) -> Kind {
        if self.column(Field::FullName).is_some() { Kind::Persons } else { Kind::Households }
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| *column == Some(field))
    }

    /// Refuses a mapping with which nothing could be imported. `unit` is the commune chosen for the
    /// whole file, if any.
    ///
    /// # Errors
    /// `import.mapping.no_name`, `import.mapping.no_unit`, `import.mapping.no_grouping`,
    /// `import.mapping.twice`.
    pub fn check(&self, unit: Option<UnitId>) -> Result<()> {
        for (at, field) in self.columns.iter().enumerate() {
            if let Some(field) = field
                && self.column(*field) != Some(at)
            {
                return Err(Problem::invalid("import.mapping.twice")
                    .with("field", field.code())
                    .with("first", column_name(self.column(*field).unwrap_or(at)))
                    .with("second", column_name(at)));
            }
        }
        let has = |field| self.column(field).is_some();
        if !has(Field::HeadName) && !has(Field::FullName) {
            return Err(Problem::invalid("import.mapping.no_name"));
        }
        if unit.is_none() && !has(Field::Commune) {
            return Err(Problem::invalid("import.mapping.no_unit"));
        }
        let grouped =
            has(Field::HouseholdNumber) || has(Field::HouseholdCode) || has(Field::Relation);
        if self.kind() == Kind::Persons && !grouped {
            return Err(Problem::invalid("import.mapping.no_grouping"));
        }
        Ok(())
    }

    /// As text, for a page or the database.
    pub fn to_json(&self) -> String {
        let columns = self.columns.iter().map(|field| field.map(|f| f.code().to_owned())).collect();
        let text = Text { columns, blank_means_no: self.blank_means_no };
        serde_json::to_string(&text).expect("codes always make JSON")
    }

    /// Reads [`Mapping::to_json`] back.
    ///
    /// # Errors
    /// `import.mapping.unreadable`.
    pub fn from_json(text: &str) -> Result<Mapping> {
        let unreadable = || Problem::invalid("import.mapping.unreadable");
        let text: Text = serde_json::from_str(text).map_err(|error| unreadable().because(error))?;
        let columns = text
            .columns
            .into_iter()
            .map(|code| code.map(|code| Field::read(&code).ok_or_else(unreadable)).transpose())
            .collect::<Result<_>>()?;
        Ok(Mapping { columns, blank_means_no: text.blank_means_no })
    }
}

#[derive(Serialize, Deserialize)]
struct Text {
    columns: Vec<Option<String>>,
    #[serde(default)]
    blank_means_no: bool,
}

/// Proposes a field for every column whose heading says what it holds.
pub fn propose(sheet: &Sheet) -> Proposal {
    let mut found: Vec<Option<(Field, u8)>> =
        sheet.header.labels.iter().map(|label| Field::of_heading(label)).collect();
    let persons = lists_persons(&found);
    for (field, _) in found.iter_mut().flatten() {
        *field = match (*field, persons) {
            (Field::FullName, false) => Field::HeadName,
            (Field::HeadSex, true) => Field::Sex,
            (Field::Sex, false) => Field::HeadSex,
            (Field::Indicator("health_insurance"), true) => Field::Insurance,
            (other, _) => other,
        };
    }
    let best = |field: Field| {
        let held = found
            .iter()
            .enumerate()
            .filter_map(|(at, f)| f.filter(|f| f.0 == field).map(|f| (at, f.1)));
        held.max_by_key(|(at, sure)| (*sure, std::cmp::Reverse(*at))).map(|(at, _)| at)
    };
    let kept: Vec<Option<(Field, u8)>> = found
        .iter()
        .enumerate()
        .map(|(at, held)| held.filter(|(field, _)| best(*field) == Some(at)))
        .collect();
    Proposal {
        mapping: Mapping {
            columns: kept.iter().map(|held| held.map(|(field, _)| field)).collect(),
            blank_means_no: false,
        },
        sure: kept.iter().map(|held| held.map_or(0, |(_, sure)| sure)).collect(),
    }
}

/// A list of persons has a column for everybody's name, and one that tells them apart within the
/// household.
fn lists_persons(found: &[Option<(Field, u8)>]) -> bool {
    let has = |field| found.iter().flatten().any(|(held, _)| *held == field);
    has(Field::FullName)
        && (has(Field::Relation) || has(Field::MemberNumber) || has(Field::HouseholdNumber))
}

/// A column's letters as spreadsheet programs show them: A, …, Z, AA, …
pub fn column_name(at: usize) -> String {
    let mut left = at + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    letters.reverse();
    String::from_utf8(letters).expect("letters are ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_mapping_survives_being_written_down(picks in proptest::collection::vec(0_usize..90, 0..30), no: bool) {
            let fields: Vec<Field> = Field::all().collect();
            let columns = picks.into_iter().map(|at| fields.get(at).copied()).collect();
            let mapping = Mapping { columns, blank_means_no: no };
            prop_assert_eq!(Mapping::from_json(&mapping.to_json()).unwrap(), mapping);
        }
    }

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        let names: Vec<String> = [0, 25, 26, 701, 702].map(column_name).into();
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn every_field_has_one_code_and_every_spelling_one_field() {
        let mut codes: Vec<&str> = Field::all().map(Field::code).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
        for field in Field::all() {
            assert_eq!(Field::read(field.code()), Some(field));
        }
    }

    #[test]
    fn headings_are_understood_in_their_many_spellings() {
        for (heading, code) in [
            ("HỌ VÀ TÊN CHỦ HỘ", "head_name"),
            ("Họ tên chủ hộ (ghi rõ)", "head_name"),
            ("Điểm B1", "score_b1"),
            ("Xã/Phường/Thị trấn", "commune"),
            ("Thiếu hụt các dịch vụ xã hội cơ bản / 4", "deprivation.health_insurance"),
            ("Nguyên nhân nghèo / Khác", "cause.8"),
            ("Nhu cầu hỗ trợ / Y tế", "need.1"),
            ("Năm sinh / Nữ", "birth_year_female"),
            ("deprivation.water", "deprivation.water"),
            ("family.ethnicity", "ethnicity"),
            ("Số CMND/CCCD", "id_number"),
            ("Thu nhập bình quân đầu người/tháng (đồng)", "income"),
        ] {
            assert_eq!(Field::of_heading(heading).map(|f| f.0.code()), Some(code), "{heading}");
        }
        assert_eq!(Field::of_heading("Ghi chú"), None);
    }
}
