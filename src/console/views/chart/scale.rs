/// Round numbers from 0 to `most` or just above it, in about so many steps of 1, 2 or 5 times a
/// power of ten.
pub fn ticks(most: f64, about: f64) -> Vec<f64> {
    let most = if most.is_finite() && most > 0.0 { most } else { 1.0 };
    let rough = most / about.max(1.0);
    let power = 10.0_f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|step| *step >= rough);
    // People are whole numbers.
    let step = step.unwrap_or(rough).max(1.0);
    let mut ticks = vec![0.0];
    let mut last = 0.0;
    while last < most - 1e-9 {
        last += step;
        ticks.push(last);
    }
    ticks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(86.0, 5.0), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(3.0, 4.0), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ticks(1_300.0, 4.0), [0.0, 500.0, 1_000.0, 1_500.0]);
        assert_eq!(ticks(f64::NAN, 4.0), [0.0, 1.0]);
    }

    proptest! {
        #[test]
        fn ticks_reach_the_maximum_and_are_few(most in 0.0..1e7_f64, about in 1..9_u8) {
            let ticks = ticks(most, about.into());
            prop_assert!(ticks.last().is_some_and(|last| *last >= most - 1e-9));
            prop_assert!(ticks.len() <= usize::from(about) + 2, "{ticks:?}");
        }
    }
}
