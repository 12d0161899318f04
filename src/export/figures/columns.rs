use crate::{
    export::{Column, period::Period},
    results::wording::Term,
};

pub fn columns() -> Vec<Column> {
    let yes_or_no =
        [("yes", "The numbers are hidden, and their cells are empty."), ("no", "They are shown.")];
    let mut columns = vec![
        Column::new("area", "The area’s GSS code; empty for all areas together."),
        Column::new(
            "area_name",
            "The area’s name, with the title of the inspection where two inspections of a programme have the same area. All areas shown: the sum of the areas with numbers. If the threshold is 30 \
                or more, it also has the areas that are too small to be shown alone. The sentence says \
                which areas a sum is of if it is not of all.",
        ),
        Column::new("audience", "Who was asked: an audience, or a group of audiences together."),
        Column::new("survey", "Which survey was asked; empty for several audiences together."),
        Column::new(
            "split",
            "The question by whose answers people are divided into groups; empty for the whole, and \
                for parts of the collection.",
        ),
        Column::new(
            "stratum",
            "The group: a part of the collection, or an answer to the question in split. all-others \
                stands for all that are too small to show, with people who gave no answer. Empty \
                for the whole, and for responses by the whole area’s link.",
        ),
        Column::new("stratum_name", "The name of the group; empty for the whole."),
        Column::new("survey_version", "The version of the audience’s survey that was asked."),
        Column::new(
            "question",
            "The question’s id, the same in all versions; empty for all questions of a collection that \
                is kept from the person who made the file.",
        ),
        Column::new("question_text", "The question as it was asked, in English."),
        Column::new(
            "inspection_question",
            "The inspection question that it informs, by its number in the framework.",
        ),
        Column::new("quality_indicators", "The quality indicators that it informs."),
        Column::new("option", "The option’s id; empty for the question as a whole."),
        Column::new("option_text", "The text of the option."),
        Column::new(
            "side",
            "What is counted over several options: the unfavourable side, or what the survey names.",
        ),
        Column::new(
            "count",
            "How many chose the option, or one of those that are counted together.",
        ),
        Column::new(
            "base",
            "How many gave an answer on the scale. People who skipped the question or chose an \
                option such as not sure are not counted.",
        ),
        Column::new(
            "percent",
            "Count as a percentage of base, rounded to a whole number, halves up; less than half \
                is 49 at most. Empty for options outside the scale.",
        ),
        Column::new("asked", "How many people could answer; empty where that is not known."),
        Column::new(
            "interval_from",
            "Where the 95% interval of the favourable percentage, or of percent, begins.",
        ),
        Column::new("interval_to", "Where it ends."),
        Column::new(
            "average_percent",
            "The mean of the favourable percentages of the areas that are shown with numbers, each \
                counted the same; only in rows of all areas.",
        ),
        Column::new(
            "favourable",
            "How many gave a favourable answer; empty if no answer counts \
            as favourable.",
        ),
        Column::new(
            "favourable_percent",
            "Favourable as a percentage of base, rounded in the same way.",
        ),
        Column::new(
            "quantity_term",
            "The fixed wording of inspection reports for that percentage.",
        )
        .with_values(terms()),
        Column::new("sentence", "A sentence for a report."),
        Column::new("mean", "The mean of the numbers given."),
        Column::new("hidden", "Whether the numbers are hidden.")
            .with_values(yes_or_no.map(|(value, text)| (value.to_owned(), text.to_owned())).into()),
        Column::new(
            "hidden_why",
            "Why they are hidden, in words; empty if they are shown. An answer is one on the scale of \
                the question. A term alone stands for few people: of fewer than 20, “most” includes \
                almost all; of fewer than 14, “less than half” includes few.",
        ),
    ];
    columns.extend(Period::columns());
    columns
}

/// The terms of reports, and what they say.
pub fn terms() -> Vec<(String, String)> {
    let ends =
        [(Term::None, "Nobody."), (Term::Half, "As many as not."), (Term::All, "Everybody.")];
    let ends = ends.map(|(term, says)| (term.words().to_owned(), says.to_owned()));
    let terms = Term::ALL.map(|term| {
        let (from, to) = term.range();
        (term.words().to_owned(), format!("{from}% to {to}%."))
    });
    terms.into_iter().chain(ends).collect()
}
