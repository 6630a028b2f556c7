//! Columns say of each household what the law says of it alone.

use law::{Class, Law, Truth};
use measures::columns::{Batch, classify};
use proptest::prelude::*;

use super::households::{Household, full_households, households};
use super::laws::{BUILT_IN, ODD, SHIPPED};

fn batch(law: &Law, households: &[Household]) -> Batch {
    let mut batch = Batch::new(law.questionnaire());
    for household in households {
        batch.push(&household.answers, &household.setting);
    }
    batch
}

fn both_agree(law: &Law, seed: u64, count: usize) -> Result<(), TestCaseError> {
    agree(law, &households(law, seed, count), seed)
}

fn agree(law: &Law, households: &[Household], seed: u64) -> Result<(), TestCaseError> {
    let (batch, count) = (batch(law, households), households.len());
    prop_assert_eq!(batch.len(), count);
    for standard in law.standards() {
        let found = classify(standard, &batch);
        prop_assert_eq!(
            (found.standard(), found.fingerprint()),
            (standard.id(), law.fingerprint())
        );
        prop_assert_eq!(found.classes().len(), count);
        for (row, household) in households.iter().enumerate() {
            let alone = standard.evaluate(&household.answers, &household.setting);
            prop_assert_eq!(
                found.evaluation(row),
                alone,
                "household {} of seed {} under {}: {:?}\n{}",
                row,
                seed,
                standard.id(),
                household.setting,
                household.answers.to_json(law.questionnaire())
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn columns_agree_with_the_law_in_use(seed in any::<u64>(), count in 0..150_usize) {
        both_agree(&BUILT_IN, seed, count)?;
    }

    #[test]
    fn columns_agree_with_the_law_and_its_specimens(seed in any::<u64>(), count in 0..150_usize) {
        both_agree(&SHIPPED, seed, count)?;
    }

    #[test]
    fn columns_agree_with_a_law_that_uses_everything(seed in any::<u64>(), count in 0..150_usize) {
        both_agree(&ODD, seed, count)?;
    }

    /// What is known in every row is read by shorter ways, and so are visits of one day.
    #[test]
    fn columns_agree_on_full_answers_of_one_day(seed in any::<u64>(), count in 0..150_usize) {
        for law in [&*BUILT_IN, &*SHIPPED, &*ODD] {
            agree(law, &full_households(law, seed, count), seed)?;
        }
    }
}

/// Word and block boundaries, and more than one thread.
#[test]
fn every_size_around_a_word_and_a_block_agrees() {
    for count in [1, 63, 64, 65, 4095, 4096, 4097, 9000] {
        both_agree(&ODD, count as u64, count).unwrap();
    }
}

/// The generator must reach every outcome, or the laws above would say little.
#[test]
fn generated_households_reach_every_outcome() {
    let law = &*SHIPPED;
    let households = households(law, 7, 4000);
    for standard in law.standards() {
        let found = classify(standard, &batch(law, &households));
        for class in Class::ALL {
            // The standard 2027 knows no average living standard.
            let expected = class != Class::AverageLiving || standard.id() != "vn-2027";
            assert_eq!(found.classes().contains(&class), expected, "{class:?} {}", standard.id());
        }
        for (indicator, truths) in standard.indicators().iter().zip(found.indicators()) {
            for truth in [Truth::True, Truth::False, Truth::Unknown] {
                let reached = (0..households.len()).any(|row| truths.get(row) == truth);
                assert!(reached, "{truth:?} for {} under {}", indicator.code, standard.id());
            }
        }
        let unverified = (0..households.len()).filter(|row| found.evaluation(*row).unverified);
        assert!(unverified.count() > 20);
    }
}
