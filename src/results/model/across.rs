use std::{collections::HashSet, sync::Arc};

use super::{CollectionResults, SplitOverAreas};
use crate::{
    results::{
        Figure, Share, Shown, change::Sample, small_numbers::numbers_from, wording::Proportion,
    },
    store::Id,
    survey::{QuestionKind, Survey, audience::Group},
};

/// The results of one audience in the areas of an inspection, or of several audiences together.
#[derive(Clone, Debug)]
pub struct AcrossAreas {
    /// The version that most of them used. Its questions are the basis of the comparison.
    pub survey: Arc<Survey>,
    pub threshold: u64,
    /// Whose audiences it is of together, if not of one.
    pub group: Option<&'static Group>,
    /// Every released collection of the audience, by area.
    pub areas: Vec<CollectionResults>,
    pub questions: Vec<AcrossQuestion>,
    pub unions: Vec<AcrossUnion>,
}

/// One question in the areas of an inspection.
#[derive(Clone, Debug)]
pub struct AcrossQuestion {
    /// Its place in [`Survey::items`].
    pub item: usize,
    /// The sum of the areas that are shown in full, and of `few`.
    pub whole: Shown<Figure>,
    /// The places of the areas that the total is of.
    pub of: Vec<usize>,
    /// How many of them show nothing but what they add to the total.
    pub few: usize,
    /// In how many areas it was asked.
    pub asked: usize,
    /// The favourable answers in each of [`AcrossAreas::areas`]; `None` if the question is not
    /// comparable there, or has no favourable answers.
    pub areas: Vec<Option<Shown<Share>>>,
    /// In which of [`AcrossAreas::areas`] it was asked alike.
    pub alike: Vec<bool>,
    /// By groups; empty before [`AcrossAreas::divide`].
    pub splits: Vec<SplitOverAreas>,
}

/// What was counted over several questions in the areas of an inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcrossUnion {
    /// Its place in [`Survey::unions`].
    pub union: usize,
    /// The sum of the areas that are shown in full.
    pub whole: Shown<Share>,
    /// The places of the areas where it is shown in full, and how many counted it.
    pub of: Vec<usize>,
    pub areas: usize,
}

