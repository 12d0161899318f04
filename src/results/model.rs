//! Released results after the small-number rules. Every page and file gets its figures from here.

use std::{collections::HashMap, sync::Arc};

use super::{
    Figure, Tally,
    change::Sample,
    groups::{Division, Group, Groups},
    share::Share,
    small_numbers::{Shown, numbers_from, shown},
    wording::Proportion,
};
use crate::{
    inspection::{Collection, Inspection, Part},
    survey::{Item, QuestionKind, Survey},
};

/// The tallies of one collection: by crowd, then by question.
pub type Tallies = HashMap<String, HashMap<String, Tally>>;

/// The results of one released collection.
#[derive(Clone, Debug)]
pub struct CollectionResults {
    pub collection: Collection,
    /// The survey in English, whose items are the questions.
    pub survey: Arc<Survey>,
    /// k.
    pub threshold: u64,
    /// How many responses it has.
    pub returned: u64,
    /// The groups whose results are shown.
    pub groups: Groups,
    /// The names of the groups of each division.
    pub names: Vec<Vec<String>>,
    /// Every question that is not a text, in the order of the survey.
    pub questions: Vec<QuestionResult>,
}

/// The result of one question.
#[derive(Clone, Debug)]
pub struct QuestionResult {
    /// Its place in [`Survey::items`].
    pub item: usize,
    pub whole: Shown<Figure>,
    /// By the groups of each division of [`CollectionResults::groups`]; empty unless every crowd
    /// gave enough answers.
    pub splits: Vec<Vec<Figure>>,
}

impl CollectionResults {
    /// Applies the rules to the tallies.
    pub fn new(
        inspection: &Inspection,
        collection: Collection,
        survey: Arc<Survey>,
        (groups, parts): (Groups, &[NamedPart]),
        tallies: &Tallies,
        returned: u64,
    ) -> Self {
        let threshold = inspection.k();
        let asked = survey
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| !matches!(item.kind, QuestionKind::Text { .. }));
        let questions =
            asked.map(|(place, item)| question(place, item, &groups, tallies, threshold)).collect();
        let names = names(&groups, &survey, parts);
        Self { collection, survey, threshold, returned, groups, names, questions }
    }

    /// The item that a question result is about.
    pub fn item(&self, question: &QuestionResult) -> Option<&Item> {
        self.survey.items.get(question.item)
    }

    /// The result of the question with this id.
    pub fn question(&self, id: &str) -> Option<&QuestionResult> {
        self.questions.iter().find(|question| self.item(question).is_some_and(|item| item.id == id))
    }

    /// Whether enough people answered for anything to be shown.
    pub const fn reaches_threshold(&self) -> bool {
        self.returned >= self.threshold
    }
}

/// A part of a collection: an agency or a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPart {
    pub key: String,
    pub name: String,
}

/// What the groups of each division are called.
fn names(groups: &Groups, survey: &Survey, parts: &[NamedPart]) -> Vec<Vec<String>> {
    let name = |division: &Division, group: &Group| {
        let [label] = group.labels.as_slice() else { return REST.to_owned() };
        if division.is_by_part() {
            let part = parts.iter().find(|part| part.key == *label);
            return part.map_or_else(
                || if label == Part::NONE { WHOLE_LINK } else { OTHER_PARTS }.to_owned(),
                |part| part.name.clone(),
            );
        }
        let item = survey.item(&division.key).map(|(_, item)| item);
        let option = item.and_then(|item| item.options.get(item.option(label)?));
        option.map_or_else(|| NO_ANSWER.to_owned(), |option| option.text.clone())
    };
    let of =
        |division: &Division| division.groups.iter().map(|group| name(division, group)).collect();
    groups.divisions.iter().map(of).collect()
}

const REST: &str = "All others";
const OTHER_PARTS: &str = "Other parts, too small to show separately";
const WHOLE_LINK: &str = "By the whole area’s link";
const NO_ANSWER: &str = "No answer";

fn question(
    place: usize,
    item: &Item,
    groups: &Groups,
    tallies: &Tallies,
    threshold: u64,
) -> QuestionResult {
    let mut all = Tally::default();
    let of = |key: &String| tallies.get(key).and_then(|questions| questions.get(&item.id));
    tallies
        .values()
        .filter_map(|questions| questions.get(&item.id))
        .for_each(|tally| all.add_all(tally));
    let all = Figure::of(item, &all);
    let crowds: Vec<Figure> = groups
        .crowds
        .iter()
        .map(|crowd| {
            let mut tally = Tally::default();
            crowd.keys.iter().filter_map(of).for_each(|own| tally.add_all(own));
            Figure::of(item, &tally)
        })
        .collect();
    let from = numbers_from(threshold);
    let is_split =
        all.base >= from && crowds.iter().all(|crowd| crowd.base == 0 || crowd.base >= from);
    let splits = groups.divisions.iter().enumerate().filter(|_| is_split).map(|(at, division)| {
        let group = |group| {
            let own = groups.crowds.iter().zip(&crowds);
            let own: Vec<&Figure> =
                own.filter(|(c, _)| c.groups.get(at) == Some(&group)).map(|(_, own)| own).collect();
            Figure::sum(&own)
        };
        (0..division.groups.len()).filter_map(group).collect()
    });
    QuestionResult {
        item: place,
        splits: splits.collect(),
        whole: shown(all.base, threshold, all.share(), || all),
    }
}

