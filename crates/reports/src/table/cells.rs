//! From the figures of a row to its cells.

use std::collections::BTreeMap;

use ground::{Problem, Result};
use law::Class;
use registry::figures::Rate;

use super::model::Cell;
use crate::layout::{Counted, Fill, Formula, Leaf};
use crate::source::{Fact, Figures, Source};

/// The cells of one row. `part` says what a row of two counts; `submitted` is false for a unit of which
/// the registry knows no household at all, and then only its denominators are printed.
pub(crate) fn cells(
    columns: &[Leaf],
    figures: &Figures,
    part: Option<Counted>,
    submitted: bool,
) -> Result<Vec<Cell>> {
    let number = |class, source: &Source, counted| {
        if !submitted && !source.is_resident() {
            return Ok(None);
        }
        number(figures, class, source, counted)
    };
    let mut printed = BTreeMap::new();
    for leaf in columns {
        if let (Fill::Count { source, counted, .. }, Some(column)) = (&leaf.fill, leaf.number) {
            printed.insert(column, number(leaf.class, source, counted.or(part))?);
        }
    }
    let mut cells = Vec::with_capacity(columns.len());
    for leaf in columns {
        cells.push(match &leaf.fill {
            Fill::Count { source, counted, balance } => {
                let found = number(leaf.class, source, counted.or(part))?;
                if let (Some(found), Some(Formula::Sum(_))) = (found, balance) {
                    balanced(leaf, balance.as_ref(), &printed, found)?;
                }
                found.map_or(Cell::Blank, Cell::Count)
            }
            Fill::Rate(Formula::Share { part, whole }) => {
                let at = |column: u8| printed.get(&column).copied().flatten();
                match rate(at(*part), at(*whole)) {
                    sound @ Cell::Rate(..) => rate(most_of(columns, *whole, at), at(*whole))
                        .refusal()
                        .map_or(sound, |why| Cell::Refused(why.clone())),
                    other => other,
                }
            }
            Fill::Rate(Formula::Sum(_)) => Cell::Blank,
            Fill::Share { source, whole } => {
                let counted = part.or(Some(Counted::Households));
                let whole = number(leaf.class, whole, counted)?;
                share(number(leaf.class, source, counted)?, whole)
            }
        });
    }
    Ok(cells)
}

fn number(
    figures: &Figures,
    class: Option<Class>,
    source: &Source,
    counted: Option<Counted>,
) -> Result<Option<i64>> {
    match (figures.fact(class, source), counted) {
        (Some(Fact::Count(count)), Some(Counted::Households)) => Ok(Some(count.households)),
        (Some(Fact::Count(count)), Some(Counted::Persons)) => Ok(Some(count.persons)),
        (Some(Fact::Number(number)), _) => Ok(Some(number)),
        (Some(Fact::Missing), _) => Ok(None),
        // The loader has checked both; a layout cannot get here.
        (Some(Fact::Count(_)), None) | (None, _) => {
            Err(Problem::internal("reports.source.lost").because(format!("{source:?}")))
        }
    }
}

/// A rate needs its numerator; without one nothing was submitted and there is nothing to refuse.
fn rate(part: Option<i64>, whole: Option<i64>) -> Cell {
    let Some(part) = part else { return Cell::Blank };
    match Rate::of(part, whole) {
        Rate::Percent(part, whole) => Cell::Rate(part, whole),
        Rate::Refused(problem) => Cell::Refused(problem),
    }
}

/// The largest number that a row divides by one denominator. A denominator too small for one class is
/// wrong for the others too.
fn most_of(columns: &[Leaf], whole: u8, at: impl Fn(u8) -> Option<i64>) -> Option<i64> {
    let parts = columns.iter().filter_map(|leaf| match leaf.fill {
        Fill::Rate(Formula::Share { part, whole: by }) if by == whole => at(part),
        _ => None,
    });
    parts.max()
}

/// The share of nobody is not a fault: where a class is empty, the table leaves its shares blank.
fn share(part: Option<i64>, whole: Option<i64>) -> Cell {
    if whole == Some(0) && part == Some(0) { Cell::Blank } else { rate(part, whole) }
}

/// The registry makes the movement columns so that they balance; a table that does not is our mistake
/// and is not handed out.
fn balanced(
    leaf: &Leaf,
    balance: Option<&Formula>,
    printed: &BTreeMap<u8, Option<i64>>,
    found: i64,
) -> Result<()> {
    let Some(Formula::Sum(terms)) = balance else { return Ok(()) };
    let value = |column| printed.get(&column).copied().flatten().unwrap_or(0);
    let sum: i64 = terms
        .iter()
        .map(|term| if term.minus { -value(term.column) } else { value(term.column) })
        .sum();
    if sum == found {
        return Ok(());
    }
    Err(Problem::internal("reports.balance.broken")
        .with("column", leaf.number.map_or(0, i64::from))
        .with("printed", found)
        .with("computed", sum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Layouts;
    use registry::figures::{ClassFigures, Count, MovementFigures, Resident, ReviewFigures};

    fn columns(report: u8) -> Vec<Leaf> {
        Layouts::builtin().get(report).unwrap().leaves().into_iter().cloned().collect()
    }

    fn review(households: i64) -> Figures {
        let all = Count { households, persons: households * 10 };
        let poor = Count { households: 204, persons: 852 };
        Figures::Review(ReviewFigures {
            residents: Some(Resident { all, minority: None }),
            classes: ClassFigures { poor, ..ClassFigures::default() },
        })
    }

    #[test]
    fn a_rate_of_2040_percent_is_refused() {
        let cells = cells(&columns(1), &review(10), None, true).unwrap();
        assert_eq!(cells[2], Cell::Count(204));
        let Cell::Refused(why) = &cells[3] else { panic!("{:?}", cells[3]) };
        assert_eq!(why.to_string(), "registry.rate.too_small part=204 whole=10");
        assert_eq!(cells[5], cells[3], "10 residents are wrong for the near-poor too");
    }

    #[test]
    fn a_unit_that_has_not_submitted_shows_its_denominators_only() {
        let cells = cells(&columns(1), &review(10), None, false).unwrap();
        assert_eq!(cells[..2], [Cell::Count(10), Cell::Count(100)]);
        assert!(cells[2..].iter().all(|cell| *cell == Cell::Blank));
    }

    #[test]
    fn movement_that_does_not_balance_is_not_handed_out() {
        let mut movement = MovementFigures::default();
        movement.columns[0] = Count { households: 5, persons: 20 };
        movement.columns[8] = Count { households: 5, persons: 20 };
        let part = Some(Counted::Households);
        assert!(cells(&columns(2), &Figures::Movement(movement), part, true).is_ok());
        movement.columns[3] = Count { households: 1, persons: 0 };
        let problem = cells(&columns(2), &Figures::Movement(movement), part, true).unwrap_err();
        assert_eq!(problem.code, "reports.balance.broken");
    }
}
