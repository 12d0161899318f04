//! From a posted form to a held response.

use std::{
    collections::HashSet,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use diesel::connection::SimpleConnection;
use rand::{Rng, SeedableRng, rngs::SmallRng, seq::SliceRandom};
use speir::{
    form::Posted,
    survey::{Answer, Answers, Audience, Edition, load},
};

use crate::support::{Kind, Place, agent, found_in, wait_until};

fn survey(place: &Place, audience: Audience) -> Edition {
    Edition::read(&load::folder(&place.surveys, audience.key(), 1)).unwrap()
}

#[test]
fn a_posted_form_is_held_sealed_and_counted() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("age-8-15"));
    let body = "worker=teacher&worker-listens=always&comment=My+worker+L%C3%A0ra+is+kind%21";
    let sent = service.post(&path, body);
    assert_eq!(sent.status, 303, "{}", sent.text);
    assert_eq!(service.get(&sent.location).status, 200);
    assert_eq!(place.returned("age-8-15"), 1);

    let edition = survey(&place, Audience::stored("age-8-15"));
    let survey = edition.english();
    let (responses, comments, sealer) = place.held("age-8-15");
    assert_eq!((responses.len(), comments.len()), (1, 1));
    let closed = sealer.unseal_answers(responses[0].id, &responses[0].sealed).unwrap();
    let answers = Answers::decode_closed(survey, &closed).unwrap();
    let (worker, item) = survey.item("worker").unwrap();
    assert_eq!(answers.get(worker), Some(&Answer::One(item.option("teacher").unwrap())));
    assert_eq!(
        sealer.unseal_comment(comments[0].id, &comments[0].sealed).unwrap(),
        "My worker Làra is kind!"
    );
    assert_ne!(responses[0].id, comments[0].id);
}

#[test]
fn the_files_of_the_database_hold_no_answer_that_can_be_read() {
    let place = Place::with_collections();
    let service = place.serve();
    let edition = survey(&place, Audience::stored("staff"));
    let closed = edition
        .english()
        .items
        .iter()
        .filter(|item| item.route.is_empty() && item.options.len() > 1);
    let body: String = closed
        .enumerate()
        .map(|(n, item)| format!("{}={}&", item.id, item.options[n % 2].id))
        .collect();
    for number in 0..20 {
        let path = service.open(&place.link("staff"));
        let sent = service.post(&path, format!("{body}comment=Quittengelee+Sommerlaub+{number}"));
        assert_eq!(sent.status, 303, "{}", sent.text);
    }
    let (responses, _, sealer) = place.held("staff");
    let closed = sealer.unseal_answers(responses[0].id, &responses[0].sealed).unwrap();
    assert!(
        closed.iter().filter(|byte| **byte != 0).count() > 20,
        "a run of bytes that is not there by chance"
    );
    let files = place.files();
    assert!(files.len() >= 3, "the database, its log and its key are looked at");
    assert_eq!(found_in(&files, &[&b"Quittengelee"[..], b"Sommerlaub", &closed]), []);
}

#[test]
fn the_same_ticket_again_is_thanked_again_and_stored_once() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let path = service.open(&link);
    for _ in 0..3 {
        let sent = service.post(&path, "agency=police");
        assert_eq!((sent.status, sent.location), (303, format!("/s/{link}/thanks")));
    }
    let spent = service.get(&path);
    assert_eq!(spent.status, 410);
    assert!(spent.text.contains("already been sent"));
    service.stop();
    // A process that has forgotten the answers stores nothing twice, and cannot say whose they
    // were.
    let service = place.serve();
    assert_eq!(service.post(&path, "agency=police").status, 409);
    assert_eq!(place.returned("staff"), 1);
    assert_eq!(place.held("staff").0.len(), 1);
}

#[test]
fn a_ticket_spent_in_one_collection_still_counts_in_another() {
    let place = Place::with_collections();
    let service = place.serve();
    let ticket = speir::intake::Ticket::random();
    for (audience, body) in [("staff", "agency=health"), ("age-8-15", "worker=teacher")] {
        let path = format!("/s/{}/{ticket}", place.link(audience));
        assert_eq!(service.get(&path).status, 200, "{audience}");
        assert_eq!(service.post(&path, body).status, 303, "{audience}");
        assert_eq!(place.returned(audience), 1, "{audience}");
    }
}

