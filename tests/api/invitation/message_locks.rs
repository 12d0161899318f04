//! What is recorded of messages, bounces and people who stop their messages lock the same rows in
//! one order.

use std::thread;

use chrono::{TimeDelta, Utc};
use rand::seq::SliceRandom;
use speir::{
    invitation::{
        self,
        outbox::{self, Handed, Outcome},
        wave,
    },
    store::{Id, Store},
};

use crate::support::Place;

/// What a bounce of an invitation says.
const LOST: outbox::Lost = outbox::Lost { wave: 0, tries: 1, sent: true };

const ROUNDS: usize = 40;
const MAILBOXES: usize = 16;

/// Takes everything that is due out of the queue, by batches that end in every way.
fn send(store: &Store) {
    let mut connection = store.connection().unwrap();
    loop {
        let mut claimed = outbox::claim(&mut connection, 6, 1_000_000, true, Utc::now()).unwrap();
        if claimed.is_empty() {
            return;
        }
        let recorded = outbox::record(&mut connection, &[], &claimed).unwrap();
        claimed.shuffle(&mut rand::rng());
        let due_at = Utc::now() + TimeDelta::hours(1);
        let outcomes = [
            Outcome::Sent,
            Outcome::Undeliverable,
            Outcome::Unwelcome { code: 550, due_at },
            Outcome::Unknown { due_at },
            Outcome::Later { code: 450, due_at },
            Outcome::Unneeded,
        ];
        let done: Vec<Handed> = claimed
            .into_iter()
            .zip(outcomes)
            .map(|(claimed, outcome)| Handed {
                counted: recorded.allowed.contains(&claimed.id),
                claimed,
                outcome,
            })
            .collect();
        outbox::record(&mut connection, &done, &[]).unwrap();
    }
}

/// Does something with every invitation, in random order.
fn each(store: &Store, ids: &[Id], work: fn(&mut speir::store::Connection, Id)) {
    let mut connection = store.connection().unwrap();
    let mut ids = ids.to_vec();
    ids.shuffle(&mut rand::rng());
    for id in ids {
        work(&mut connection, id);
    }
}

#[test]
fn sending_bouncing_and_stopping_at_once_never_deadlock() {
    let place = Place::by_invitation();
    place.invite(MAILBOXES);
    let store = place.store();
    let ids = place.invitations();
    assert_eq!(ids.len(), MAILBOXES);
    for _ in 0..ROUNDS {
        place.sql(
            "UPDATE invitations SET state = 'sent', opted_out = FALSE, address = fingerprint; \
             DELETE FROM messages; UPDATE invited SET sent = mailboxes, undeliverable = 0, \
             opted_out = 0; UPDATE mailings SET paused = FALSE, paused_by_refusals = FALSE; \
             UPDATE waves SET begun = number = 0, waiting = 0, sent = 0, given_up = 0, \
             unconfirmed = 0, due_at = '2020-01-01 10:00:00'",
        );
        wave::begin_due(&mut store.connection().unwrap(), true, Utc::now()).unwrap();
        let all = place.number("SELECT SUM(waiting) FROM waves");
        assert_eq!(all, place.number("SELECT COUNT(*) FROM messages"));
        assert!(all >= i64::try_from(MAILBOXES).unwrap());
        thread::scope(|scope| {
            scope.spawn(|| send(&store));
            scope.spawn(|| send(&store));
            scope.spawn(|| {
                each(&store, &ids, |connection, id| {
                    connection
                        .writing(|connection| outbox::undeliverable(connection, id, LOST))
                        .map(|_| ())
                        .unwrap();
                });
            });
            scope.spawn(|| {
                each(&store, &ids, |connection, id| {
                    invitation::opt_out(connection, id).unwrap();
                });
            });
        });
        assert_eq!(
            place.number("SELECT SUM(waiting) FROM waves"),
            place.number("SELECT COUNT(*) FROM messages")
        );
        let counted =
            place.number("SELECT COUNT(*) FROM invitations WHERE state = 'undeliverable'");
        assert_eq!(place.undeliverable(), counted);
    }
}

#[test]
fn reminders_neither_begin_nor_leave_outside_office_hours() {
    let place = Place::by_invitation();
    place.invite(6);
    let store = place.store();
    let mut connection = store.connection().unwrap();
    let now = Utc::now();
    place.make_due(0);
    place.make_due(1);
    assert_eq!(wave::begin_due(&mut connection, false, now).unwrap(), 1);
    place.sql("UPDATE invitations SET state = 'sent'");
    let invitations = outbox::claim(&mut connection, 4, 1_000_000, false, now).unwrap();
    assert!(
        invitations.len() == 4
            && invitations.iter().all(|message| message.wave == wave::INVITATION)
    );
    // They were begun in time, and are still in the queue when the offices close.
    assert_eq!(wave::begin_due(&mut connection, true, now).unwrap(), 1);
    assert_eq!(outbox::claim(&mut connection, 100, 1_000_000, false, now).unwrap().len(), 2);
    assert!(outbox::claim(&mut connection, 100, 1_000_000, false, now).unwrap().is_empty());
    let reminders = outbox::claim(&mut connection, 100, 1_000_000, true, now).unwrap();
    assert!(reminders.len() == 6 && reminders.iter().all(|message| message.wave == 1));
}

