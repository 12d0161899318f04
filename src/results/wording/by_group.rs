use std::collections::BTreeMap;

use super::{Proportion, Term};

/// How people belong to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// They are in it: a part.
    In,
    /// They gave an answer.
    Answered,
    /// They are it: an audience, whose name is that of its people.
    Are,
}

/// The share of one group.
#[derive(Clone, Copy, Debug)]
pub struct OfGroup<'a> {
    pub name: &'a str,
    pub share: Proportion,
    /// Where, if that is not everywhere: " in 5 areas".
    pub within: &'a str,
}

/// "Almost all staff in “Social work” (94%), and most in “Health” (78%), agreed with “…”." The groups
/// with the highest term come first. `None` of none.
pub fn by_group(groups: &[OfGroup<'_>], people: &str, which: Which, did: &str) -> Option<String> {
    let mut by_term: BTreeMap<Term, Vec<String>> = BTreeMap::new();
    for OfGroup { name, share, within } in groups {
        let name = name.trim_end_matches('.');
        let name = if which == Which::Are { name.to_owned() } else { format!("“{name}”") };
        let named = format!("{name} ({}%{within})", share.percent());
        by_term.entry(Term::of(*share)).or_default().push(named);
    }
    let (among, or) = match which {
        Which::In | Which::Are => ("in", "and"),
        // "Staff who work with care leavers and answered “Health”".
        Which::Answered if people.contains(" who ") => ("and answered", "or"),
        Which::Answered => ("who answered", "or"),
    };
    let phrases: Vec<String> = by_term
        .iter()
        .rev()
        .enumerate()
        .map(|(place, (term, names))| {
            if which == Which::Are {
                return term.of_people(&listed(names, or));
            }
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
        let group = |name, percent, within| {
            let share = Proportion::new(percent, 100).expect("a proportion");
            OfGroup { name, share, within }
        };
        let groups = [
            group("Police", 61, ""),
            group("Social work", 94, " in 2 areas"),
            group("Health", 62, ""),
        ];
        let said =
            |groups: &[_], which| by_group(groups, "staff", which, "agreed with “I feel valued”");
        assert_eq!(
            said(&groups, Which::In).as_deref(),
            Some(
                "Almost all staff in “Social work” (94% in 2 areas), and the majority in “Police” (61%) and \
                    “Health” (62%), agreed with “I feel valued”."
            )
        );
        assert_eq!(
            said(&groups[..1], Which::Answered).as_deref(),
            Some("The majority of staff who answered “Police” (61%) agreed with “I feel valued”.")
        );
        let groups = [group("children aged 8 to 15", 80, ""), group("young people", 55, "")];
        assert_eq!(
            said(&groups, Which::Are).as_deref(),
            Some(
                "Most children aged 8 to 15 (80%), and the majority of young people (55%), agreed \
                    with “I feel valued”."
            )
        );
        let people = "staff who work with care leavers";
        assert_eq!(
            by_group(&groups[1..], people, Which::Answered, "agreed").as_deref(),
            Some(
                "The majority of staff who work with care leavers and answered “young people” (55%) agreed."
            )
        );
        assert_eq!(said(&[], Which::In), None);
    }
}
