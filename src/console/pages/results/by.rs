use crate::{
    console::views::asking::Asking,
    survey::{Framework, Item, Survey},
};

/// How the questions of a page are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    #[default]
    Question,
    Indicator,
}

/// Questions that inform the same inspection question or quality indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its anchor on the page.
    pub anchor: String,
    pub title: String,
    /// The places of its questions in [`Survey::items`].
    pub places: Vec<usize>,
    /// Questions of an earlier group that inform it too.
    pub elsewhere: Vec<usize>,
}

impl By {
    pub const ALL: [Self; 2] = [Self::Question, Self::Indicator];

    /// The value of `by` in an address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Indicator => "indicator",
        }
    }

    /// The display name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Question => "inspection question",
            Self::Indicator => "quality indicator",
        }
    }

    /// The value from the address; the inspection questions by default.
    pub fn of(asked: &str) -> Self {
        Self::ALL.into_iter().find(|by| by.key() == asked).unwrap_or_default()
    }

    /// The questions at `places` in their groups: by number, and last those that inform none. A
    /// question appears once, under the first of its indicators.
    pub fn groups(self, survey: &Survey, places: &[usize]) -> Vec<Group> {
        let framework = survey.instrument.framework();
        let items = || places.iter().filter_map(|place| Some((*place, survey.items.get(*place)?)));
        let mut keys: Vec<String> = items().flat_map(|(_, item)| self.keys(item)).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut groups: Vec<Group> = keys.iter().map(|key| self.group(framework, key)).collect();
        let mut rest = Group {
            anchor: "others".to_owned(),
            title: Asking::from(survey.audience()).rest().to_owned(),
            places: Vec::new(),
            elsewhere: Vec::new(),
        };
        for (place, item) in items() {
            let mut first = true;
            for key in self.keys(item) {
                let found = keys.binary_search(&key).ok().and_then(|at| groups.get_mut(at));
                if let Some(group) = found {
                    let list = if first { &mut group.places } else { &mut group.elsewhere };
                    list.push(place);
                    first = false;
                }
            }
            if first {
                rest.places.push(place);
            }
        }
        groups.push(rest);
        groups.retain(|group| !group.places.is_empty() || !group.elsewhere.is_empty());
        groups
    }

    fn keys(self, item: &Item) -> Vec<String> {
        let mut keys = match self {
            Self::Question => item.inspection_question.iter().map(u8::to_string).collect(),
            Self::Indicator => item.quality_indicators.clone(),
        };
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn group(self, framework: Framework, key: &str) -> Group {
        let title = match self {
            Self::Question => key.parse().ok().and_then(|number| framework.question(number)),
            Self::Indicator => framework.indicator(key),
        };
        let title = match (title, self) {
            (Some(title), Self::Question) => format!("{key}. {title}"),
            (Some(title), Self::Indicator) => format!("{key} {title}"),
            (None, _) => format!("{key}, another {}", self.name()),
        };
        let (places, elsewhere) = (Vec::new(), Vec::new());
        Group {
            anchor: format!("{}-{}", self.key(), key.replace('.', "-")),
            title,
            places,
            elsewhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::pages::results::collection::tests::staff;

    fn places(survey: &Survey) -> Vec<usize> {
        (0..survey.items.len()).collect()
    }

    #[test]
    fn every_question_stands_in_one_group_whatever_it_is_grouped_by() {
        let survey = staff();
        for by in By::ALL {
            let groups = by.groups(&survey, &places(&survey));
            let mut all: Vec<usize> =
                groups.iter().flat_map(|group| group.places.clone()).collect();
            all.sort_unstable();
            assert_eq!(all, places(&survey));
            assert!(
                groups
                    .iter()
                    .all(|group| group.elsewhere.iter().all(|place| !group.places.contains(place)))
            );
        }
    }

    #[test]
    fn groups_come_in_the_order_of_their_numbers_and_those_that_inform_none_come_last() {
        let survey = staff();
        let titles = |by: By| {
            by.groups(&survey, &places(&survey)).into_iter().map(|g| g.title).collect::<Vec<_>>()
        };
        let questions = titles(By::Question);
        assert!(
            questions[0].starts_with("1. ") && questions[4].starts_with("5. "),
            "{questions:?}"
        );
        assert!(questions[5].starts_with("About those who answered"));
        let indicators = titles(By::Indicator);
        assert!(
            indicators.is_sorted_by_key(|title| title.starts_with("About"))
                && indicators[0].starts_with("1.1 ")
        );
    }

    #[test]
    fn an_address_that_asks_for_nothing_known_gets_the_inspection_questions() {
        assert_eq!(
            (By::of("indicator"), By::of(""), By::of("moon")),
            (By::Indicator, By::Question, By::Question)
        );
    }
}
