//! Routing: which questions are asked, given the answers so far.

use super::{Answers, Survey, Union};

impl Survey {
    /// Whether the same people are asked all questions of a union.
    pub fn asks_the_same(&self, union: &Union) -> bool {
        let items = union.any.iter().filter_map(|(item, _)| self.items.get(*item));
        let mut routes = items.map(|item| &item.route);
        let first = routes.next();
        routes.all(|route| Some(route) == first)
    }

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
