use super::{Proportion, Term};
use crate::survey::{Opt, QUESTION};

/// A sentence that a report can use: "Almost all staff (94%, 1,090 of 1,160) agreed with “I know
/// how to report a concern”."
///
/// `people` is the plural of [`Audience::people`](crate::survey::Audience::people), `did` what they did as [`agreed`] words it. The
/// question is quoted as it was asked, because a statement in the first person cannot be turned
/// into reported speech by a rule.
pub fn sentence(proportion: Proportion, people: &str, did: &str) -> String {
    format!("{} ({proportion}) {did}.", begun(Term::of(proportion), people))
}

/// The same of so few people that no number is shown: "Most staff agreed with “…”."
pub fn sentence_of_few(term: Term, people: &str, did: &str) -> String {
    format!("{} {did}.", begun(term, people))
}

/// The term with the people, at the beginning of a sentence.
fn begun(term: Term, people: &str) -> String {
    let whom = term.of_people(people);
    let (first, rest) = whom.split_at_checked(1).unwrap_or(("", &whom));
    format!("{}{rest}", first.to_uppercase())
}

/// The areas at one end of a range, and their share.
pub type End<'a> = (&'a [String], Proportion);

/// How the areas of a sentence range: ", from less than half in Fife (43%) to most in Moray and Angus
/// (82%)". Where both ends have the same term, it is told by percentages; where both have the same
/// percentage, nothing but that. If these are not all areas that the sentence is about, it says so.
pub fn range((lowest, low): End<'_>, (highest, high): End<'_>, of_all: bool) -> String {
    let told = between((lowest, low), (highest, high));
    if of_all { told } else { format!("{told} among the areas that can be shown alone") }
}

fn between((lowest, low): End<'_>, (highest, high): End<'_>) -> String {
    let (from, to) = (low.percent(), high.percent());
    let (less, more) = (Term::of(low), Term::of(high));
    let (lowest, highest) = (named(lowest, "areas"), named(highest, "areas"));
    if from == to {
        format!(", and {from}% in each of them")
    } else if less == more {
        format!(", from {from}% in {lowest} to {to}% in {highest}")
    } else {
        format!(", from {less} in {lowest} ({from}%) to {more} in {highest} ({to}%)")
    }
}

/// The lowest and the highest of shares with names: "from 41% in Moray to 88% in Fife and Angus". Where
/// all have the same percentage: "63% in each". `None` of none. `several` is what many names are called:
/// "areas".
pub fn ends(shares: &[(String, Proportion)], several: &str) -> Option<String> {
    let percents = || shares.iter().map(|(_, share)| share.percent());
    let (low, high) = (percents().min()?, percents().max()?);
    let at = |end: u8| {
        let own = shares.iter().filter(|(_, share)| share.percent() == end);
        named(&own.map(|(name, _)| name.clone()).collect::<Vec<_>>(), several)
    };
    Some(match shares {
        [_] => format!("{low}% in {}", at(low)),
        _ if low == high => format!("{low}% in each"),
        _ => format!("from {low}% in {} to {high}% in {}", at(low), at(high)),
    })
}

/// The most areas that are named where several have the same share.
const MOST_NAMED: usize = 3;

/// All of several areas, or how many they are.
fn named(areas: &[String], several: &str) -> String {
    match areas {
        [one] => one.clone(),
        [before @ .., last] if areas.len() <= MOST_NAMED => {
            format!("{} and {last}", before.join(", "))
        }
        _ => format!("{} {several}", areas.len()),
    }
}

/// What a report says of all people of several areas: "Most staff (78%, 5,320 of 6,820) agreed with
/// “…”, from …". `range` is of [`range`], or empty.
pub fn over_people(proportion: Proportion, people: &str, did: &str, range: &str) -> String {
    format!("{} ({proportion}) {did}{range}.", begun(Term::of(proportion), people))
}

