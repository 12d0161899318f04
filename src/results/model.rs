//! Released results after the small-number rules. Every page and file gets its figures from here.

use std::{collections::HashMap, sync::Arc};

use super::{
    Figure, Tally,
    change::Sample,
    small_numbers::{Share, Shown, alone, split},
    wording::Proportion,
};
use crate::{
    inspection::{Collection, Inspection, Part},
    survey::{Item, QuestionKind, Survey},
};

/// The tallies of one collection: by part, then by question.
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
    /// Every question that is not a text, in the order of the survey.
    pub questions: Vec<QuestionResult>,
}

/// The result of one question.
#[derive(Clone, Debug)]
pub struct QuestionResult {
    /// Its place in [`Survey::items`].
    pub item: usize,
    pub whole: Shown<Figure>,
    /// By part, if the question has favourable answers and the collection has parts.
    pub parts: Vec<PartResult>,
}

/// The favourable answers of one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartResult {
    /// The key under which its responses are kept: of a part, [`Part::OTHER`] or
    /// [`Part::NONE`].
    pub key: String,
    pub name: String,
    pub share: Shown<Share>,
}

impl CollectionResults {
    /// Applies the rules to the tallies.
    pub fn new(
        inspection: &Inspection,
        collection: Collection,
        survey: Arc<Survey>,
        parts: &[NamedPart],
        tallies: &Tallies,
        returned: u64,
    ) -> Self {
        let threshold = inspection.k();
        let parts = names(parts, tallies);
        let asked = survey
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| !matches!(item.kind, QuestionKind::Text { .. }));
        let questions =
            asked.map(|(place, item)| question(place, item, &parts, tallies, threshold)).collect();
        Self { collection, survey, threshold, returned, questions }
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

/// A part of a collection whose results are shown beside those of others: an agency or a place, or
/// an answer by which records are split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPart {
    /// The key that its tallies are kept under.
    pub key: String,
    pub name: String,
}

impl NamedPart {
    /// Those parts of a collection that are large enough to be kept under a key of their own.
    pub fn kept(parts: Vec<Part>, inspection: &Inspection) -> Vec<Self> {
        let threshold = u32::try_from(inspection.k()).unwrap_or(inspection.threshold);
        let large = parts.into_iter().filter(|part| part.kept_as(threshold) == part.key);
        large.map(|Part { key, name, .. }| Self { key, name }).collect()
    }
}

/// The parts that responses are kept under, each with its name; none where there is but one.
fn names(parts: &[NamedPart], tallies: &Tallies) -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> =
        parts.iter().map(|part| (part.key.clone(), part.name.clone())).collect();
    let has = |key: &str| tallies.contains_key(key);
    if has(Part::OTHER) {
        names
            .push((Part::OTHER.to_owned(), "Other parts, too small to show separately".to_owned()));
    }
    if has(Part::NONE) && !names.is_empty() {
        names.push((Part::NONE.to_owned(), "By the whole area’s link".to_owned()));
    }
    if names.len() > 1 { names } else { Vec::new() }
}

fn question(
    place: usize,
    item: &Item,
    parts: &[(String, String)],
    tallies: &Tallies,
    threshold: u64,
) -> QuestionResult {
    let mut whole = Tally::default();
    tallies
        .values()
        .filter_map(|questions| questions.get(&item.id))
        .for_each(|tally| whole.add_all(tally));
    let whole = Figure::of(item, &whole);
    let share = |key: &str| {
        let tally = tallies.get(key).and_then(|questions| questions.get(&item.id));
        tally.and_then(|tally| Figure::of(item, tally).share()).unwrap_or_default()
    };
    let parts = if whole.favourable.is_some() { parts } else { &[] };
    let shares: Vec<Share> = parts.iter().map(|(key, _)| share(key)).collect();
    let parts = parts
        .iter()
        .zip(split(&shares, threshold))
        .map(|((key, name), share)| PartResult { key: key.clone(), name: name.clone(), share });
    QuestionResult {
        item: place,
        parts: parts.collect(),
        whole: alone(whole.base, threshold, || whole),
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
    /// The sum of the shown areas only.
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
                Shown::FewerThan(k) => Some(Shown::FewerThan(*k)),
                Shown::Withheld => Some(Shown::Withheld),
            };
            AcrossQuestion {
                item: place,
                whole: Figure::sum(&shown).map_or(Shown::FewerThan(threshold), Shown::Figure),
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
