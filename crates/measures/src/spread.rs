//! Variances over strata and clusters, gathered cluster by cluster.

/// The variances of many items (groups, or changes of groups) × figures.
///
/// Between the clusters of a stratum only items that occur in it are touched; the clusters where an
/// item does not occur count as zeros, which is what makes the error of a group right: the design
/// is the whole sample's, not the group's.
pub(crate) struct Spread {
    figures: usize,
    /// Clusters of the current stratum that have the item.
    seen: Vec<u64>,
    /// Items seen in the current stratum.
    touched: Vec<usize>,
    mean: Vec<f64>,
    /// Sum of squared distances from the mean (Welford's recurrence: no cancellation).
    squares: Vec<f64>,
    variance: Vec<f64>,
}

impl Spread {
    pub(crate) fn new(items: usize, figures: usize) -> Spread {
        let zeros = || vec![0.0; items * figures];
        Spread {
            figures,
            seen: vec![0; items],
            touched: Vec::new(),
            mean: zeros(),
            squares: zeros(),
            variance: zeros(),
        }
    }

    /// The linearised totals of an item, one per figure, of so many clusters that are alike.
    pub(crate) fn add(&mut self, item: usize, alike: u64, totals: impl Iterator<Item = f64>) {
        if self.seen[item] == 0 {
            self.touched.push(item);
        }
        self.seen[item] += alike;
        let alike = alike as f64;
        let share = alike / self.seen[item] as f64;
        let all = item * self.figures..(item + 1) * self.figures;
        let places = self.mean[all.clone()].iter_mut().zip(&mut self.squares[all]);
        for ((mean, squares), total) in places.zip(totals) {
            let distance = total - *mean;
            *mean += distance * share;
            *squares += alike * distance * (total - *mean);
        }
    }

    /// Ends a stratum of so many clusters: adds n/(n−1) × the squared distances of the cluster totals
    /// from their mean. A stratum with a single cluster has no mean of its own; its total is held
    /// against the mean of all linearised totals, which is zero (`singleunit(centered)` in Stata).
    pub(crate) fn close(&mut self, clusters: u64) {
        let n = clusters as f64;
        for item in self.touched.drain(..) {
            let seen = self.seen[item] as f64;
            self.seen[item] = 0;
            for place in item * self.figures..(item + 1) * self.figures {
                let mean = std::mem::take(&mut self.mean[place]);
                let squares = std::mem::take(&mut self.squares[place]);
                self.variance[place] += if clusters == 1 {
                    mean * mean
                } else {
                    n / (n - 1.0) * (squares + mean * mean * seen * (n - seen) / n)
                };
            }
        }
    }

    /// The variances of an item, one per figure.
    pub(crate) fn variances(&self, item: usize) -> &[f64] {
        &self.variance[item * self.figures..(item + 1) * self.figures]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook: n/(n−1) Σ (z − z̄)², zeros written out.
    fn plain(totals: &[f64]) -> f64 {
        let n = totals.len() as f64;
        let mean = totals.iter().sum::<f64>() / n;
        n / (n - 1.0) * totals.iter().map(|z| (z - mean).powi(2)).sum::<f64>()
    }

    proptest! {
        #[test]
        fn untouched_clusters_count_as_zeros(
            strata in prop::collection::vec(
                (prop::collection::vec((-5.0..5.0f64, 1u64..4), 1..6), 0u64..4), 1..5
            )
        ) {
            let mut spread = Spread::new(1, 1);
            let mut expected = 0.0;
            for (totals, absent) in &strata {
                let mut all = Vec::new();
                for &(total, alike) in totals {
                    spread.add(0, alike, std::iter::once(total));
                    all.extend(std::iter::repeat_n(total, alike as usize));
                }
                let clusters = all.len() as u64 + absent;
                spread.close(clusters);
                all.resize(clusters as usize, 0.0);
                expected += if all.len() == 1 { all[0] * all[0] } else { plain(&all) };
            }
            prop_assert!((spread.variances(0)[0] - expected).abs() < 1e-9 * (1.0 + expected));
        }
    }

    #[test]
    fn equal_totals_have_no_variance_at_all() {
        let mut spread = Spread::new(1, 1);
        (0..1000).for_each(|_| spread.add(0, 1, std::iter::once(0.1)));
        spread.close(1000);
        assert!(spread.variances(0)[0] < 1e-28);
    }
}
