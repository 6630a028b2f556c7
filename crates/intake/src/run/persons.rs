//! Lists of persons: rows are gathered into households.
//!
//! A household begins where its number or code changes, or at a row whose relation is "chủ hộ". What
//! is said of the household itself (class, scores, village …) may stand on any of its rows, since
//! merged cells show their text only once.

use ground::{Day, Problem};

use crate::mapping::Field;
use crate::sheet::{Cell, Row};
use crate::value;

use super::fault::Fault;
use super::row::{Draft, Person, Reader};

/// More rows than this are no household but a column that does not tell households apart.
const MOST: usize = 200;

/// A row kept until its household is complete.
struct Kept {
    number: usize,
    cells: Vec<Own>,
}

enum Own {
    Empty,
    Text(String),
    Number(f64),
    Day(Day),
    Bool(bool),
    Error(&'static str),
}

impl Own {
    fn of(cell: &Cell) -> Own {
        match *cell {
            Cell::Empty => Own::Empty,
            Cell::Text(text) => Own::Text(text.to_owned()),
            Cell::Number(number) => Own::Number(number),
            Cell::Day(day) => Own::Day(day),
            Cell::Bool(yes) => Own::Bool(yes),
            Cell::Error(error) => Own::Error(error),
        }
    }

    fn view(&self) -> Cell<'_> {
        match self {
            Own::Empty => Cell::Empty,
            Own::Text(text) => Cell::Text(text),
            Own::Number(number) => Cell::Number(*number),
            Own::Day(day) => Cell::Day(*day),
            Own::Bool(yes) => Cell::Bool(*yes),
            Own::Error(error) => Cell::Error(error),
        }
    }
}

/// Rows of the household that is being gathered.
#[derive(Default)]
pub(crate) struct Group {
    rows: Vec<Kept>,
    mark: Option<String>,
}

/// What came of a household's rows: the draft, and rows that were refused.
pub(crate) struct Gathered {
    pub(crate) draft: Option<Draft>,
    pub(crate) refused: Vec<(i64, Fault)>,
}

impl Group {
    /// Takes a row; gives back the household before it when this row begins another.
    pub(crate) fn take(&mut self, reader: &mut Reader, row: &Row) -> Option<Gathered> {
        let plan = reader.plan;
        let number = plan.text(row, Field::HouseholdNumber);
        let mark = number.or_else(|| plan.text(row, Field::HouseholdCode));
        let is_head =
            plan.text(row, Field::Relation).is_some_and(|text| value::relation(&text) == "head");
        let begins = match (&mark, &self.mark) {
            (Some(new), Some(old)) => new != old,
            (Some(_), None) => true,
            // Blank below a merged number; without numbers, heads separate households.
            (None, _) => is_head,
        };
        let before = (begins && !self.rows.is_empty()).then(|| self.finish(reader)).flatten();
        if begins {
            self.mark = mark;
        }
        self.rows.push(Kept { number: row.number, cells: row.cells.iter().map(Own::of).collect() });
        if self.rows.len() > MOST { self.finish(reader) } else { before }
    }

    /// The household gathered so far.
    pub(crate) fn finish(&mut self, reader: &mut Reader) -> Option<Gathered> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return None;
        }
        let mut gathered = Gathered { draft: None, refused: Vec::new() };
        if rows.len() > MOST {
            let number = rows[0].number as i64;
            let fault = Fault::row("import.row.household_too_big");
            gathered.refused.push((number, fault));
            refuse_rest(&mut gathered, &rows);
            return Some(gathered);
        }
        let views: Vec<Vec<Cell>> =
            rows.iter().map(|row| row.cells.iter().map(Own::view).collect()).collect();
        let mut doubts = Vec::new();
        let mut persons: Vec<Person> = Vec::new();
        for (kept, cells) in rows.iter().zip(&views) {
            let row = Row { number: kept.number, cells };
            let named = reader.name(&row, Field::FullName);
            let person = named
                .and_then(|name| name.ok_or_else(|| Fault::row("import.row.no_name")))
                .map(|name| reader.person(&row, name, Field::Sex, &mut doubts));
            match person {
                Ok(person) => persons.push(person),
                Err(fault) => gathered.refused.push((kept.number as i64, fault)),
            }
        }
        let Some(head) = head_of(reader, &persons, &views[0]) else {
            if gathered.refused.is_empty() {
                gathered.refused.push((rows[0].number as i64, Fault::row("import.row.no_head")));
            }
            refuse_rest(&mut gathered, &rows);
            return Some(gathered);
        };
        persons[..=head].rotate_right(1);
        persons[0].relation = "head";
        let merged = merge(&views);
        let row = Row { number: persons[0].row as usize, cells: &merged };
        let taken = persons.len() as u64;
        match reader.draft(&row, taken, persons, doubts) {
            Ok(draft) => gathered.draft = Some(draft),
            Err(fault) => {
                gathered.refused.push((row.number as i64, fault));
                refuse_rest(&mut gathered, &rows);
            }
        }
        Some(gathered)
    }
}

/// The head: the member so related, or named in the column of heads; else the first member.
fn head_of(reader: &Reader, persons: &[Person], first: &[Cell]) -> Option<usize> {
    if persons.is_empty() {
        return None;
    }
    let related = persons.iter().position(|person| person.relation == "head");
    let row = Row { number: 0, cells: first };
    let named = || {
        let name = reader.plan.text(&row, Field::HeadName)?;
        persons.iter().position(|person| ground::fold(&person.name) == ground::fold(&name))
    };
    // Without a column of relations, the head stands first in every official list.
    let first = || (!reader.plan.has(Field::Relation)).then_some(0);
    related.or_else(named).or_else(first)
}

/// The first filled cell of each column.
fn merge<'a>(rows: &[Vec<Cell<'a>>]) -> Vec<Cell<'a>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let first = |at: usize| rows.iter().filter_map(|row| row.get(at)).find(|cell| !cell.is_blank());
    (0..width).map(|at| first(at).copied().unwrap_or(Cell::Empty)).collect()
}

/// The other rows of a household that was refused as a whole.
fn refuse_rest(gathered: &mut Gathered, rows: &[Kept]) {
    let because = gathered.refused[0].0;
    for row in rows {
        let number = row.number as i64;
        if gathered.refused.iter().all(|(refused, _)| *refused != number) {
            let problem = Problem::invalid("import.row.household_refused").with("row", because);
            gathered.refused.push((number, Fault { field: None, problem }));
        }
    }
    gathered.refused.sort_by_key(|(row, _)| *row);
}
