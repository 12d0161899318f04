//! What reports are made from: sides of scales, cuts, unions, and the names of those who are asked.

use super::{Refusals, option_sets, questions, repeated};
use crate::survey::{
    Survey,
    file::{CutEntry, KindEntry, OptionEntry, QuestionEntry, SurveyFile},
};

/// The most questions that split the results of one survey.
const MOST_SPLITS: usize = 6;

pub fn check(file: &SurveyFile, refusals: &mut Refusals) {
    for (place, set) in option_sets(file) {
        sides(&place, set, refusals);
    }
    for (name, scale) in &file.scales {
        cuts(&format!("scale `{name}`"), &scale.cuts, &scale.options, refusals);
    }
    for (_, question) in questions(file) {
        of_question(file, question, refusals);
    }
    unions(file, refusals);
    called(file, refusals);
    let splits = questions(file).filter(|(_, question)| question.split).count();
    if splits > MOST_SPLITS {
        refusals.refuse(
            "pages",
            format!("{splits} questions are marked `split`"),
            format!("Mark the {MOST_SPLITS} that matter most"),
        );
    }
}

/// Suggestions: who was asked is not named, so that reports say "of those who were asked".
pub fn advise(file: &SurveyFile, advice: &mut Refusals) {
    for (page, question) in questions(file) {
        let routes = [&question.ask_when, &question.ask_unless, &page.ask_when, &page.ask_unless];
        let mut routes = routes.into_iter().flatten().peekable();
        if routes.peek().is_some() && routes.all(|route| route.called.is_none()) {
            advice.refuse(
                format!("question `{}`", question.id),
                "its route does not say what reports call the people who are asked",
                "Add called = \"staff who …\" to the route",
            );
        }
    }
}

fn sides(place: &str, options: &[OptionEntry], refusals: &mut Refusals) {
    for option in options.iter().filter(|option| option.unfavourable) {
        if option.favourable || option.outside {
            refusals.refuse(
                format!("{place}, option `{}`", option.id),
                "it is `unfavourable`, and `favourable` or `outside` too",
                "Keep one of them",
            );
        }
    }
}

fn of_question(file: &SurveyFile, question: &QuestionEntry, refusals: &mut Refusals) {
    let place = format!("question `{}`", question.id);
    let scale = question.scale.as_ref().and_then(|name| file.scales.get(name));
    let options = scale.map_or(question.options.as_slice(), |scale| scale.options.as_slice());
    let one = [KindEntry::Scale, KindEntry::Choice, KindEntry::Statements];
    if !question.cuts.is_empty() && !one.contains(&question.kind) {
        refusals.refuse(
            &place,
            "`cuts` does not apply to this kind",
            "Remove it, or write a union for several answers to `choices`",
        );
    } else {
        cuts(&place, &question.cuts, options, refusals);
        let of_scale = scale.map(|scale| scale.cuts.as_slice()).unwrap_or_default();
        let all = of_scale.iter().chain(&question.cuts);
        for id in repeated(all.map(|cut| cut.id.as_str())) {
            refusals.refuse(
                format!("{place}, cut `{id}`"),
                "this id appears more than once",
                "Give each cut of a question a different id",
            );
        }
    }
    let turned = question.reversed || question.statements.iter().any(|one| one.reversed);
    if question.reversed && question.kind != KindEntry::Scale {
        refusals.refuse(
            &place,
            "`reversed` does not apply to this kind",
            "Remove it, or mark single statements",
        );
    } else if turned
        && !(options.iter().any(|o| o.favourable) && options.iter().any(|o| o.unfavourable))
    {
        refusals.refuse(
            &place,
            "it is `reversed`, but its scale does not have two sides",
            "Mark the options of the scale that are `favourable` and those that are `unfavourable`",
        );
    }
}

