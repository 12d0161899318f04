use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::{
    console::{
        pages::results::{
            answers::{cells, head},
            question::has_favourable,
        },
        views::asking::Asking,
    },
    results::{
        CollectionResults, Figure, Shown, Side, asked,
        groups::Division,
        model::QuestionResult,
        wording::{Proportion, Term},
    },
    survey::Item,
};

/// The favourable share in each group, by each way in which results are divided; or why it is not
/// shown for this question.
pub fn splits(results: &CollectionResults, found: &QuestionResult, item: &Item) -> Option<Markup> {
    if found.splits.is_empty() {
        let is_missing = !results.groups.divisions.is_empty()
            && has_favourable(item)
            && found.whole.figure().is_some();
        return is_missing.then(|| {
            html! { p.quiet { "It is not shown by group: in one of the groups, too few answered this question." } }
        });
    }
    let shares = |figures: &Vec<Figure>| figures.iter().all(|figure| figure.share().is_some());
    if !found.splits.iter().all(shares) {
        return None;
    }
    let divisions = results.groups.divisions.iter().zip(&results.names).zip(&found.splits);
    Some(html! {
        @for ((division, names), figures) in divisions { (split(results, division, names, figures, item)) }
    })
}

fn split(
    results: &CollectionResults,
    division: &Division,
    names: &[String],
    figures: &[Figure],
    item: &Item,
) -> Markup {
    let by = results.survey.item(&division.key).map(|(_, item)| item.text.as_str());
    let asking = Asking::from(&results.collection);
    let shares = names
        .iter()
        .zip(figures)
        .filter_map(|(name, figure)| Some((name.as_str(), Proportion::of(figure.share()?)?)));
    let shares: Vec<(&str, Proportion)> = shares.collect();
    html! {
        table.compact role="table" {
            caption {
                @match by {
                    Some(split) => { "Favourable, by “" (split) "”" }
                    None if division.key == Division::AUDIENCES => "Favourable, by who was asked",
                    None => "Favourable, by part",
                }
                span.unseen { ": " (item.text) }
            }
            (head([if division.is_by_part() { "Part" } else { "Group" }, "Favourable", asking.column()]))
            tbody role="rowgroup" {
                @for (name, figure) in names.iter().zip(figures) {
                    tr role="row" {
                        th role="rowheader" scope="row" { (name) }
                        (cells(&Shown::Figure(figure.share().unwrap_or_default())))
                    }
                }
            }
        }
        @if let Some(did) = Side::favourable(item).map(|side| side.did) {
            @let people = asked(item, results.people());
            @let which = if by.is_some() { Which::Answered } else { Which::In };
            @if let Some(sentence) = sentence(&shares, &people, which, &did) { p.report { (sentence) } }
        }
    }
}

/// How people belong to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// They are in it: a part, or an audience.
    In,
    /// They gave an answer.
    Answered,
}

/// "Almost all staff in “Social work” (94%), and most in “Health” (78%), agreed with “…”." The groups
/// with the highest term come first. `None` of none.
fn sentence(
    groups: &[(&str, Proportion)],
    people: &str,
    which: Which,
    did: &str,
) -> Option<String> {
    let mut by_term: BTreeMap<Term, Vec<String>> = BTreeMap::new();
    for (name, share) in groups {
        let named = format!("“{}” ({}%)", name.trim_end_matches('.'), share.percent());
        by_term.entry(Term::of(*share)).or_default().push(named);
    }
    let (among, or) = match which {
        Which::In => ("in", "and"),
        Which::Answered => ("who answered", "or"),
    };
    let phrases: Vec<String> = by_term
        .iter()
        .rev()
        .enumerate()
        .map(|(place, (term, names))| {
            let whom = if place == 0 { term.of_people(people) } else { alone(*term) };
            format!("{whom} {among} {}", listed(names, or))
        })
        .collect();
    let (last, before) = phrases.split_last()?;
    let all = match before {
        [] => format!("{last} {did}"),
        _ => format!("{}, and {last}, {did}", before.join(", ")),
    };
    let (first, rest) = all.split_at_checked(1)?;
    Some(format!("{}{rest}.", first.to_uppercase()))
}

/// A term without people: "no" has to be "none".
fn alone(term: Term) -> String {
    match term {
        Term::None | Term::All | Term::LessThanHalf | Term::Half | Term::Majority | Term::Most => {
            term.to_string()
        }
        Term::Few | Term::AlmostAll => format!("{term} of those"),
    }
}

fn listed(names: &[String], or: &str) -> String {
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} {or} {last}", before.join(", "))
        }
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_are_told_in_a_whole_sentence() {
        let share = |percent| Proportion::new(percent, 100).expect("a proportion");
        let groups = [("Police", share(61)), ("Social work", share(94)), ("Health", share(62))];
        let said =
            |groups: &[_], which| sentence(groups, "staff", which, "agreed with “I feel valued”");
        assert_eq!(
            said(&groups, Which::In).as_deref(),
            Some(
                "Almost all staff in “Social work” (94%), and the majority in “Police” (61%) and \
                    “Health” (62%), agreed with “I feel valued”."
            )
        );
        assert_eq!(
            said(&groups[..1], Which::Answered).as_deref(),
            Some("The majority of staff who answered “Police” (61%) agreed with “I feel valued”.")
        );
        assert_eq!(said(&[], Which::In), None);
    }
}
