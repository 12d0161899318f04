//! What is wrong with a line of an inspection file, for somebody who rarely writes such files.

/// The parser's reason as a sentence. `key` is the key of the line, if it has one.
pub(super) fn sentence(reason: &str, key: Option<&str>) -> String {
    if reason.is_empty() {
        return "This line cannot be read.".to_owned();
    }
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
        let what = key.map_or_else(|| "This".to_owned(), |key| format!("“{key}”"));
        return format!("{what} is {}, but it should be {}.", kind(is), kind(wanted));
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

/// The key of the line at `place`: the word before its equals sign.
pub(super) fn key_at(text: &str, place: usize) -> Option<&str> {
    let (before, after) = text.split_at_checked(place)?;
    let begin = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after.find('\n').map_or(text.len(), |end| place + end);
    let (key, _) = text.get(begin..end)?.split_once('=')?;
    let key = key.trim();
    let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_bare.then_some(key)
}

#[cfg(test)]
mod tests {
    use crate::inspection::file;

    #[test]
    fn mistakes_are_told_in_plain_words_with_their_line() {
        crate::survey::Instrument::staff();
        let good = "title = \"Fife\"\nkind = \"joint-inspection\"\nlead = \
                    \"lead@example.org\"\nopens_on = 2096-02-06\ncloses_on = \
                    2096-02-24\n[[collections]]\narea = \"Fife\"\naudience = \"staff\"\nopen_link \
                    = true\n";
        for (what, with, says) in [
            ("title = \"Fife\"\n", "", "“title” is missing. Add a line that begins with: title ="),
            (
                "kind =",
                "kin =",
                "line 2: “kin” is not allowed here. Use one of: title, kind, framework, \
                lead, ",
            ),
            (
                "joint-inspection",
                "party",
                "line 2: “party” is not allowed here. Use one of: joint-inspection, \
                    progress-review",
            ),
            (
                "\"Fife\"\nkind",
                "7\nkind",
                "line 1: “title” is the number 7, but it should be a text between quotes.",
            ),
            (
                "open_link = true",
                "population = \"ten\"",
                "line 9: “population” is the text \"ten\", but it should be a whole number.",
            ),
            (
                "open_link = true",
                "open_link = 3",
                "line 9: “open_link” is the number 3, but it should be true or false.",
            ),
            (
                "area = \"Fife\"",
                "area = \"Atlantis\"",
                "line 7: “Atlantis” is not a council area of Scotland",
            ),
            ("2096-02-24", "\"soon\"", "line 5: \"soon\" is not a date such as"),
            ("lead = \"lead", "lead = lead", "line 3: "),
        ] {
            let text = good.replace(what, with);
            assert_ne!(text, good, "{what}");
            let said = file::read::read(&text, |_| vec![1]).err().expect(with).to_string();
            assert!(said.contains(says), "{said}");
            assert!(!said.contains("invalid") && said.ends_with(['.', '=', 's', 'e']), "{said}");
        }
    }
}
