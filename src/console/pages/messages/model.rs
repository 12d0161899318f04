use std::{sync::LazyLock, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    console::shell::{
        ConsoleError,
        access::{FromRow, InAddress, Named, Names},
    },
    inspection::{Inspection, Reachable},
    invitation::{
        message::{self, MessageKind, Texts},
        outbox::Stationery,
    },
    notice::{self, Notice},
    store::{Connection, Id, StoreError},
    users::{Scope, Sight, User},
    web::{Limiter, paths},
};

/// How long a test message may wait for the mail server.
const TEST_ENDS: TimeDelta = TimeDelta::hours(1);

/// How many test messages one person may send at once, and then how often.
static TESTS: LazyLock<Limiter> = LazyLock::new(|| Limiter::new(6, Duration::from_secs(60)));

/// The messages of an inspection.
pub struct MessagesPage {
    pub inspection: Inspection,
    pub texts: Texts,
    /// A collection to show a message in. `None` while the user sees none of its collections.
    pub example: Option<Stationery>,
}

impl FromRow for MessagesPage {
    type Row = Inspection;

    fn read(
        connection: &mut Connection,
        inspection: Inspection,
        scope: &Scope,
    ) -> Result<Self, StoreError> {
        let mut collections = scope.collections_of(connection, &inspection)?;
        collections.sort_by_key(|one| (!one.audience().is_asked_by_email(), one.name()));
        let example = collections
            .into_iter()
            .next()
            .map(|one| Stationery::of(connection, one))
            .transpose()?
            .flatten();
        Ok(Self { texts: message::queries::texts(connection, inspection.id)?, inspection, example })
    }
}

impl MessagesPage {
    pub fn place(&self) -> String {
        paths::inspection::MESSAGES.of(self.inspection.id)
    }
}

impl Named for Stationery {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        Reachable::find(connection, scope, names)?
            .then(|Reachable(placed)| Ok(Self::of(connection, placed.collection)?))
    }
}

impl InAddress for MessageKind {
    const NAME: &'static str = "kind";
}

/// Queues a test message to the user's own address only.
pub fn queue_test(
    connection: &mut Connection,
    user: &User,
    (collection, message): (Id, MessageKind),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let kind = notice::NoticeKind::Test { collection, message };
    let notice =
        Notice { kind, recipient: &user.email, due_at: now, ends_at: now + TEST_ENDS, actor: None };
    notice::queue(connection, &notice)
}

/// Takes one of the user's test messages.
pub fn may_test(user: &User) -> bool {
    TESTS.take(&user.id.0, std::time::Instant::now()).is_ok()
}
