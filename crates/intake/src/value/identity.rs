//! National ID numbers: twelve digits (căn cước), or nine (the old CMND).

use crate::sheet::Cell;

/// The digits of an ID number. Spreadsheets drop leading zeros of numbers, which are put back; text
/// that is neither 9 nor 12 digits long is `Err`.
pub(crate) fn identity(cell: Cell) -> Result<Option<String>, ()> {
    let (digits, was_number) = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(number) if number.fract() == 0.0 && (1.0..1e12).contains(&number) => {
            ((number as i64).to_string(), true)
        }
        Cell::Text(text) => {
            let kept: String =
                text.chars().filter(|c| !c.is_whitespace() && !".'-".contains(*c)).collect();
            (kept, false)
        }
        _ => return Err(()),
    };
    if digits.is_empty() {
        return Ok(None);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(());
    }
    match (digits.len(), was_number) {
        (9 | 12, _) => Ok(Some(digits)),
        // A citizen number begins with the province's code, 001 to 096: at most two zeros were dropped.
        (10 | 11, true) => Ok(Some(format!("{digits:0>12}"))),
        (8, true) => Ok(Some(format!("{digits:0>9}"))),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_that_a_spreadsheet_dropped_come_back() {
        assert_eq!(identity(Cell::Number(17_090_000_001.0)), Ok(Some("017090000001".into())));
        assert_eq!(identity(Cell::Text("017 090 000 001")), Ok(Some("017090000001".into())));
        assert_eq!(identity(Cell::Text("113456789")), Ok(Some("113456789".into())));
        for wrong in ["1709000001", "01709000000A", "12"] {
            assert_eq!(identity(Cell::Text(wrong)), Err(()), "{wrong}");
        }
    }
}
