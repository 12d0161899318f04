use chrono::Utc;

use crate::{
    comments::{self, Comment, Progress, Questions, Readable},
    console::{ConsoleError, id, users::User},
    inspection::{Collection, Inspection, queries},
    store::{Connection, Id, Store, StoreError},
};

/// A list of comments: of a whole inspection, or of one collection.
#[derive(Clone, Debug)]
pub struct List {
    pub inspection: Inspection,
    /// Every collection of the inspection.
    pub collections: Vec<Collection>,
    /// The one whose list it is; `None` where it is the inspection's.
    pub collection: Option<Collection>,
    pub readable: Readable,
    pub questions: Questions,
    pub progress: Progress,
    /// The collections whose comments are in it.
    pub ids: Vec<Id>,
}

/// The two parts of an address that name a list: `inspections` or `collections`, and an id.
pub type Named = (String, String);

impl List {
    /// The list that an address names. It may be empty.
    pub async fn find(user: &User, (of, asked): &Named, store: &Store) -> Result<Self, ConsoleError> {
        let nothing = || ConsoleError::NotFound(user.clone());
        let id = id(asked).ok_or_else(nothing)?;
        let of_collection = of == "collections";
        store.run(move |connection| read(connection, id, of_collection)).await?.ok_or_else(nothing)
    }

    /// The address of the list.
    pub fn path(&self) -> String {
        match &self.collection {
            Some(collection) => format!("/console/collections/{}/comments", collection.id),
            None => format!("/console/inspections/{}/comments", self.inspection.id),
        }
    }

    /// The address of one of its comments.
    pub fn path_of(&self, comment: Id) -> String {
        format!("{}/{comment}", self.path())
    }

    /// Whether it is the list of a collection whose comments do not stand alone.
    pub fn is_withheld(&self) -> bool {
        self.collection.is_some() && self.ids.is_empty()
    }

    /// The question to be shown beside a comment.
    pub fn question(&self, comment: &Comment) -> Option<&str> {
        self.questions.beside(comment, &self.readable)
    }

    /// "Midlothian, 8 to 15", where that may be known.
    pub fn origin(&self, comment: &Comment) -> Option<String> {
        comments::origin(comment, &self.readable, &self.collections).map(Collection::name)
    }

    /// The collections that have a list of their own, by name.
    pub fn lists(&self) -> Vec<&Collection> {
        let alone = |collection: &&Collection| self.readable.alone.contains(&collection.id);
        let mut lists: Vec<_> = self.collections.iter().filter(alone).collect();
        lists.sort_by_key(|collection| (collection.area.name(), collection.audience));
        lists
    }

    /// Whether comments of it were deleted because their time was over.
    pub fn is_purged(&self) -> bool {
        let all = self.collections.iter().filter(|c| self.collection.as_ref().is_none_or(|its| its.id == c.id));
        all.into_iter().any(|collection| collection.purged_at.is_some())
    }
}

fn read(connection: &mut Connection, id: Id, of_collection: bool) -> Result<Option<List>, StoreError> {
    let collection = if of_collection { queries::collection_by_id(connection, id)? } else { None };
    if of_collection && collection.is_none() {
        return Ok(None);
    }
    let inspection = collection.as_ref().map_or(id, |collection| collection.inspection);
    let Some(inspection) = queries::inspection_by_id(connection, inspection)? else { return Ok(None) };
    let collections = queries::collections_of(connection, inspection.id)?;
    let readable = comments::readable_of(connection, &inspection, &collections, Utc::now())?;
    let ids = match &collection {
        Some(collection) => readable.alone.get(&collection.id).copied().into_iter().collect(),
        None => readable.all(),
    };
    let questions = comments::questions(connection, &collections)?;
    let progress = comments::progress(connection, &ids)?;
    Ok(Some(List { inspection, collections, collection, readable, questions, progress, ids }))
}
