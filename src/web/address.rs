//! Repairs addresses damaged by mail programs, chats or typing: a trailing full stop or bracket, an
//! encoded space, a soft line break, or capitals.

use std::borrow::Cow;

use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
};
use percent_encoding::percent_decode_str;

use super::page::see_other;

/// The first segments of addresses in messages and on paper, and how many segments may follow.
/// Nothing follows `code`: a code belongs in the box of that page, not in the browser's history.
const HANDED_OUT: [(&str, usize); 5] =
    [("s", 2), ("stop", 1), ("digest", 2), ("join", 1), ("code", 0)];
/// The longest path that is examined, in bytes.
const LONGEST: usize = 2_000;
/// How HTML writes the characters around a link.
const ENTITIES: [&str; 9] =
    ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#39;", "&#x27;", "&#34;", "&nbsp;"];

/// Redirects a damaged address to the intended one before routing. An undamaged address is left to
/// the routes, so an unknown link stays unknown.
pub async fn redirect_to_meant<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if matches!(*request.method(), Method::GET | Method::HEAD)
        && let Some(path) = meant(request.uri().path())
    {
        let query = request.query_string();
        let response = see_other(&if query.is_empty() { path } else { format!("{path}?{query}") });
        return Ok(request.into_response(response));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// API clients get an error instead of a redirect.
fn meant(path: &str) -> Option<String> {
    if path.starts_with("/api/") { None } else { handed_out(path).or_else(|| trimmed_path(path)) }
}

/// The intended address for `path`, if it differs. It consists of letters, digits, dashes,
/// underscores and single slashes, so it cannot point to another site.
fn handed_out(path: &str) -> Option<String> {
    if path.len() > LONGEST {
        return None;
    }
    let plain = undamaged(path);
    let mut parts = parts_of(after_second_scheme(&plain)).into_iter();
    let root = parts.next()?.to_ascii_lowercase();
    let (_, most) = HANDED_OUT.into_iter().find(|(name, _)| *name == root)?;
    let mut meant = format!("/{root}");
    for (place, part) in parts.take(most).enumerate() {
        let part = trimmed(&root, place, &part);
        if part.is_empty() {
            break;
        }
        meant.push('/');
        meant.push_str(part);
    }
    (meant != path).then_some(meant)
}

/// `path` without invalid trailing characters, if the rest is plain. Messages link to console pages
/// too.
fn trimmed_path(path: &str) -> Option<String> {
    if path.len() > LONGEST {
        return None;
    }
    let plain = undamaged(path);
    let meant = plain.trim_end_matches(|c| !is_of_address(c) || c == '/');
    // Browsers treat `//` and `/\` as the start of another site's address.
    let stays_here =
        meant.starts_with('/') && !meant.contains("//") && meant.chars().all(is_of_address);
    (stays_here && meant != path && path.starts_with(meant)).then(|| meant.to_owned())
}

fn is_of_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_')
}

/// `path` without percent-encoding, entities of HTML, line breaks and invisible characters.
fn undamaged(path: &str) -> Cow<'_, str> {
    if path.chars().all(is_of_address) {
        return path.into();
    }
    let mut text = path.to_owned();
    // Some programs encode twice.
    for _ in 0..3 {
        match percent_decode_str(&text).decode_utf8_lossy() {
            Cow::Borrowed(_) => break,
            Cow::Owned(decoded) => text = decoded,
        }
    }
    // Quoted-printable breaks a long line with an equals sign (RFC 2045, section 6.7).
    let mut text = text.replace("=\r\n", "").replace("=\n", "");
    for entity in ENTITIES {
        text = text.replace(entity, " ");
    }
    let unseen = |c: char| {
        c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    text.chars().filter(|c| !unseen(*c)).collect()
}

/// The part after the host, if an address was pasted into an address:
/// `/http://speir.example/s/…`.
fn after_second_scheme(path: &str) -> &str {
    let rest = path.trim_start_matches('/');
    let lower = rest.to_ascii_lowercase();
    let scheme = ["https:", "http:"].into_iter().find(|scheme| lower.starts_with(scheme));
    let Some(host) = scheme.and_then(|scheme| rest.get(scheme.len()..)) else { return path };
    let host = host.trim_start_matches('/');
    host.find('/').and_then(|slash| host.get(slash..)).unwrap_or(path)
}

/// The segments, each without invalid leading characters. Everything from the first invalid
/// character on is dropped.
fn parts_of(path: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        let part = part.trim_start_matches(|c| !is_of_address(c));
        let kept: String = part.chars().take_while(|c| is_of_address(*c)).collect();
        let is_cut = kept.len() < part.len();
        if !kept.is_empty() {
            parts.push(kept);
        }
        if is_cut && parts.len() > 1 {
            break;
        }
    }
    parts
}

