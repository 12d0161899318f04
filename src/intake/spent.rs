use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use rand::RngCore;

use super::issuer::mac;
use crate::store::{HashValue, Id};

/// How many spent tickets are remembered at least.
const REMEMBERED: usize = 50_000;
/// How long a repetition is recognised by its content: longer than the form's script keeps trying.
const RECOGNISED_FOR: Duration = Duration::from_secs(15 * 60);
/// How many other contents may be tried on one ticket. More would let somebody who has the ticket
/// guess at answers.
const GUESSES: u8 = 5;

/// The tickets that this process has lately seen spent, in memory only, so that a form opened again
/// can say so kindly and a submission sent twice is thanked twice. Whether a ticket is spent is
/// decided by the database alone.
pub struct Spent {
    /// Known to this process only, so that nothing made with it can be checked later or elsewhere.
    key: [u8; 32],
    tickets: Mutex<Generations>,
}

/// A keyed digest of one submission: its ticket, its answers and the mark of the page that sent it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Print([u8; 16]);

/// What is known of a spent ticket: when it was first seen, and the submission that spent it, if
/// this process stored that a short while ago.
type Content = (Instant, Option<Stored>);

#[derive(Clone, Copy)]
struct Stored {
    print: Print,
    guesses: u8,
}

#[derive(Default)]
struct Generations {
    young: HashMap<(Id, HashValue), Content>,
    old: HashMap<(Id, HashValue), Content>,
}

impl Default for Spent {
    fn default() -> Self {
        let mut key = [0; 32];
        rand::rng().fill_bytes(&mut key);
        Self { key, tickets: Mutex::default() }
    }
}

impl Spent {
    /// The print of a submission. The ticket is part of it, so that equal answers of two people
    /// have different prints.
    pub fn print(&self, collection: Id, ticket: HashValue, content: &[&[u8]]) -> Print {
        let mut parts: Vec<&[u8]> = vec![collection.as_bytes(), &ticket.0];
        let lengths: Vec<[u8; 8]> =
            content.iter().map(|part| (part.len() as u64).to_le_bytes()).collect();
        for (length, part) in lengths.iter().zip(content) {
            parts.extend([length.as_slice(), part]);
        }
        let mut print = [0; 16];
        print.iter_mut().zip(mac(&self.key, &parts)).for_each(|(to, from)| *to = from);
        Print(print)
    }

    /// Remembers that this submission spent the ticket.
    pub fn stored(&self, collection: Id, ticket: HashValue, print: Print) {
        self.tickets()
            .put((collection, ticket), (Instant::now(), Some(Stored { print, guesses: GUESSES })));
    }

    /// Remembers a ticket that some submission has spent.
    pub fn spent(&self, collection: Id, ticket: HashValue) {
        let mut tickets = self.tickets();
        if !tickets.has(&(collection, ticket)) {
            tickets.put((collection, ticket), (Instant::now(), None));
        }
    }

    /// Whether the ticket was lately seen spent.
    pub fn has(&self, collection: Id, ticket: HashValue) -> bool {
        self.tickets().has(&(collection, ticket))
    }

    /// When the ticket was first seen spent, if it was lately.
    pub fn since(&self, collection: Id, ticket: HashValue) -> Option<Instant> {
        self.tickets().get_mut(&(collection, ticket)).map(|(at, _)| *at)
    }

    /// Whether `print` is that of the submission which spent the ticket. After a few that are not,
    /// or some minutes, this is no longer known.
    pub fn recognises(&self, collection: Id, ticket: HashValue, print: Print) -> bool {
        let mut tickets = self.tickets();
        let Some((at, content)) = tickets.get_mut(&(collection, ticket)) else { return false };
        let Some(stored) = content.as_mut().filter(|_| at.elapsed() < RECOGNISED_FOR) else {
            *content = None;
            return false;
        };
        if stored.print == print {
            return true;
        }
        stored.guesses = stored.guesses.saturating_sub(1);
        if stored.guesses == 0 {
            *content = None;
        }
        false
    }

    fn tickets(&self) -> MutexGuard<'_, Generations> {
        self.tickets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn put(&mut self, ticket: (Id, HashValue), content: Content) {
        if self.young.len() >= REMEMBERED {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(ticket, content);
    }

    fn has(&self, ticket: &(Id, HashValue)) -> bool {
        self.young.contains_key(ticket) || self.old.contains_key(ticket)
    }

    fn get_mut(&mut self, ticket: &(Id, HashValue)) -> Option<&mut Content> {
        match self.young.get_mut(ticket) {
            Some(content) => Some(content),
            None => self.old.get_mut(ticket),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(n: u32) -> HashValue {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&n.to_le_bytes());
        HashValue(bytes)
    }

    #[test]
    fn recently_spent_tickets_are_remembered_in_bounded_memory() {
        let (spent, here) = (Spent::default(), Id::random());
        (0..200_000).for_each(|n| spent.spent(here, digest(n)));
        assert!((150_000..200_000).all(|n| spent.has(here, digest(n))));
        assert!(!spent.has(here, digest(0)));
        assert!(
            !spent.has(Id::random(), digest(199_999)),
            "a ticket is spent in its own collection alone"
        );
        let tickets = spent.tickets();
        assert!(tickets.young.len() + tickets.old.len() <= 2 * REMEMBERED);
    }

    #[test]
    fn only_the_submission_that_spent_a_ticket_is_recognised() {
        let (spent, here) = (Spent::default(), Id::random());
        let print =
            |ticket, text: &str| spent.print(here, digest(ticket), &[b"answers", text.as_bytes()]);
        spent.stored(here, digest(1), print(1, "mine"));
        assert!(spent.recognises(here, digest(1), print(1, "mine")));
        assert!(!spent.recognises(here, digest(1), print(1, "theirs")));
        spent.spent(here, digest(1));
        assert!(
            spent.recognises(here, digest(1), print(1, "mine")),
            "seeing it spent again forgets nothing"
        );
        spent.spent(here, digest(2));
        assert!(
            !spent.recognises(here, digest(2), print(2, "mine")),
            "somebody else's process stored it"
        );
        assert!(
            print(1, "mine") != print(2, "mine")
                && print(1, "mine") != Spent::default().print(here, digest(1), &[])
        );
        assert!(
            spent.print(here, digest(1), &[b"a", b"bc"])
                != spent.print(here, digest(1), &[b"ab", b"c"])
        );
    }

    #[test]
    fn answers_cannot_be_guessed_by_trying() {
        let (spent, here) = (Spent::default(), Id::random());
        let print = |text: &str| spent.print(here, digest(1), &[text.as_bytes()]);
        spent.stored(here, digest(1), print("right"));
        (0..GUESSES)
            .for_each(|n| assert!(!spent.recognises(here, digest(1), print(&n.to_string()))));
        assert!(!spent.recognises(here, digest(1), print("right")));
        assert!(spent.has(here, digest(1)));
    }
}