/// What a report says of several areas that count the same: "On average over 8 areas, most staff
/// (76%) agreed with “…”, from …". `average` is the mean of the areas' percentages, rounded.
pub fn over_areas((average, areas): (u8, usize), people: &str, did: &str, range: &str) -> String {
    let whom = Term::of_percent(average).of_people(people);
    format!("On average over {areas} areas, {whom} ({average}%) {did}{range}.")
}

/// What those did who chose one of `options` of `question`: "agreed with “…”" where every such
/// option is one of agreement, "disagreed with “…”" where it is one of disagreement, and otherwise the
/// options by their words: "answered “Always” or “Often” to “…”". `None` of no options.
pub fn answered(question: &str, options: &[&Opt]) -> Option<String> {
    let texts: Vec<&str> = options.iter().map(|option| option.text.trim()).collect();
    let (last, before) = texts.split_last()?;
    let asked = quoted(question);
    if texts.iter().all(|text| is_word(text, "agree") && !text.to_lowercase().contains("not agree"))
    {
        return Some(format!("agreed with {asked}"));
    }
    if texts.iter().all(|text| is_word(text, "disagree")) {
        return Some(format!("disagreed with {asked}"));
    }
    let listed = |texts: &[&str]| {
        texts.iter().map(|text| format!("“{text}”")).collect::<Vec<_>>().join(", ")
    };
    let said = if before.is_empty() {
        listed(&[last])
    } else {
        format!("{} or {}", listed(before), listed(&[last]))
    };
    Some(format!("answered {said} to {asked}"))
}

/// What those did whom a cut counts, as its survey says it.
pub fn cut(said: &str, question: &str) -> String {
    said.replace(QUESTION, &quoted(question))
}

/// A question in quotation marks, without the full stop of a statement.
fn quoted(question: &str) -> String {
    format!("“{}”", question.trim().trim_end_matches('.'))
}

