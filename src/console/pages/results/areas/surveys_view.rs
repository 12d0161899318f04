use maud::{Markup, html};

use super::{
    surveys::{Same, Side},
    views,
};
use crate::{
    console::{
        pages::results::{
            answers::{cells, head},
            waiting,
        },
        views::asking::Asking,
    },
    inspection::{Collection, Inspection},
    results::change::how_judged,
    users::User,
};

/// The surveys side by side, for every question that they were asked in the same way.
pub fn side_by_side(
    viewer: &User,
    inspection: &Inspection,
    (collections, kept): (&[Collection], &[String]),
    same: &[Same],
) -> Markup {
    let changes = same.iter().flat_map(|one| &one.sides).filter_map(|side| side.change.as_ref());
    let rest = html! {
        (waiting::kept(kept))
        h2 { "Side by side" }
        @if same.is_empty() {
            p { "No two surveys asked the same question with the same options, so there is \
                nothing to compare." }
        } @else {
            p.lead { "Every question that two surveys or more asked with the same options." }
            p.quiet {
                "Where the wording differs, each version is quoted: compare with care. \
                    Differences are from the first row of each table. Chance is judged at the 95% \
                    level, "
                "from the number of people who answered and, if known, the number who could have. "
                (how_judged(changes))
            }
            @for one in same { (question(one)) }
        }
    };
    views::page(viewer, inspection, collections, &format!("survey={}", views::ALL), &rest)
}

fn question(same: &Same) -> Markup {
    let title = format!("q-{}-title", same.id);
    let first = same.sides.first().map_or("", |side| side.text.as_str());
    let column =
        same.sides.first().map_or("People", |side| Asking::from(side.survey.audience()).column());
    let differs = same.sides.iter().any(|side| side.text != first);
    html! {
        section.question id={ "q-" (same.id) } aria-labelledby=(title) {
            h3 id=(title) { (first) }
            @if let Some(informs) = same.informs {
                p.quiet { "Informs: " (informs) "." }
            }
            table.compact.sides role="table" {
                caption { "Favourable, by survey" span.unseen { ": " (first) } }
                (head(["Survey", "Favourable", column, "Difference"]))
                tbody role="rowgroup" { @for (place, side) in same.sides.iter().enumerate() { (row(side, differs, place == 0)) } }
            }
        }
    }
}

fn row(side: &Side, differs: bool, is_first: bool) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" {
                (side.survey.name())
                @if differs { span.aside { "“" (side.text) "”" } }
            }
            (cells(&side.share))
            td.verdict role="cell" {
                @match &side.change {
                    Some(change) => {
                        (change.between_groups())
                        @if let Some(interval) = change.interval_words() { span.aside { (interval) } }
                    }
                    None if is_first => span.quiet { "the starting point" },
                    None => "–",
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::results::groups::Groups;
    use std::{collections::HashSet, path::Path, sync::Arc};

    use super::{
        super::surveys::{self, same_questions},
        *,
    };
    use crate::{
        console::pages::results::collection::tests::released,
        results::{AcrossAreas, CollectionResults, Tallies, Tally},
        survey::{Edition, Instrument},
        users::{Role, sample::user as viewer},
    };

    fn across(survey: Instrument, favourable: u64, base: u64) -> AcrossAreas {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("surveys/{survey}/v1"));
        let survey = Arc::clone(Edition::read(&folder).expect("the survey").english());
        let (inspection, mut collection) = released();
        collection.survey = survey.instrument;
        collection.population = None;
        let mut tally = Tally::default();
        for (option, count) in
            [("always", favourable), ("never", base - favourable), (Tally::ANSWERED, base)]
        {
            tally.add(option, count);
        }
        let questions = survey.items.iter().map(|item| (item.id.clone(), tally.clone())).collect();
        let tallies = Tallies::from([(String::new(), questions)]);
        let one = CollectionResults::new(
            inspection.k(),
            collection,
            Arc::clone(&survey),
            (Groups::default(), &[]),
            &tallies,
            base,
        );
        AcrossAreas::new(survey, 10, vec![one], &HashSet::new(), |_, _| true)
    }

    fn same() -> Vec<Same> {
        same_questions(&[
            across(Instrument::children(), 60, 100),
            across(Instrument::young_people(), 40, 100),
            across(Instrument::parents(), 50, 100),
        ])
    }

    #[test]
    fn only_questions_with_the_same_options_are_set_side_by_side() {
        let same = same();
        let surveys = |id: &str| -> Vec<Vec<Instrument>> {
            let of = |one: &surveys::Same| one.sides.iter().map(|side| side.survey).collect();
            same.iter().filter(|one| one.id == id).map(of).collect()
        };
        assert_eq!(
            surveys("worker-listens"),
            [[Instrument::children(), Instrument::young_people()]]
        );
        assert_eq!(
            surveys("advocacy-offered"),
            [[Instrument::young_people(), Instrument::parents()]]
        );
        assert!(surveys("worker").is_empty(), "it has no favourable answer");
    }

    #[test]
    fn a_difference_is_told_with_what_chance_could_do_and_other_words_are_quoted() {
        let (inspection, collection) = released();
        let page = side_by_side(&viewer(Role::Lead), &inspection, (&[collection], &[]), &same())
            .into_string();
        assert!(page.contains("20 points lower, more than chance would explain"));
        assert!(page.contains("“Do you get a say in your plan?”"));
    }
}
