use super::{Review, classes::Classes, is_about_person};

/// For each class, which items its rows have the answers to.
pub fn decide(review: &Review, classes: &Classes) -> Vec<Vec<bool>> {
    let items = review.survey.items.len();
    let mut shown = vec![vec![false; items]; classes.each.len()];
    let bases = bases(review, classes);
    for place in 0..items {
        if !review.opinions.get(place).copied().unwrap_or(false) {
            continue;
        }
        let base = |class: usize| bases.get(class).and_then(|b| b.get(place)).copied().unwrap_or(0);
        let own: Vec<(usize, u64)> = classes
            .each
            .iter()
            .enumerate()
            .map(|(class, (crowd, _))| (*crowd, base(class)))
            .collect();
        let may: Vec<bool> = classes
            .each
            .iter()
            .enumerate()
            .map(|(class, (_, hidden))| {
                let route = review.routes.of_item.get(place).copied().flatten();
                let routed = route.is_some_and(|route| hidden >> route & 1 == 1);
                let few = (1..review.from).contains(&base(class));
                !routed && !few && leads(review, place, shown.get(class))
            })
            .collect();
        for (class, may) in kept(&own, may, review.from).into_iter().enumerate() {
            if let Some(cell) = shown.get_mut(class).and_then(|shown| shown.get_mut(place)) {
                *cell = may;
            }
        }
    }
    shown
}

/// Whether the opinions that decide if an item is asked are shown themselves. What people said of
/// themselves is looked at by class.
fn leads(review: &Review, place: usize, shown: Option<&Vec<bool>>) -> bool {
    let route = review.survey.items.get(place).map(|item| item.route.as_slice());
    route.unwrap_or_default().iter().all(|condition| {
        review.survey.items.get(condition.item).is_some_and(is_about_person)
            || shown.and_then(|shown| shown.get(condition.item)).copied().unwrap_or(false)
    })
}

/// Hides more of one item, until what is hidden in each crowd, and altogether, is nothing or has a
/// base of at least `from`. `classes` has the crowd and the base of each.
fn kept(classes: &[(usize, u64)], mut shown: Vec<bool>, from: u64) -> Vec<bool> {
    let crowds: std::collections::BTreeSet<usize> = classes.iter().map(|(c, _)| *c).collect();
    let base_of = |shown: &[bool], crowd: Option<usize>, is: bool| {
        let each = classes.iter().zip(shown);
        let own = each.filter(|((c, _), s)| crowd.is_none_or(|crowd| crowd == *c) && **s == is);
        own.map(|((_, base), _)| base).sum::<u64>()
    };
    let hide = |shown: &mut [bool], crowd: usize| {
        let own = classes.iter().zip(shown).filter(|((c, _), _)| *c == crowd);
        own.for_each(|(_, shown)| *shown = false);
    };
    for crowd in &crowds {
        if (1..from).contains(&base_of(&shown, Some(*crowd), false)) {
            hide(&mut shown, *crowd);
        }
    }
    while (1..from).contains(&base_of(&shown, None, false)) {
        let visible = |crowd: &usize| base_of(&shown, Some(*crowd), true);
        let next = crowds.iter().copied().filter(|crowd| visible(crowd) > 0).min_by_key(visible);
        let Some(next) = next else { break };
        hide(&mut shown, next);
    }
    shown
}

fn bases(review: &Review, classes: &Classes) -> Vec<Vec<u64>> {
    let mut bases = vec![vec![0; review.survey.items.len()]; classes.each.len()];
    for ((crowd, pattern), seen) in &review.seen {
        let Some(own) = bases.get_mut(classes.of(*crowd, *pattern)) else { continue };
        own.iter_mut().zip(&seen.bases).for_each(|(sum, base)| *sum += base);
    }
    bases
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn what_is_hidden_is_nothing_or_many(classes in vec((0..4_usize, 0..80_u64), 1..12), may in vec(any::<bool>(), 12)) {
            let may: Vec<bool> =
                classes.iter().zip(may).map(|((_, base), may)| may && (*base == 0 || *base >= 30)).collect();
            let shown = kept(&classes, may.clone(), 30);
            prop_assert!(shown.iter().zip(&may).all(|(shown, may)| *may || !shown));
            let hidden = |crowd: Option<usize>| {
                let each = classes.iter().zip(&shown).filter(|(_, shown)| !**shown);
                each.filter(|((c, _), _)| crowd.is_none_or(|crowd| crowd == *c)).map(|((_, b), _)| b).sum::<u64>()
            };
            let all: u64 = classes.iter().map(|(_, base)| base).sum();
            prop_assert!(hidden(None) == 0 || hidden(None) >= 30.min(all));
            for crowd in 0..4 {
                let own: u64 = classes.iter().filter(|(c, _)| *c == crowd).map(|(_, base)| base).sum();
                prop_assert!(hidden(Some(crowd)) == 0 || hidden(Some(crowd)) >= 30.min(own));
            }
        }
    }
}
