//! Minifies the styles and scripts of respondents' pages. Quoted text is kept.
//!
//! A minifier such as oxc would make the largest form 1% smaller (106 bytes) but adds about 120
//! crates with unstable interfaces to every build. Without shorter names, the form would exceed its
//! size limit.
//!
//! A name that a script declares gets one short name everywhere in that script, so scopes do not
//! matter. This breaks only names that browsers define too, and the tests refuse those. Names used
//! in only one statement share short names with those of other statements.

use std::collections::{BTreeMap, BTreeSet};

/// A style without its indentation, blank lines and comment lines.
pub fn squeeze(source: &str) -> String {
    let lines =
        source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The same for a style, in which a rule needs no line of its own.
pub fn squeeze_style(source: &str) -> String {
    squeeze(source).replace("{\n", "{").replace("}\n", "}")
}

/// The same for a script, also without unnecessary spaces and with short names. A script with
/// template literals keeps its names and spaces.
pub fn squeeze_script(source: &str) -> String {
    let source = squeeze(source);
    if source.contains('`') {
        return source;
    }
    let tokens = tighten(&tokens(&source));
    let short = short_names(&tokens);
    let mut out = String::with_capacity(source.len());
    for (token, role) in tokens.iter().zip(roles(&tokens)) {
        match (short.get(token), role) {
            (Some(short), Role::Name) => out.push_str(short),
            (Some(short), Role::Both) => out.extend([token, ":", short.as_str()]),
            _ => out.push_str(token),
        }
    }
    out
}

fn short_names<'a>(tokens: &[&'a str]) -> BTreeMap<&'a str, String> {
    let used: BTreeSet<&str> = tokens.iter().copied().collect();
    let letters = || ('a'..='z').chain('A'..='Z').map(String::from);
    let pairs = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    let mut free = letters()
        .chain(pairs)
        .filter(|name| !used.contains(name.as_str()) && name != "do" && name != "if");
    let (inner, outer): (Vec<_>, Vec<_>) =
        homes(tokens).into_iter().partition(|(_, home)| matches!(home, Home::Statement(_)));
    let mut short: BTreeMap<_, _> =
        outer.into_iter().map(|(name, _)| name).zip(free.by_ref()).collect();
    let free: Vec<String> = free.take(inner.len()).collect();
    let mut taken: BTreeMap<usize, std::slice::Iter<'_, String>> = BTreeMap::new();
    for (name, home) in inner {
        if let Home::Statement(number) = home
            && let Some(free) = taken.entry(number).or_insert_with(|| free.iter()).next()
        {
            short.insert(name, free.clone());
        }
    }
    short
}

/// The scope of a declared name.
enum Home {
    Script,
    /// Only in one statement of the script.
    Statement(usize),
}

