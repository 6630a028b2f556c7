//! Everything about a file that is settled before its first row is read: which column holds what, how
//! its dates are written, what a blank means.

use std::collections::BTreeMap;

use ground::{Day, Problem, Result, tidy};

use crate::mapping::{Field, Kind, Mapping, column_name};
use crate::sheet::{Cell, Row, Sheet};
use crate::value::{Order, Orders};

use super::remark::{Remark, Verdict};

/// Columns that hold days.
const DAYS: [Field; 4] =
    [Field::ReviewDate, Field::BirthDate, Field::BirthYearMale, Field::BirthYearFemale];

/// How one file is read.
pub(crate) struct Plan {
    columns: BTreeMap<Field, usize>,
    labels: Vec<String>,
    orders: BTreeMap<Field, Orders>,
    /// Columns of indicators with their code and question.
    pub(crate) indicators: Vec<(&'static str, String)>,
    pub(crate) blank_means_no: bool,
    pub(crate) kind: Kind,
    pub(crate) today: Day,
    /// Rows below the header.
    pub(crate) rows: u64,
    header_row: usize,
}

impl Plan {
    /// Reads the whole file once, looking only at what must be known beforehand.
    pub(crate) fn of(sheet: &Sheet, mapping: &Mapping, today: Day) -> Result<Plan> {
        let mut columns = BTreeMap::new();
        for (at, field) in mapping.columns.iter().enumerate() {
            if let Some(field) = field {
                columns.insert(*field, at);
            }
        }
        let indicators = columns
            .keys()
            .filter_map(|field| match field {
                Field::Indicator(code) => Some((*code, format!("stated_{code}"))),
                _ => None,
            })
            .collect();
        let mut plan = Plan {
            columns,
            labels: sheet.header.labels.clone(),
            orders: BTreeMap::new(),
            indicators,
            blank_means_no: mapping.blank_means_no,
            kind: mapping.kind(),
            today,
            rows: 0,
            header_row: sheet.header.last_row,
        };
        let days: Vec<(Field, usize)> =
            DAYS.iter().filter_map(|field| Some((*field, *plan.columns.get(field)?))).collect();
        let mut orders: Vec<Orders> = vec![Orders::default(); days.len()];
        let mut rows = 0_u64;
        sheet.each(&mut |row| {
            rows += 1;
            for ((_, at), orders) in days.iter().zip(&mut orders) {
                orders.look(row.cell(*at), row.number);
            }
            Ok(true)
        })?;
        plan.rows = rows;
        plan.orders = days.into_iter().map(|(field, _)| field).zip(orders).collect();
        Ok(plan)
    }

    /// The cell of a field; empty when no column holds it.
    pub(crate) fn cell<'a>(&self, row: &Row<'a>, field: Field) -> Cell<'a> {
        self.columns.get(&field).map_or(Cell::Empty, |at| row.cell(*at))
    }

    /// The tidied text of a field's cell; a formula that failed has none.
    pub(crate) fn text(&self, row: &Row, field: Field) -> Option<String> {
        let text = match self.cell(row, field) {
            Cell::Empty | Cell::Error(_) => return None,
            Cell::Text(text) => tidy(text),
            other => other.shown(),
        };
        (!text.is_empty()).then_some(text)
    }

    /// Whether a column holds the field.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.columns.contains_key(&field)
    }

    /// The columns read, with their fields.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (Field, usize)> {
        self.columns.iter().map(|(field, at)| (*field, *at))
    }

    /// How days are written in the field's column.
    pub(crate) fn order(&self, field: Field) -> Order {
        self.orders.get(&field).map_or(Order::DayFirst, Orders::order)
    }

    /// Whether a day in this cell could be two different days in a column that mixes both orders.
    pub(crate) fn is_doubtful(&self, field: Field, cell: Cell) -> bool {
        let mut alone = Orders::default();
        alone.look(cell, 0);
        alone.either.is_some() && self.orders.get(&field).is_some_and(Orders::is_mixed)
    }

    /// The column as a person finds it: letters and heading.
    pub(crate) fn column(&self, field: Field) -> Option<String> {
        let at = *self.columns.get(&field)?;
        let label = self.labels.get(at).map_or("", String::as_str);
        Some(format!("{} ({label})", column_name(at)))
    }

    /// What is to be said about whole columns.
    pub(crate) fn notes(&self) -> Vec<Remark> {
        let note = |field: Field, problem: Problem| Remark {
            row: self.header_row as i64,
            verdict: Verdict::Note,
            column: self.column(field),
            problem,
        };
        let orders = self.orders.iter().filter_map(|(field, orders)| {
            if orders.is_mixed() {
                let problem = Problem::invalid("import.column.mixed_dates")
                    .with("day_first", orders.day_first.unwrap_or(0))
                    .with("month_first", orders.month_first.unwrap_or(0));
                Some(note(*field, problem))
            } else if orders.is_unsettled() {
                let row = orders.either.unwrap_or(0);
                Some(note(
                    *field,
                    Problem::invalid("import.column.unsettled_dates").with("row", row),
                ))
            } else {
                let month_first = Problem::invalid("import.column.month_first");
                orders.month_first.map(|row| note(*field, month_first.with("row", row)))
            }
        });
        let blank = (self.blank_means_no && !self.indicators.is_empty()).then(|| {
            let first = Field::Indicator(self.indicators[0].0);
            note(first, Problem::invalid("import.column.blank_means_no"))
        });
        orders.chain(blank).collect()
    }
}