/// The results of one audience in the areas of an inspection.
#[derive(Clone, Debug)]
pub struct AcrossAreas {
    /// The version that most of them used. Its questions are the basis of the comparison.
    pub survey: Arc<Survey>,
    pub threshold: u64,
    /// Every released collection of the audience, by area.
    pub areas: Vec<CollectionResults>,
    pub questions: Vec<AcrossQuestion>,
}

/// One question in the areas of an inspection.
#[derive(Clone, Debug)]
pub struct AcrossQuestion {
    /// Its place in [`Survey::items`].
    pub item: usize,
    /// The sum of the areas that are shown in full.
    pub whole: Shown<Figure>,
    /// The favourable answers in each of [`AcrossAreas::areas`]; `None` if the question is not
    /// comparable there.
    pub areas: Vec<Option<Shown<Share>>>,
}

impl AcrossAreas {
    /// Puts the results of areas together. `compares` says whether the question with this id in a
    /// survey version compares with the one of the version that is put forward.
    pub fn new(
        survey: Arc<Survey>,
        threshold: u64,
        areas: Vec<CollectionResults>,
        compares: impl Fn(&Survey, &str) -> bool,
    ) -> Self {
        let asked = survey
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| !matches!(item.kind, QuestionKind::Text { .. }));
        let questions = asked.map(|(place, item)| {
            let its_own = |area: &CollectionResults| {
                let comparable =
                    area.survey.version == survey.version || compares(&area.survey, &item.id);
                comparable
                    .then(|| area.question(&item.id).map(|question| question.whole.clone()))
                    .flatten()
            };
            let figures: Vec<Option<Shown<Figure>>> = areas.iter().map(its_own).collect();
            let shown: Vec<&Figure> = figures.iter().flatten().filter_map(Shown::figure).collect();
            let share = |figure: &Shown<Figure>| match figure {
                Shown::Figure(figure) => figure.share().map(Shown::Figure),
                Shown::Word(term) => Some(Shown::Word(*term)),
                Shown::FewerThan(people) => Some(Shown::FewerThan(*people)),
            };
            AcrossQuestion {
                item: place,
                whole: Figure::sum(&shown)
                    .map_or(Shown::FewerThan(numbers_from(threshold)), Shown::Figure),
                areas: figures.iter().map(|figure| figure.as_ref().and_then(share)).collect(),
            }
        });
        let questions = questions.collect();
        Self { survey, threshold, areas, questions }
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&AcrossQuestion> {
        let (place, _) = self.survey.item(id)?;
        self.questions.iter().find(|question| question.item == place)
    }

    /// The answers to a question in the shown areas, and how many people could have given them. For
    /// a question that not everyone was asked, that number is unknown.
    pub fn sample(&self, question: &AcrossQuestion) -> Option<Sample> {
        let proportion = Proportion::of(question.whole.figure()?.share()?)?;
        let asked_of_all =
            self.survey.items.get(question.item).is_some_and(|item| item.route.is_empty());
        let populations = question
            .shown()
            .map(|(place, _)| self.areas.get(place)?.collection.population.map(u64::from));
        let population: Option<u64> = populations.sum();
        Some(Sample::new(proportion, population.filter(|_| asked_of_all)))
    }
}

impl AcrossQuestion {
    /// The shown shares, each with the place of its area.
    pub fn shown(&self) -> impl Iterator<Item = (usize, Share)> {
        let share = |(place, area): (usize, &Option<Shown<Share>>)| {
            Some((place, *area.as_ref()?.figure()?))
        };
        self.areas.iter().enumerate().filter_map(share)
    }

    /// The mean percentage of the shown areas, with equal weights.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    pub fn average_percent(&self) -> Option<f64> {
        let (count, sum) = self.shown().fold((0_u32, 0.0), |(count, sum), (_, share)| {
            (count + 1, sum + 100.0 * share.favourable as f64 / share.base as f64)
        });
        (count > 0).then(|| sum / f64::from(count))
    }

    /// The areas with the lowest and the highest share, by their places; `None` unless two are
    /// shown.
    pub fn range(&self) -> Option<[(usize, Share); 2]> {
        let order = |a: &(usize, Share), b: &(usize, Share)| {
            (a.1.favourable * b.1.base).cmp(&(b.1.favourable * a.1.base)).then(a.0.cmp(&b.0))
        };
        let (lowest, highest) = (self.shown().min_by(order)?, self.shown().max_by(order)?);
        (lowest.0 != highest.0).then_some([lowest, highest])
    }
}
