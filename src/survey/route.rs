//! Routing: which questions are asked, given the answers so far.

use super::{Answers, Survey};

/// A condition for asking a question. It depends on one earlier question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// The place of the earlier item; always smaller than that of the item that carries the
    /// condition.
    pub item: usize,
    /// The places of the options that decide, in the earlier item's order.
    pub options: Vec<usize>,
    /// Whether the item is asked *unless* one of the options was chosen, rather than *when* one
    /// was.
    pub unless: bool,
}

impl Survey {
    /// For each item, whether it is asked of somebody who gave these answers. Answers to questions
    /// that were not asked are ignored.
    pub fn asked(&self, answers: &Answers) -> Vec<bool> {
        let mut asked = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let now = item.route.iter().all(|condition| {
                let was_asked = asked.get(condition.item).copied().unwrap_or(false);
                let chosen =
                    was_asked && condition.options.iter().any(|o| answers.has(condition.item, *o));
                chosen != condition.unless
            });
            asked.push(now);
        }
        asked
    }

    /// Removes the answers to questions that were not asked.
    pub fn keep_asked(&self, answers: &mut Answers) {
        for (place, asked) in self.asked(answers).into_iter().enumerate() {
            if !asked {
                answers.clear(place);
            }
        }
    }
}
