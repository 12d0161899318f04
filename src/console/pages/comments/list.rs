use chrono::Utc;

use crate::{
    comments::{self, Comment, Progress, Questions, Readable},
    console::shell::{
        ConsoleError,
        access::{Named, Names},
    },
    inspection::{Collection, Inspection, Placed, Reachable},
    results::Reader,
    store::{Connection, Id, StoreError},
    users::{Scope, Sight},
    web::paths::{self, Pattern},
};

/// A list of comments: of a whole inspection, or of one collection.
#[derive(Clone, Debug)]
pub struct List {
    pub inspection: Inspection,
    /// Every collection of the inspection.
    pub collections: Vec<Collection>,
    /// The collection of the list; `None` if it is the inspection's.
    pub collection: Option<Collection>,
    pub readable: Readable,
    pub questions: Questions,
    pub progress: Progress,
    /// The collections whose comments are in it.
    pub ids: Vec<Id>,
}

impl List {
    /// The address of the list.
    pub fn path(&self) -> String {
        self.page(paths::comments::LIST)
    }

    /// The address of one comment.
    pub fn path_of(&self, comment: Id) -> String {
        self.page_of(paths::comments::ONE, comment)
    }

    /// The address of another page of the list.
    pub fn page(&self, page: Pattern<2>) -> String {
        let (of, id) = self.of();
        page.of(of, id)
    }

    /// The address of another page of one comment.
    pub fn page_of(&self, page: Pattern<3>, comment: Id) -> String {
        let (of, id) = self.of();
        page.of(of, id, comment)
    }

    /// The list's owner, as in addresses.
    fn of(&self) -> (&'static str, Id) {
        match &self.collection {
            Some(collection) => (paths::comments::OF_COLLECTION, collection.id),
            None => (paths::comments::OF_INSPECTION, self.inspection.id),
        }
    }

    /// Whether it belongs to a collection that has no separate list.
    pub fn is_withheld(&self) -> bool {
        self.collection.is_some() && self.ids.is_empty()
    }

    /// The question shown with a comment.
    pub fn question(&self, comment: &Comment) -> Option<&str> {
        self.questions.beside(comment, &self.readable)
    }

    /// "Midlothian, 8 to 15", if that may be shown.
    pub fn origin(&self, comment: &Comment) -> Option<String> {
        comments::origin(comment, &self.readable, &self.collections).map(Collection::name)
    }

    /// The collections with separate lists, by name.
    pub fn lists(&self) -> Vec<&Collection> {
        let alone = |collection: &&Collection| self.readable.alone.contains(&collection.id);
        let mut lists: Vec<_> = self.collections.iter().filter(alone).collect();
        lists.sort_by_key(|collection| (collection.area.name(), collection.survey));
        lists
    }

    /// Whether comments of it were deleted at the end of their retention period.
    pub fn is_purged(&self) -> bool {
        let all = self
            .collections
            .iter()
            .filter(|c| self.collection.as_ref().is_none_or(|its| its.id == c.id));
        all.into_iter().any(|collection| collection.purged_at.is_some())
    }
}

/// The list that an address names: `/inspections/{id}` or `/collections/{id}`. It may be empty.
impl Named for List {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        if names.text("of") == paths::comments::OF_COLLECTION {
            return Reachable::find(connection, scope, names)?.then(|Reachable(placed)| {
                let Placed { inspection, collection } = placed;
                Ok(Some(read(connection, scope, inspection, Some(collection))?))
            });
        }
        Inspection::find(connection, scope, names)?
            .then(|inspection| Ok(Some(read(connection, scope, inspection, None)?)))
    }
}

fn read(
    connection: &mut Connection,
    scope: &Scope,
    inspection: Inspection,
    collection: Option<Collection>,
) -> Result<List, StoreError> {
    let collections = scope.collections_of(connection, &inspection)?;
    let reader = Reader::of(connection, scope.user())?;
    let readable =
        comments::readable_of(connection, &inspection, &collections, &reader, Utc::now())?;
    let ids = match &collection {
        Some(collection) => readable.alone.get(&collection.id).copied().into_iter().collect(),
        None => readable.all(),
    };
    let questions = comments::questions(connection, &collections)?;
    let progress = comments::progress(connection, &ids)?;
    Ok(List { inspection, collections, collection, readable, questions, progress, ids })
}