impl AcrossAreas {
    /// Puts the results of areas together. `compares` says whether the question with this id in a
    /// survey version compares with the one of the version that is put forward. `complete` are the
    /// inspections whose collections for these people are all released.
    pub fn new(
        survey: Arc<Survey>,
        threshold: u64,
        areas: Vec<CollectionResults>,
        complete: &HashSet<Id>,
        compares: impl Fn(&Survey, &str) -> bool,
    ) -> Self {
        let asked = survey
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| !matches!(item.kind, QuestionKind::Text { .. }));
        let is_alike = |area: &CollectionResults, id: &str| {
            let is_same = area.survey.instrument == survey.instrument
                && area.survey.version == survey.version;
            is_same || compares(&area.survey, id)
        };
        let questions = asked.map(|(place, item)| {
            let own = areas.iter().map(|area| is_alike(area, &item.id).then_some(area));
            let own: Vec<Option<&CollectionResults>> = own.collect();
            question(place, &item.id, &own, complete, threshold)
        });
        let questions = questions.collect();
        let unions = survey.unions.iter().enumerate().filter_map(|(place, union)| {
            let alike = |area: &&CollectionResults| {
                let items = union.any.iter().filter_map(|(item, _)| survey.items.get(*item));
                items.map(|item| &item.id).all(|id| is_alike(area, id))
            };
            let of_area = |area: &CollectionResults| area.union(&union.id).copied();
            let found: Vec<Shown<Share>> = areas.iter().filter(alike).filter_map(of_area).collect();
            let of = areas.iter().enumerate().filter(|(_, area)| alike(area));
            let of =
                of.filter(|(_, area)| of_area(area).is_some_and(|share| share.figure().is_some()));
            let of: Vec<usize> = of.map(|(place, _)| place).collect();
            let whole = sum_of_shares(&found, threshold)?;
            Some(AcrossUnion { union: place, whole, of, areas: found.len() })
        });
        let unions = unions.collect();
        let group = areas.first().and_then(|area| area.group);
        Self { survey, threshold, group, areas, questions, unions }
    }

    /// Whether totals also count areas of which nothing is shown alone.
    pub const fn counts_few(&self) -> bool {
        self.threshold >= numbers_from(self.threshold)
    }

    /// The people whom it is about, in the plural.
    pub fn people(&self) -> &'static str {
        self.group.map_or_else(|| self.survey.audience().people(), Group::people)
    }

    /// What lists and headings call those people, or their survey.
    pub fn name(&self) -> &'static str {
        self.group.map_or_else(|| self.survey.instrument.name(), Group::name)
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&AcrossQuestion> {
        let (place, _) = self.survey.item(id)?;
        self.questions.iter().find(|question| question.item == place)
    }

    /// What is shown of a question in each of the areas; `None` where it was not asked alike.
    pub fn in_each<'a>(
        &'a self,
        question: &'a AcrossQuestion,
    ) -> impl Iterator<Item = (&'a CollectionResults, Option<&'a Shown<Figure>>)> {
        let item = self.survey.items.get(question.item);
        self.areas.iter().zip(&question.alike).map(move |(area, alike)| {
            let own = item.filter(|_| *alike).and_then(|item| area.question(&item.id));
            (area, own.map(|own| &own.whole))
        })
    }

    /// The answers to a question in the areas of its total, and how many people could have given
    /// them. For a question that not everyone was asked, that number is unknown.
    pub fn sample(&self, question: &AcrossQuestion) -> Option<Sample> {
        let proportion = Proportion::of(question.whole.figure()?.share()?)?;
        let asked_of_all =
            self.survey.items.get(question.item).is_some_and(|item| item.route.is_empty());
        Some(Sample::new(proportion, self.asked(question).filter(|_| asked_of_all)))
    }

    /// How many people could answer in the areas of a question's total, if it is known.
    pub fn asked(&self, question: &AcrossQuestion) -> Option<u64> {
        let asked = question.of.iter().map(|place| self.areas.get(*place)?.asked).sum();
        Option::<u64>::filter(asked, |_| !question.of.is_empty())
    }
}

/// Of each area, its results if the question compares there.
fn question(
    place: usize,
    id: &str,
    areas: &[Option<&CollectionResults>],
    complete: &HashSet<Id>,
    threshold: u64,
) -> AcrossQuestion {
    let found: Vec<_> = areas.iter().map(|area| area.and_then(|area| area.question(id))).collect();
    let shares =
        found.iter().map(|found| found.map(|found| found.whole.as_ref().map(Figure::share)));
    let shares = shares.map(|shown| match shown? {
        Shown::Figure(share) => share.map(Shown::Figure),
        Shown::Word(words) => Some(Shown::Word(words)),
        Shown::FewerThan(people) => Some(Shown::FewerThan(people)),
        Shown::Together => Some(Shown::Together),
    });
    let few = if threshold < numbers_from(threshold) {
        Vec::new()
    } else {
        few(areas, id, complete, threshold)
    };
    let in_total = |place: &usize| {
        let in_full = found.get(*place).and_then(|found| found.as_ref()?.whole.figure());
        in_full.is_some() || few.contains(place)
    };
    let of: Vec<usize> = (0..found.len()).filter(in_total).collect();
    let figures = of.iter().filter_map(|place| found.get(*place)?.as_ref()?.unruled());
    let figures: Vec<&Figure> = figures.collect();
    let sum =
        || Figure::sum(&figures).map_or(Shown::FewerThan(numbers_from(threshold)), Shown::Figure);
    let whole = match found.as_slice() {
        [Some(only)] => only.whole.clone(),
        _ => sum(),
    };
    let asked = found.iter().flatten().count();
    let areas = shares.collect();
    let alike = found.iter().map(Option::is_some).collect();
    let splits = Vec::new();
    AcrossQuestion { item: place, whole, of, few: few.len(), asked, areas, alike, splits }
}

