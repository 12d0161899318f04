//! What a report says of several areas.

use std::collections::{BTreeSet, HashMap};

use super::{
    AcrossAreas, CollectionResults, Share, Side, asked,
    model::{AcrossQuestion, AcrossUnion, GroupOverAreas},
    small_numbers::numbers_from,
    withheld::Of,
    wording::{self, Proportion},
};
use crate::{inspection::Area, language::numbers::counted, store::Id, survey::Item};

/// What an area is called.
pub type Name<'a> = &'a dyn Fn(&CollectionResults) -> String;

/// What areas are called that several inspections asked: by the ids of their collections.
#[derive(Clone, Debug, Default)]
pub struct Names(HashMap<Id, String>);

impl Names {
    /// Adds the title of its inspection to each area that is there more than once. `titles` are by
    /// the ids of inspections.
    pub fn new(across: &AcrossAreas, titles: &HashMap<Id, String>) -> Self {
        let times = |area| across.areas.iter().filter(|one| one.collection.area == area).count();
        let name = |one: &CollectionResults| {
            let collection = &one.collection;
            let title = titles.get(&collection.inspection)?;
            (times(collection.area) > 1)
                .then(|| (collection.id, format!("{} ({title})", collection.area)))
        };
        Self(across.areas.iter().filter_map(name).collect())
    }

    pub fn of(&self, one: &CollectionResults) -> String {
        let named = self.0.get(&one.collection.id).cloned();
        named.unwrap_or_else(|| one.collection.area.name().to_owned())
    }
}

/// What decides why a total may be hidden. That of one area alone is the area's own figure.
pub fn of(across: &AcrossAreas, found: &AcrossQuestion) -> Of {
    let together = across.group.is_some();
    if let [only] = across.areas.as_slice() {
        let item = across.survey.items.get(found.item);
        let own = item.and_then(|item| only.question(&item.id));
        return own.map_or(Of::Collection, |own| own.of(together));
    }
    if together { Of::AreasTogether } else { Of::Areas { small: across.counts_few() } }
}

/// Where the total of a question is: " in the 5 areas with 30 or more answers", or " in Fife alone".
/// Nothing if it is of all areas that asked it.
pub fn within(across: &AcrossAreas, found: &AcrossQuestion, name: Name<'_>) -> String {
    among(across, (&found.of, found.asked), found.few, name)
}

/// The same of a union.
pub fn within_union(across: &AcrossAreas, found: &AcrossUnion, name: Name<'_>) -> String {
    among(across, (&found.of, found.areas), 0, name)
}

/// Where the sum of a group is: " in 5 areas", or " in Fife". Nothing if all areas that asked the
/// question show the group.
pub fn within_group(
    across: &AcrossAreas,
    found: &AcrossQuestion,
    group: &GroupOverAreas,
    name: Name<'_>,
) -> String {
    match group.of.as_slice() {
        all if all.len() == found.asked => String::new(),
        [only] => {
            across.areas.get(*only).map_or_else(String::new, |area| format!(" in {}", name(area)))
        }
        some => format!(" in {} {}", some.len(), several(across)),
    }
}

/// A total may include `few` areas that are too small to be shown alone.
fn among(
    across: &AcrossAreas,
    (of, areas): (&[usize], usize),
    few: usize,
    name: Name<'_>,
) -> String {
    match of {
        _ if of.len() == areas => String::new(),
        [only] => across
            .areas
            .get(*only)
            .map_or_else(String::new, |area| format!(" in {} alone", name(area))),
        _ if few > 0 => format!(" in {} of the {areas} {}", of.len(), several(across)),
        _ => {
            let from = numbers_from(across.threshold);
            format!(" in the {} {} with {from} or more answers", of.len(), several(across))
        }
    }
}

/// What several of them are called: collections, if a programme has two of one area.
pub fn several(across: &AcrossAreas) -> &'static str {
    let areas: BTreeSet<Area> = across.areas.iter().map(|one| one.collection.area).collect();
    if areas.len() == across.areas.len() { "areas" } else { "collections" }
}

/// How many areas there are, how many of them have a number, and from what to what these range: "32 areas,
/// 27 with a number: from 41% in Moray to 88% in Fife".
pub fn in_short(across: &AcrossAreas, found: &AcrossQuestion, name: Name<'_>) -> String {
    let share = |(place, share): (usize, Share)| {
        Some((name(across.areas.get(place)?), Proportion::of(share)?))
    };
    let shares: Vec<(String, Proportion)> = found.shown().filter_map(share).collect();
    let ends = wording::ends(&shares, several(across));
    let ends = ends.map_or_else(String::new, |ends| format!(": {ends}"));
    format!("{}{ends}", with_numbers(across, shares.len()))
}

/// "32 areas, 27 with a number".
pub fn with_numbers(across: &AcrossAreas, shown: usize) -> String {
    let areas = across.areas.len();
    let all = counted(areas, "area", several(across));
    match shown {
        0 => format!("{all}, none with a number"),
        _ if shown == areas => all,
        _ => format!("{all}, {shown} with a number"),
    }
}

/// The sentence about the favourable side, with the range if at least two areas are shown. It is about
/// all people, or about the `average` of areas that count the same. `None` if there is no total, or
/// nothing is favourable.
pub fn sentence(
    across: &AcrossAreas,
    found: &AcrossQuestion,
    item: &Item,
    name: Name<'_>,
    average: Option<u8>,
) -> Option<String> {
    let end = |(places, share): (Vec<usize>, Share)| {
        let areas = places.into_iter().map(|place| Some(name(across.areas.get(place)?)));
        Some((areas.collect::<Option<Vec<String>>>()?, Proportion::of(share)?))
    };
    let range = match found.range().map(|ends| ends.map(end)) {
        Some([Some((lowest, low)), Some((highest, high))]) => {
            wording::range((&lowest, low), (&highest, high), found.few == 0)
        }
        _ => String::new(),
    };
    let people = asked(item, across.people());
    let (people, did) = if across.survey.audience().is_signed_in() {
        (wording::ASSESSMENTS, wording::were(item)?)
    } else {
        (&*people, Side::favourable(item)?.did)
    };
    let Some(average) = average else {
        let whole = Proportion::of(found.whole.figure()?.share()?)?;
        let people = format!("{people}{}", within(across, found, name));
        return Some(wording::over_people(whole, &people, &did, &range));
    };
    Some(wording::over_areas((average, found.shown().count()), people, &did, &range))
}
