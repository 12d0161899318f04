//! Splits a message into texts, within limits, because the input is untrusted.

use mail_parser::{Message, MessageParser, MimeHeaders, decoders};

use super::decoding::{decoded, text, with_plain_line_ends};

/// The maximum nesting of messages and multiparts. Deeper parts are read as one text.
const DEEPEST: usize = 12;
/// How many parts are read.
const MOST_PARTS: usize = 500;

/// The type of the part with the header of the returned message.
const HEAD: &str = "text/rfc822-headers";

/// A part that holds no other parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The media type in lower case, as in `text/plain`.
    pub kind: String,
    /// The decoded text.
    pub text: String,
    /// Whether it belongs to the original message rather than to the report.
    pub returned: bool,
}

/// A message and its parts.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// The fields of the outermost message, and of a report that it carries, by name in lower case.
    pub fields: Vec<(String, String)>,
    /// How many of the fields are of the outermost message.
    outer: usize,
    pub leaves: Vec<Leaf>,
}

impl Mail {
    /// Reads a message of any size and shape.
    pub fn read(bytes: &[u8]) -> Self {
        let bytes = with_plain_line_ends(bytes);
        let mut walk = Walk { mail: Self::default(), parts: 0 };
        walk.message(&bytes, 0, false);
        walk.mail
    }

    /// The values of a field, the outermost first.
    pub fn field<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The value of a field of the outermost message.
    pub fn outer(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .take(self.outer)
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }
}

struct Walk {
    mail: Mail,
    parts: usize,
}

impl Walk {
    fn message(&mut self, bytes: &[u8], depth: usize, returned: bool) {
        let start = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let bytes = bytes.get(start..).unwrap_or_default();
        // Mailbox files begin with a line that is not a field.
        let bytes = if bytes.starts_with(b"From ") { after_line(bytes) } else { bytes };
        let (head, body) = split_head(bytes);
        let fields = fields(&String::from_utf8_lossy(head));
        let returned = returned || depth > 0 && !is_report(&fields);
        if returned {
            let text = String::from_utf8_lossy(head).into_owned();
            self.mail.leaves.push(Leaf { kind: HEAD.to_owned(), text, returned });
        } else {
            self.mail.fields.extend(fields);
            if depth == 0 {
                self.mail.outer = self.mail.fields.len();
            }
        }
        self.part(head, body, depth, returned);
    }

    fn part(&mut self, head: &[u8], body: &[u8], depth: usize, returned: bool) {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return;
        }
        let parsed = MessageParser::default().parse_headers(head);
        let about = parsed.as_ref().map_or_else(About::default, About::of);
        if depth < DEEPEST
            && let Some(sections) =
                about.boundary.as_deref().and_then(|boundary| sections(body, boundary))
        {
            for section in sections.into_iter().take(MOST_PARTS) {
                let (head, body) = split_head(section);
                self.part(head, body, depth + 1, returned);
            }
            return;
        }
        let bytes = decoded(&about.encoding, body);
        let is_message =
            matches!(about.kind.as_str(), "message/rfc822" | "message/global" | "message/news");
        if is_message && depth < DEEPEST {
            return self.message(&bytes, depth + 1, returned);
        }
        let headers = matches!(
            about.kind.as_str(),
            HEAD | "message/rfc822-headers" | "message/global-headers"
        );
        let text = text(&bytes, about.charset.as_deref());
        let text =
            if about.kind == "text/html" { decoders::html::html_to_text(&text) } else { text };
        self.mail.leaves.push(Leaf { kind: about.kind, text, returned: returned || headers });
    }
}

/// What a part's header says of its body.
struct About {
    kind: String,
    boundary: Option<String>,
    charset: Option<String>,
    encoding: String,
}

impl Default for About {
    fn default() -> Self {
        Self {
            kind: "text/plain".to_owned(),
            boundary: None,
            charset: None,
            encoding: String::new(),
        }
    }
}

impl About {
    fn of(head: &Message<'_>) -> Self {
        let encoding =
            head.content_transfer_encoding().unwrap_or_default().trim().to_ascii_lowercase();
        let Some(kind) = head.content_type() else { return Self { encoding, ..Self::default() } };
        let is_multipart = kind.ctype().eq_ignore_ascii_case("multipart");
        let name =
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase();
        let text_of =
            |name| kind.attribute(name).map(str::to_owned).filter(|text| !text.is_empty());
        Self {
            // A part with a missing or wrong boundary is read as one text.
            kind: if is_multipart { "text/plain".to_owned() } else { name },
            boundary: text_of("boundary").filter(|_| is_multipart),
            charset: text_of("charset"),
            encoding,
        }
    }
}

