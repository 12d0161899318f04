use super::{Comment, Phrase};

/// The shortest and the longest text to search for, in characters.
pub const SHORTEST_TERM: usize = 2;
pub const LONGEST_TERM: usize = 100;
/// How many comments a search shows.
pub const MOST_FOUND: usize = 100;
/// The context on each side of a match, in characters.
const AROUND: usize = 80;

/// The result of a search.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The first [`MOST_FOUND`], in the order of the list.
    pub excerpts: Vec<Excerpt>,
    /// The total number of matches.
    pub count: usize,
}

/// An excerpt around a match.
#[derive(Clone, Debug)]
pub struct Excerpt {
    pub comment: Comment,
    /// Whether the comment continues before and after the excerpt.
    pub cut: [bool; 2],
    /// The text before, the match, and the text after.
    pub parts: [String; 3],
}

impl Found {
    /// Adds a comment if `sought` stands in it.
    pub fn look_at(&mut self, comment: Comment, sought: &Phrase, whole_words: bool) {
        let Some(place) = sought.places(&comment.text, whole_words).into_iter().next() else {
            return;
        };
        self.count += 1;
        if self.excerpts.len() < MOST_FOUND {
            let (before, after) = (&comment.text[..place.start], &comment.text[place.end..]);
            let begin = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
            let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
            let parts =
                [&before[begin..], &comment.text[place.clone()], &after[..end]].map(str::to_owned);
            let cut = [begin > 0, end < after.len()];
            self.excerpts.push(Excerpt { comment, cut, parts });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Id;

    fn found(text: &str, term: &str) -> Found {
        let mut found = Found::default();
        let comment = Comment {
            collection: Id::random(),
            id: Id::random(),
            question: "comment".to_owned(),
            text: text.to_owned(),
            seen: false,
            redacted: false,
            concern: None,
        };
        found.look_at(comment, &Phrase::new(term).expect("a term"), false);
        found
    }

    #[test]
    fn an_excerpt_shows_what_stands_around_what_was_found() {
        let all = found("My worker LISTENS to me.", "listen");
        assert_eq!(all.excerpts[0].parts, ["My worker ", "LISTEN", "S to me."]);
        assert_eq!(all.excerpts[0].cut, [false, false]);
        let long = format!("{}listen{}", "é".repeat(300), "ü".repeat(300));
        let some = found(&long, "LISTEN");
        assert_eq!(
            some.excerpts[0].parts,
            ["é".repeat(AROUND), "listen".to_owned(), "ü".repeat(AROUND)]
        );
        assert_eq!(some.excerpts[0].cut, [true, true]);
        assert_eq!(found("nothing here", "listen").count, 0);
    }
}
