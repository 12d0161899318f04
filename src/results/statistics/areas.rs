use super::{
    group::{Group, all_checked},
    normal::Z,
    undefined::Undefined,
    wilson,
};

/// The share among everybody who answered in several areas: large areas count for more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooled {
    /// From 0 to 1.
    pub share: f64,
    /// Its 95% interval.
    pub interval: (f64, f64),
}

/// The mean of the shares of several areas: each counts for the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Average {
    /// From 0 to 1.
    pub share: f64,
    pub standard_error: f64,
    /// Its 95% interval; `None` if no area shows any variation although not everybody answered, so
    /// that chance cannot be estimated.
    pub interval: Option<(f64, f64)>,
}

/// The pooled proportion Σa/Σn, with the interval of [`wilson::interval`]. The population is the
/// sum of those of the areas, unknown if one of them is. It treats the areas as one population, so
/// the interval is right for these areas together, not for areas in general.
///
/// An error if there is no area, if nobody answered in one, or if one has more of a kind than there
/// are.
pub fn pooled(areas: &[Group]) -> Result<Pooled, Undefined> {
    let areas = all_checked(areas)?;
    let all = Group {
        favourable: areas.iter().map(|area| area.favourable).sum(),
        base: areas.iter().map(|area| area.base).sum(),
        population: areas.iter().map(|area| area.population).sum(),
    };
    let share = all.share();
    Ok(Pooled { share, interval: wilson::interval(share, all.base, all.population)? })
}

/// The mean of the proportions of m areas with equal weights. Its variance is the sum of those of
/// the areas, p(1 − p)/(n − 1) · (1 − n/N), by m² (Cochran, *Sampling Techniques*, sections 3.2 and
/// 5.3, with weights 1/m). The interval is the share ± 1.96 standard errors, within 0 and 1. It is
/// about these areas; they are all there are, not a sample of areas.
///
/// An error as in [`pooled`], and if an area rests on one answer of several people.
pub fn average(areas: &[Group]) -> Result<Average, Undefined> {
    let areas = all_checked(areas)?;
    let count = super::normal::real(areas.len() as u64);
    let share = areas.iter().map(|area| area.share()).sum::<f64>() / count;
    let variances = areas.iter().enumerate().map(|(place, area)| area.variance(place));
    let standard_error = variances.sum::<Result<f64, Undefined>>()?.sqrt() / count;
    let is_known = standard_error > 0.0 || areas.iter().all(|area| area.is_census());
    let half = Z * standard_error;
    let interval = is_known.then(|| ((share - half).max(0.0), (share + half).min(1.0)));
    Ok(Average { share, standard_error, interval })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn area(favourable: u64, base: u64, population: Option<u64>) -> Group {
        Group { favourable, base, population }
    }

    #[test]
    fn every_input_is_defined() {
        for of in [|a: &[Group]| pooled(a).map(|_| ()), |a: &[Group]| average(a).map(|_| ())] {
            assert_eq!(of(&[]), Err(Undefined::Nothing));
            assert_eq!(
                of(&[area(1, 2, None), area(0, 0, None)]),
                Err(Undefined::NobodyAnswered(1))
            );
            assert_eq!(of(&[area(3, 2, None)]), Err(Undefined::TooMany(0)));
            assert_eq!(of(&[area(1, 2, Some(1))]), Err(Undefined::TooMany(0)));
        }
        assert_eq!(average(&[area(1, 1, Some(2))]), Err(Undefined::OneAnswer(0)));
        assert_eq!(average(&[area(1, 1, Some(1))]).unwrap().interval, Some((1.0, 1.0)));
        assert_eq!(average(&[area(9, 9, None)]).unwrap().interval, None);
    }

    #[test]
    fn an_average_counts_every_area_the_same_and_a_pool_every_person() {
        let areas = [area(90, 100, None), area(100, 1_000, None)];
        assert!((average(&areas).unwrap().share - 0.5).abs() < 1e-12);
        assert!((pooled(&areas).unwrap().share - 190.0 / 1_100.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn both_lie_between_the_lowest_and_the_highest_area_and_in_their_intervals(
            areas in prop::collection::vec((0_u64..=40, 40_u64..60, 60_u64..200), 1..12),
        ) {
            let areas: Vec<Group> = areas.into_iter().map(|(a, n, all)| area(a, n, Some(all))).collect();
            let shares = areas.iter().map(|area| area.share());
            let (low, high) = shares.fold((1.0_f64, 0.0_f64), |(low, high), p| (low.min(p), high.max(p)));
            let (mean, pool) = (average(&areas).unwrap(), pooled(&areas).unwrap());
            for share in [mean.share, pool.share] {
                prop_assert!(low - 1e-12 <= share && share <= high + 1e-12);
            }
            for (share, (low, high)) in [(mean.share, mean.interval.unwrap_or((0.0, 1.0))), (pool.share, pool.interval)] {
                prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
            }
        }
    }
}
