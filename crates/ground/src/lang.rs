//! The two languages, and numbers as each writes them.

use std::fmt;
use std::str::FromStr;

use crate::Problem;

/// A language of the reader. Vietnamese comes first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lang {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Both, Vietnamese first.
    pub const ALL: [Lang; 2] = [Lang::Vi, Lang::En];

    /// The language tag, `vi` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Lang {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Lang, Problem> {
        match text {
            "vi" => Ok(Lang::Vi),
            "en" => Ok(Lang::En),
            _ => Err(Problem::invalid("lang.unknown").with("text", text)),
        }
    }
}

/// A whole number with the language's thousands separator: `1.234.567` or `1,234,567`.
pub fn integer(lang: Lang, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separators(lang).0);
        }
        out.push(digit);
    }
    out
}

/// A number rounded half away from zero to `places` decimals: `1.234,50` or `1,234.50`.
pub fn decimal(lang: Lang, number: f64, places: usize) -> String {
    let plain = format!("{:.places$}", round(number, places).abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole = integer(lang, whole.parse().unwrap_or(0));
    let sign = if round(number, places) < 0.0 { "−" } else { "" };
    if fraction.is_empty() {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}{}{fraction}", separators(lang).1)
}

/// `part` in percent of `whole`, two decimals, as official tables print it: `15,49`.
///
/// There is no percentage of nothing, and none above the whole: a missing denominator or one smaller
/// than the numerator gives `None`, never 2 040 %.
pub fn percent(lang: Lang, part: i64, whole: i64) -> Option<String> {
    let sound = whole > 0 && (0..=whole).contains(&part);
    sound.then(|| decimal(lang, part as f64 * 100.0 / whole as f64, 2))
}

fn round(number: f64, places: usize) -> f64 {
    let scale = 10_f64.powi(places as i32);
    (number * scale).round() / scale
}

fn separators(lang: Lang) -> (char, char) {
    match lang {
        Lang::Vi => ('.', ','),
        Lang::En => (',', '.'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!(integer(Lang::Vi, 1_234_567), "1.234.567");
        assert_eq!(integer(Lang::En, -1_234), "−1,234");
        assert_eq!(integer(Lang::Vi, 999), "999");
        assert_eq!(decimal(Lang::Vi, 1234.5, 2), "1.234,50");
        assert_eq!(decimal(Lang::Vi, -0.001, 2), "0,00");
        assert_eq!(decimal(Lang::En, 2.5, 0), "3");
    }

    #[test]
    fn a_rate_without_a_sound_denominator_is_refused() {
        assert_eq!(percent(Lang::Vi, 204, 10), None);
        assert_eq!(percent(Lang::Vi, 0, 0), None);
        assert_eq!(percent(Lang::Vi, 204, 4_700), Some("4,34".into()));
        assert_eq!(percent(Lang::Vi, 5, 5), Some("100,00".into()));
    }
}
