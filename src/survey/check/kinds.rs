//! Each kind of question has exactly the parts that it needs, and every set of options has one
//! outside the scale.

use super::{Refusals, questions};
use crate::survey::{
    Framework,
    file::{KindEntry, OptionEntry, QuestionEntry, SurveyFile},
};

/// The longest answer that fits the padded length of a sealed comment, in characters.
const LONGEST_ANSWER: u32 = 4_000;

pub fn check(file: &SurveyFile, refusals: &mut Refusals) {
    for (_, question) in questions(file) {
        parts(file, question, refusals);
        marks(file.framework(), question, refusals);
        alone(question, refusals);
    }
    for (name, scale) in &file.scales {
        let place = format!("scale `{name}`");
        refuse_alone(&place, &scale.options, "a scale takes only one answer", refusals);
        way_out(&place, &scale.options, refusals);
    }
}

fn parts(file: &SurveyFile, question: &QuestionEntry, refusals: &mut Refusals) {
    use KindEntry::{Choice, Choices, Number, Scale, Statements, Text};
    let place = format!("question `{}`", question.id);
    let kind = question.kind;
    let mut only_for = |present: bool, part: &str, kinds: &[KindEntry]| {
        if present && !kinds.contains(&kind) {
            refusals.refuse(
                &place,
                format!("`{part}` does not apply to this kind"),
                format!("Remove `{part}` or change the kind"),
            );
        }
    };
    only_for(question.scale.is_some(), "scale", &[Scale, Statements]);
    only_for(!question.options.is_empty(), "options", &[Choice, Choices]);
    only_for(!question.statements.is_empty(), "statements", &[Statements]);
    only_for(question.max_length.is_some(), "max_length", &[Text]);
    only_for(question.min.is_some() || question.max.is_some(), "min and max", &[Number]);
    match kind {
        Scale | Statements => match &question.scale {
            None => refusals.refuse(&place, "no scale", "Name one of the scales: scale = \"…\""),
            Some(name) if !file.scales.contains_key(name) => {
                refusals.refuse(
                    &place,
                    format!("there is no scale `{name}`"),
                    format!("Define [scales.{name}] or name another"),
                );
            }
            Some(_) => {}
        },
        Choice => way_out(&place, &question.options, refusals),
        Choices if question.options.is_empty() => {
            refusals.refuse(&place, "no options", "Add at least one option");
        }
        Choices => outside_last(&place, &question.options, refusals),
        Text if !(1..=LONGEST_ANSWER).contains(&question.max_length.unwrap_or(1)) => {
            refusals.refuse(
                &place,
                "max_length is out of bounds",
                format!("Write a length from 1 to {LONGEST_ANSWER}"),
            );
        }
        Number
            if question.min.is_none() || question.max.is_none() || question.min > question.max =>
        {
            refusals.refuse(
                &place,
                "a number needs its bounds",
                "Write min and max, the smaller as min",
            );
        }
        Text | Number => {}
    }
    if kind == Statements && question.statements.is_empty() {
        refusals.refuse(&place, "no statements", "Add at least one statement");
    }
}

fn way_out(place: &str, options: &[OptionEntry], refusals: &mut Refusals) {
    if options.iter().filter(|o| !o.outside).count() < 2 {
        refusals.refuse(
            place,
            "fewer than two options to choose between",
            "Offer at least two that are not `outside`",
        );
    }
    if !options.iter().any(|o| o.outside) {
        refusals.refuse(
            place,
            "there is no option outside the scale, and a chosen option cannot be unselected",
            "End the options with ones such as “I am not sure” and “I do not want to say”, marked \
                outside = true",
        );
    }
    outside_last(place, options, refusals);
}

fn outside_last(place: &str, options: &[OptionEntry], refusals: &mut Refusals) {
    if options.is_sorted_by_key(|o| o.outside) {
        return;
    }
    refusals.refuse(
        place,
        "an `outside` option comes before one of the scale",
        "Put the `outside` options last",
    );
}

fn alone(question: &QuestionEntry, refusals: &mut Refusals) {
    let place = format!("question `{}`", question.id);
    if question.kind != KindEntry::Choices {
        refuse_alone(&place, &question.options, "this kind takes only one answer", refusals);
    } else if !question.options.is_empty() && question.options.iter().all(|o| o.alone) {
        refusals.refuse(
            place,
            "every option is `alone`",
            "Use the kind `choice`, or mark only those that exclude all others",
        );
    }
}

fn refuse_alone(place: &str, options: &[OptionEntry], why: &str, refusals: &mut Refusals) {
    for option in options.iter().filter(|o| o.alone) {
        refusals.refuse(
            format!("{place}, option `{}`", option.id),
            format!("`alone` does not apply here: {why}"),
            "Remove it",
        );
    }
}

fn marks(framework: Framework, question: &QuestionEntry, refusals: &mut Refusals) {
    let known: Vec<&str> = framework.indicators().iter().map(|i| i.number.as_str()).collect();
    let own = (
        format!("question `{}`", question.id),
        &question.quality_indicators,
        question.inspection_question,
    );
    let statements = question
        .statements
        .iter()
        .map(|s| (format!("statement `{}`", s.id), &s.quality_indicators, s.inspection_question));
    for (place, indicators, inspection_question) in std::iter::once(own).chain(statements) {
        for indicator in indicators.iter().filter(|i| framework.indicator(i).is_none()) {
            refusals.refuse(
                &place,
                format!("the framework `{framework}` has no quality indicator `{indicator}`"),
                format!("Use one of {}", known.join(", ")),
            );
        }
        if inspection_question.is_some_and(|number| framework.question(number).is_none()) {
            refusals.refuse(
                &place,
                format!("the framework `{framework}` has no such inspection question"),
                "Write the number of one that it has",
            );
        }
    }
}
