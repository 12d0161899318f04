use chrono::{DateTime, Utc};

use crate::{invitation::message, officers::queries as officers, store::Id, users::Role};

/// A message to be queued.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    pub kind: NoticeKind,
    /// The email address of a user or an invited person.
    pub recipient: &'a str,
    pub due_at: DateTime<Utc>,
    /// When it becomes useless: its link expires, or its day is over. It is not sent after that.
    pub ends_at: DateTime<Utc>,
    /// The email address of the person who caused it. `None` for the service and the command line.
    pub actor: Option<&'a str>,
}

/// The kind of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// An invitation to the console in this role, with a one-time link.
    Join { joining: Id, role: Role },
    /// A link for a new password.
    NewPassword { joining: Id },
    /// A user's digest.
    Digest { user: Id },
    /// A test of a collection's message, for a user.
    Test { collection: Id, message: message::MessageKind },
    /// The link of an officer, who answers for their area.
    Officer { officer: Id },
    /// The same again, if their area has not sent its answers yet.
    OfficerReminder { officer: Id },
}

impl NoticeKind {
    /// The name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Join { .. } => "join",
            Self::NewPassword { .. } => "new-password",
            Self::Digest { .. } => "digest",
            Self::Test { .. } => "test",
            Self::Officer { .. } => officers::LINK,
            Self::OfficerReminder { .. } => officers::REMINDER,
        }
    }

    /// What the audit log calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Join { .. } => "an invitation to the console",
            Self::NewPassword { .. } => "a link for a new password",
            Self::Digest { .. } => "a digest",
            Self::Test { .. } => "a test message",
            Self::Officer { .. } => "the link to the questions for an area",
            Self::OfficerReminder { .. } => "a reminder to answer for an area",
        }
    }

    /// The id of its subject.
    pub const fn about(self) -> Id {
        match self {
            Self::Join { joining, .. } | Self::NewPassword { joining } => joining,
            Self::Digest { user } => user,
            Self::Test { collection, .. } => collection,
            Self::Officer { officer } | Self::OfficerReminder { officer } => officer,
        }
    }

    pub(super) fn detail(self) -> Option<&'static str> {
        match self {
            Self::Join { role, .. } => Some(role.key()),
            Self::Test { message, .. } => Some(message.key()),
            Self::NewPassword { .. }
            | Self::Digest { .. }
            | Self::Officer { .. }
            | Self::OfficerReminder { .. } => None,
        }
    }

    /// What [`NoticeKind::key`], [`NoticeKind::about`] and [`NoticeKind::detail`] were of.
    pub(super) fn read(key: &str, about: Id, detail: Option<&str>) -> Option<Self> {
        match key {
            "join" => Some(Self::Join { joining: about, role: detail?.parse().ok()? }),
            "new-password" => Some(Self::NewPassword { joining: about }),
            "digest" => Some(Self::Digest { user: about }),
            "test" => Some(Self::Test { collection: about, message: detail?.parse().ok()? }),
            officers::LINK => Some(Self::Officer { officer: about }),
            officers::REMINDER => Some(Self::OfficerReminder { officer: about }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_reads_back_from_what_is_stored_of_it() {
        let id = Id::random();
        let joins = Role::ALL.map(|role| NoticeKind::Join { joining: id, role });
        let tests =
            message::MessageKind::ALL.map(|message| NoticeKind::Test { collection: id, message });
        for kind in joins.into_iter().chain(tests).chain([
            NoticeKind::NewPassword { joining: id },
            NoticeKind::Digest { user: id },
            NoticeKind::Officer { officer: id },
            NoticeKind::OfficerReminder { officer: id },
        ]) {
            assert_eq!(NoticeKind::read(kind.key(), kind.about(), kind.detail()), Some(kind));
        }
        assert_eq!(NoticeKind::read("join", id, None), None);
        assert_eq!(NoticeKind::read("other", id, None), None);
    }
}
