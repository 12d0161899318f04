//! Converts the other encodings of a form (HTML, section 4.10.21) into the usual one.

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

/// The most fields that are read, far more than any form has.
const MOST_FIELDS: usize = 10_000;

/// `multipart/form-data` (RFC 7578). `None` without a boundary in `content_type`.
pub fn of_multipart(content_type: &str, body: &[u8]) -> Option<String> {
    let boundary = parameter(content_type, "boundary")?;
    let delimiter = [b"\r\n--", boundary.as_bytes()].concat();
    // The first delimiter has no line break before it.
    let body = [b"\r\n", body].concat();
    let mut written = String::new();
    for part in split(&body, &delimiter).skip(1).take(MOST_FIELDS) {
        let Some(end_of_head) = find(part, b"\r\n\r\n") else { continue };
        let (head, value) = part.split_at_checked(end_of_head)?;
        let head = String::from_utf8_lossy(head);
        let mut names = head
            .lines()
            .filter(|line| line.to_ascii_lowercase().starts_with("content-disposition:"));
        if let Some(name) = names.find_map(|line| parameter(line, "name")) {
            add(
                &mut written,
                unescaped(&name).as_bytes(),
                value.strip_prefix(b"\r\n\r\n").unwrap_or(value),
            );
        }
    }
    Some(written)
}

/// `text/plain`: a line `name=value` for each field. A value of several lines is written as it is,
/// so a line that does not begin like a control of the page belongs to the value before it.
pub fn of_plain(body: &[u8]) -> String {
    let mut written = String::new();
    let mut field: Option<(Vec<u8>, Vec<u8>)> = None;
    let end = body.strip_suffix(b"\r\n").unwrap_or(body);
    for line in split(end, b"\r\n") {
        let equals = line.iter().position(|byte| *byte == b'=').filter(|_| begins_field(line));
        match (equals.and_then(|place| line.split_at_checked(place)), &mut field) {
            (Some((name, value)), _) => {
                if let Some((name, value)) = field.take() {
                    add(&mut written, &name, &value);
                }
                field = Some((name.to_vec(), value.strip_prefix(b"=").unwrap_or(value).to_vec()));
            }
            (None, Some((_, value))) => {
                value.extend_from_slice(b"\n");
                value.extend_from_slice(line);
            }
            (None, None) => {}
        }
    }
    if let Some((name, value)) = field {
        add(&mut written, &name, &value);
    }
    written
}

/// Whether a line begins with the name of a control of the page ([`super::routing::control_name`],
/// [`super::beside`]) and an equals sign.
fn begins_field(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b'=').next().unwrap_or_default();
    let rest = name.strip_prefix(b"q.").or_else(|| name.strip_prefix(b"~")).unwrap_or_default();
    !rest.is_empty()
        && name.len() < line.len()
        && rest.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

fn add(written: &mut String, name: &[u8], value: &[u8]) {
    if !written.is_empty() {
        written.push('&');
    }
    written.extend(percent_encode(name, NON_ALPHANUMERIC));
    written.push('=');
    written.extend(percent_encode(value, NON_ALPHANUMERIC));
}

/// The value of a parameter of a header, without its quotes.
fn parameter(header: &str, name: &str) -> Option<String> {
    let parameters =
        header.split(';').skip(1).filter_map(|parameter| parameter.trim().split_once('='));
    let value = parameters
        .filter(|(key, _)| key.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
        .next()?;
    let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// The name of a field, in which browsers escape three characters.
fn unescaped(name: &str) -> String {
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

fn split<'a>(text: &'a [u8], delimiter: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let now = rest?;
        let Some(place) = find(now, delimiter) else {
            rest = None;
            return Some(now);
        };
        rest = now.get(place + delimiter.len()..);
        now.get(..place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_multipart_form_is_read_as_a_browser_writes_it() {
        let kind = "multipart/form-data; boundary=----WebKitFormBoundaryA1";
        let body = "------WebKitFormBoundaryA1\r\nContent-Disposition: form-data; \
            name=\"q.comment\"\r\n\r\none\r\ntwo & \
            100%\r\n------WebKitFormBoundaryA1\r\nContent-Disposition: form-data; \
            name=\"q.worker\"\r\n\r\nteacher\r\n------WebKitFormBoundaryA1--\r\n";
        let read = of_multipart(kind, body.as_bytes()).expect("a form");
        assert_eq!(read, "q%2Ecomment=one%0D%0Atwo%20%26%20100%25&q%2Eworker=teacher");
        assert_eq!(of_multipart("multipart/form-data", body.as_bytes()), None);
        assert_eq!(of_multipart(kind, b"whatever").as_deref(), Some(""));
    }

    #[test]
    fn a_plain_form_keeps_the_lines_of_a_text() {
        let read = of_plain(b"q.comment=one = 1\r\nIt was 2 = two\r\n\r\nq.worker=teacher\r\n");
        assert_eq!(
            read,
            "q%2Ecomment=one%20%3D%201%0AIt%20was%202%20%3D%20two%0A&q%2Eworker=teacher"
        );
        assert_eq!(of_plain(b""), "");
        // What somebody wrote, although it looks like a field.
        assert_eq!(
            of_plain(b"q.5=We sing\r\nsong=2\r\nq.=\r\nq.6=3"),
            "q%2E5=We%20sing%0Asong%3D2%0Aq%2E%3D&q%2E6=3"
        );
        assert_eq!(of_plain(b"~lang=gd\r\nq.1=2\r\n"), "%7Elang=gd&q%2E1=2");
    }
}