/// A segment without trailing dashes and underscores (emphasis marks around a link), unless they
/// may belong to it: tickets of 22 and 24 characters may end with them.
fn trimmed<'a>(root: &str, place: usize, part: &'a str) -> &'a str {
    let is_ticket = root == "s" && place == 1;
    let mut part = part;
    while !(is_ticket && matches!(part.len(), 22 | 24))
        && let Some(shorter) = part.strip_suffix(['-', '_'])
    {
        part = shorter;
    }
    part
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LINK: &str = "/s/bcdfghjkmn";
    const FORM: &str = "/s/bcdfghjkmn/AAAAAAAAAAAAAAAAAAAAA_";

    #[test]
    fn what_mail_programs_add_to_a_link_is_taken_away() {
        let behind = [
            ".",
            ",",
            ")",
            "].",
            "%20",
            "%3E",
            "&gt;",
            "%26gt%3B",
            "\"",
            "%22",
            "'",
            "/",
            "//",
            "%C2%A0",
            "=",
            "%3D",
            ";",
            "…",
            "%E2%80%9D",
            "%0D%0A",
            "%E2%80%8B",
            "%2E",
            "%2520",
            "%2F",
            "*",
            "**",
            ")%20and%20then",
            "&nbsp;",
            "!",
            "?",
            "%3F",
            ":",
            "\\",
            "%00",
            "%FF",
            "%5D(mailto:x",
            "<br>",
            "|",
        ];
        for more in behind {
            for whole in [
                LINK,
                FORM,
                "/stop/abcdefg234567",
                "/join/abcdefg234567",
                "/digest/stop/abcdefg",
                "/code",
            ] {
                assert_eq!(
                    handed_out(&format!("{whole}{more}")).as_deref(),
                    Some(whole),
                    "{whole}{more}"
                );
            }
        }
    }

    #[test]
    fn what_stands_before_or_within_a_link_is_taken_away() {
        for (damaged, meant) in [
            ("/S/BCDFGHJKMN", "/s/BCDFGHJKMN"),
            ("/s/%20bcdfghjkmn", LINK),
            ("/s/%3Cbcdfghjkmn%3E", LINK),
            ("/s/&lt;bcdfghjkmn&gt;", LINK),
            ("//s//bcdfghjkmn", LINK),
            ("/s/bcdfg=%0D%0Ahjkmn", LINK),
            ("/s/bcdfg%C2%ADhjkmn", LINK),
            ("/http://speir.example/s/bcdfghjkmn", LINK),
            ("/https:/speir.example/s/bcdfghjkmn.", LINK),
            ("/s/bcdfghjkmn_", LINK),
            ("/s/bcdfghjkmn/AAAAAAAAAAAAAAAAAAAAA__", FORM),
            ("/CODE/BCDF-GHJK", "/code"),
            ("/%73/bcdfghjkmn", LINK),
        ] {
            assert_eq!(handed_out(damaged).as_deref(), Some(meant), "{damaged}");
        }
    }

    #[test]
    fn an_address_that_is_whole_stays() {
        for whole in [
            LINK,
            FORM,
            "/s/bcdfghjkmn/thanks",
            "/stop/abc",
            "/code",
            "/console/inspections",
            "/",
            "",
            "/help",
        ] {
            assert_eq!(handed_out(whole), None, "{whole}");
        }
        assert_eq!(trimmed_path("/privacy/").as_deref(), Some("/privacy"));
        assert_eq!(trimmed_path("/privacy%20.").as_deref(), Some("/privacy"));
        for elsewhere in [
            "/nowhere",
            "//elsewhere.example/",
            "/\\elsewhere.example/",
            "/x//elsewhere.example/",
            "/%2F/x",
        ] {
            assert_eq!(trimmed_path(elsewhere), None, "{elsewhere}");
        }
    }

    proptest! {
        #[test]
        fn no_address_leads_to_another_site_or_round_in_circles(
            root in prop::sample::select(vec!["/s/", "/S/", "/join/", "//", "/\\", "/http://", "/"]), rest in any::<String>(),
        ) {
            let path = format!("{root}{rest}");
            for meant in [handed_out(&path), trimmed_path(&path)].into_iter().flatten() {
                prop_assert!(meant.starts_with('/') && !meant.contains("//") && meant.chars().all(is_of_address));
            }
            prop_assert_eq!(handed_out(&path).and_then(|meant| handed_out(&meant)), None);
            prop_assert_eq!(trimmed_path(&path).and_then(|meant| trimmed_path(&meant)), None);
        }
    }
}
