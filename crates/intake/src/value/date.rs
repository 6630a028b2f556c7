//! Days as people write them.

use ground::Day;

use crate::sheet::Cell;

/// Whether the day or the month comes first in a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// `dd/mm/yyyy`, as the law and Vietnamese use it.
    #[default]
    DayFirst,
    /// `mm/dd/yyyy`, as some programs export it.
    MonthFirst,
}

/// What the values of a whole column say about their order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Orders {
    /// First row with a value that can only be day first.
    pub day_first: Option<usize>,
    /// First row with a value that can only be month first.
    pub month_first: Option<usize>,
    /// First row with a value that could be either (and means different days).
    pub either: Option<usize>,
}

impl Orders {
    /// Notes one cell of the column.
    pub(crate) fn look(&mut self, cell: Cell, row: usize) {
        let Cell::Text(text) = cell else { return };
        let Some([a, b, _]) = parts(text).filter(|[a, ..]| *a < 1000) else { return };
        let seen = match (a > 12, b > 12) {
            (true, false) => &mut self.day_first,
            (false, true) => &mut self.month_first,
            (false, false) if a != b => &mut self.either,
            _ => return,
        };
        seen.get_or_insert(row);
    }

    /// The order of the column: month first only when some value demands it and none forbids it.
    pub fn order(&self) -> Order {
        if self.month_first.is_some() && self.day_first.is_none() {
            Order::MonthFirst
        } else {
            Order::DayFirst
        }
    }

    /// Whether the column mixes both orders, so that a value that could be either is in doubt.
    pub fn is_mixed(&self) -> bool {
        self.day_first.is_some() && self.month_first.is_some()
    }

    /// Whether nothing in the column settles the order.
    pub fn is_unsettled(&self) -> bool {
        self.either.is_some() && self.day_first.is_none() && self.month_first.is_none()
    }
}

/// The day in a cell. `today` bounds two-digit years: they lie in the past. `Err` when there is
/// something that is no day.
pub(crate) fn day(cell: Cell, order: Order, today: Day) -> Result<Option<Day>, ()> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Day(day) => Ok(Some(day)),
        Cell::Number(number) => serial(number).map(Some).ok_or(()),
        Cell::Text(text) if text.trim().is_empty() => Ok(None),
        Cell::Text(text) => written(text, order, today).map(Some).ok_or(()),
        Cell::Bool(_) | Cell::Error(_) => Err(()),
    }
}

/// A day of birth, or only its year.
pub(crate) fn year_or_day(
    cell: Cell,
    order: Order,
    today: Day,
) -> Result<Option<(i32, Option<Day>)>, ()> {
    let year = match cell {
        Cell::Number(number) if number.fract() == 0.0 => number as i32,
        Cell::Text(text) => text.trim().parse().unwrap_or(0),
        _ => 0,
    };
    if (1890..=today.year()).contains(&year) {
        return Ok(Some((year, None)));
    }
    Ok(day(cell, order, today)?.map(|day| (day.year(), Some(day))))
}

/// Days counted by spreadsheets from 1900, without a date format: 1954 to 2099 only, so that no score
/// or year is taken for a day.
fn serial(number: f64) -> Option<Day> {
    let days = number.trunc();
    (20_000.0..73_051.0)
        .contains(&days)
        .then(|| Day::new(1899, 12, 30).expect("a real day").plus_days(days as i64))
}

fn written(text: &str, order: Order, today: Day) -> Option<Day> {
    let [a, b, c] = parts(text).or_else(|| compact(text))?;
    if a >= 1000 {
        return Day::new(a as i32, b, c);
    }
    let year = century(c, today)?;
    let (day, month) = match (a > 12, b > 12, order) {
        (true, false, _) | (false, false, Order::DayFirst) => (a, b),
        _ => (b, a),
    };
    Day::new(year, month, day)
}

