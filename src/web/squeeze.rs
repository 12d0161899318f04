//! Styles and scripts as small as respondents should have to load them. What stands in quotes stays as it is.
//!
//! A minifier such as oxc makes the largest form 1% smaller (106 bytes), for some 120 more crates in every build, whose
//! versions change their interfaces often. Without shorter names the form would pass its limit.
//!
//! A script squeezed here keeps to four rules: strings stand in double quotes, no object is written in the short form
//! `{name}`, a slash that divides has a space on each side, and no name inside a statement is also that of the script.

use std::collections::{BTreeMap, BTreeSet};

/// A style without its indentation, blank lines and comment lines.
pub fn squeeze(source: &str) -> String {
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A script without these and the spaces beside signs, with short names for what it declares.
pub fn squeeze_script(source: &str) -> String {
    let mut tight = String::with_capacity(source.len());
    for line in squeeze(source).lines().map(tighten) {
        // After these no line has to end.
        if !tight.is_empty() && !tight.ends_with([';', '{', '(', ',']) {
            tight.push('\n');
        }
        tight.push_str(&line);
    }
    let tokens = tokens(&tight);
    let used: BTreeSet<&str> = tokens.iter().copied().collect();
    let free: Vec<String> = names().filter(|name| !used.contains(name.as_str())).collect();
    let statements = statements(&tokens);
    let outer: BTreeSet<&str> = statements.iter().flat_map(|statement| declared(statement).0).collect();
    let mut out = String::with_capacity(tight.len());
    for statement in statements {
        let inner = declared(statement).1;
        let inner = inner.iter().filter(|name| !outer.contains(*name));
        // What is declared inside one statement is not seen in another, so both may use the same names.
        let short: BTreeMap<&str, &String> = outer.iter().chain(inner).copied().zip(&free).collect();
        for (place, token) in statement.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|before| statement.get(before)).copied().unwrap_or("");
            let after = statement.get(place + 1).copied().unwrap_or("");
            let is_property = before == "." || (after == ":" && matches!(before, "{" | ","));
            out.push_str(short.get(token).filter(|_| !is_property).map_or(*token, |name| name.as_str()));
        }
    }
    out
}

/// A line without the spaces beside signs that end a word anyway.
fn tighten(line: &str) -> String {
    let tight = |c: char| "(){},;=?:<>&|!*".contains(c);
    let (mut out, mut quoted, mut chars) = (String::with_capacity(line.len()), false, line.chars().peekable());
    while let Some(c) = chars.next() {
        quoted ^= c == '"';
        // Two signs of one kind side by side would be one.
        let plus = out.ends_with('+') && !matches!(chars.peek(), Some('+' | '-'));
        let beside = out.chars().next_back().is_some_and(tight) || chars.peek().copied().is_some_and(tight);
        if c != ' ' || quoted || !(beside || plus || (chars.peek() == Some(&'+') && !out.ends_with('+'))) {
            out.push(c);
        }
    }
    out
}

/// Words, strings, regular expressions, and every other character for itself.
fn tokens(script: &str) -> Vec<&str> {
    let (mut tokens, mut rest) = (Vec::new(), script);
    while let Some(first) = rest.chars().next() {
        let until = |end: char| rest.get(1..).and_then(|more| more.find(end)).map_or(rest.len(), |at| at + 2);
        let length = match first {
            '"' => until('"'),
            '/' if !rest.starts_with("/ ") => until('/'),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, more) = rest.split_at_checked(length).unwrap_or((rest, ""));
        tokens.push(token);
        rest = more;
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '$')
}

fn names() -> impl Iterator<Item = String> {
    let letters = || ('a'..='z').chain('A'..='Z').map(String::from);
    letters().chain(letters().flat_map(move |first| letters().map(move |second| format!("{first}{second}"))))
}

/// How deep in brackets the statements of a script stand, which is one function called at once.
const TOP: usize = 2;

fn statements<'t, 'a>(tokens: &'t [&'a str]) -> Vec<&'t [&'a str]> {
    let mut depth = 0_usize;
    let ends = |token: &&str| {
        depth = deeper(depth, token);
        depth <= TOP && matches!(*token, ";" | "\n")
    };
    tokens.split_inclusive(ends).collect()
}

fn deeper(depth: usize, token: &str) -> usize {
    match token {
        "(" | "[" | "{" => depth + 1,
        ")" | "]" | "}" => depth.saturating_sub(1),
        _ => depth,
    }
}

/// What a statement declares for the whole script, and what only for itself.
fn declared<'a>(statement: &[&'a str]) -> (BTreeSet<&'a str>, BTreeSet<&'a str>) {
    let (mut outer, mut inner) = (BTreeSet::new(), BTreeSet::new());
    // A declaration for the whole script begins its statement, but for what opens the function around all.
    let begins = |place: usize| {
        let before = statement.get(..place).unwrap_or_default();
        before.iter().all(|token| matches!(*token, "(" | ")" | "=" | ">" | "{" | "\n"))
    };
    for (place, token) in statement.iter().enumerate() {
        match *token {
            "const" | "let" => {
                let names = declarators(statement.get(place + 1..).unwrap_or_default());
                if begins(place) { outer.extend(names) } else { inner.extend(names) }
            }
            "=" if statement.get(place + 1) == Some(&">") => {
                inner.extend(parameters(statement.get(..place).unwrap_or_default()));
            }
            _ => {}
        }
    }
    let is_name = |name: &&str| name.len() > 1 && name.starts_with(|c: char| is_word(c) && !c.is_ascii_digit());
    outer.retain(is_name);
    inner.retain(is_name);
    (outer, inner)
}

/// The names in a declaration up to its semicolon: the first, and those after commas outside of all brackets.
fn declarators<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let (mut names, mut depth, mut expected) = (Vec::new(), 0_usize, true);
    for token in tokens.iter().filter(|token| **token != " ") {
        match *token {
            ";" | "of" | "in" if depth == 0 => break,
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 => expected = true,
            name if expected => {
                names.push(name);
                expected = false;
            }
            _ => {}
        }
    }
    names
}

/// The parameters that end the tokens before an arrow.
fn parameters<'a>(before: &[&'a str]) -> Vec<&'a str> {
    match before.split_last() {
        Some((&")", list)) => list.iter().rev().take_while(|token| **token != "(").copied().collect(),
        Some((name, _)) => vec![name],
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_loses_comments_and_spaces_outside_its_strings_only() {
        let script = "// why\n  if (a && b) { say(\"x = { 1 }\" + c); }\n\n  d = -1;";
        assert_eq!(squeeze_script(script), "if(a&&b){say(\"x = { 1 }\"+c);}\nd=-1;");
    }

    #[test]
    fn what_a_script_declares_gets_short_names_and_nothing_else_does() {
        let script = "(() => {\n  const form = document.form, words = { form: form, \"form\": 1 };\n  \
                      form.words = (first, last) => first ? words : last / form.first;\n  \
                      const other = (last) => { const more = last; return more; };\n})();";
        assert_eq!(
            squeeze_script(script),
            "(()=>{const a=document.form,c={form:a,\"form\":1};a.words=(d,e)=>d?c:e / a.first;\
             const b=(d)=>{const e=d;return e;};})();"
        );
        assert_eq!(squeeze_script("let name = /form|name/.test(form);"), "let a=/form|name/.test(form);");
    }
}
