use super::parts::Unweighted;
use crate::{
    results::{
        CollectionResults, Figure,
        model::QuestionResult,
        statistics::{self, Group, Weighted},
        wording::Proportion,
    },
    survey::Item,
};

/// The favourable answers to one question, unweighted and weighted.
#[derive(Clone, Debug)]
pub struct WeightedQuestion {
    /// The place of the question in the survey.
    pub item: usize,
    pub unweighted: Proportion,
    /// The 95% interval of the unweighted share.
    pub interval: Option<(f64, f64)>,
    pub weighted: Weighted,
}

impl WeightedQuestion {
    /// By how many percentage points the weighted share is above the unweighted one.
    pub fn difference(&self) -> f64 {
        100.0 * (self.weighted.share - self.unweighted.value())
    }
}

/// Why one question is not weighted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeftOut {
    #[error("Not shown by part, because too few answered in some part")]
    NotByPart,
    #[error("Only some people were asked, and it is not known how many in each part")]
    OnlySomeAsked,
    #[error("Nobody in “{0}” gave an answer that counts")]
    NobodyAnswered(String),
    #[error("More people answered in “{0}” than could")]
    TooMany(String),
}

/// One question, from its figures by part: the same that are shown.
pub(super) fn question(
    results: &CollectionResults,
    found: &QuestionResult,
    item: &Item,
    division: usize,
    (populations, names): (&[u64], &[String]),
) -> Result<WeightedQuestion, LeftOut> {
    let whole = found.whole.figure().and_then(Figure::share).and_then(Proportion::of);
    let by_part = found.splits.get(division).filter(|own| own.len() == populations.len());
    let (Some(unweighted), Some(by_part)) = (whole, by_part) else {
        return Err(LeftOut::NotByPart);
    };
    if !item.route.is_empty() {
        return Err(LeftOut::OnlySomeAsked);
    }
    let group = |(figure, people): (&Figure, &u64)| {
        let share = figure.share().unwrap_or_default();
        Group { favourable: share.favourable, base: share.base, population: Some(*people) }
    };
    let groups: Vec<Group> = by_part.iter().zip(populations).map(group).collect();
    let weighted =
        statistics::weighted(&groups).map_err(|why| match Unweighted::from(&why, names) {
            Unweighted::TooMany(name) => LeftOut::TooMany(name),
            Unweighted::NobodyAnswered(name) => LeftOut::NobodyAnswered(name),
            _ => LeftOut::NotByPart,
        })?;
    let asked = results.asked.filter(|all| *all >= unweighted.base());
    let interval = statistics::interval(unweighted.value(), unweighted.base(), asked).ok();
    Ok(WeightedQuestion { item: found.item, unweighted, interval, weighted })
}
