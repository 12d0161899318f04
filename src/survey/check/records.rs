//! Surveys that inspectors fill in the console: marks that only they can have, and texts that must
//! not identify anybody.

use super::{Refusals, privacy, questions};
use crate::survey::file::{KindEntry, QuestionEntry, SurveyFile};

/// The longest text that an inspector can write about a record or a meeting, in characters.
const LONGEST_NOTE: u32 = 500;
/// The largest number in a sample list.
const LARGEST_SAMPLE: i32 = 999;
/// What identifies a child or a family in records, besides what identifies a respondent.
const IDENTIFYING: [&str; 6] = ["chi", "dob", "born", "reference", "nickname", "nicknames"];

pub fn check(file: &SurveyFile, refusals: &mut Refusals) {
    let signed_in = file.audience().is_signed_in();
    for (page, question) in questions(file) {
        let routes = [&page.ask_when, &page.ask_unless, &question.ask_when, &question.ask_unless];
        let is_routed = routes.into_iter().any(Option::is_some);
        marks(question, (signed_in, is_routed), refusals);
        if signed_in {
            note(question, refusals);
        }
    }
    for (mark, has) in MARKS {
        let marked: Vec<&QuestionEntry> =
            questions(file).map(|(_, question)| question).filter(|one| has(one)).collect();
        let most = if mark == "split" && !signed_in { marked.len() } else { 1 };
        for more in marked.iter().skip(most) {
            refusals.refuse(
                format!("question `{}`", more.id),
                format!("`{mark}` is already on another question"),
                "Mark one question of the survey",
            );
        }
    }
    let any = |has: Has| questions(file).any(|(_, question)| has(question));
    if any(|one| one.of) && !any(|one| one.counts.is_some()) {
        refusals.refuse(
            "pages",
            "a question is marked `of`, but none says how many (`counts`)",
            "Mark the question with the number of people: counts = \"people\"",
        );
    }
}

/// Suggestions: a text without a warning against names invites them.
pub fn advise(file: &SurveyFile, advice: &mut Refusals) {
    let texts = questions(file).filter(|(_, question)| question.kind == KindEntry::Text);
    for (_, question) in texts.filter(|_| file.audience().is_signed_in()) {
        let mut said = std::iter::once(&question.text).chain(&question.hint);
        if !said.any(|text| privacy::warns(text)) {
            advice.refuse(
                format!("question `{}`", question.id),
                "it does not say to leave out names",
                "Add a hint such as “Do not write names.”",
            );
        }
    }
}

type Has = fn(&QuestionEntry) -> bool;

const MARKS: [(&str, Has); 4] = [
    ("sample", |question| question.sample),
    ("split", |question| question.split),
    ("counts", |question| question.counts.is_some()),
    ("of", |question| question.of),
];

/// Each mark is on a kind of question that can carry it, and everybody is asked that question.
fn marks(question: &QuestionEntry, (signed_in, routed): (bool, bool), refusals: &mut Refusals) {
    use KindEntry::{Choice, Number, Scale};
    let place = format!("question `{}`", question.id);
    for (mark, _) in MARKS.into_iter().filter(|(_, has)| has(question)) {
        let kinds: &[KindEntry] =
            if ["sample", "counts"].contains(&mark) { &[Number] } else { &[Choice, Scale] };
        if !signed_in && mark != "split" {
            refusals.refuse(
                &place,
                format!("`{mark}` is only for surveys that inspectors fill in the console"),
                "Remove it",
            );
        } else if !kinds.contains(&question.kind) {
            refusals.refuse(
                &place,
                format!("`{mark}` does not apply to this kind"),
                format!("Remove `{mark}` or change the kind"),
            );
        } else if routed && signed_in {
            refusals.refuse(
                &place,
                format!("a question marked `{mark}` must be asked of every record"),
                "Remove `ask_when` and `ask_unless` from it and its page",
            );
        }
    }
    let fits = question.min >= Some(1) && question.max.is_some_and(|max| max <= LARGEST_SAMPLE);
    if question.sample && question.kind == Number && !fits {
        refusals.refuse(
            place,
            "the number in a sample is out of bounds",
            format!("Write min = 1 and max = {LARGEST_SAMPLE}"),
        );
    } else if question.counts.is_some() && question.min.is_some_and(|min| min < 0) {
        refusals.refuse(place, "a number of people cannot be negative", "Write min = 0 or more");
    }
}

/// A text about a record or a meeting is short and asks for nothing that identifies a child.
fn note(question: &QuestionEntry, refusals: &mut Refusals) {
    let place = format!("question `{}`", question.id);
    if question.kind == KindEntry::Text
        && question.max_length.is_none_or(|length| length > LONGEST_NOTE)
    {
        refusals.refuse(
            &place,
            "a long text can identify a child",
            format!("Write max_length = {LONGEST_NOTE} or less"),
        );
    }
    if !matches!(question.kind, KindEntry::Text | KindEntry::Number) {
        return;
    }
    for text in std::iter::once(&question.text).chain(&question.hint) {
        for word in privacy::among(text, &IDENTIFYING) {
            refusals.refuse(
                &place,
                format!("it seems to ask for something that identifies a child (“{word}”)"),
                "Remove it",
            );
        }
        if question.kind == KindEntry::Text && asks_who(text) {
            refusals.refuse(
                &place,
                "it asks who somebody is, which is answered with a name",
                "Offer kinds of people as a `choice`",
            );
        }
    }
}

