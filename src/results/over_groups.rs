//! What a report says of groups of people.

use super::{
    Share, Side, asked,
    groups::Division,
    wording::{self, Proportion, Which, by_group},
};
use crate::survey::{Audience, Item, Survey};

/// The favourable answers of a group.
#[derive(Clone, Debug)]
pub struct GroupShare<'a> {
    pub name: &'a str,
    /// The id of its option or audience, or the key of its part; empty if no report names it, as what
    /// remains beside the others.
    pub label: &'a str,
    pub share: Share,
    /// Where, if that is not everywhere: " in 5 areas".
    pub within: String,
}

/// The sentence about the favourable side of groups of the division with this key. `people` are those
/// who were asked. `None` if nothing is favourable.
pub fn sentence(
    survey: &Survey,
    key: &str,
    groups: &[GroupShare<'_>],
    item: &Item,
    people: &str,
) -> Option<String> {
    let share = |one: &'_ GroupShare<'_>| Proportion::of(one.share);
    let which = match survey.item(key) {
        _ if key == Division::AUDIENCES => Which::Are,
        Some(_) => Which::Answered,
        None => Which::In,
    };
    let shares = groups.iter().filter(|one| !one.label.is_empty()).filter_map(|one| {
        let audience = (which == Which::Are).then(|| one.label.parse::<Audience>().ok()).flatten();
        let name: &str = match audience {
            Some(audience) => audience.people(),
            None => one.name,
        };
        Some(wording::OfGroup { name, share: share(one)?, within: &one.within })
    });
    let shares: Vec<wording::OfGroup<'_>> = shares.collect();
    by_group(&shares, &asked(item, people), which, &Side::favourable(item)?.did)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::survey::Edition;

    #[test]
    fn one_group_has_its_own_sentence_and_several_share_one() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/staff/v1");
        let edition = Edition::read(&folder).expect("the survey");
        let survey = edition.english();
        let (_, item) = survey.item("valued").expect("the question");
        let group = |name, favourable, within: &str| GroupShare {
            name,
            label: if name == "All others" { "" } else { name },
            share: Share { favourable, base: 100 },
            within: within.to_owned(),
        };
        let said = |key: &str, groups: &[GroupShare<'_>]| {
            sentence(survey, key, groups, item, "staff").expect("a sentence")
        };
        assert_eq!(
            said("", &[group("Health", 81, "")]),
            "Most staff in “Health” (81%) agreed with “I feel valued for the work I do”."
        );
        assert_eq!(
            said("agency", &[group("Health", 81, " in Fife")]),
            "Most staff who answered “Health” (81% in Fife) agreed with “I feel valued for the work I do”."
        );
        let both = said("", &[group("Health", 81, ""), group("Police", 40, "")]);
        let rest = [group("Health", 81, ""), group("All others", 40, "")];
        assert_eq!(said("", &rest), said("", &rest[..1]), "what remains is no group of a report");
        assert!(both.contains("“Health” (81%), and less than half in “Police” (40%)"), "{both}");
    }
}
