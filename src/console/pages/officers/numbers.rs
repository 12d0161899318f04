use crate::{
    records::Written,
    survey::{Item, QuestionKind},
};

/// The numbers that areas gave in answer to one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// By the place of the area, from the lowest.
    pub each: Vec<(usize, i64)>,
    pub total: i64,
    /// The middle number; of two, their mean.
    pub median: f64,
}

impl Numbers {
    /// `None` if no area gave one.
    pub fn of(item: &Item, written: &[&Written]) -> Option<Self> {
        if !matches!(item.kind, QuestionKind::Number { .. }) {
            return None;
        }
        let number = |one: &Written| one.values(&item.id).first()?.parse::<i64>().ok();
        let mut each: Vec<(usize, i64)> = written
            .iter()
            .enumerate()
            .filter_map(|(place, one)| Some((place, number(one)?)))
            .collect();
        each.sort_by_key(|(place, number)| (*number, *place));
        let at = |place: usize| each.get(place).map(|(_, number)| *number);
        let (low, high) = (at((each.len().checked_sub(1)?) / 2)?, at(each.len() / 2)?);
        let total = each.iter().map(|(_, number)| *number).sum();
        #[expect(clippy::cast_precision_loss, reason = "answers are 32-bit numbers")]
        let median = (low + high) as f64 / 2.0;
        Some(Self { each, total, median })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        language::Language,
        survey::{Edition, load::Source},
    };

    #[test]
    fn the_total_the_middle_and_the_range_are_those_of_the_numbers_that_were_given() {
        let text = r#"
            survey = "staff"
            framework = "joint-2018"
            version = 1
            language = "en"
            title = "Numbers"
            minutes = 1
            introduction = ["We ask."]
            [[pages]]
            id = "one"
            title = "One"
            [[pages.questions]]
            id = "how-many"
            kind = "number"
            text = "How many?"
            min = 0
            max = 100
            quality_indicators = ["1.1"]
            inspection_question = 1
        "#;
        let source = Source { language: Language::En, bytes: text.as_bytes().to_vec() };
        let edition = Edition::parse(vec![source], "numbers").expect("a survey");
        let item = edition.english().items.first().expect("one question");
        let written = |number: &str| Written::from_text(number).expect("answers");
        let all = [
            written(r#"{"how-many":7}"#),
            written("{}"),
            written(r#"{"how-many":2}"#),
            written(r#"{"how-many":30}"#),
            written(r#"{"how-many":4}"#),
        ];
        let numbers = Numbers::of(item, &all.iter().collect::<Vec<_>>()).expect("numbers");
        assert_eq!(numbers.each, [(2, 2), (4, 4), (0, 7), (3, 30)]);
        assert_eq!((numbers.total, numbers.median), (43, 5.5));
        let one = Numbers::of(item, &[all.first().expect("one")]).expect("a number");
        assert_eq!((one.total, one.median), (7, 7.0));
        assert_eq!(Numbers::of(item, &[all.get(1).expect("nothing")]), None);
    }
}
