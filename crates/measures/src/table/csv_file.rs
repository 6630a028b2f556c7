//! Comma-separated files into columns.

use std::collections::HashMap;
use std::io::Read;

use ground::Problem;

use super::{Column, MISSING, Table};

pub(super) fn read(reader: impl Read, name: &str) -> Result<Table, Vec<Problem>> {
    let mut file = csv::Reader::from_reader(reader);
    let failed = |error: &csv::Error| vec![problem(error, name)];
    let titles: Vec<String> = file
        .headers()
        .map_err(|error| failed(&error))?
        .iter()
        .map(|title| title.trim().to_owned())
        .collect();
    if titles.is_empty() {
        return Err(vec![Problem::invalid("measures.table.no_header").with("file", name)]);
    }
    let mut building: Vec<Building> = titles.iter().map(|_| Building::default()).collect();
    let mut record = csv::StringRecord::new();
    while file.read_record(&mut record).map_err(|error| failed(&error))? {
        for (column, cell) in building.iter_mut().zip(&record) {
            column.push(cell.trim());
        }
    }
    let columns = building.into_iter().map(Building::finish);
    Table::new(name, titles.into_iter().zip(columns).collect()).map_err(|problem| vec![problem])
}

fn problem(error: &csv::Error, file: &str) -> Problem {
    let row = error.position().map_or(1, |position| position.record() as usize + 1);
    let problem = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => Problem::invalid("measures.table.not_utf8").with("row", row),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            Problem::invalid("measures.table.row_length")
                .with("row", row)
                .with("expected", *expected_len as usize)
                .with("found", *len as usize)
        }
        _ => Problem::unavailable("measures.table.unreadable"),
    };
    problem.with("file", file).because(error)
}

/// A column while it is read: numbers until a cell says otherwise.
struct Building {
    column: Column,
    /// Position of each label once the column is text.
    known: HashMap<String, u32>,
    last: u32,
}

impl Default for Building {
    fn default() -> Building {
        Building { column: Column::Number(Vec::new()), known: HashMap::new(), last: 0 }
    }
}

impl Building {
    fn push(&mut self, cell: &str) {
        let missing = matches!(cell, "" | "NA");
        if let Column::Number(values) = &mut self.column {
            match if missing { Some(f64::NAN) } else { plain_number(cell) } {
                Some(number) => return values.push(number),
                None => self.turn_to_text(),
            }
        }
        let code = if missing { MISSING } else { self.code(cell) };
        if let Column::Text { codes, .. } = &mut self.column {
            codes.push(code);
        }
    }

    /// Loses nothing: only numbers that are written back as they stood were taken as numbers.
    fn turn_to_text(&mut self) {
        let Column::Number(values) = &mut self.column else { return };
        let values = std::mem::take(values);
        self.column = Column::Text { codes: Vec::with_capacity(values.len()), labels: Vec::new() };
        for value in values {
            let code = if value.is_nan() { MISSING } else { self.code(&value.to_string()) };
            if let Column::Text { codes, .. } = &mut self.column {
                codes.push(code);
            }
        }
    }

    fn code(&mut self, label: &str) -> u32 {
        let Column::Text { labels, .. } = &mut self.column else { return MISSING };
        // Files are mostly sorted by unit: the previous label is the likeliest.
        if labels.get(self.last as usize).is_some_and(|last| last == label) {
            return self.last;
        }
        self.last = if let Some(&code) = self.known.get(label) {
            code
        } else {
            let code = labels.len() as u32;
            labels.push(label.to_owned());
            self.known.insert(label.to_owned(), code);
            code
        };
        self.last
    }

    fn finish(self) -> Column {
        self.column
    }
}

