use std::collections::BTreeMap;

use super::{Crowd, Division, Group, Groups};

/// The fewest people of whom numbers are shown.
pub const NUMBERS: u64 = 30;

/// A way in which everybody could be divided.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The key of the division.
    pub key: String,
    /// Each label, and whether it may be a group of its own: not that of people who gave no answer,
    /// or one outside the question.
    pub labels: Vec<(String, bool)>,
}

/// Divides people. `cells` has how many people have each combination of labels, by their places in
/// `candidates`. Returns the groups, whose crowds have no keys yet, and the crowd of each cell.
pub fn decide(candidates: &[Candidate], cells: &[(Vec<usize>, u64)]) -> (Groups, Vec<usize>) {
    let people = cells.iter().map(|(_, count)| count).sum();
    let mut groups = Groups {
        divisions: Vec::new(),
        crowds: vec![Crowd { keys: Vec::new(), people, groups: Vec::new() }],
    };
    let mut crowd_of = vec![0; cells.len()];
    for (place, candidate) in candidates.iter().enumerate() {
        let labels: Vec<usize> =
            cells.iter().map(|(labels, _)| labels.get(place).copied().unwrap_or(0)).collect();
        let counts: Vec<u64> = cells.iter().map(|(_, count)| *count).collect();
        let mut split = Split::new(candidate, &labels, &counts);
        while !split.fits(&labels, &counts, &crowd_of) && split.join_smallest() {}
        if split.groups() < 2 {
            continue;
        }
        groups.divisions.push(split.division(candidate));
        let mut crowds: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        let of = |cell: usize| Some((*crowd_of.get(cell)?, split.group_of(*labels.get(cell)?)));
        let pairs: Vec<(usize, usize)> = (0..cells.len()).filter_map(of).collect();
        for (pair, count) in pairs.iter().zip(&counts).filter(|(_, count)| **count > 0) {
            *crowds.entry(*pair).or_default() += count;
        }
        let order: Vec<(usize, usize)> = crowds.keys().copied().collect();
        crowd_of = pairs.iter().map(|pair| order.binary_search(pair).unwrap_or(0)).collect();
        let refined = crowds.iter().map(|((crowd, group), people)| {
            let before = groups.crowds.get(*crowd).map(|crowd| crowd.groups.as_slice());
            let groups = before.unwrap_or_default().iter().copied().chain([*group]).collect();
            Crowd { keys: Vec::new(), people: *people, groups }
        });
        groups.crowds = refined.collect();
    }
    (groups, crowd_of)
}

/// The groups where one division alone is possible: `labels` has each label, whether it may be a
/// group of its own, and how many people have it. Their answers are counted by label.
pub fn by_label(key: &str, labels: &[(String, bool, u64)]) -> Groups {
    let cells: Vec<(Vec<usize>, u64)> =
        labels.iter().enumerate().map(|(place, (_, _, people))| (vec![place], *people)).collect();
    let labelled = labels.iter().map(|(label, own, _)| (label.clone(), *own)).collect();
    let (mut groups, crowd_of) =
        decide(&[Candidate { key: key.to_owned(), labels: labelled }], &cells);
    for ((label, ..), crowd) in labels.iter().zip(crowd_of) {
        if let Some(crowd) = groups.crowds.get_mut(crowd) {
            crowd.keys.push(label.clone());
        }
    }
    groups
}

/// The labels of one candidate, and those that are groups of their own.
struct Split {
    people: Vec<u64>,
    own: Vec<usize>,
}

impl Split {
    fn new(candidate: &Candidate, labels: &[usize], counts: &[u64]) -> Self {
        let mut people = vec![0; candidate.labels.len()];
        for (label, count) in labels.iter().zip(counts) {
            if let Some(people) = people.get_mut(*label) {
                *people += count;
            }
        }
        let large = |(_, ((_, own), people)): &(usize, (&(String, bool), &u64))| {
            *own && **people >= NUMBERS
        };
        let own = candidate.labels.iter().zip(&people).enumerate().filter(large);
        let own = own.map(|(label, _)| label).collect();
        let mut split = Self { people, own };
        while (1..NUMBERS).contains(&split.rest()) && split.join_smallest() {}
        split
    }

    fn rest(&self) -> u64 {
        let own: u64 = self.own.iter().filter_map(|label| self.people.get(*label)).sum();
        self.people.iter().sum::<u64>() - own
    }

    fn groups(&self) -> usize {
        self.own.len() + usize::from(self.rest() > 0)
    }

    /// Moves the smallest group to the rest, of several equal ones the last. False if there is none.
    fn join_smallest(&mut self) -> bool {
        let size = |label: &usize| self.people.get(*label).copied().unwrap_or(0);
        let smallest = self
            .own
            .iter()
            .enumerate()
            .min_by_key(|(place, label)| (size(label), std::cmp::Reverse(*place)));
        let Some(place) = smallest.map(|(place, _)| place) else { return false };
        self.own.remove(place);
        true
    }

