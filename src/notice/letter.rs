/// One line of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Say(String),
    /// A text to type or compare, in one piece.
    Exactly(String),
    /// An action and its address.
    Act(String, String),
    /// A heading for the lines after it.
    Heading(String),
    /// A problem, what to do about it, and the name and address of the page for that.
    Item {
        what: String,
        next: String,
        page: String,
        address: String,
    },
    /// A sentence, and the name and the address of a page at its end.
    Link(String, String, String),
}

/// The contents of a notice, before it becomes an email.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub subject: String,
    pub lines: Vec<Line>,
    /// The address that stops these messages. `None` for messages that people need to sign in.
    pub stop: Option<String>,
}
