//! What the readings of a collection say, for its team: the figures of each item, in all and by the
//! answers of the question that splits results, and how far two readers agree.

use super::{Reading, ReadingState, Turn, agreement::Agreement};
use crate::{
    results::{Figure, Share, Tally},
    survey::{Answer, Answers, Item, QuestionKind, Survey},
};

/// The agreement on one item, by its place in the survey.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgreementOnItem {
    pub item: usize,
    pub agreement: Agreement,
}

/// The figures of a collection. A record that was read twice counts once, by its first reading.
#[derive(Clone, Debug)]
pub struct Summary {
    /// How many records are read.
    pub done: usize,
    /// How many are read twice.
    pub twice: usize,
    /// The names of the groups by which results are split.
    pub groups: Vec<String>,
    /// For each item with favourable answers, its share in all and in each group.
    pub shares: Vec<(usize, Share, Vec<Share>)>,
    /// For each item that takes one answer on a scale.
    pub agreement: Vec<AgreementOnItem>,
}

impl Summary {
    pub fn of(survey: &Survey, readings: &[Reading]) -> Self {
        let done = |turn: Turn| {
            let of = readings
                .iter()
                .filter(move |one| one.turn == turn && one.state == ReadingState::Done);
            of.map(|one| (one.number, one.written.answers(survey))).collect::<Vec<_>>()
        };
        let (first, second) = (done(Turn::First), done(Turn::Second));
        let pairs: Vec<(&Answers, &Answers)> = second
            .iter()
            .filter_map(|(number, again)| {
                let (_, answers) = first.iter().find(|(of, _)| of == number)?;
                Some((answers, again))
            })
            .collect();
        let all: Vec<&Answers> = first.iter().map(|(_, answers)| answers).collect();
        let groups = groups(survey);
        let shares = items(survey).filter(|(_, item)| item.options.iter().any(|o| o.favourable));
        let shares = shares.map(|(place, item)| {
            let of = |group: &usize| {
                let in_group =
                    |one: &&&Answers| survey.uses.split.is_some_and(|split| one.has(split, *group));
                share((place, item), all.iter().filter(in_group).copied())
            };
            let by_group = groups.iter().map(|(group, _)| of(group)).collect();
            (place, share((place, item), all.iter().copied()), by_group)
        });
        let agreement = items(survey).map(|(place, item)| AgreementOnItem {
            item: place,
            agreement: agreement((place, item), &pairs),
        });
        Self {
            done: first.len(),
            twice: pairs.len(),
            shares: shares.collect(),
            agreement: agreement.collect(),
            groups: groups.into_iter().map(|(_, name)| name).collect(),
        }
    }
}

/// The items that take one answer.
fn items(survey: &Survey) -> impl Iterator<Item = (usize, &Item)> {
    survey.items.iter().enumerate().filter(|(_, item)| item.kind == QuestionKind::One)
}

/// The options of the question that splits results, by their places.
fn groups(survey: &Survey) -> Vec<(usize, String)> {
    let split = survey.uses.split.and_then(|place| survey.items.get(place));
    let options = split.map(|item| item.options.iter().enumerate());
    options.into_iter().flatten().map(|(place, option)| (place, option.text.clone())).collect()
}

fn share<'a>((place, item): (usize, &Item), all: impl Iterator<Item = &'a Answers>) -> Share {
    let mut tally = Tally::default();
    for answers in all {
        if let Some(Answer::One(option)) = answers.get(place) {
            tally.add(Tally::ANSWERED, 1);
            tally.add(item.options.get(*option).map_or("", |option| &option.id), 1);
        }
    }
    Figure::of(item, &tally).share().unwrap_or_default()
}

/// The agreement over the pairs in which both answers are on the scale.
fn agreement((place, item): (usize, &Item), pairs: &[(&Answers, &Answers)]) -> Agreement {
    let on_scale = |answers: &Answers| match answers.get(place) {
        Some(Answer::One(option)) => {
            item.options.get(*option).is_some_and(|one| !one.outside).then_some(*option)
        }
        _ => None,
    };
    let both: Vec<(usize, usize)> =
        pairs.iter().filter_map(|(a, b)| Some((on_scale(a)?, on_scale(b)?))).collect();
    Agreement::of(&both, item.is_scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        records::{Written, written::tests::survey},
        store::Id,
    };

    fn reading(number: u32, turn: Turn, state: ReadingState, answers: &str) -> Reading {
        Reading {
            number,
            turn,
            id: Id::random(),
            reader: "a@speir.example".to_owned(),
            saved_by: None,
            state,
            written: Written::from_text(answers).expect("answers"),
            edits: 1,
            updated_at: chrono::DateTime::default(),
        }
    }

    #[test]
    fn first_readings_count_and_both_readings_agree_or_not() {
        use ReadingState::{Done, Draft};
        let survey = survey();
        let readings = [
            reading(1, Turn::First, Done, r#"{"setting":"home","plan":"good"}"#),
            reading(1, Turn::Second, Done, r#"{"setting":"home","plan":"weak"}"#),
            reading(2, Turn::First, Done, r#"{"setting":"kinship","plan":"weak"}"#),
            reading(2, Turn::Second, Done, r#"{"setting":"kinship","plan":"weak"}"#),
            reading(3, Turn::First, Done, r#"{"setting":"home","plan":"does-not-apply"}"#),
            reading(3, Turn::Second, Done, r#"{"setting":"home","plan":"good"}"#),
            reading(4, Turn::First, Draft, r#"{"setting":"home","plan":"good"}"#),
            reading(4, Turn::Second, Done, r#"{"setting":"home","plan":"good"}"#),
        ];
        let summary = Summary::of(&survey, &readings);
        assert_eq!((summary.done, summary.twice), (3, 3));
        assert_eq!(summary.groups, ["At home", "In kinship care", "Not recorded"]);
        let (plan, _) = survey.item("plan").expect("the plan");
        let (_, whole, groups) =
            summary.shares.iter().find(|(item, ..)| *item == plan).expect("its share");
        assert_eq!(*whole, Share { favourable: 1, base: 2 });
        assert_eq!(groups[0], Share { favourable: 1, base: 1 });
        assert_eq!(groups[1], Share { favourable: 0, base: 1 });
        assert_eq!(groups[2], Share::default());
        let on_plan = summary.agreement.iter().find(|one| one.item == plan).expect("agreement");
        assert_eq!((on_plan.agreement.pairs, on_plan.agreement.same), (2, 1));
        let (setting, _) = survey.item("setting").expect("the setting");
        let on = summary.agreement.iter().find(|one| one.item == setting).expect("agreement");
        assert_eq!((on.agreement.kappa, on.agreement.weighted), (Some(1.0), None));
    }
}