#[test]
fn a_reminder_passes_over_those_with_an_invitation_still_in_the_queue() {
    let place = Place::by_invitation();
    place.invite(6);
    let store = place.store();
    let mut connection = store.connection().unwrap();
    let now = Utc::now();
    place.make_due(0);
    place.make_due(1);
    wave::begin_due(&mut connection, false, now).unwrap();
    let claimed = outbox::claim(&mut connection, 3, 1_000_000, false, now).unwrap();
    let given_up = claimed[0].invitation;
    let done: Vec<Handed> = claimed
        .into_iter()
        .map(|claimed| {
            let outcome = if claimed.invitation == given_up {
                Outcome::Later { code: 450, due_at: now }
            } else {
                Outcome::Sent
            };
            Handed {
                claimed: outbox::Claimed { attempts: 1_000, ..claimed },
                counted: false,
                outcome,
            }
        })
        .collect();
    outbox::record(&mut connection, &done, &[]).unwrap();
    wave::begin_due(&mut connection, true, now).unwrap();
    assert_eq!(place.number("SELECT waiting FROM waves WHERE number = 0"), 3);
    let reminded = place.number("SELECT COUNT(DISTINCT invitation) FROM messages WHERE wave = 1");
    assert_eq!(reminded, 3, "two who were invited, and one whose invitation was given up");
    assert_eq!(place.number("SELECT COUNT(DISTINCT invitation) FROM messages"), 6);
    // A collection that opens again invites the one as if for the first time.
    assert_eq!(place.count("unreached"), 1);
    let collection = place.id("staff");
    connection.writing(|connection| wave::resume(connection, collection)).unwrap();
    assert_eq!(place.count("unreached"), 0);
    assert_eq!(place.number("SELECT given_up FROM waves WHERE number = 0"), 0);
    wave::begin_due(&mut connection, false, now).unwrap();
    assert_eq!(place.number("SELECT waiting FROM waves WHERE number = 0"), 4);
    assert_eq!(place.number("SELECT COUNT(*) FROM messages WHERE wave = 0"), 4);
}

#[test]
fn what_may_have_arrived_before_a_closing_is_not_sent_again_after_it() {
    let place = Place::by_invitation();
    place.invite(6);
    let store = place.store();
    let mut connection = store.connection().unwrap();
    let now = Utc::now();
    place.make_due(0);
    wave::begin_due(&mut connection, false, now).unwrap();
    let handed = outbox::claim(&mut connection, 2, 1_000_000, false, now).unwrap();
    assert_eq!(outbox::record(&mut connection, &[], &handed).unwrap().allowed.len(), 2);
    let collection = place.id("staff");
    connection.writing(|connection| outbox::clear_queue(connection, &[collection])).unwrap();
    assert_eq!(place.queue(), 0);
    assert_eq!(place.number("SELECT SUM(waiting) FROM waves"), 0);
    assert_eq!(place.number("SELECT SUM(unconfirmed) FROM waves"), 2);
    connection.writing(|connection| wave::resume(connection, collection)).unwrap();
    wave::begin_due(&mut connection, false, now).unwrap();
    let again = outbox::claim(&mut connection, 100, 1_000_000, false, now).unwrap();
    assert_eq!(again.len(), 4);
    assert!(
        again.iter().all(|one| handed.iter().all(|before| before.invitation != one.invitation))
    );
    place.run(&["check-store"]);
}

#[test]
fn a_message_leaves_once_however_many_processes_claimed_it() {
    let place = Place::by_invitation();
    place.invite(5);
    let store = place.store();
    let mut connection = store.connection().unwrap();
    place.make_due(0);
    wave::begin_due(&mut connection, true, Utc::now()).unwrap();
    let first = outbox::claim(&mut connection, 100, 1_000_000, true, Utc::now()).unwrap();
    assert_eq!(first.len(), 5);
    // The first is slow, so its lease ends, and the second claims the same.
    let after = Utc::now() + TimeDelta::hours(1);
    let second = outbox::claim(&mut connection, 100, 1_000_000, true, after).unwrap();
    assert_eq!(second.len(), 5);
    assert!(outbox::record(&mut connection, &[], &first).unwrap().allowed.is_empty());
    assert_eq!(outbox::record(&mut connection, &[], &second).unwrap().allowed.len(), 5);
    // The second dies. Two hand-overs are the most.
    for (hours, allowed) in [(2, 5), (3, 0)] {
        let third = outbox::claim(
            &mut connection,
            100,
            1_000_000,
            true,
            Utc::now() + TimeDelta::hours(hours),
        )
        .unwrap();
        assert_eq!(outbox::record(&mut connection, &[], &third).unwrap().allowed.len(), allowed);
    }
    // A late word that the first hand-over was refused does not undo what another process does.
    let due_at = Utc::now();
    let refused = |claimed: &outbox::Claimed| Handed {
        claimed: claimed.clone(),
        counted: true,
        outcome: Outcome::Later { code: 450, due_at },
    };
    let done: Vec<Handed> = second.iter().map(refused).collect();
    outbox::record(&mut connection, &done, &[]).unwrap();
    assert_eq!(
        place.number("SELECT COUNT(*) FROM messages WHERE handed = 1 AND state = 'sending'"),
        5
    );
}
