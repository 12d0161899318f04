//! Options that seem to exclude the others but are not marked `alone`.

use super::{Refusals, questions};
use crate::survey::file::{KindEntry, OptionEntry, SurveyFile};

/// Words that begin the text of an option which excludes all others.
const EXCLUDING: [&str; 5] = ["none of", "no one", "nobody", "nothing", "not any"];
/// Ids of such options.
const EXCLUDING_IDS: [&str; 6] = ["none", "no-one", "nobody", "nothing", "neither", "not-any"];

pub fn check(file: &SurveyFile, advice: &mut Refusals) {
    for (_, question) in questions(file).filter(|(_, question)| question.kind == KindEntry::Choices)
    {
        for option in question.options.iter().filter(|option| !option.alone && excludes(option)) {
            advice.refuse(
                format!("question `{}`, option `{}`", question.id, option.id),
                format!("“{}” can be ticked together with another option", option.text),
                "Add alone = true if it excludes the others",
            );
        }
    }
}

fn excludes(option: &OptionEntry) -> bool {
    let text = option.text.to_lowercase();
    let begins = |words: &str| {
        text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    EXCLUDING_IDS.contains(&option.id.as_str())
        || option.id.starts_with("none-")
        || text == "none"
        || EXCLUDING.iter().any(|words| begins(words))
}
