use super::{
    parts::{Peopled, Unweighted, division, populations},
    question::{LeftOut, WeightedQuestion, question},
};
use crate::{
    results::{
        CollectionResults,
        statistics::{self, Group},
    },
    survey::QuestionKind,
};

/// The results of a collection weighted by part. It is a function of figures that are shown and of
/// the numbers of people in the parts, so it tells nothing new about anybody.
#[derive(Clone, Debug)]
pub struct Weighting {
    pub groups: Vec<WeightedGroup>,
    /// How many people answered.
    pub answered: u64,
    /// Kish's design effect of the weights of all who answered.
    pub kish: f64,
    /// How many answers without weights tell as much, by the same.
    pub effective_base: f64,
    /// Every question with favourable answers that can be weighted, in the order of the survey.
    pub questions: Vec<WeightedQuestion>,
    /// The places of the others in the survey, and why.
    pub left_out: Vec<(usize, LeftOut)>,
}

/// One group of the division by part.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedGroup {
    pub name: String,
    /// How many could answer.
    pub people: u64,
    pub answered: u64,
    /// What one answer counts for, 1 on average.
    pub weight: f64,
}

impl Weighting {
    /// Weights what is shown by part. An error says why nothing can be weighted.
    pub fn of(results: &CollectionResults, parts: &[Peopled]) -> Result<Self, Unweighted> {
        let (place, division) = division(results)?;
        let names = results.names.get(place).map_or(&[] as &[_], Vec::as_slice);
        let populations = populations(division, names, parts)?;
        let answered = |group| results.groups.people(place, group);
        let all: Vec<Group> = populations
            .iter()
            .enumerate()
            .map(|(group, people)| Group {
                favourable: 0,
                base: answered(group),
                population: Some(*people),
            })
            .collect();
        let weights = statistics::weighted(&all).map_err(|why| Unweighted::from(&why, names))?;
        let groups = all.iter().zip(&populations).zip(&weights.weights).zip(names);
        let groups = groups.map(|(((group, people), weight), name)| WeightedGroup {
            name: name.clone(),
            people: *people,
            answered: group.base,
            weight: *weight,
        });
        let (mut questions, mut left_out) = (Vec::new(), Vec::new());
        for found in &results.questions {
            let favourable = |item: &&crate::survey::Item| {
                item.kind == QuestionKind::One && item.options.iter().any(|one| one.favourable)
            };
            let Some(item) = results.item(found).filter(favourable) else { continue };
            match question(results, found, item, place, (&populations, names)) {
                Ok(own) => questions.push(own),
                Err(why) => left_out.push((found.item, why)),
            }
        }
        Ok(Self {
            groups: groups.collect(),
            answered: all.iter().map(|group| group.base).sum(),
            kish: weights.kish,
            effective_base: weights.effective_base,
            questions,
            left_out,
        })
    }

    /// The smallest and the largest design effect of a question; `None` if none has one.
    pub fn design_effects(&self) -> Option<(f64, f64)> {
        let of = |question: &WeightedQuestion| question.weighted.design_effect;
        let each = || self.questions.iter().filter_map(of);
        each().min_by(f64::total_cmp).zip(each().max_by(f64::total_cmp))
    }

    /// The question that weighting changes most.
    pub fn most_changed(&self) -> Option<&WeightedQuestion> {
        self.questions
            .iter()
            .rev()
            .max_by(|a, b| a.difference().abs().total_cmp(&b.difference().abs()))
    }
}
