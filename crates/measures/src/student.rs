//! The 97.5 % quantile of Student's t distribution.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2};

/// Two-sided confidence of every interval.
const CONFIDENCE: f64 = 0.95;

/// The 97.5 % quantile of the standard normal distribution.
const NORMAL: f64 = 1.959_963_984_540_054;

/// Beyond this many degrees of freedom the expansion below is exact to the last digits of a float.
const LARGE: u64 = 1000;

/// The t for which 95 % of the distribution with so many degrees of freedom (at least 1) lies
/// between −t and t.
///
/// Small: the finite sums of Abramowitz & Stegun (1964), 26.7.3 and 26.7.4, halved down to the angle.
/// Large: their expansion 26.7.5 to the fourth power.
pub(crate) fn quantile(degrees: u64) -> f64 {
    if degrees > LARGE {
        return expansion(degrees as f64);
    }
    let (mut low, mut high) = (0.0, FRAC_PI_2);
    // Each step halves the angle's interval; 60 steps reach the last bit.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if between(middle, degrees) < CONFIDENCE {
            low = middle;
        } else {
            high = middle;
        }
    }
    (degrees as f64).sqrt() * low.tan()
}

/// The probability between −t and t, for the angle θ with tan θ = t/√n.
fn between(angle: f64, degrees: u64) -> f64 {
    let (sine, cosine) = angle.sin_cos();
    // Odd: cos θ + 2/3 cos³θ + … ; even: 1 + 1/2 cos²θ + …, both up to cosⁿ⁻²θ.
    let odd = degrees % 2 == 1;
    let mut power = u64::from(odd);
    let mut term = if odd { cosine } else { 1.0 };
    let mut sum = 0.0;
    while power + 2 <= degrees {
        sum += term;
        term *= cosine * cosine * (power + 1) as f64 / (power + 2) as f64;
        power += 2;
    }
    if odd { FRAC_2_PI * (angle + sine * sum) } else { sine * sum }
}

fn expansion(n: f64) -> f64 {
    let x = NORMAL;
    let square = x * x;
    let first = x * (square + 1.0) / 4.0;
    let second = x * ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = x * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    let fourth = x
        * ((((79.0 * square + 776.0) * square + 1482.0) * square - 1920.0) * square - 945.0)
        / 92160.0;
    x + (first + (second + (third + fourth / n) / n) / n) / n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_closed_forms() {
        // One degree is the Cauchy distribution: t = tan(0.95·π/2).
        assert!((quantile(1) - (CONFIDENCE * FRAC_PI_2).tan()).abs() < 1e-12 * 12.7);
        // Two degrees: P(|T| ≤ t) = t/√(t²+2), so t = p·√(2/(1−p²)).
        let two = CONFIDENCE * (2.0 / (1.0 - CONFIDENCE * CONFIDENCE)).sqrt();
        assert!((quantile(2) - two).abs() < 1e-12);
    }

    #[test]
    fn agrees_with_printed_tables() {
        for (degrees, printed) in [
            (3, 3.182_446_305_284_263),
            (5, 2.570_581_835_636_314),
            (10, 2.228_138_851_964_939),
            (30, 2.042_272_456_301_237),
            (100, 1.983_971_518_449_634),
        ] {
            assert!((quantile(degrees) - printed).abs() < 1e-9, "{degrees}: {}", quantile(degrees));
        }
    }

    #[test]
    fn the_two_ways_meet() {
        let sums = (1..=LARGE).map(quantile).collect::<Vec<_>>();
        assert!(sums.windows(2).all(|pair| pair[0] > pair[1]), "more degrees, smaller quantile");
        assert!((sums[LARGE as usize - 1] - expansion(LARGE as f64)).abs() < 1e-11);
        assert!((quantile(1_000_000_000) - NORMAL).abs() < 1e-8);
    }
}
