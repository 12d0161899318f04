use crate::store::Id;

/// A response as it will be stored.
pub struct Response<'a> {
    pub id: Id,
    pub part: &'a str,
    pub answers: &'a [u8],
}

/// A comment as it will be stored.
pub struct Comment {
    pub id: Id,
    pub question: String,
    pub text: String,
    pub seen: bool,
    pub redacted: bool,
    pub concern: Option<String>,
}