fn cuts(place: &str, cuts: &[CutEntry], options: &[OptionEntry], refusals: &mut Refusals) {
    for cut in cuts {
        let place = format!("{place}, cut `{}`", cut.id);
        let known = |id: &&String| options.iter().any(|o| o.id == **id && !o.outside);
        named(&place, &cut.id, &cut.said, refusals);
        if cut.options.is_empty() || !cut.options.iter().all(|id| known(&id)) {
            refusals.refuse(
                &place,
                "it names no options, or one that is not on the scale",
                "List ids of options that are not `outside`",
            );
        }
    }
}

fn unions(file: &SurveyFile, refusals: &mut Refusals) {
    for id in repeated(file.unions.iter().map(|union| union.id.as_str())) {
        refusals.refuse(
            format!("union `{id}`"),
            "this id appears more than once",
            "Give each union a different id",
        );
    }
    let survey = Survey::lay_out(file, None);
    for union in survey.unions.iter().filter(|union| !survey.asks_the_same(union)) {
        refusals.refuse(
            format!("union `{}`", union.id),
            "different people are asked its questions, so no number of it can be shown",
            "Name questions with the same route",
        );
    }
    for union in &file.unions {
        let place = format!("union `{}`", union.id);
        named(&place, &union.id, &union.said, refusals);
        if union.any.is_empty() {
            refusals.refuse(&place, "it names no answers", "List questions with their answers");
        }
        if questions(file).any(|(_, question)| {
            question.id == union.id || question.statements.iter().any(|one| one.id == union.id)
        }) {
            refusals.refuse(&place, "a question has this id", "Give the union another id");
        }
        for one in &union.any {
            let asked = questions(file).map(|(_, question)| question).find(|question| {
                let has =
                    |statement: &crate::survey::file::StatementEntry| statement.id == one.question;
                question.id == one.question || question.statements.iter().any(has)
            });
            let options = asked.and_then(|question| match &question.scale {
                Some(scale) => file.scales.get(scale).map(|scale| scale.options.as_slice()),
                None => Some(question.options.as_slice()),
            });
            let known =
                |id: &String| options.unwrap_or_default().iter().any(|o| o.id == *id && !o.outside);
            if one.answers.is_empty() || !one.answers.iter().all(known) {
                refusals.refuse(
                    &place,
                    format!("`{}` is no question with these answers", one.question),
                    "Name a question with options, and ids of options that are not `outside`",
                );
            }
        }
    }
}

fn named(place: &str, id: &str, said: &str, refusals: &mut Refusals) {
    if !super::ids::well_formed(id) {
        refusals.refuse(
            place,
            "an id has lower-case letters, digits and dashes, starts with a letter and is at most \
                40 characters long",
            "Rename it",
        );
    }
    sentence_part(place, "said", said, refusals);
}

fn called(file: &SurveyFile, refusals: &mut Refusals) {
    let of_pages = file
        .pages
        .iter()
        .map(|page| (format!("page `{}`", page.id), [&page.ask_when, &page.ask_unless]));
    let of_questions = questions(file).map(|(_, question)| {
        (format!("question `{}`", question.id), [&question.ask_when, &question.ask_unless])
    });
    for (place, routes) in of_pages.chain(of_questions) {
        for called in routes.into_iter().flatten().filter_map(|route| route.called.as_ref()) {
            sentence_part(&place, "called", called, refusals);
        }
    }
}

