//! Counts, scores and money.

use crate::sheet::Cell;

/// A whole number, as number or as text such as `"150"`, `150 điểm` or `30,0`. `Err` when there is
/// something else.
pub(crate) fn count(cell: Cell) -> Result<Option<i64>, ()> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Number(number) => whole(number).map(Some),
        Cell::Text(text) => {
            let text = text.trim().trim_start_matches('\'');
            if text.is_empty() || matches!(text, "-" | "–" | "/") {
                return Ok(None);
            }
            if let Ok(number) = text.parse() {
                return Ok(Some(number));
            }
            let end = text
                .find(|c: char| !(c.is_ascii_digit() || ".,-".contains(c)))
                .unwrap_or(text.len());
            let (number, unit) = text.split_at(end);
            let known = matches!(
                ground::fold(unit).as_str(),
                "" | "diem" | "d" | "nguoi" | "khau" | "nk" | "tre"
            );
            let number: f64 = number.replace(',', ".").parse().map_err(drop)?;
            if known { whole(number).map(Some) } else { Err(()) }
        }
        Cell::Day(_) | Cell::Bool(_) | Cell::Error(_) => Err(()),
    }
}

fn whole(number: f64) -> Result<i64, ()> {
    if number.fract() == 0.0 && number.abs() < 1e15 { Ok(number as i64) } else { Err(()) }
}

/// An amount in đồng: `1.500.000`, `1,500,000 đ`, `1500000`; also `1,5 triệu` and `1500 nghìn`.
pub(crate) fn money(cell: Cell) -> Result<Option<i64>, ()> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(number) => return whole(number.round()).map(Some),
        Cell::Text(text) => text.trim(),
        Cell::Day(_) | Cell::Bool(_) | Cell::Error(_) => return Err(()),
    };
    if text.is_empty() || text == "-" {
        return Ok(None);
    }
    let end = text.find(char::is_alphabetic).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let digits: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
    let times = match ground::fold(unit).as_str() {
        "" | "d" | "dong" | "vnd" | "vnd thang" | "dong thang" => 1.0,
        "nghin" | "ngan" | "nghin dong" | "ngan dong" | "k" => 1e3,
        "trieu" | "tr" | "trieu dong" => 1e6,
        _ => return Err(()),
    };
    let groups: Vec<&str> = digits.split(['.', ',']).collect();
    let grouped =
        groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3) && times < 1e6;
    let number: f64 =
        if grouped { groups.concat() } else { digits.replace(',', ".") }.parse().map_err(drop)?;
    whole((number * times).round()).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stored_as_text_are_numbers() {
        for (text, number) in
            [("150", 150), (" 150 điểm", 150), ("30,0", 30), ("'4", 4), ("5 khẩu", 5)]
        {
            assert_eq!(count(Cell::Text(text)), Ok(Some(number)), "{text}");
        }
        assert_eq!(count(Cell::Text(" - ")), Ok(None));
        for text in ["abc", "3 con", "1.5", "#REF!"] {
            assert_eq!(count(Cell::Text(text)), Err(()), "{text}");
        }
    }

    #[test]
    fn money_is_whole_dong() {
        for (text, dong) in [
            ("1.500.000", 1_500_000),
            ("1,500,000 đ", 1_500_000),
            ("1 500 000 đồng", 1_500_000),
            ("900.000", 900_000),
            ("1,5 triệu", 1_500_000),
            ("1.250 nghìn đồng", 1_250_000),
        ] {
            assert_eq!(money(Cell::Text(text)), Ok(Some(dong)), "{text}");
        }
        assert_eq!(money(Cell::Text("2 con bò")), Err(()));
    }
}
