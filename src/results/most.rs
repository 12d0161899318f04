use super::{Figure, OptionCount, Share};

/// The answer that was chosen most.
#[derive(Clone, Debug, PartialEq)]
pub struct Most<'a> {
    /// It, or all that were chosen equally often, in the order of the survey.
    pub options: Vec<&'a OptionCount>,
    /// How many chose each of them, of those with an answer on the scale.
    pub share: Share,
}

impl<'a> Most<'a> {
    /// Of a figure that is shown in full; `None` if nobody chose any of its options.
    pub fn of(figure: &'a Figure) -> Option<Self> {
        let count =
            figure.options.iter().map(|option| option.count).max().filter(|max| *max > 0)?;
        let options = figure.options.iter().filter(|option| option.count == count).collect();
        Some(Self { options, share: Share { favourable: count, base: figure.base } })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn figure(counts: &[u64]) -> Figure {
        let option = |(place, count): (usize, &u64)| OptionCount {
            id: place.to_string(),
            text: place.to_string(),
            favourable: false,
            count: *count,
        };
        let options = counts.iter().enumerate().map(option).collect();
        let base = counts.iter().sum();
        Figure { base, favourable: None, options, outside: Vec::new(), average: None }
    }

    proptest! {
        #[test]
        fn nothing_was_chosen_more_and_all_that_tie_are_there(counts in prop::collection::vec(0_u64..4, 0..6)) {
            let figure = figure(&counts);
            let Some(most) = Most::of(&figure) else {
                prop_assert!(counts.iter().all(|count| *count == 0));
                return Ok(());
            };
            prop_assert!(counts.iter().all(|count| *count <= most.share.favourable));
            let ties = counts.iter().filter(|count| **count == most.share.favourable).count();
            prop_assert_eq!(most.options.len(), ties);
            prop_assert!(most.options.iter().all(|option| option.count == most.share.favourable));
        }
    }
}