/// Whether a sentence of the text begins with "who".
fn asks_who(text: &str) -> bool {
    text.to_lowercase().split(['.', '!', '?']).any(|sentence| {
        let first = sentence.split_whitespace().next().unwrap_or("");
        ["who", "whom", "whose"].contains(&first)
    })
}

#[cfg(test)]
mod tests {
    use crate::{
        language::Language,
        survey::{Edition, audience, check, load::Source},
    };

    const AUDIENCE: &str = "[[audiences]]\nkey = \"record-readers\"\nreading_age = 16\n\
        longest_sentence = 30\nway = \"signed-in\"\ntarget_percent = 100\nnames.en = { name = \
        \"Inspectors\", people = \"inspectors\", in_area = \"inspectors in {area}\", listed = \
        \"Inspectors\", ask = \"Read.\" }\n";

    fn problems(audience: &str, questions: &str) -> Vec<String> {
        let (audiences, groups) = audience::read(AUDIENCE).expect("a file");
        audience::define(audiences, groups);
        let text = format!(
            "survey = \"reading\"\naudience = \"{audience}\"\nversion = 1\nlanguage = \"en\"\n\
             title = \"Reading\"\nminutes = 5\nintroduction = [\"Read it.\"]\n[[pages]]\nid = \
             \"p\"\ntitle = \"All\"\n{questions}"
        );
        let source = Source { language: Language::En, bytes: text.into_bytes() };
        let edition = Edition::parse(vec![source], "reading").expect("a survey");
        let found = check::check(&edition, None);
        found.into_iter().filter(|one| one.file == "survey.toml").map(|r| r.to_string()).collect()
    }

    const WHO: &str = "[[pages.questions]]\nid = \"who\"\nkind = \"choice\"\ntext = \"Met?\"\n\
        options = [{ id = \"a\", text = \"A\" }, { id = \"b\", text = \"B\" }, { id = \"c\", text = \
        \"Not said\", outside = true }]\n";
    const COUNT: &str = "[[pages.questions]]\nid = \"count\"\nkind = \"number\"\ntext = \"How \
        many?\"\nmin = 1\nmax = 99\n";

    fn text(words: &str, more: &str) -> String {
        format!("[[pages.questions]]\nid = \"note\"\nkind = \"text\"\ntext = \"{words}\"\n{more}\n")
    }

    #[test]
    fn marked_questions_of_inspectors_are_taken() {
        let sound = format!(
            "{WHO}of = true\nsplit = true\n{COUNT}counts = \"people\"\n{}{}",
            COUNT.replace("id = \"count\"", "id = \"number\"") + "sample = true\n",
            text("What stood out? Do not write names.", "max_length = 500"),
        );
        assert_eq!(problems("record-readers", &sound), Vec::<String>::new());
    }

    #[test]
    fn marks_are_refused_where_they_mean_nothing() {
        for (audience, questions, problem) in [
            ("staff", format!("{COUNT}sample = true\n"), "only for surveys that inspectors"),
            ("record-readers", format!("{WHO}sample = true\n"), "`sample` does not apply"),
            ("record-readers", format!("{COUNT}split = true\n"), "`split` does not apply"),
            ("record-readers", format!("{WHO}of = true\n"), "none says how many"),
            (
                "record-readers",
                format!(
                    "{WHO}{COUNT}sample = true\nask_when = {{ question = \"who\", answers = \
                    [\"a\"] }}\n"
                ),
                "asked of every record",
            ),
            (
                "record-readers",
                format!("{}sample = true\n", COUNT.replace("max = 99", "max = 1000")),
                "out of bounds",
            ),
            (
                "record-readers",
                format!("{WHO}split = true\n{}split = true\n", WHO.replace("\"who\"", "\"w\"")),
                "already on another",
            ),
        ] {
            let said = problems(audience, &questions).join("\n");
            assert!(said.contains(problem), "{problem}: {said}");
        }
    }

    #[test]
    fn notes_that_could_name_a_child_are_refused() {
        for (words, more, problem) in [
            ("What stood out?", "", "max_length = 500"),
            ("What stood out?", "max_length = 501", "max_length = 500"),
            ("Who did you meet?", "max_length = 100", "asks who somebody is"),
            ("What is the name?", "max_length = 100", "identifies"),
            ("What is the CHI?", "max_length = 100", "identifies a child"),
        ] {
            let said = problems("record-readers", &text(words, more)).join("\n");
            assert!(said.contains(problem), "{problem}: {said}");
        }
        assert_eq!(problems("staff", &text("Who helped?", "")), Vec::<String>::new());
    }
}
