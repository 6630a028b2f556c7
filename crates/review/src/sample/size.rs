//! How many to draw. No database.

/// The 97.5 % quantile of the normal distribution.
const NORMAL: f64 = 1.959_963_984_540_054;

/// The fewest households of a stratum that let its own spread be seen.
const FEWEST: usize = 2;

/// How many of `population` to draw so that a share of the whole is known within ± `margin` percentage points
/// at 95 %, whatever the share: n₀ = z² · ¼ / e², n = n₀ / (1 + (n₀ − 1)/N), rounded up (Cochran 1977,
/// section 4.4).
pub fn size(population: usize, margin: i64) -> usize {
    let error = margin.max(1) as f64 / 100.0;
    let whole = NORMAL * NORMAL * 0.25 / (error * error);
    let count = population as f64;
    if population == 0 {
        return 0;
    }
    // Never more than there are, which rounding up could otherwise reach.
    ((whole / (1.0 + (whole - 1.0) / count)).ceil() as usize).min(population)
}

/// Shares a sample out among strata in proportion to their populations, by largest remainders; every stratum
/// gets at least two, or all it has.
pub fn allocate(strata: &[usize], size: usize) -> Vec<usize> {
    let population: usize = strata.iter().sum();
    if population == 0 {
        return vec![0; strata.len()];
    }
    let mut taken: Vec<usize> = strata.iter().map(|own| own * size / population).collect();
    let mut order: Vec<usize> = (0..strata.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(strata[*at] * size % population));
    let rest = size.saturating_sub(taken.iter().sum());
    for at in order.into_iter().take(rest) {
        taken[at] += 1;
    }
    let fewest = |(taken, own): (usize, &usize)| taken.max(FEWEST).min(*own);
    taken.into_iter().zip(strata).map(fewest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sizes_agree_with_the_formula_by_hand() {
        // n₀ = 1.96² · 0.25 / 0.05² = 384.15; for 400 households 384.15 / (1 + 383.15/400) = 196.2.
        assert_eq!(size(400, 5), 197);
        assert_eq!((size(1_000_000, 5), size(100_000_000, 5)), (384, 385));
        assert_eq!((size(0, 5), size(1, 5), size(3, 1)), (0, 1, 3));
    }

    proptest! {
        #[test]
        fn nobody_is_drawn_twice_and_no_stratum_left_out(
            strata in proptest::collection::vec(1_usize..300, 1..30), margin in 1_i64..30
        ) {
            let population: usize = strata.iter().sum();
            let wanted = size(population, margin);
            let taken = allocate(&strata, wanted);
            prop_assert!(taken.iter().sum::<usize>() >= wanted);
            for (own, taken) in strata.iter().zip(&taken) {
                prop_assert!(taken <= own && *taken >= 2.min(*own));
                // Proportional within one household, but for the least of a stratum.
                let fair = *own as f64 * wanted as f64 / population as f64;
                prop_assert!(*taken <= 2 || (*taken as f64 - fair).abs() < 1.0);
            }
        }

        #[test]
        fn a_smaller_margin_never_draws_fewer(population in 0_usize..5_000, margin in 1_i64..29) {
            prop_assert!(size(population, margin) >= size(population, margin + 1));
            prop_assert!(size(population, margin) <= population);
        }
    }
}
