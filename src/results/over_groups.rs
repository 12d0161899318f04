//! What a report says of the groups of a collection.

use super::{
    CollectionResults, Figure, Side, asked,
    groups::Division,
    wording::{OfGroup, Proportion, Which, by_group},
};
use crate::survey::Item;

/// The sentence about the favourable side of these groups of a division, each with its name. `None` if
/// nothing is favourable.
pub fn sentence<'a>(
    results: &CollectionResults,
    division: &Division,
    groups: impl IntoIterator<Item = (&'a str, &'a Figure)>,
    item: &Item,
) -> Option<String> {
    let share = |(name, figure): (&'a str, &'a Figure)| {
        Some(OfGroup { name, share: Proportion::of(figure.share()?)?, within: "" })
    };
    let shares: Vec<OfGroup<'_>> = groups.into_iter().filter_map(share).collect();
    let is_answer = results.survey.item(&division.key).is_some();
    let which = if is_answer { Which::Answered } else { Which::In };
    by_group(&shares, &asked(item, results.people()), which, &Side::favourable(item)?.did)
}

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::Arc};

    use super::*;
    use crate::{
        inspection::sample,
        results::{
            NamedPart, OptionCount, Tallies,
            groups::{Group, Groups},
        },
        survey::Edition,
    };

    fn figure(favourable: u64, base: u64) -> Figure {
        let options: Vec<OptionCount> = Vec::new();
        let favourable = Some(favourable);
        Figure { base, favourable, options, outside: Vec::new(), average: None }
    }

    #[test]
    fn one_group_has_its_own_sentence_and_several_share_one() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/staff/v1");
        let survey = Arc::clone(Edition::read(&folder).expect("the survey").english());
        let (collection, _) = sample::half_way();
        let parts: &[NamedPart] = &[];
        let results = CollectionResults::new(
            10,
            collection,
            Arc::clone(&survey),
            (Groups::default(), parts),
            &Tallies::new(),
            0,
        );
        let (_, item) = survey.item("valued").expect("the question");
        let group = Group { labels: vec!["health".to_owned()], rest: false };
        let division = |key: &str| Division { key: key.to_owned(), groups: vec![group.clone()] };
        let (health, police) = (figure(81, 100), figure(40, 100));
        let said = |key: &str, groups: &[(&'static str, &Figure)]| {
            sentence(&results, &division(key), groups.iter().copied(), item).expect("a sentence")
        };
        assert_eq!(
            said("", &[("Health", &health)]),
            "Most staff in “Health” (81%) agreed with “I feel valued for the work I do”."
        );
        assert_eq!(
            said("agency", &[("Health", &health)]),
            "Most staff who answered “Health” (81%) agreed with “I feel valued for the work I do”."
        );
        let both = said("", &[("Health", &health), ("Police", &police)]);
        assert!(both.contains("“Health” (81%), and less than half in “Police” (40%)"), "{both}");
    }
}
