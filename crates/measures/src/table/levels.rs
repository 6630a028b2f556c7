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

/// Whole numbers below this are looked up by themselves: regions, strata and years mostly are such.
const SMALL: usize = 1 << 16;

fn number_the(values: &[f64]) -> (Vec<u32>, Vec<String>) {
    let mut known: HashMap<u64, u32> = HashMap::new();
    let mut small = vec![MISSING; SMALL];
    let mut labels = Vec::new();
    let codes = values.iter().map(|&value| {
        if value.is_nan() {
            return MISSING;
        }
        let whole = value as usize;
        let is_small = whole < SMALL && (whole as f64).to_bits() == value.to_bits();
        if is_small && small[whole] != MISSING {
            return small[whole];
        }
        let code = *known.entry(value.to_bits()).or_insert_with(|| {
            labels.push(value.to_string());
            labels.len() as u32 - 1
        });
        if is_small {
            small[whole] = code;
        }
        code
    });
    (codes.collect(), labels)
}