fn sentence_part(place: &str, key: &str, text: &str, refusals: &mut Refusals) {
    if text.trim() != text || text.is_empty() || text.chars().count() > 200 || text.ends_with('.') {
        refusals.refuse(
            place,
            format!("`{key}` does not fit into a sentence"),
            "Write a part of a sentence of at most 200 characters, without a full stop",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        language::Language,
        survey::{Edition, check, load::Source},
    };

    const HEAD: &str = "survey = \"staff\"\nversion = 1\nlanguage = \"en\"\ntitle = \"Work\"\n\
        minutes = 5\nintroduction = [\"We ask.\"]\n";
    const SCALE: &str = "[scales.often]\noptions = [{ id = \"always\", text = \"Always\", favourable \
        = true }, { id = \"some\", text = \"Sometimes\" }, { id = \"never\", text = \"Never\", \
        unfavourable = true }, { id = \"dk\", text = \"I do not know\", outside = true }]\n";
    const PAGE: &str = "[[pages]]\nid = \"p\"\ntitle = \"All\"\n[[pages.questions]]\nid = \"help\"\n\
        kind = \"scale\"\nscale = \"often\"\ntext = \"Is there help?\"\n";

    fn parsed(definition: &str) -> Edition {
        let source = Source { language: Language::En, bytes: definition.as_bytes().to_vec() };
        Edition::parse(vec![source], "staff").expect("a survey")
    }

    fn problems(definition: &str) -> String {
        let found = check::check(&parsed(definition), None);
        let own = found.into_iter().filter(|one| one.file == "survey.toml");
        own.map(|one| one.to_string()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn sides_cuts_unions_and_names_reach_the_survey() {
        let definition = format!(
            "{HEAD}{SCALE}cuts = [{{ id = \"at-times\", options = [\"always\", \"some\"], said = \
             \"had help at least some of the time\" }}]\n{PAGE}split = true\n[[pages.questions]]\nid \
             = \"left-alone\"\nkind = \"scale\"\nscale = \"often\"\nreversed = true\ntext = \"Are you \
             left alone?\"\nask_when = {{ question = \"help\", answers = [\"never\"], called = \"staff \
             without help\" }}\n[[unions]]\nid = \"neither\"\nany = [{{ question = \"help\", answers = \
             [\"never\"] }}]\nsaid = \"lacked help\"\n"
        );
        assert_eq!(problems(&definition), "");
        let edition = parsed(&definition);
        let survey = edition.english();
        let (help, alone) = (&survey.items[0], &survey.items[1]);
        assert_eq!(help.cuts[0].options, 0b11);
        assert_eq!((survey.splits.as_slice(), help.called.as_deref()), ([0].as_slice(), None));
        assert_eq!(alone.called.as_deref(), Some("staff without help"));
        assert!(help.options[0].favourable && help.options[2].unfavourable);
        assert!(alone.options[0].unfavourable && alone.options[2].favourable);
        assert_eq!(survey.unions[0].any, [(0, 0b100)]);
        let other = "any = [{ question = \"left-alone\", answers = [\"always\"] }, ";
        let routed = definition.replace("any = [", other);
        assert!(problems(&routed).contains("different people"), "{}", problems(&routed));
    }

    #[test]
    fn what_makes_no_figure_is_refused() {
        let cut = |cut: &str| format!("{HEAD}{SCALE}cuts = [{cut}]\n{PAGE}");
        for (definition, problem) in [
            (cut("{ id = \"a\", options = [], said = \"x\" }"), "names no options"),
            (cut("{ id = \"a\", options = [\"dk\"], said = \"x\" }"), "not on the scale"),
            (cut("{ id = \"A\", options = [\"some\"], said = \"x\" }"), "lower-case"),
            (cut("{ id = \"a\", options = [\"some\"], said = \"x.\" }"), "into a sentence"),
            (
                cut("{ id = \"a\", options = [\"some\"], said = \"x\" }, { id = \"a\", options = \
                     [\"never\"], said = \"y\" }"),
                "more than once",
            ),
            (
                format!("{HEAD}{SCALE}{PAGE}reversed = true\n")
                    .replace(", unfavourable = true", ""),
                "does not have two sides",
            ),
            (
                format!("{HEAD}{SCALE}{PAGE}").replace("outside", "unfavourable = true, outside"),
                "`favourable` or `outside` too",
            ),
            (
                format!(
                    "{HEAD}{SCALE}{PAGE}[[unions]]\nid = \"u\"\nany = [{{ question = \"gone\", \
                     answers = [\"a\"] }}]\nsaid = \"x\"\n"
                ),
                "no question with these answers",
            ),
        ] {
            let said = problems(&definition);
            assert!(said.contains(problem), "{problem}: {said}");
        }
    }
}
