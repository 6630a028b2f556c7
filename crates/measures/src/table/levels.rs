//! The different values of a column, for groups, rounds, strata and clusters.

use std::collections::HashMap;

use super::{Column, MISSING};

/// Each row's value as a position among the sorted labels.
pub(crate) struct Levels {
    /// Position in `labels`, or [`MISSING`].
    pub codes: Vec<u32>,
    /// Labels, numbers in order of size, otherwise in Vietnamese dictionary order.
    pub labels: Vec<String>,
}

impl Levels {
    pub(super) fn of(column: &Column) -> Levels {
        let (codes, labels) = match column {
            Column::Number(values) => number_the(values),
            Column::Text { codes, labels } => (codes.clone(), labels.clone()),
        };
        let mut order: Vec<u32> = (0..labels.len() as u32).collect();
        let sizes: Option<Vec<f64>> = labels.iter().map(|label| label.parse().ok()).collect();
        if let Some(sizes) = sizes {
            order.sort_by(|&a, &b| {
                let (a, b) = (a as usize, b as usize);
                // "1.0" and "1.00" are two labels of one size; the text settles their order.
                sizes[a].total_cmp(&sizes[b]).then_with(|| labels[a].cmp(&labels[b]))
            });
        } else {
            order.sort_by_cached_key(|&code| {
                let label = &labels[code as usize];
                (ground::sort_key(label), label.clone())
            });
        }
        let mut position = vec![0; labels.len()];
        for (place, &code) in order.iter().enumerate() {
            position[code as usize] = place as u32;
        }
        let codes = codes
            .into_iter()
            .map(|code| if code == MISSING { MISSING } else { position[code as usize] })
            .collect();
        let labels = order.iter().map(|&code| labels[code as usize].clone()).collect();
        Levels { codes, labels }
    }

    /// One level without a name that every row has.
    pub(crate) fn single(rows: usize) -> Levels {
        Levels { codes: vec![0; rows], labels: vec![String::new()] }
    }
}

fn number_the(values: &[f64]) -> (Vec<u32>, Vec<String>) {
    let mut known: HashMap<u64, u32> = HashMap::new();
    let mut labels = Vec::new();
    let codes = values.iter().map(|&value| {
        if value.is_nan() {
            return MISSING;
        }
        *known.entry(value.to_bits()).or_insert_with(|| {
            labels.push(value.to_string());
            labels.len() as u32 - 1
        })
    });
    (codes.collect(), labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_by_size_and_names_the_vietnamese_way() {
        let years = Levels::of(&Column::Number(vec![2022.0, 999.5, f64::NAN, 2022.0]));
        assert_eq!(years.labels, ["999.5", "2022"]);
        assert_eq!(years.codes, [1, 0, MISSING, 1]);
        let names = ["Tày", "Đan Lai", "Dao", "2"].map(str::to_owned).to_vec();
        let names = Levels::of(&Column::Text { codes: vec![0, 1, 2, 3, MISSING], labels: names });
        assert_eq!(names.labels, ["2", "Dao", "Đan Lai", "Tày"]);
        assert_eq!(names.codes, [3, 2, 1, 0, MISSING]);
        let texts = ["10", "9"].map(str::to_owned).to_vec();
        assert_eq!(Levels::of(&Column::Text { codes: vec![], labels: texts }).labels, ["9", "10"]);
    }
}