    /// The place of a label's group; the rest is the last.
    fn group_of(&self, label: usize) -> usize {
        self.own.iter().position(|own| *own == label).unwrap_or(self.own.len())
    }

    /// Whether no crowd would be too small.
    fn fits(&self, labels: &[usize], counts: &[u64], crowd_of: &[usize]) -> bool {
        let mut crowds: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for ((label, count), crowd) in labels.iter().zip(counts).zip(crowd_of) {
            *crowds.entry((*crowd, self.group_of(*label))).or_default() += count;
        }
        crowds.values().all(|people| *people == 0 || *people >= NUMBERS)
    }

    fn division(&self, candidate: &Candidate) -> Division {
        let name = |(label, _): &(String, bool)| label.clone();
        let own = self.own.iter().filter_map(|label| candidate.labels.get(*label));
        let own = own.map(|label| Group { labels: vec![name(label)], rest: false });
        let others = candidate.labels.iter().zip(&self.people).enumerate();
        let others: Vec<String> = others
            .filter(|(label, (_, people))| **people > 0 && !self.own.contains(label))
            .map(|(_, (label, _))| name(label))
            .collect();
        let rest = (!others.is_empty()).then_some(Group { labels: others, rest: true });
        Division { key: candidate.key.clone(), groups: own.chain(rest).collect() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn candidate(key: &str, labels: usize) -> Candidate {
        let label = |number: usize| match number {
            0 => (String::new(), false),
            _ => (format!("{key}{number}"), true),
        };
        Candidate { key: key.to_owned(), labels: (0..labels).map(label).collect() }
    }

    fn divided(sizes: &[u64]) -> Vec<(Vec<String>, u64)> {
        let cells: Vec<(Vec<usize>, u64)> =
            sizes.iter().enumerate().map(|(label, size)| (vec![label], *size)).collect();
        let (groups, _) = decide(&[candidate("p", sizes.len())], &cells);
        let of = |division: &Division| {
            let each = division.groups.iter().enumerate();
            each.map(|(place, group)| (group.labels.clone(), groups.people(0, place))).collect()
        };
        groups.divisions.first().map(of).unwrap_or_default()
    }

    #[test]
    fn small_labels_are_one_group_and_take_the_smallest_where_they_are_few() {
        let names = |labels: &[&str]| labels.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>();
        assert_eq!(divided(&[0, 40, 30]), [(names(&["p1"]), 40), (names(&["p2"]), 30)]);
        assert_eq!(
            divided(&[5, 40, 90, 29]),
            [(names(&["p1"]), 40), (names(&["p2"]), 90), (names(&["", "p3"]), 34)]
        );
        assert_eq!(divided(&[0, 40, 90, 29]), [(names(&["p2"]), 90), (names(&["p1", "p3"]), 69)]);
        assert_eq!(divided(&[0, 40, 29]), []);
        assert_eq!(divided(&[0, 400]), []);
    }

    proptest! {
        #[test]
        fn every_crowd_and_every_group_is_large_and_nobody_is_lost(counts in vec(vec(0_u64..90, 4), 12)) {
            let candidates = [candidate("a", 4), candidate("b", 4), candidate("c", 3)];
            let mut cells = Vec::new();
            for (place, row) in counts.iter().enumerate() {
                for (a, count) in row.iter().enumerate() {
                    cells.push((vec![a, place % 4, place / 4], *count));
                }
            }
            let all: u64 = cells.iter().map(|(_, count)| count).sum();
            let (groups, crowd_of) = decide(&candidates, &cells);
            prop_assert_eq!(groups.crowds.iter().map(|crowd| crowd.people).sum::<u64>(), all);
            prop_assert!(groups.divisions.is_empty() || groups.crowds.iter().all(|crowd| crowd.people >= NUMBERS));
            for (place, division) in groups.divisions.iter().enumerate() {
                prop_assert!(division.groups.len() >= 2);
                for group in 0..division.groups.len() {
                    prop_assert!(groups.people(place, group) >= NUMBERS);
                }
            }
            for (number, crowd) in groups.crowds.iter().enumerate() {
                let own = cells.iter().zip(&crowd_of).filter(|(_, of)| **of == number);
                prop_assert_eq!(own.map(|((_, count), _)| count).sum::<u64>(), crowd.people);
            }
        }

        #[test]
        fn who_is_in_which_group_does_not_depend_on_the_order_of_people(counts in vec(0_u64..90, 8)) {
            let candidates = [candidate("a", 4), candidate("b", 2)];
            let mut cells: Vec<(Vec<usize>, u64)> =
                counts.iter().enumerate().map(|(place, count)| (vec![place % 4, place / 4], *count)).collect();
            let (groups, _) = decide(&candidates, &cells);
            cells.reverse();
            prop_assert_eq!(decide(&candidates, &cells).0, groups);
        }
    }
}
