use crate::{
    inspection::Part,
    results::{
        CollectionResults,
        groups::{Division, Group},
        statistics::Undefined,
    },
};

/// A part of a collection, or all parts that are too small to stand alone, and how many people could
/// answer there, if it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peopled {
    pub key: String,
    pub name: String,
    pub people: Option<u64>,
}

/// Why the results of a collection cannot be weighted by part. The groups are named as they are shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unweighted {
    #[error("Results are not shown by part: too few answered in all parts but one.")]
    NotDivided,
    #[error(
        "Some people answered without a part, so nobody knows how many people they stand for. They \
            are counted in “{0}”."
    )]
    WithoutPart(String),
    #[error("It is not known how many people could answer in “{0}”.")]
    UnknownPopulation(String),
    #[error("Nobody answered in “{0}”, so no answers can stand for its people.")]
    NobodyAnswered(String),
    #[error("More people answered in “{0}” than could. Correct the number of people.")]
    TooMany(String),
}

impl Unweighted {
    /// Why the groups with these names cannot be weighted.
    pub(super) fn from(why: &Undefined, names: &[String]) -> Self {
        let name = |place: &usize| names.get(*place).cloned().unwrap_or_default();
        match why {
            Undefined::TooMany(place) => Self::TooMany(name(place)),
            Undefined::UnknownPopulation(place) => Self::UnknownPopulation(name(place)),
            Undefined::NobodyAnswered(place)
            | Undefined::OneAnswer(place)
            | Undefined::Nobody(place) => Self::NobodyAnswered(name(place)),
            Undefined::Nothing | Undefined::OnePart | Undefined::NotAFraction(_) => {
                Self::NotDivided
            }
        }
    }
}

/// The place of the division by part.
pub(super) fn division(results: &CollectionResults) -> Result<(usize, &Division), Unweighted> {
    let mut divisions = results.groups.divisions.iter().enumerate();
    divisions.find(|(_, division)| division.is_by_part()).ok_or(Unweighted::NotDivided)
}

/// How many people each group of a division by part has; `names` are those of the groups. Nobody
/// answered in parts that are in no group: their people are among the rest, if there is one.
pub(super) fn populations(
    division: &Division,
    names: &[String],
    parts: &[Peopled],
) -> Result<Vec<u64>, Unweighted> {
    let silent = |part: &&Peopled| {
        part.people != Some(0)
            && !division.groups.iter().any(|group| group.labels.contains(&part.key))
    };
    let silent: Vec<&Peopled> = parts.iter().filter(silent).collect();
    if let (Some(part), false) = (silent.first(), division.groups.iter().any(|group| group.rest)) {
        return Err(Unweighted::NobodyAnswered(part.name.clone()));
    }
    let of = |(place, group): (usize, &Group)| {
        let name = names.get(place).cloned().unwrap_or_default();
        if group.labels.iter().any(|label| label == Part::NONE) {
            return Err(Unweighted::WithoutPart(name));
        }
        let known = |key: &String| parts.iter().find(|part| part.key == *key)?.people;
        let own = group.labels.iter().map(known);
        let others = silent.iter().filter(|_| group.rest).map(|part| part.people);
        let people: Option<u64> = own.chain(others).sum();
        people.ok_or(Unweighted::UnknownPopulation(name))
    };
    division.groups.iter().enumerate().map(of).collect()
}