/// The areas of which nothing is shown, where those of their inspection are so many people together
/// that a number of them is shown, and no more of its areas can come.
fn few(
    areas: &[Option<&CollectionResults>],
    id: &str,
    complete: &HashSet<Id>,
    from: u64,
) -> Vec<usize> {
    let hidden = areas.iter().enumerate().filter_map(|(place, area)| {
        let area = (*area)?;
        let found = area.question(id)?;
        // Areas where nobody answered on the scale are counted, too: leaving them out would tell of them.
        let is_few = found.base() < area.threshold;
        let is_hidden = is_few && matches!(found.whole, Shown::FewerThan(_));
        let inspection = area.collection.inspection;
        (is_hidden && complete.contains(&inspection)).then_some((place, inspection, found))
    });
    let hidden: Vec<_> = hidden.collect();
    let together = |inspection: Id| -> u64 {
        hidden.iter().filter(|(_, own, _)| *own == inspection).map(|(.., q)| q.base()).sum()
    };
    let shown = hidden.iter().filter(|(_, inspection, _)| together(*inspection) >= from);
    shown.map(|(place, ..)| *place).collect()
}

/// The sum of what is shown in full; the one thing there is, if there is one; `None` of nothing.
fn sum_of_shares(found: &[Shown<Share>], threshold: u64) -> Option<Shown<Share>> {
    if let [only] = found {
        return Some(*only);
    }
    let shown = found.iter().filter_map(Shown::figure).copied();
    let sum = shown
        .reduce(|a, b| Share { favourable: a.favourable + b.favourable, base: a.base + b.base });
    let few = (!found.is_empty()).then_some(Shown::FewerThan(numbers_from(threshold)));
    sum.map(Shown::Figure).or(few)
}

/// The areas with the same share at one end of a range, by their places.
pub type End = (Vec<usize>, Share);

impl AcrossQuestion {
    /// The shown shares, each with the place of its area.
    pub fn shown(&self) -> impl Iterator<Item = (usize, Share)> {
        let share = |(place, area): (usize, &Option<Shown<Share>>)| {
            Some((place, *area.as_ref()?.figure()?))
        };
        self.areas.iter().enumerate().filter_map(share)
    }

    /// The place of the area that is all that a total is of, though others asked the question too.
    pub fn only_area(&self) -> Option<usize> {
        self.of.first().copied().filter(|_| self.of.len() == 1 && self.asked > 1)
    }

    /// The mean percentage of the shown areas, with equal weights.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    pub fn average_percent(&self) -> Option<f64> {
        let (count, sum) = self.shown().fold((0_u32, 0.0), |(count, sum), (_, share)| {
            (count + 1, sum + 100.0 * share.favourable as f64 / share.base as f64)
        });
        (count > 0).then(|| sum / f64::from(count))
    }

    /// The areas with the lowest and the highest share, all of them where several have the same
    /// percentage; `None` unless two areas are shown.
    pub fn range(&self) -> Option<[End; 2]> {
        let order = |a: &(usize, Share), b: &(usize, Share)| {
            (a.1.favourable * b.1.base).cmp(&(b.1.favourable * a.1.base)).then(a.0.cmp(&b.0))
        };
        self.shown().nth(1)?;
        let (lowest, highest) = (self.shown().min_by(order)?, self.shown().max_by(order)?);
        let percent = |share: Share| Proportion::of(share).map(Proportion::percent);
        let end = |(_, share): (usize, Share)| {
            let same = self.shown().filter(|(_, other)| percent(*other) == percent(share));
            (same.map(|(place, _)| place).collect(), share)
        };
        Some([end(lowest), end(highest)])
    }
}
