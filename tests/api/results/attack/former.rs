//! What version 0.1 published: figures of parts from k people, the smallest hidden beside those of
//! fewer, and rows with the answers to questions about the person as long as every combination has
//! k rows. Only the attack uses it, to show that it finds what these rules told.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use speir::{
    export::coarsening::is_about_person,
    results::{Figure, Share, Tally},
    survey::{QuestionKind, Survey},
};

use super::{
    maker::Sample,
    model::{self, Collection, Counts, Made, Shown},
    people::Person,
};

const WITHHELD: &str = "withheld";

pub fn publish(survey: &Arc<Survey>, threshold: u32, areas: &[Sample]) -> Made {
    let k = u64::from(threshold);
    let collections = areas.iter().map(|area| collection(survey, k, &area.people)).collect();
    Made { surveys: vec![model::asked(survey)], collections, pages: Vec::new() }
}

fn figure(survey: &Survey, place: usize, people: &[&Person]) -> Figure {
    let item = &survey.items[place];
    let mut tally = Tally::default();
    for person in people.iter().filter(|person| person.answers.get(place).is_some()) {
        tally.add(Tally::ANSWERED, 1);
        let own = item.options.iter().enumerate();
        own.filter(|(option, _)| person.answers.has(place, *option))
            .for_each(|(_, option)| tally.add(&option.id, 1));
    }
    Figure::of(item, &tally)
}

fn collection(survey: &Survey, k: u64, people: &[Person]) -> Collection {
    let parts = model::parts(people);
    let of = |part: &str| people.iter().filter(|p| p.part == part).collect::<Vec<_>>();
    let mut figures = Vec::new();
    let mut hidden: BTreeSet<&str> = BTreeSet::new();
    let mut published = BTreeSet::new();
    for (place, item) in survey.items.iter().enumerate() {
        let whole = figure(survey, place, &people.iter().collect::<Vec<_>>());
        if whole.base < k {
            figures.push(Shown {
                question: item.id.clone(),
                fewer_than: Some(k),
                ..Shown::default()
            });
            continue;
        }
        published.insert(place);
        figures.push(Shown::number(&item.id, BTreeMap::new(), Counts::of(&whole)));
        if parts.len() < 2 || whole.favourable.is_none() {
            continue;
        }
        let shares: Vec<Share> =
            parts.keys().map(|part| figure(survey, place, &of(part)).share().unwrap()).collect();
        for (part, (share, shown)) in parts.keys().zip(shares.iter().zip(split(&shares, k))) {
            if shown {
                let label = [("stratum".to_owned(), vec![part.clone()])].into();
                let Share { base, favourable } = *share;
                let favourable = Some(favourable);
                let counts = Counts { base, favourable, options: BTreeMap::new() };
                figures.push(Shown::number(&item.id, label, counts));
            } else {
                hidden.insert(part);
            }
        }
    }
    let named = named(&parts, &hidden, k);
    let others = parts.keys().filter(|part| !named.contains(*part)).cloned().collect();
    let word = |part: &String| ("stratum".to_owned(), part.clone(), vec![part.clone()]);
    let words = named.iter().map(word).chain([("stratum".to_owned(), WITHHELD.to_owned(), others)]);
    Collection {
        k,
        from: k,
        words: words.collect(),
        figures,
        rows: rows(survey, k, people, &named, &published),
        truth: model::truth(survey, people),
        parts,
        ..Collection::default()
    }
}

/// Which parts are shown.
fn split(parts: &[Share], k: u64) -> Vec<bool> {
    let sum = |parts: &[Share]| {
        let add = |a: Share, b: &Share| Share {
            favourable: a.favourable + b.favourable,
            base: a.base + b.base,
        };
        parts.iter().fold(Share { favourable: 0, base: 0 }, add)
    };
    let width = |size: u64, group: Share| {
        let others = group.base.saturating_sub(size);
        size.min(group.favourable) - group.favourable.saturating_sub(others)
    };
    let whole = sum(parts);
    let mut shown: Vec<bool> = parts.iter().map(|part| part.base >= k).collect();
    loop {
        let hidden: Vec<Share> =
            parts.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(p, _)| *p).collect();
        let together = sum(&hidden);
        let is_narrow = hidden.iter().filter(|part| part.base < k).any(|part| {
            let open = width(part.base, together);
            2 * open < part.base && open < width(part.base, whole)
        });
        let seen = parts.iter().zip(&shown).enumerate().filter(|(_, (_, shown))| **shown);
        let next = seen.min_by_key(|(_, (part, _))| part.base).map(|(place, _)| place);
        match next {
            Some(next) if (1..k).contains(&together.base) || is_narrow => shown[next] = false,
            _ => return shown,
        }
    }
}

/// The parts that rows name.
fn named(parts: &BTreeMap<String, u64>, hidden: &BTreeSet<&str>, k: u64) -> BTreeSet<String> {
    let may_be = |(key, count): &(&String, &u64)| {
        parts.len() > 1 && !hidden.contains(key.as_str()) && **count >= k
    };
    let mut named: BTreeSet<String> =
        parts.iter().filter(may_be).map(|(key, _)| key.clone()).collect();
    loop {
        let withheld: u64 =
            parts.iter().filter(|(key, _)| !named.contains(*key)).map(|(_, count)| count).sum();
        let smallest = named.iter().min_by_key(|key| (parts[*key], (*key).clone())).cloned();
        match smallest {
            Some(smallest) if (1..k).contains(&withheld) => named.remove(&smallest),
            _ => return named,
        };
    }
}

fn rows(
    survey: &Survey,
    k: u64,
    people: &[Person],
    named: &BTreeSet<String>,
    published: &BTreeSet<usize>,
) -> Option<Vec<BTreeMap<String, String>>> {
    if (people.len() as u64) < k {
        return None;
    }
    let label = |person: &Person| {
        if named.contains(&person.part) { person.part.clone() } else { WITHHELD.to_owned() }
    };
    let mut shown: Vec<bool> = (0..survey.items.len()).map(|p| published.contains(&p)).collect();
    let withhold = |shown: &mut Vec<bool>| {
        for (place, item) in survey.items.iter().enumerate() {
            shown[place] &= item.route.iter().all(|condition| shown[condition.item]);
        }
    };
    withhold(&mut shown);
    let mut about: Vec<usize> =
        (0..shown.len()).filter(|p| shown[*p] && is_about_person(&survey.items[*p])).collect();
    loop {
        let mut counts: HashMap<Vec<String>, u64> = HashMap::new();
        for person in people {
            let answers = about.iter().map(|place| format!("{:?}", person.answers.get(*place)));
            *counts.entry(answers.chain([label(person)]).collect()).or_default() += 1;
        }
        if counts.values().all(|count| *count >= k) {
            break;
        }
        let Some(last) = about.pop() else { break };
        shown[last] = false;
    }
    withhold(&mut shown);
    let cell = |person: &Person, place: usize| {
        let item = &survey.items[place];
        if !shown[place] {
            return WITHHELD.to_owned();
        }
        let own = item.options.iter().enumerate();
        let chosen = own.filter(|(option, _)| person.answers.has(place, *option));
        let chosen: Vec<&str> = chosen.map(|(_, option)| option.id.as_str()).collect();
        chosen.join(if item.kind == QuestionKind::Many { "+" } else { "" })
    };
    let row = |person: &Person| {
        let items = survey.items.iter().enumerate();
        let cells = items.map(|(place, item)| (item.id.clone(), cell(person, place)));
        cells.chain([("stratum".to_owned(), label(person))]).collect()
    };
    Some(people.iter().map(row).collect())
}
