use super::{
    normal::{Z, real},
    undefined::Undefined,
};

/// How many answers of a very large population tell as much as `answered` of `population`: the
/// finite population correction, n(N − 1)/(N − n) (W. G. Cochran, *Sampling Techniques*, 3rd
/// edition, 1977, section 2.6). Infinite if everybody answered; `answered` if the population is
/// unknown.
///
/// An error if nobody answered, or more than there are.
pub fn effective_base(answered: u64, population: Option<u64>) -> Result<f64, Undefined> {
    match population {
        _ if answered == 0 => Err(Undefined::NobodyAnswered(0)),
        Some(all) if answered > all => Err(Undefined::TooMany(0)),
        Some(all) if answered == all => Ok(f64::INFINITY),
        Some(all) => Ok(real(answered) * real(all - 1) / real(all - answered)),
        None => Ok(real(answered)),
    }
}

/// From where to where a proportion may lie, as fractions: the score interval of `share` among
/// `base` answers at the normal deviate `z` (E. B. Wilson, *Journal of the American Statistical
/// Association* 22, 1927, pages 209 to 212). It stays within 0 and 1 and holds `share`. `base` need
/// not be whole; an infinite one leaves nothing to chance.
pub fn wilson(share: f64, base: f64, z: f64) -> (f64, f64) {
    if base.is_infinite() {
        return (share, share);
    }
    let z2 = z * z / base;
    let (middle, half) = (share + z2 / 2.0, (z2 * (share * (1.0 - share) + z2 / 4.0)).sqrt());
    let bound = |point: f64| point / (1.0 + z2);
    (bound(middle - half).clamp(0.0, share), bound(middle + half).clamp(share, 1.0))
}

/// The 95% interval of `share` among `answered` of `population` people: [`wilson`] with the
/// [`effective_base`].
///
/// An error as in [`effective_base`], and if `share` is not a fraction.
pub fn interval(
    share: f64,
    answered: u64,
    population: Option<u64>,
) -> Result<(f64, f64), Undefined> {
    let share = Undefined::unless_fraction(share)?;
    Ok(wilson(share, effective_base(answered, population)?, Z))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_input_is_defined() {
        assert_eq!(interval(0.5, 0, Some(10)), Err(Undefined::NobodyAnswered(0)));
        assert_eq!(interval(0.5, 11, Some(10)), Err(Undefined::TooMany(0)));
        assert_eq!(interval(0.3, 10, Some(10)), Ok((0.3, 0.3)));
        assert!(matches!(interval(1.1, 5, None), Err(Undefined::NotAFraction(_))));
        assert!(matches!(interval(f64::NAN, 5, None), Err(Undefined::NotAFraction(_))));
    }

    proptest! {
        #[test]
        fn more_answers_or_a_smaller_population_never_widen_it(
            count in 0_u64..=500, base in 1_u64..=500, all in 500_u64..5_000,
        ) {
            prop_assume!(count <= base);
            let share = real(count) / real(base);
            let width = |answered, all| interval(share, answered, all).map(|(low, high)| high - low);
            let known = width(base, Some(all)).unwrap();
            prop_assert!(width(base + 1, Some(all + 1)).unwrap() <= known + 1e-12);
            prop_assert!(known <= width(base, Some(all + 1)).unwrap() + 1e-12);
            prop_assert!(known <= width(base, None).unwrap() + 1e-12);
        }

        #[test]
        fn the_complement_has_the_mirrored_interval(share in 0.0..=1.0_f64, base in 1_u64..5_000) {
            let (low, high) = interval(share, base, None).unwrap();
            let (other_low, other_high) = interval(1.0 - share, base, None).unwrap();
            prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
            prop_assert!((low + other_high - 1.0).abs() < 1e-12 && (high + other_low - 1.0).abs() < 1e-12);
        }
    }
}