#[test]
fn of_2000_concurrent_submissions_with_retries_each_ticket_counts_once() {
    const TICKETS: usize = 2_000;
    let place = Place::with_collections();
    let service = place.serve();
    // Metrics count large collections only, which the scheduler finds.
    service.after_a_round("Scheduler");
    let link = place.link("staff");
    let mut rng = SmallRng::seed_from_u64(7);
    let mut sends: Vec<usize> =
        (0..TICKETS).flat_map(|t| vec![t; rng.random_range(1..=3)]).collect();
    sends.shuffle(&mut rng);
    let tickets: Vec<String> =
        (0..TICKETS).map(|_| format!("/s/{link}/{}", speir::intake::Ticket::random())).collect();
    let thanked = Mutex::new(HashSet::new());
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..100 {
            scope.spawn(|| {
                let agent = agent();
                while let Some(ticket) = sends.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let url = format!("{}{}", service.base, tickets[*ticket]);
                    let send = || {
                        let request =
                            agent.post(&url).content_type("application/x-www-form-urlencoded");
                        request
                            .send("agency=health&role=manager")
                            .is_ok_and(|answer| answer.status() == 303)
                    };
                    // As the form does, it tries again where the connection was lost or the service
                    // busy.
                    if (0..10).any(|_| send()) {
                        thanked.lock().unwrap().insert(*ticket);
                    }
                }
            });
        }
    });
    assert_eq!(thanked.lock().unwrap().len(), TICKETS);
    assert_eq!(place.returned("staff"), TICKETS as u64);
    assert_eq!(place.held("staff").0.len(), TICKETS);
    let metrics = agent()
        .get(format!("{}/metrics", service.operations))
        .call()
        .unwrap()
        .body_mut()
        .read_to_string()
        .unwrap();
    assert!(
        metrics.contains(&format!("speir_submissions_total{{outcome=\"Stored\"}} {TICKETS}")),
        "{metrics}"
    );
    assert!(!metrics.contains(&link));
}

#[test]
fn while_the_database_cannot_be_written_every_answer_is_given_back_and_later_taken() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("age-16-plus"));
    let store = place.store();
    let mut lock = store.own_connection().unwrap();
    let statement = match place.kind {
        Kind::Sqlite => "BEGIN EXCLUSIVE",
        Kind::Postgres => "BEGIN; LOCK TABLE tickets IN EXCLUSIVE MODE",
    };
    lock.batch_execute(statement).unwrap();
    let body = "worker=teacher&comment=Keep+%3Cthis%3E";
    let busy = service.post(&path, body);
    assert_eq!(busy.status, 503);
    assert!(busy.headers.contains("retry-after"));
    assert!(busy.text.contains("Keep &lt;this&gt;"));
    let page = scraper::Html::parse_document(&busy.text);
    let checked = scraper::Selector::parse("#q1 label:has(input[checked])").unwrap();
    let chosen: Vec<String> = page.select(&checked).map(|label| label.text().collect()).collect();
    assert_eq!(chosen, ["A teacher or college tutor"]);
    assert!(busy.text.contains("Your answers are not sent yet"));
    lock.batch_execute("ROLLBACK").unwrap();
    wait_until("it is taken", || service.post(&path, body).status == 303);
    assert_eq!(place.returned("age-16-plus"), 1);
}

#[test]
fn one_network_that_floods_a_link_is_asked_to_wait_with_its_answers_kept() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let mut waits = 0;
    for _ in 0..130 {
        let path = service.open(&link);
        let request = agent()
            .post(format!("{}{path}", service.base))
            .header("X-Forwarded-For", "203.0.113.9");
        let mut answer = request
            .content_type("application/x-www-form-urlencoded")
            .send("agency=health")
            .unwrap();
        if answer.status() == 429 {
            waits += 1;
            assert!(answer.body_mut().read_to_string().unwrap().contains("checked"));
        }
    }
    assert!((1..=10).contains(&waits), "{waits} were asked to wait");
    let path = service.open(&link);
    let request =
        agent().post(format!("{}{path}", service.base)).header("X-Forwarded-For", "203.0.113.10");
    assert_eq!(
        request
            .content_type("application/x-www-form-urlencoded")
            .send("agency=health")
            .unwrap()
            .status(),
        303
    );
}

#[test]
fn answers_to_questions_that_were_not_asked_are_dropped() {
    let place = Place::with_collections();
    let service = place.serve();
    let path = service.open(&place.link("age-8-15"));
    let sent = service.post(&path, "knows-advocate=yes&advocacy-wanted=yes");
    assert_eq!(sent.status, 303, "{}", sent.text);
    let edition = survey(&place, Audience::stored("age-8-15"));
    let (responses, _, sealer) = place.held("age-8-15");
    let closed = sealer.unseal_answers(responses[0].id, &responses[0].sealed).unwrap();
    let answers = Answers::decode_closed(edition.english(), &closed).unwrap();
    let posted = Posted::of_answers(edition.english(), &answers);
    assert!(posted.chose(edition.english().item("knows-advocate").unwrap().0, "yes"));
    assert!(posted.values(edition.english().item("advocacy-wanted").unwrap().0).is_empty());
}
