use std::str::FromStr;

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageKind {
    Invitation,
    Reminder,
    LastReminder,
}

impl MessageKind {
    pub const ALL: [Self; 3] = [Self::Invitation, Self::Reminder, Self::LastReminder];

    /// The name in addresses and in the words of the interface.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
            Self::LastReminder => "last",
        }
    }

    /// The display name in the console.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invitation => "Invitation",
            Self::Reminder => "Reminder",
            Self::LastReminder => "Last reminder",
        }
    }
}

/// Reads what [`MessageKind::key`] gives.
impl FromStr for MessageKind {
    type Err = ();

    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.key() == key).ok_or(())
    }
}
