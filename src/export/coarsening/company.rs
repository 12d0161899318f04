use super::{
    Review,
    classes::{Answered, Classes},
    is_about_person,
};

/// For each class, which items its rows have the answers to.
pub fn decide(review: &Review, classes: &Classes) -> Vec<Vec<bool>> {
    let items = review.survey.items.len();
    let mut shown = vec![vec![false; items]; classes.each.len()];
    let answered = answered(review, classes);
    for place in 0..items {
        if !review.opinions.get(place).copied().unwrap_or(false) {
            continue;
        }
        let answered = |class: usize| {
            answered.get(class).and_then(|own| own.get(place)).copied().unwrap_or_default()
        };
        let own: Vec<(usize, Answered)> = classes
            .each
            .iter()
            .enumerate()
            .map(|(class, (crowd, _))| (*crowd, answered(class)))
            .collect();
        let may: Vec<bool> = classes
            .each
            .iter()
            .enumerate()
            .map(|(class, (_, hidden))| {
                let route = review.routes.of_item.get(place).copied().flatten();
                let routed = route.is_some_and(|route| hidden >> route & 1 == 1);
                let few = answered(class).are_few(review.from);
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
/// base of at least `from`. `classes` has the crowd and the answers of each.
fn kept(classes: &[(usize, Answered)], mut shown: Vec<bool>, from: u64) -> Vec<bool> {
    let crowds: std::collections::BTreeSet<usize> = classes.iter().map(|(c, _)| *c).collect();
    let of = |shown: &[bool], crowd: Option<usize>, is: bool| {
        let mut sum = Answered::default();
        let each = classes.iter().zip(shown);
        let own = each.filter(|((c, _), s)| crowd.is_none_or(|crowd| crowd == *c) && **s == is);
        own.for_each(|((_, answered), _)| sum += *answered);
        sum
    };
    let hide = |shown: &mut [bool], crowd: usize| {
        let own = classes.iter().zip(shown).filter(|((c, _), _)| *c == crowd);
        own.for_each(|(_, shown)| *shown = false);
    };
    for crowd in &crowds {
        if of(&shown, Some(*crowd), false).are_few(from) {
            hide(&mut shown, *crowd);
        }
    }
    while of(&shown, None, false).are_few(from) {
        let visible = |crowd: &usize| {
            let Answered { base, outside } = of(&shown, Some(*crowd), true);
            (base, outside)
        };
        let seen = crowds.iter().copied().filter(|crowd| visible(crowd) > (0, 0));
        let Some(next) = seen.min_by_key(visible) else { break };
        hide(&mut shown, next);
    }
    shown
}

fn answered(review: &Review, classes: &Classes) -> Vec<Vec<Answered>> {
    let items = review.survey.items.len();
    let mut answered = vec![vec![Answered::default(); items]; classes.each.len()];
    for ((crowd, pattern), seen) in &review.seen {
        let Some(own) = answered.get_mut(classes.of(*crowd, *pattern)) else { continue };
        own.iter_mut().zip(&seen.answered).for_each(|(sum, answered)| *sum += *answered);
    }
    answered
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn what_is_hidden_is_nothing_or_many(
            classes in vec((0..4_usize, 0..80_u64, 0..40_u64), 1..12), may in vec(any::<bool>(), 12),
        ) {
            let classes: Vec<(usize, Answered)> = classes
                .into_iter()
                .map(|(crowd, base, outside)| {
                    (crowd, Answered { base: base.saturating_sub(20), outside })
                })
                .collect();
            let may: Vec<bool> =
                classes.iter().zip(may).map(|((_, own), may)| may && !own.are_few(30)).collect();
            let shown = kept(&classes, may.clone(), 30);
            prop_assert!(shown.iter().zip(&may).all(|(shown, may)| *may || !shown));
            for crowd in [None, Some(0), Some(1), Some(2), Some(3)] {
                let own = || {
                    let each = classes.iter().zip(&shown);
                    each.filter(move |((of, _), _)| crowd.is_none_or(|crowd| crowd == *of))
                };
                let mut hidden = Answered::default();
                own().filter(|(_, shown)| !**shown).for_each(|((_, own), _)| hidden += *own);
                let is_seen = |((_, own), shown): (&(usize, Answered), &bool)| {
                    *shown && own.base + own.outside > 0
                };
                prop_assert!(!hidden.are_few(30) || !own().any(is_seen));
            }
        }
    }
}
