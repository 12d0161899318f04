/// The consent given before a list is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Consent {
    /// None, which is enough until invitations have started.
    #[default]
    None,
    /// The user saw that it adds this many mailboxes.
    Seen(usize),
    /// The user typed how many mailboxes it adds, which a large list needs.
    Counted(usize),
    /// General consent, unless the list is large.
    AsItIs,
}

/// The changes that a list would make to a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Whether invitations have begun, so that new ones are sent at once.
    pub begun: bool,
    /// How many mailboxes are new.
    pub added: usize,
    /// How many are known from an earlier list. They are not invited again, unless they were not
    /// reached.
    pub known: usize,
    /// How many of those were not reached, and are retried.
    pub again: usize,
    /// How many mailboxes the collection has.
    pub there: u64,
    /// How many of the new ones each part gets, by its name; empty for those in no part.
    pub parts: Vec<(String, usize)>,
}

/// A list with more new mailboxes than this is large if they are also more than a tenth of the
/// existing ones.
pub const SMALL: usize = 20;

impl Changes {
    /// Whether the user must type the number of mailboxes: it may be the wrong list, and messages
    /// cannot be recalled.
    pub fn are_large(&self) -> bool {
        let added = u64::try_from(self.added).unwrap_or(u64::MAX);
        self.begun && self.added > SMALL && added.saturating_mul(10) > self.there
    }

    /// Whether these changes may be made. A list that adds nobody needs no consent.
    pub fn are_allowed(&self, consent: Consent) -> bool {
        match consent {
            _ if self.added == 0 => true,
            Consent::Counted(count) => count == self.added,
            Consent::Seen(count) => count == self.added && !self.are_large(),
            Consent::AsItIs => !self.are_large(),
            Consent::None => !self.begun,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(added: usize, there: u64) -> Changes {
        Changes { begun: true, added, known: 3, again: 0, there, parts: Vec::new() }
    }

    #[test]
    fn a_large_list_needs_its_number() {
        for (added, there, large) in [
            (20, 5, false),
            (21, 5, true),
            (21, 209, true),
            (21, 210, false),
            (5_000, 50_000, false),
        ] {
            let changes = changes(added, there);
            assert_eq!(changes.are_large(), large, "{added} to {there}");
            assert_eq!(changes.are_allowed(Consent::Seen(added)), !large);
            assert_eq!(changes.are_allowed(Consent::AsItIs), !large);
            assert!(changes.are_allowed(Consent::Counted(added)));
            assert!(
                !changes.are_allowed(Consent::Counted(added + 1))
                    && !changes.are_allowed(Consent::Seen(added - 1))
            );
            assert!(!changes.are_allowed(Consent::None));
        }
        assert!(changes(0, 5).are_allowed(Consent::None));
    }

    #[test]
    fn a_first_list_needs_no_number() {
        let changes = Changes { begun: false, ..changes(5_000, 0) };
        assert!(!changes.are_large());
        assert!(changes.are_allowed(Consent::None) && changes.are_allowed(Consent::Seen(5_000)));
        assert!(!changes.are_allowed(Consent::Seen(4_999)));
    }
}
