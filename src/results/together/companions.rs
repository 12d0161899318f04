use crate::{inspection::Collection, store::Id, survey::audience::Group};

/// Collections that are reported together: two or more.
#[derive(Clone, Debug)]
pub struct Companions<'a> {
    pub group: &'static Group,
    /// In the order of their audiences.
    pub collections: Vec<&'a Collection>,
}

impl Companions<'_> {
    /// Whether these are the companions of a collection.
    pub fn are_of(&self, collection: Id) -> bool {
        self.collections.iter().any(|one| one.id == collection)
    }

    /// Whether all are released.
    pub fn are_released(&self) -> bool {
        self.collections.iter().all(|one| one.released_at.is_some())
    }
}

/// All companions among the collections of inspections.
pub fn companions(collections: &[Collection]) -> Vec<Companions<'_>> {
    let mut found: Vec<Companions<'_>> = Vec::new();
    let mut of_groups: Vec<(&Collection, &'static Group)> = collections
        .iter()
        .filter(|one| one.is_anonymous())
        .filter_map(|one| Some((one, one.audience().group()?)))
        .collect();
    // One that begins later can only join what is there.
    of_groups.sort_by_key(|(one, _)| (one.opens_at, one.survey.key()));
    for (one, group) in of_groups {
        let belongs = |companions: &Companions<'_>| {
            let alike =
                |other: &&&Collection| other.inspection == one.inspection && other.area == one.area;
            companions.group.key == group.key
                && companions.collections.iter().filter(alike).any(|other| overlap(one, other))
        };
        match found.iter_mut().find(|companions| belongs(companions)) {
            Some(companions) => companions.collections.push(one),
            None => found.push(Companions { group, collections: vec![one] }),
        }
    }
    found.retain(|companions| companions.collections.len() > 1 && are_different(companions));
    for companions in &mut found {
        companions.collections.sort_by_key(|one| (one.audience().reading_age(), one.survey.key()));
    }
    found
}

/// Whether a new collection would join collections whose results are published: total figures would
/// change, and the difference would tell what it alone answered. That is so if every other collection of
/// its survey is released, or one of those that it would be reported with.
pub fn joins_published(all: &[Collection], new: &Collection) -> bool {
    if !new.is_anonymous() {
        return false;
    }
    let mut same = all.iter().filter(|one| one.survey == new.survey).peekable();
    if same.peek().is_some() && same.all(|one| one.released_at.is_some()) {
        return true;
    }
    let with_new: Vec<Collection> = all.iter().chain([new]).cloned().collect();
    let sets = companions(&with_new);
    let mut own = sets.iter().filter(|set| set.are_of(new.id));
    own.any(|set| set.collections.iter().any(|one| one.released_at.is_some()))
}

/// Whether both were asked at some time.
fn overlap(one: &Collection, other: &Collection) -> bool {
    one.opens_at < other.closes_at && other.opens_at < one.closes_at
}

fn are_different(companions: &Companions<'_>) -> bool {
    let audiences: Vec<_> = companions.collections.iter().map(|one| one.audience()).collect();
    (1..audiences.len()).all(|place| {
        let (before, rest) = audiences.split_at(place);
        rest.first().is_none_or(|one| !before.contains(one))
    })
}
