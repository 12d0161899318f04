use std::collections::HashMap;

use super::{Comment, Readable};
use crate::{inspection::Collection, store::Id};

/// The texts of the questions that ask for comments in an inspection, in English.
#[derive(Clone, Debug, Default)]
pub struct Questions(HashMap<Id, HashMap<String, String>>);

impl Questions {
    /// The questions of every collection of an inspection, each by its id.
    pub const fn new(of_each: HashMap<Id, HashMap<String, String>>) -> Self {
        Self(of_each)
    }

    /// The question to show with a comment. For a comment without area and audience, it is shown
    /// only if every collection of the inspection asks it, because it could otherwise reveal the
    /// audience.
    pub fn beside(&self, comment: &Comment, readable: &Readable) -> Option<&str> {
        let its_own = self.0.get(&comment.collection)?.get(&comment.question)?;
        let is_everybodys =
            || self.0.values().all(|asked| asked.get(&comment.question) == Some(its_own));
        (readable.alone.contains(&comment.collection) || is_everybodys())
            .then_some(its_own.as_str())
    }
}

/// The collection that a comment may be known to come from.
pub fn origin<'a>(
    comment: &Comment,
    readable: &Readable,
    collections: &'a [Collection],
) -> Option<&'a Collection> {
    let is_known = readable.alone.contains(&comment.collection);
    collections.iter().find(|collection| is_known && collection.id == comment.collection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_would_tell_who_was_asked_is_left_out() {
        let (large, small) = (Id::random(), Id::random());
        let asked = |text: &str| HashMap::from([("comment".to_owned(), text.to_owned())]);
        let readable = Readable { alone: [large].into(), together: [small].into() };
        let comment = |collection| Comment {
            collection,
            id: Id::random(),
            question: "comment".to_owned(),
            text: String::new(),
            seen: false,
            redacted: false,
            concern: None,
        };
        let differ = Questions::new(HashMap::from([
            (large, asked("Anything else?")),
            (small, asked("What helps you?")),
        ]));
        assert_eq!(differ.beside(&comment(large), &readable), Some("Anything else?"));
        assert_eq!(differ.beside(&comment(small), &readable), None);
        let same = Questions::new(HashMap::from([
            (large, asked("What helps?")),
            (small, asked("What helps?")),
        ]));
        assert_eq!(same.beside(&comment(small), &readable), Some("What helps?"));
        assert!(origin(&comment(small), &readable, &[]).is_none());
    }
}