/// Whether an option's words have this one: "Agree", "Strongly agree", "I agree a little".
fn is_word(text: &str, wanted: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::survey::Audience;

    fn options(texts: &[(&str, bool)]) -> Vec<Opt> {
        let option = |(text, favourable): &(&str, bool)| Opt {
            id: text.to_lowercase(),
            text: (*text).to_owned(),
            favourable: *favourable,
            unfavourable: false,
            outside: false,
            alone: false,
            face: None,
        };
        texts.iter().map(option).collect()
    }

    fn favourable(question: &str, options: &[Opt]) -> Option<String> {
        answered(question, &options.iter().filter(|o| o.favourable).collect::<Vec<_>>())
    }

    fn said(
        count: u64,
        base: u64,
        audience: Audience,
        question: &str,
        texts: &[(&str, bool)],
    ) -> String {
        let proportion = Proportion::new(count, base).expect("a proportion");
        sentence(
            proportion,
            audience.people(),
            &favourable(question, &options(texts)).expect("favourable options"),
        )
    }

    const AGREEMENT: [(&str, bool); 3] =
        [("Strongly agree", true), ("Agree", true), ("Disagree", false)];

    #[test]
    fn agreement_is_quoted_as_agreement() {
        assert_eq!(
            said(1_090, 1_160, Audience::staff(), "I know how to report a concern.", &AGREEMENT),
            "Almost all staff (94%, 1,090 of 1,160) agreed with “I know how to report a concern”."
        );
        assert_eq!(
            said(49, 100, Audience::parents(), "I was listened to.", &AGREEMENT),
            "Less than half of parents and carers (49%, 49 of 100) agreed with “I was listened to”."
        );
    }

    #[test]
    fn areas_are_told_by_their_range() {
        let part = |count| Proportion::new(count, 100).expect("a proportion");
        let names =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let said = |low, high: u64, highest: &[&str]| {
            let range = range((&names(&["Fife"]), part(low)), (&names(highest), part(high)), true);
            over_areas((63, 8), "staff", "agreed with “X”", &range)
        };
        assert_eq!(
            said(43, 82, &["Moray"]),
            "On average over 8 areas, the majority of staff (63%) agreed with “X”, from less than \
                half in Fife (43%) to most in Moray (82%)."
        );
        assert_eq!(
            said(51, 72, &["Angus", "Moray"]),
            "On average over 8 areas, the majority of staff (63%) agreed with “X”, from 51% in \
                Fife to 72% in Angus and Moray."
        );
        assert!(said(51, 72, &["A", "B", "C", "D"]).ends_with("to 72% in 4 areas."));
        assert!(said(63, 63, &["Moray"]).ends_with("agreed with “X”, and 63% in each of them."));
        assert_eq!(
            over_people(part(82), "staff", "agreed with “X”", ""),
            "Most staff (82%, 82 of 100) agreed with “X”."
        );
    }

    #[test]
    fn the_ends_of_a_list_are_named() {
        let told = |percents: &[u64]| {
            let share = |percent: &u64| Proportion::new(*percent, 100).expect("a proportion");
            let names = ["Fife", "Angus", "Moray", "Falkirk", "Highland"];
            let shares = names.iter().zip(percents).map(|(name, p)| ((*name).to_owned(), share(p)));
            ends(&shares.collect::<Vec<_>>(), "areas")
        };
        assert_eq!(told(&[43, 82, 50]).as_deref(), Some("from 43% in Fife to 82% in Angus"));
        assert_eq!(told(&[9, 9, 50]).as_deref(), Some("from 9% in Fife and Angus to 50% in Moray"));
        assert_eq!(
            told(&[9, 50, 50, 50, 50]).as_deref(),
            Some("from 9% in Fife to 50% in 4 areas")
        );
        assert_eq!(told(&[9, 9]).as_deref(), Some("9% in each"));
        assert_eq!(told(&[9]).as_deref(), Some("9% in Fife"));
        assert_eq!(told(&[]), None);
    }

    #[test]
    fn other_answers_are_quoted_by_their_options() {
        let often = [("Always", true), ("Often", true), ("Never", false)];
        assert_eq!(
            said(62, 102, Audience::children(), "Does your worker listen to you?", &often),
            "The majority of children aged 8 to 15 (61%, 62 of 102) answered “Always” or “Often” \
                to “Does your worker listen to you?”."
        );
        assert_eq!(
            said(
                5,
                51,
                Audience::young_people(),
                "Do you have a plan?",
                &[("Yes", true), ("No", false)]
            ),
            "Few young people aged 16 and over (10%, 5 of 51) answered “Yes” to “Do you have a \
                plan?”."
        );
    }

    #[test]
    fn few_people_are_told_of_without_numbers() {
        assert_eq!(
            sentence_of_few(Term::Majority, "staff", "agreed with “X”"),
            "The majority of staff agreed with “X”."
        );
    }

    #[test]
    fn disagreement_is_never_taken_for_agreement() {
        let did = |texts: &[&str]| {
            let options = options(&texts.iter().map(|text| (*text, true)).collect::<Vec<_>>());
            favourable("I am heard.", &options).expect("options")
        };
        assert_eq!(did(&["I agree a little"]), "agreed with “I am heard”");
        assert_eq!(did(&["Disagree", "Strongly disagree"]), "disagreed with “I am heard”");
        assert_eq!(did(&["I do not agree"]), "answered “I do not agree” to “I am heard”");
        assert_eq!(cut("was sure of {question}", "All is well."), "was sure of “All is well”");
    }

    #[test]
    fn no_options_make_no_sentence() {
        assert_eq!(
            favourable("Which service do you work for?", &options(&[("Police", false)])),
            None
        );
    }

    proptest! {
        #[test]
        fn a_sentence_ends_once_and_keeps_both_numbers(count in 0_u64..100_000, more in 0_u64..100_000, question in "[A-Z][a-z ]{3,40}[.?]") {
            let base = count + more;
            prop_assume!(base > 0);
            let said = said(count, base, Audience::staff(), &question, &AGREEMENT);
            prop_assert!(said.ends_with("”.") && !said.contains(".”"), "{}", said);
            prop_assert!(said.contains(&Proportion::new(count, base).expect("a proportion").to_string()));
        }
    }
}
