use super::{list::List, views};
use crate::{
    comments::{self, Comment},
    console::shell::{
        ConsoleError,
        access::{Named, Names},
    },
    store::Connection,
    users::{Scope, Sight},
};

/// A comment in a list.
#[derive(Clone, Debug)]
pub struct InList {
    pub list: List,
    pub comment: Comment,
}

impl Named for InList {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        List::find(connection, scope, names)?.then(|list| {
            let comment = match names.id("comment") {
                Some(id) => comments::by_id(connection, &list.ids, id)?,
                None => None,
            };
            match comment {
                Some(comment) => Ok(Some(Self { list, comment })),
                None => Err(ConsoleError::NotHere(views::not_here(scope.user(), &list))),
            }
        })
    }
}