/// The declared names of more than one letter. A name declared outside all brackets is visible
/// everywhere.
fn homes<'a>(tokens: &[&'a str]) -> Vec<(&'a str, Home)> {
    let top = if tokens.starts_with(&["(", "(", ")", "=", ">", "{"]) { 2 } else { 0 };
    let (mut depth, mut number, mut is_open) = (0_usize, 0, false);
    let (mut seen, mut open): (BTreeMap<&str, BTreeSet<usize>>, BTreeSet<&str>) =
        Default::default();
    for token in tokens {
        match *token {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        match *token {
            ";" | "\n" if depth <= top => (number, is_open) = (number + 1, false),
            "const" | "let" if depth <= top => is_open = true,
            _ => {}
        }
        seen.entry(token).or_default().insert(number);
        if is_open && depth <= top {
            open.insert(token);
        }
    }
    let mut known = BTreeSet::new();
    let names = declared(tokens).into_iter().filter(|name| name.len() > 1 && known.insert(*name));
    names
        .map(|name| {
            match seen
                .get(name)
                .filter(|seen| seen.len() == 1 && !open.contains(name))
                .and_then(BTreeSet::first)
            {
                Some(number) => (name, Home::Statement(*number)),
                None => (name, Home::Script),
            }
        })
        .collect()
}

/// Words, strings, regular expressions, `...`, and every other character for itself.
fn tokens(script: &str) -> Vec<&str> {
    let (mut tokens, mut rest): (Vec<&str>, _) = (Vec::new(), script);
    while let Some(first) = rest.chars().next() {
        let before =
            tokens.iter().rev().find(|token| !token.trim().is_empty()).copied().unwrap_or("");
        let ends_value =
            before.ends_with(is_word) && before != "return" || matches!(before, ")" | "]" | "}");
        let length = match first {
            '"' | '\'' => until(rest, first),
            '/' if !ends_value => until(rest, first),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            '.' if rest.starts_with("...") => 3,
            c => c.len_utf8(),
        };
        let (token, more) = rest.split_at_checked(length).unwrap_or((rest, ""));
        tokens.push(token);
        rest = more;
    }
    tokens
}

/// How long the string or regular expression is that `rest` begins with.
fn until(rest: &str, end: char) -> usize {
    let (mut escaped, mut in_class) = (false, false);
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' | ']' if end == '/' => in_class = c == '[',
            c if c == end && !in_class => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// The tokens without unnecessary spaces and line ends.
fn tighten<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let mut tight: Vec<&str> = Vec::with_capacity(tokens.len());
    for (place, token) in tokens.iter().enumerate() {
        let last = tight.last().copied().unwrap_or("");
        let next = tokens.get(place + 1).copied().unwrap_or("");
        let needed = match *token {
            " " => {
                let words = last.ends_with(is_word) && next.starts_with(is_word);
                words || (last == next && matches!(next, "+" | "-"))
            }
            "\n" => !matches!(last, "" | ";" | "{" | "(" | ","),
            _ => true,
        };
        if needed {
            tight.push(token);
        }
    }
    tight
}

/// The role of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Name,
    Property,
    /// A name and a property, as in `{ name }`.
    Both,
}

fn roles(tokens: &[&str]) -> Vec<Role> {
    // For every open bracket, whether it opens an object or a pattern.
    let mut open: Vec<bool> = Vec::new();
    let mut before = "";
    let mut roles = Vec::with_capacity(tokens.len());
    for (place, token) in tokens.iter().enumerate() {
        let mut following = tokens.iter().skip(place + 1).filter(|next| !next.trim().is_empty());
        let next = following.next().copied().unwrap_or("");
        let is_key = open.last() == Some(&true) && matches!(before, "{" | ",");
        roles.push(match next {
            _ if before == "." => Role::Property,
            ":" | "(" if is_key => Role::Property,
            _ if is_key => Role::Both,
            _ => Role::Name,
        });
        match *token {
            "{" => {
                open.push(matches!(
                    before,
                    "(" | "[" | "," | "=" | ":" | "?" | "&" | "|" | "return" | "const" | "let"
                ));
            }
            "(" | "[" => open.push(false),
            ")" | "]" | "}" => drop(open.pop()),
            _ => {}
        }
        if !token.trim().is_empty() {
            before = token;
        }
    }
    roles
}

/// The names that `const`, `let` and arrow functions declare. Those inside patterns keep their
/// names, and so do those of functions with patterns or values in their brackets.
fn declared<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let tokens: Vec<&str> =
        tokens.iter().copied().filter(|token| !token.trim().is_empty()).collect();
    let mut names = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        match *token {
            "const" | "let" => {
                names.extend(declarators(tokens.get(place + 1..).unwrap_or_default()));
            }
            "=" if tokens.get(place + 1) == Some(&">") => {
                names.extend(parameters(tokens.get(..place).unwrap_or_default()));
            }
            _ => {}
        }
    }
    names
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| is_word(c) && !c.is_ascii_digit())
}

/// The names in a declaration up to its semicolon: the first, and those after commas outside of all
/// brackets.
fn declarators<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let (mut names, mut depth, mut expected) = (Vec::new(), 0_usize, true);
    for token in tokens {
        match *token {
            ";" | "of" | "in" if depth == 0 => break,
            "(" | "[" | "{" => (depth, expected) = (depth + 1, false),
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 => expected = true,
            name if expected => {
                names.extend(Some(name).filter(|name| is_name(name)));
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
        Some((&")", list)) => {
            let list: Vec<&str> =
                list.iter().rev().take_while(|token| **token != "(").copied().collect();
            let is_plain = list.iter().all(|token| *token == "," || is_name(token));
            list.into_iter().filter(|token| is_plain && is_name(token)).collect()
        }
        Some((name, _)) => Some(*name).filter(|name| is_name(name)).into_iter().collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