/// Whether a message within another reports on a message, and is not that message itself.
fn is_report(fields: &[(String, String)]) -> bool {
    fields.iter().any(|(name, value)| {
        let value = value.to_ascii_lowercase();
        match name.as_str() {
            "content-type" => value.starts_with("multipart/report"),
            "x-failed-recipients" => true,
            "from" => super::automatic::is_daemon(&value),
            _ => false,
        }
    })
}

fn after_line(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| end + 1);
    bytes.get(end..).unwrap_or_default()
}

/// The header of a part and its body. A part whose first line is not a field has no header.
fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if first.trim_ascii().is_empty() {
        return (&[], after_line(bytes));
    }
    let name = first.split(|byte| *byte == b':').next().unwrap_or_default();
    if name.len() == first.len() || name.trim_ascii().iter().any(|byte| !byte.is_ascii_graphic()) {
        return (&[], bytes);
    }
    let mut rest = bytes;
    while !rest.is_empty() {
        let after = after_line(rest);
        let line = rest.len() - after.len();
        if rest.get(..line).is_none_or(|line| line.trim_ascii().is_empty()) {
            return (bytes.get(..bytes.len() - rest.len()).unwrap_or_default(), after);
        }
        rest = after;
    }
    (bytes, &[])
}

/// The fields of a header, unfolded.
pub fn fields(head: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        if line.starts_with([' ', '\t'])
            && let Some((_, value)) = fields.last_mut()
        {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    fields
}

/// The parts between the lines of a boundary. `None` if there is no such line.
fn sections<'a>(body: &'a [u8], boundary: &str) -> Option<Vec<&'a [u8]>> {
    let mut sections = Vec::new();
    let mut start = None;
    let mut rest = body;
    while !rest.is_empty() && sections.len() < MOST_PARTS {
        let after = after_line(rest);
        let (at, next) = (body.len() - rest.len(), body.len() - after.len());
        let line = body.get(at..next).unwrap_or_default().trim_ascii_end();
        if let Some(tail) =
            line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()))
            && matches!(tail, b"" | b"--")
        {
            sections.extend(start.and_then(|start| body.get(start..at)));
            start = (tail != b"--").then_some(next);
        }
        rest = after;
    }
    // A truncated report has no last line.
    let open = start.and_then(|start| body.get(start..)).filter(|section| !section.is_empty());
    sections.extend(open);
    (!sections.is_empty()).then_some(sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(mail: &Mail) -> Vec<&str> {
        mail.leaves.iter().map(|leaf| leaf.text.trim()).collect()
    }

    #[test]
    fn parts_are_decoded_by_encoding_and_character_set() {
        let text = "Subject: a\nContent-Type: multipart/mixed; boundary*0=\"b\"; \
            boundary*1=\"1\"\n\npreamble\n--b1\nContent-Transfer-Encoding: base64\nContent-Type: \
            message/delivery-status\n\nU3RhdHVzOiA1LjEuMQ==\n\n--b1\nContent-Type: text/plain; \
            charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nM=E0iri \
            bounces=2Bx=\ny\n--b1\nContent-Type: text/plain; \
            charset=utf-16le\nContent-Transfer-Encoding: \
            base64\n\naABpAA==\n--b1\n\n5.1.1\n--b1--\n";
        for ends in ["\n", "\r\n", "\r", "\r\r\n"] {
            let mail = Mail::read(text.replace('\n', ends).as_bytes());
            assert_eq!(
                texts(&mail),
                ["Status: 5.1.1", "Màiri bounces+xy", "hi", "5.1.1"],
                "{ends:?}"
            );
        }
    }

    #[test]
    fn a_returned_message_is_told_from_a_report_within_a_message() {
        let report = "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: \
            message/rfc822\n\nFrom: MAILER-DAEMON@mail.example\nContent-Type: multipart/report; \
            boundary=i\n\n--i\n\nfailed\n--i\nContent-Type: message/rfc822\n\nFrom: \
            surveys@speir.example\n\nHello\n--i--\n--o--\n";
        let mail = Mail::read(report.as_bytes());
        let found: Vec<(&str, bool)> =
            mail.leaves.iter().map(|leaf| (leaf.text.trim(), leaf.returned)).collect();
        assert_eq!(
            found,
            [("failed", false), ("From: surveys@speir.example", true), ("Hello", true)]
        );
    }

    #[test]
    fn nesting_and_parts_are_bounded() {
        let deep = "Content-Type: message/rfc822\n\n".repeat(100_000);
        assert_eq!(
            Mail::read(deep.as_bytes()).leaves.iter().filter(|leaf| leaf.kind != HEAD).count(),
            1
        );
        let deep: String = (0..20_000)
            .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
            .collect();
        assert_eq!(Mail::read(deep.as_bytes()).leaves.len(), 1);
        let wide =
            format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(50_000));
        assert!(Mail::read(wide.as_bytes()).leaves.len() <= MOST_PARTS);
    }
}
