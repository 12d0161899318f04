use maud::{Markup, html};

use crate::{
    console::pages::results::split::split,
    results::{
        AcrossAreas,
        model::{AcrossQuestion, GroupOverAreas},
        over_areas::{self, Name},
        over_groups::GroupShare,
    },
    survey::Item,
};

/// What the groups answered that areas show, over these areas.
pub fn groups(across: &AcrossAreas, found: &AcrossQuestion, item: &Item, name: Name<'_>) -> Markup {
    html! {
        @for one in &found.splits {
            @let rows: Vec<GroupShare<'_>> = one.groups.iter().map(|group| row(across, found, group, name)).collect();
            (split(&across.survey, (&one.key, &rows), item, across.people()))
        }
    }
}

fn row<'a>(
    across: &AcrossAreas,
    found: &AcrossQuestion,
    group: &'a GroupOverAreas,
    name: Name<'_>,
) -> GroupShare<'a> {
    let within = over_areas::within_group(across, found, group, name);
    GroupShare { name: &group.name, label: &group.label, share: group.share, within }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{
        console::pages::results::collection::tests::results as of_parts,
        inspection::Area,
        results::{CollectionResults, model::OwnGroups},
        text::snapshot::{assert_text, words_of},
    };

    const ASKED: &str = "knows-how-to-report";

    /// How many of a part agree.
    type Part<'a> = (&'a str, u64, u64);

    /// What the page says of a question in some areas.
    fn page(areas: &[(&str, &[Part<'_>])]) -> String {
        let area = |(name, parts): &(&str, &[Part<'_>])| -> CollectionResults {
            let asked: Vec<_> =
                parts.iter().map(|part| (part.0, [(ASKED, part.1, part.2)])).collect();
            let asked: Vec<(&str, &[_])> =
                asked.iter().map(|(key, own)| (*key, own.as_slice())).collect();
            let (_, mut results) = of_parts(&asked, parts.iter().map(|part| part.2 + 1).sum());
            results.collection.area = name.parse::<Area>().expect("an area");
            results
        };
        let areas: Vec<CollectionResults> = areas.iter().map(area).collect();
        let own: Vec<Box<OwnGroups>> =
            areas.iter().map(|area| Box::new(OwnGroups::of(area))).collect();
        let survey = areas.first().expect("an area").survey.clone();
        let mut across = AcrossAreas::new(survey, 10, areas, &HashSet::new(), |_, _| true);
        across.divide(&own);
        let found = across.question(ASKED).expect("the question");
        let item = across.survey.items.get(found.item).expect("the item");
        let name = |area: &CollectionResults| area.collection.area.name().to_owned();
        words_of(&groups(&across, found, item, &name).into_string())
    }

    #[test]
    fn groups_are_added_up_over_the_areas_that_show_them() {
        let page = page(&[
            ("Fife", &[("Health", 30, 40), ("Police", 20, 50), ("Housing", 35, 35)]),
            ("Moray", &[("Health", 45, 60), ("Police", 40, 50)]),
            ("Angus", &[("Police", 3, 12), ("Health", 4, 8)]),
        ]);
        assert_text!("groups", page);
    }

    #[test]
    fn what_one_area_alone_shows_is_left_to_its_own_page() {
        let only: &[Part<'_>] = &[("Health", 30, 40), ("Police", 20, 50)];
        assert_eq!(page(&[("Fife", only), ("Moray", &[("", 60, 70)])]), "");
        assert_eq!(
            page(&[("Fife", only), ("Moray", &[("Housing", 30, 40), ("Schools", 30, 40)])]),
            ""
        );
    }
}
