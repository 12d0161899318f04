use maud::Markup;

use super::{changes, lines, map, model::Overview, needs, recorded_lines, table};

/// The live regions of an overview, by the key of their element. The page uses the same regions.
/// The order of the areas is not live, so that nothing moves while somebody reads.
pub fn moving(overview: &Overview) -> Vec<(String, Markup)> {
    let mut moving = vec![
        ("needs".to_owned(), needs::needs(overview)),
        ("days".to_owned(), changes::days(overview)),
    ];
    moving.extend(map::moving(overview));
    moving.extend(match (overview.is_of_one_survey(), overview.has_rates()) {
        (true, true) => lines::moving(overview),
        (true, false) => recorded_lines::moving(overview),
        (false, _) => table::moving(overview),
    });
    moving
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use scraper::{Html, Selector};

    use super::{
        super::{
            model_tests::{everywhere, two_areas, with_records},
            params::Params,
            views,
        },
        *,
    };
    use crate::{
        survey::Instrument,
        users::{Role, sample},
    };

    #[test]
    fn live_regions_match_the_page() {
        let viewer = sample::user(Role::Lead);
        let alone = Params { survey: Some(Instrument::record_reading()), ..Params::default() };
        for overview in [
            two_areas(),
            everywhere(Params::default()),
            with_records(Params::default()),
            with_records(alone),
        ] {
            let page = Html::parse_document(&views::overview(&viewer, &overview).into_string());
            let selector = Selector::parse("[data-live]").expect("a selector");
            let shown: Vec<_> =
                page.select(&selector).filter_map(|element| element.attr("data-live")).collect();
            let moving = moving(&overview);
            let keys: BTreeSet<&str> = moving.iter().map(|(key, _)| key.as_str()).collect();
            assert_eq!(shown.iter().copied().collect::<BTreeSet<_>>(), keys);
            assert_eq!((shown.len(), moving.len()), (keys.len(), keys.len()), "each key once");
            let html = views::overview(&viewer, &overview).into_string();
            for (key, inside) in &moving {
                assert!(html.contains(&inside.clone().into_string()), "{key}");
            }
        }
    }
}
