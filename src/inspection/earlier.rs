//! The inspections that a progress review can follow: those that opened before it in at least one
//! of its areas.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Area, Collection, Inspection, InspectionKind};
use crate::{store::Id, text::fold::folded};

/// An inspection that may be followed, with the areas in which it asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub id: Id,
    pub title: String,
    pub opens_on: NaiveDate,
    pub areas: BTreeSet<Area>,
}

impl Earlier {
    /// Whether a progress review of these areas that opens on this day can follow it.
    fn precedes(&self, areas: &BTreeSet<Area>, opens_on: NaiveDate) -> bool {
        self.opens_on < opens_on && !self.areas.is_disjoint(areas)
    }

    /// Each inspection with the areas of its collections.
    pub fn all(inspections: Vec<Inspection>, collections: &[Collection]) -> Vec<Self> {
        let mut areas: BTreeMap<Id, BTreeSet<Area>> = BTreeMap::new();
        for one in collections {
            areas.entry(one.inspection).or_default().insert(one.area);
        }
        let earlier = |one: Inspection| Self {
            areas: areas.remove(&one.id).unwrap_or_default(),
            id: one.id,
            title: one.title,
            opens_on: one.opens_on,
        };
        inspections.into_iter().map(earlier).collect()
    }

    /// Those that a progress review of these areas that opens on this day can follow.
    pub fn before(all: &[Self], areas: &BTreeSet<Area>, opens_on: NaiveDate) -> Vec<Self> {
        all.iter().filter(|one| one.precedes(areas, opens_on)).cloned().collect()
    }
}

/// The inspection that a file names as followed. Its title need not have the same capitals.
///
/// # Errors
///
/// A sentence that says why none of `all` can be followed.
pub fn followed(
    (kind, title): (InspectionKind, Option<&str>),
    all: &[Earlier],
    (areas, opens_on): (&BTreeSet<Area>, NaiveDate),
) -> Result<Option<Id>, String> {
    let title = match (kind, title.map(str::trim)) {
        (InspectionKind::ProgressReview, Some(title)) => title,
        (InspectionKind::ProgressReview, None) => {
            return Err("A progress review follows an earlier inspection. Add a line with its \
                title: follows = \"…\""
                .to_owned());
        }
        _ => return Ok(None),
    };
    let named = |is_it: &dyn Fn(&str) -> bool| -> Vec<&Earlier> {
        all.iter().filter(|one| is_it(&one.title)).collect()
    };
    let exact = named(&|other| other == title);
    let found =
        if exact.is_empty() { named(&|other| folded(other) == folded(title)) } else { exact };
    match found.as_slice() {
        [] => Err(format!(
            "There is no inspection “{title}” that you can see. Correct the title after `follows`."
        )),
        [one] if one.precedes(areas, opens_on) => Ok(Some(one.id)),
        [one] if one.opens_on >= opens_on => Err(format!(
            "“{}” did not open before this progress review, so the review cannot follow it. Name \
                an earlier inspection after `follows`.",
            one.title
        )),
        [one] => Err(format!(
            "“{}” has no area in common with this progress review. Name an inspection of at least \
                one of the same areas after `follows`.",
            one.title
        )),
        _ => Err(format!(
            "Several inspections are called “{title}”. Write the title after `follows` with the \
                same capitals and spaces as one of them."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn areas(names: &[&str]) -> BTreeSet<Area> {
        names.iter().map(|name| name.parse().expect("an area")).collect()
    }

    fn one(title: &str, opens_on: &str, names: &[&str]) -> Earlier {
        Earlier {
            id: Id::random(),
            title: title.to_owned(),
            opens_on: day(opens_on),
            areas: areas(names),
        }
    }

    #[test]
    fn a_review_follows_only_what_opened_before_it_in_one_of_its_areas() {
        let all = [
            one("Fife 2024", "2024-01-01", &["Fife", "Angus"]),
            one("Fife 2026", "2026-02-02", &["Fife"]),
            one("Moray 2024", "2024-01-01", &["Moray"]),
            one("MORAY 2024", "2024-01-01", &["Moray"]),
        ];
        let own = areas(&["Fife", "Stirling"]);
        let review = (&own, day("2026-02-02"));
        assert_eq!(Earlier::before(&all, &own, review.1), all[..1]);
        let kind = InspectionKind::ProgressReview;
        for title in ["Fife 2024", " fife  2024 "] {
            assert_eq!(followed((kind, Some(title)), &all, review), Ok(Some(all[0].id)));
        }
        for (title, why) in [
            (None, "follows an earlier inspection"),
            (Some("Fife 2023"), "There is no inspection"),
            (Some("Fife 2026"), "did not open before"),
            (Some("Moray 2024"), "no area in common"),
            (Some("moray 2024"), "Several inspections"),
        ] {
            let said = followed((kind, title), &all, review).expect_err("not followed");
            assert!(said.contains(why), "{said}");
        }
        let other = (InspectionKind::JointInspection, None);
        assert_eq!(followed(other, &all, review), Ok(None));
    }
}
