//! Reading what people type into fields.

use ground::{Day, Problem, Result};

/// A day as it is written on paper, `23/11/2026` (also with `-` or `.`), or as computers write it,
/// `2026-11-23`.
///
/// ```
/// assert_eq!(ui::read_day(" 5/9/2026 ").unwrap().to_string(), "2026-09-05");
/// assert!(ui::read_day("31/2/2026").is_err());
/// assert!(ui::read_day("5/9/26").is_err(), "a year of two digits may be 1926");
/// ```
///
/// # Errors
/// `form.day.unreadable` with the text.
pub fn read_day(text: &str) -> Result<Day> {
    let unreadable = || Problem::invalid("form.day.unreadable").with("text", text.trim());
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
    let [first, month, last] = parts[..] else { return Err(unreadable()) };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return Err(unreadable());
    }
    let part = |text: &str| text.parse::<u32>().ok();
    let (year, month, day) = (part(year), part(month), part(day));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(unreadable()) };
    Day::new(year as i32, month, day).ok_or_else(unreadable)
}

/// A whole number, with or without separators between groups of three: `1.234.567`, `1,234`, `1 234`.
///
/// ```
/// assert_eq!(ui::read_number("1.250.000"), Ok(1_250_000));
/// assert!(ui::read_number("1.5").is_err(), "one and a half, or fifteen?");
/// ```
///
/// # Errors
/// `form.number.unreadable` with the text.
pub fn read_number(text: &str) -> Result<i64> {
    let unreadable = || Problem::invalid("form.number.unreadable").with("text", text.trim());
    let (sign, digits) = match text.trim().strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text.trim()),
    };
    let mut groups = digits.split(['.', ',', ' ', '\u{a0}']);
    let first = groups.next().unwrap_or_default();
    let groups: Vec<&str> = groups.collect();
    let grouped = groups.is_empty()
        || ((1..=3).contains(&first.len()) && groups.iter().all(|g| g.len() == 3));
    let plain = format!("{first}{}", groups.concat());
    if !grouped || plain.is_empty() || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unreadable());
    }
    format!("{sign}{plain}").parse().map_err(|_| unreadable())
}

#[cfg(test)]
mod tests {
    use ground::{Lang, integer};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_we_print_can_be_typed_back(number in any::<i64>(), days in 0_i64..60_000) {
            for lang in Lang::ALL {
                prop_assert_eq!(read_number(&integer(lang, number)), Ok(number));
            }
            let day = Day::new(1900, 1, 1).unwrap().plus_days(days);
            prop_assert_eq!(read_day(&day.vietnamese()), Ok(day));
            prop_assert_eq!(read_day(&day.to_string()), Ok(day));
        }

        #[test]
        fn no_text_brings_it_down(text in "\\PC{0,12}") {
            let _ = (read_day(&text), read_number(&text));
        }
    }
}
