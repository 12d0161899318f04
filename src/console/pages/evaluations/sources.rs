//! The results that an evaluation can rest on.

use crate::{
    console::{pages::results::anchor, shell::ConsoleError},
    evaluation::{Figure, Place},
    inspection::{Collection, Inspection},
    language::numbers::grouped,
    results::{
        self, CollectionResults, Reader, Shown,
        model::QuestionResult,
        wording::{Proportion, Term},
    },
    store::Connection,
    survey::Item,
    users::Scope,
    web::paths,
};

/// A collection of the area, with its results.
#[derive(Clone, Debug)]
pub struct Source {
    /// "Midlothian, Staff".
    pub name: String,
    /// First all its results, then its questions: those that inform the indicator come first.
    pub offers: Vec<Offer>,
}

/// Results that can be chosen.
#[derive(Clone, Debug)]
pub struct Offer {
    pub figure: Figure,
    /// The text of the question.
    pub label: String,
    /// The page with these results.
    pub address: String,
    /// "94%, almost all, 1,090 of 1,160". `None` if there is no such figure, or none may be shown.
    pub says: Option<String>,
    /// Whether it is a question that informs the indicator.
    pub informs: bool,
}

/// The collections of an evaluation's area in their usual order. Questions are offered once there
/// are results.
pub fn sources(
    connection: &mut Connection,
    scope: &Scope,
    inspection: &Inspection,
    place: &Place,
) -> Result<Vec<Source>, ConsoleError> {
    let mut collections = scope.collections_of(connection, inspection)?;
    collections.retain(|collection| collection.area == place.area);
    collections.sort_by_key(|collection| collection.survey);
    let reader = Reader::of(connection, scope.user())?;
    let mut sources = Vec::new();
    for collection in collections {
        let results = results::of_collection(connection, inspection, &collection, &reader)?;
        let mut offers = vec![whole(&collection)];
        if let Some(results) = results.filter(CollectionResults::reaches_threshold) {
            offers.extend(questions(&results, &place.indicator));
        }
        sources.push(Source { name: collection.name(), offers });
    }
    Ok(sources)
}

fn whole(collection: &Collection) -> Offer {
    Offer {
        figure: Figure {
            key: collection.id.to_string(),
            name: format!("{}: all results", collection.name()),
        },
        label: "All results".to_owned(),
        address: paths::collection::RESULTS.of(collection.id),
        says: None,
        informs: false,
    }
}

fn questions(results: &CollectionResults, indicator: &str) -> Vec<Offer> {
    let offer = |question| {
        let item = results.item(question)?;
        Some(of_question(&results.collection, item, question, indicator))
    };
    let mut offers: Vec<Offer> = results.questions.iter().filter_map(offer).collect();
    offers.sort_by_key(|offer| !offer.informs);
    offers
}

fn of_question(
    collection: &Collection,
    item: &Item,
    question: &QuestionResult,
    indicator: &str,
) -> Offer {
    let says = match &question.whole {
        Shown::Figure(figure) => figure.share().and_then(Proportion::of).map(|one| {
            let (count, base) = (grouped(one.count()), grouped(one.base()));
            format!("{}%, {}, {count} of {base}", one.percent(), Term::of(one))
        }),
        Shown::Word(term) => Some(format!("{term}, of few people")),
        Shown::FewerThan(_) | Shown::Together => None,
    };
    Offer {
        figure: Figure {
            key: format!("{}/{}", collection.id, item.id),
            name: format!("{}: {}", collection.name(), item.text),
        },
        label: item.text.clone(),
        address: format!("{}#{}", paths::collection::RESULTS.of(collection.id), anchor(item)),
        says,
        informs: item.quality_indicators.iter().any(|number| number == indicator),
    }
}