/// The number, if writing it back gives the same text: no leading zero or plus, no trailing zero after
/// the point, no exponent, at most 15 digits.
fn plain_number(cell: &str) -> Option<f64> {
    match cell.as_bytes() {
        [digit @ b'0'..=b'9'] => return Some(f64::from(digit - b'0')),
        [b'-', b'0'] => return None,
        _ => {}
    }
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let plain = all_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(|fraction| all_digits(fraction) && !fraction.ends_with('0'))
        && digits.len() <= 16;
    if plain {
        cell.parse().ok().filter(|_| digits.bytes().filter(u8::is_ascii_digit).count() <= 15)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(text: &str) -> Result<Table, Vec<String>> {
        Table::read_csv(text.as_bytes(), "t.csv")
            .map_err(|problems| problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_code_keeps_its_zeros_and_a_blank_is_missing() {
        let table = table("\u{feff}unit,weight,d\n1, 0.5 ,1\n05323,,NA\n7,2,0\n").unwrap();
        let units = table.levels("unit").unwrap();
        assert_eq!(units.labels, ["1", "7", "05323"]);
        assert_eq!(units.codes, [0, 2, 1]);
        let weights = table.numbers("weight", "x", |_| true).unwrap();
        assert_eq!((weights[0], weights[1].is_nan(), weights[2]), (0.5, true, 2.0));
        assert!(table.numbers("d", "x", |d| d <= 1.0).unwrap()[1].is_nan());
    }

    #[test]
    fn numbers_written_with_trailing_zeros_are_still_numbers_when_asked_for() {
        let table = table("d\n1.0\n0.0\n1\n\nNA\n").unwrap();
        assert_eq!(table.rows(), 4);
        let d = table.numbers("d", "x", |d| d <= 1.0).unwrap();
        assert_eq!(&d[..3], [1.0, 0.0, 1.0]);
    }

    #[test]
    fn a_broken_file_names_the_row() {
        assert_eq!(
            table("a,b\n1,2\n3\n").unwrap_err()[0].split(" (").next().unwrap(),
            r#"measures.table.row_length row=3 expected=2 found=1 file="t.csv""#
        );
        let latin = Table::read_csv(&b"a\nx\n\xff\n"[..], "t.csv").unwrap_err();
        assert_eq!(latin[0].code, "measures.table.not_utf8");
        assert!(latin[0].to_string().contains("row=3"));
        assert_eq!(
            table("a,a\n").unwrap_err(),
            [r#"measures.table.column_twice file="t.csv" column="a""#]
        );
        assert_eq!(table("").unwrap_err(), [r#"measures.table.no_header file="t.csv""#]);
    }

    #[test]
    fn wrong_cells_are_named_and_the_rest_counted() {
        let many = format!("d\n{}", "7\n".repeat(13));
        let problems = table(&many).unwrap().numbers("d", "some.code", |d| d <= 1.0).unwrap_err();
        assert_eq!(problems.len(), 11);
        assert_eq!(problems[0].to_string(), r#"some.code file="t.csv" row=2 column="d" value="7""#);
        assert_eq!(
            problems[10].to_string(),
            r#"measures.cells.more file="t.csv" column="d" count=3"#
        );
    }

    proptest! {
        #[test]
        fn what_is_taken_as_a_number_is_written_back_as_it_stood(cell in "-?[0-9]{1,9}(\\.[0-9]{1,9})?") {
            if let Some(number) = plain_number(&cell) {
                prop_assert_eq!(number.to_string(), cell);
            }
        }

        #[test]
        fn turning_to_text_keeps_every_earlier_cell(cells in prop::collection::vec("[0-9]{1,3}|0\\.[0-9]{1,3}|NA|x", 1..20)) {
            let mut column = Building::default();
            for cell in &cells { column.push(cell); }
            column.push("text");
            let Column::Text { codes, labels } = column.finish() else { panic!("text expected") };
            for (cell, code) in cells.iter().zip(codes) {
                let read = labels.get(code as usize).map_or("NA", String::as_str);
                prop_assert_eq!(read, cell);
            }
        }
    }
}