/// Three numbers with anything but digits between them: `5/9/2026`, `05-09-26`, `2026-09-05 00:00`,
/// `ngày 5 tháng 9 năm 2026`.
fn parts(text: &str) -> Option<[u32; 3]> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || numbers.next().filter(|part| part.len() <= 4)?.parse().ok();
    let found = [next()?, next()?, next()?];
    // A time of day may follow a date, but nothing else.
    (text.contains(':') || next().is_none()).then_some(found)
}

/// `20260905`.
fn compact(text: &str) -> Option<[u32; 3]> {
    let text = text.trim();
    let number: u32 = text.parse().ok().filter(|_| text.len() == 8)?;
    Some([number / 10_000, number / 100 % 100, number % 100])
}

fn century(year: u32, today: Day) -> Option<i32> {
    let year = year as i32;
    match year {
        0..=99 if 2000 + year <= today.year() => Some(2000 + year),
        0..=99 => Some(1900 + year),
        1890.. => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn any_day() -> impl Strategy<Value = Day> {
        (0_i64..25_000).prop_map(|days| Day::new(1958, 1, 1).unwrap().plus_days(days))
    }

    proptest! {
        #[test]
        fn a_day_is_read_however_it_is_written(wanted in any_day()) {
            let today = Day::new(2026, 11, 23).unwrap();
            let (y, m, d) = (wanted.year(), wanted.month(), wanted.day());
            for text in [
                format!("{d:02}/{m:02}/{y}"), format!("{d}-{m}-{y}"), format!("{d}.{m}.{y}"),
                format!("{y}-{m:02}-{d:02}"), format!("{y}-{m:02}-{d:02} 00:00:00"), format!("{y}{m:02}{d:02}"),
                format!("ngày {d} tháng {m} năm {y}"),
            ] {
                prop_assert_eq!(day(Cell::Text(&text), Order::DayFirst, today), Ok(Some(wanted)), "{}", text);
            }
            let american = format!("{m}/{d}/{y}");
            prop_assert_eq!(day(Cell::Text(&american), Order::MonthFirst, today), Ok(Some(wanted)));
            let serial = wanted.days_since(Day::new(1899, 12, 30).unwrap());
            prop_assert_eq!(day(Cell::Number(serial as f64), Order::DayFirst, today), Ok(Some(wanted)));
        }
    }

    #[test]
    fn two_digit_years_lie_in_the_past() {
        let today = date("2026-11-23");
        assert_eq!(day(Cell::Text("5-9-26"), Order::DayFirst, today), Ok(Some(date("2026-09-05"))));
        assert_eq!(day(Cell::Text("5-9-58"), Order::DayFirst, today), Ok(Some(date("1958-09-05"))));
        assert_eq!(year_or_day(Cell::Text("1987"), Order::DayFirst, today), Ok(Some((1987, None))));
        assert_eq!(
            year_or_day(Cell::Number(1987.0), Order::DayFirst, today),
            Ok(Some((1987, None)))
        );
    }

    #[test]
    fn what_is_no_day_is_refused() {
        let today = date("2026-11-23");
        for text in ["31/02/2024", "13/13/2024", "hôm qua", "5/9", "1/2/3/4"] {
            assert_eq!(day(Cell::Text(text), Order::DayFirst, today), Err(()), "{text}");
        }
        assert_eq!(day(Cell::Number(150.0), Order::DayFirst, today), Err(()));
    }

    #[test]
    fn one_value_above_twelve_settles_a_column() {
        let mut orders = Orders::default();
        orders.look(Cell::Text("05/09/2024"), 7);
        assert!(orders.is_unsettled());
        orders.look(Cell::Text("09/25/2024"), 8);
        assert_eq!(orders.order(), Order::MonthFirst);
        orders.look(Cell::Text("25/09/2024"), 9);
        assert!(orders.is_mixed());
        assert_eq!(orders.order(), Order::DayFirst);
    }
}
