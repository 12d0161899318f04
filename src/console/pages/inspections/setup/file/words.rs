use crate::inspection::file::FileProblem;

/// What is wrong with a file, for somebody who rarely writes such files.
pub fn plain(problem: &FileProblem) -> String {
    let reason = sentence(&problem.reason);
    match problem.line {
        Some(line) => format!("Line {line}: {reason}"),
        None => reason,
    }
}

fn sentence(reason: &str) -> String {
    let first_name = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    if let Some(name) = reason.strip_prefix("missing field ") {
        let name = first_name(name);
        return format!("“{name}” is missing. Add a line that begins with: {name} =");
    }
    if let Some((name, known)) =
        reason.strip_prefix("unknown field ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!(
            "“{}” is not allowed here. Use one of: {}.",
            first_name(name),
            names(known)
        );
    }
    if let Some((name, known)) =
        reason.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!(
            "“{}” is not allowed here. Use one of: {}.",
            first_name(name),
            names(known)
        );
    }
    let typed =
        reason.strip_prefix("invalid type: ").or_else(|| reason.strip_prefix("invalid value: "));
    if let Some((is, wanted)) = typed.and_then(|rest| rest.split_once(", expected ")) {
        return format!("This is {}, but it should be {}.", kind(is), kind(wanted));
    }
    let mut said = reason.replace("invalid ", "not a correct ");
    if let Some(first) = said.get(..1).map(str::to_uppercase) {
        said.replace_range(..1, &first);
    }
    if !said.ends_with(['.', '!', '?']) {
        said.push('.');
    }
    said
}

/// "one of `a`, `b`" as "a, b".
fn names(known: &str) -> String {
    known.trim_start_matches("one of ").replace(" or ", ", ").replace('`', "")
}

fn kind(words: &str) -> String {
    let shown = words.replace('`', "");
    match shown.split_whitespace().next() {
        Some("string") => shown.replacen("string", "the text", 1),
        Some("integer") => shown.replacen("integer", "the number", 1),
        Some("u32" | "i32" | "u64" | "i64") => "a whole number".to_owned(),
        Some("boolean") => shown.replacen("boolean", "the word", 1),
        Some("map") => "a group of lines".to_owned(),
        Some("sequence") => "a list".to_owned(),
        _ if shown == "a string" => "a text between quotes".to_owned(),
        _ if shown == "a boolean" => "true or false".to_owned(),
        _ if shown == "a sequence" => "a list of collections".to_owned(),
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::file;

    #[test]
    fn mistakes_are_told_in_plain_words_with_their_line() {
        let good = "title = \"Fife\"\nkind = \"joint-inspection\"\nlead = \
                    \"lead@example.org\"\nopens_on = 2096-02-06\ncloses_on = \
                    2096-02-24\n[[collections]]\narea = \"Fife\"\naudience = \"staff\"\nopen_link \
                    = true\n";
        for (what, with, says) in [
            ("title = \"Fife\"\n", "", "“title” is missing. Add a line that begins with: title ="),
            (
                "kind =",
                "kin =",
                "Line 2: “kin” is not allowed here. Use one of: title, kind, \
                lead, ",
            ),
            (
                "joint-inspection",
                "party",
                "Line 2: “party” is not allowed here. Use one of: joint-inspection, \
                    progress-review",
            ),
            (
                "\"Fife\"\nkind",
                "7\nkind",
                "Line 1: This is the number 7, but it should be a text between quotes.",
            ),
            (
                "open_link = true",
                "population = \"ten\"",
                "Line 9: This is the text \"ten\", but it should be a whole number.",
            ),
            (
                "open_link = true",
                "open_link = 3",
                "Line 9: This is the number 3, but it should be true or false.",
            ),
            (
                "area = \"Fife\"",
                "area = \"Atlantis\"",
                "Line 7: “Atlantis” is not a council area of Scotland",
            ),
            ("2096-02-24", "\"soon\"", "Line 5: \"soon\" is not a date such as"),
            ("lead = \"lead", "lead = lead", "Line 3: "),
        ] {
            let text = good.replace(what, with);
            assert_ne!(text, good, "{what}");
            let said = plain(&file::read(&text, |_| Some(1)).expect_err(with));
            assert!(said.contains(says), "{said}");
            assert!(!said.contains("invalid") && said.ends_with(['.', '=', 's', 'e']), "{said}");
        }
    }
}
