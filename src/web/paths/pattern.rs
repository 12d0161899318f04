use std::fmt::Display;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::CONSOLE;

/// What is percent-encoded in a part of an address (RFC 3986, section 2.3).
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// An address with `PARTS` placeholders, such as `{id}` for the id of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern<const PARTS: usize>(&'static str);

impl<const PARTS: usize> Pattern<PARTS> {
    pub(super) const fn new(pattern: &'static str) -> Self {
        assert!(parts(pattern) == PARTS, "a pattern has another number of parts than its type");
        Self(pattern)
    }

    /// The text before its first placeholder.
    pub(super) fn start(self) -> &'static str {
        self.0.split('{').next().unwrap_or(self.0)
    }

    fn filled(self, values: [&dyn Display; PARTS]) -> String {
        let mut pieces = self.0.split('{');
        let mut address = pieces.next().unwrap_or_default().to_owned();
        for (piece, value) in pieces.zip(values) {
            address.extend(utf8_percent_encode(&value.to_string(), &RESERVED));
            address.push_str(piece.split_once('}').map_or("", |(_, rest)| rest));
        }
        address
    }
}

impl Pattern<1> {
    /// The address with its placeholder filled in.
    pub fn of(self, value: impl Display) -> String {
        self.filled([&value])
    }
}

impl Pattern<2> {
    /// The address with its placeholders filled in, in order.
    pub fn of(self, first: impl Display, second: impl Display) -> String {
        self.filled([&first, &second])
    }
}

impl Pattern<3> {
    /// The address with its placeholders filled in, in order.
    pub fn of(self, first: impl Display, second: impl Display, third: impl Display) -> String {
        self.filled([&first, &second, &third])
    }
}

/// What routes are made of: the pattern of a whole address.
pub trait Route {
    fn pattern(self) -> &'static str;

    /// The pattern within the scope of [`CONSOLE`].
    fn in_console(self) -> &'static str
    where
        Self: Sized,
    {
        let pattern = self.pattern();
        pattern.strip_prefix(CONSOLE).unwrap_or(pattern)
    }
}

impl Route for &'static str {
    fn pattern(self) -> &'static str {
        self
    }
}

impl<const PARTS: usize> Route for Pattern<PARTS> {
    fn pattern(self) -> &'static str {
        self.0
    }
}

const fn parts(pattern: &str) -> usize {
    let mut rest = pattern.as_bytes();
    let mut count = 0;
    while let [byte, after @ ..] = rest {
        if *byte == b'{' {
            count += 1;
        }
        rest = after;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_filled_in_order_and_stay_in_their_place() {
        assert_eq!(Pattern::<1>::new("/a/{id}/b").of(7), "/a/7/b");
        assert_eq!(
            Pattern::<2>::new("/{of:x|y}/{id}.csv").of("x", "é/..?"),
            "/x/%C3%A9%2F..%3F.csv"
        );
        assert_eq!(Pattern::<3>::new("/{a}{b}/{c}").of(1, 2, 3), "/12/3");
    }

    #[test]
    fn routes_of_the_console_stand_within_its_scope() {
        assert_eq!("/console".in_console(), "");
        assert_eq!(Pattern::<1>::new("/console/users/{id}").in_console(), "/users/{id}");
        assert_eq!("/sign-in".in_console(), "/sign-in");
    }
}
