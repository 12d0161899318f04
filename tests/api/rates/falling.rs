//! A collection's count moves more seldom when fewer people can answer, and never more often while
//! it is open.

use crate::support::{ANSWER, Place, Service};

/// So many mailboxes of a collection that is open, whose invitations have been sent. One person has
/// answered.
fn one_of(count: usize) -> (Place, Service) {
    let place = Place::by_invitation();
    place.invite(count);
    let service = place.serve();
    place.wait_for_letters(count);
    let letter = &place.letters()["person1@example.org"][0];
    assert_eq!(service.post(&letter.link, ANSWER).status, 303);
    (place, service)
}

fn shown(place: &Place) -> Option<u64> {
    place.collection("staff")["returned"].as_u64()
}

fn add(place: &Place, count: usize) {
    let more: String = (1..=count).map(|n| format!("later{n}@example.org\n")).collect();
    place.import(&more);
}

#[test]
fn a_later_list_opens_no_view_of_a_count() {
    for (count, seen) in [(8, None), (12, Some(0))] {
        let (place, _service) = one_of(count);
        assert_eq!(shown(&place), seen, "one of {count} answered today");
        add(&place, 60);
        assert_eq!(shown(&place), seen, "now one of {}", count + 60);
        assert_eq!(place.returned("staff"), 1);
    }
}

#[test]
fn a_mailbox_that_returns_opens_no_view_of_a_count() {
    for (count, live, bounced, seen) in [(50, Some(1), 1, Some(0)), (12, Some(0), 3, None)] {
        let (place, service) = one_of(count);
        assert_eq!(shown(&place), live);
        place.sql(&format!("UPDATE invited SET undeliverable = {bounced}"));
        assert_eq!(shown(&place), seen, "{bounced} of {count} bounced");
        service.after_a_round("Scheduler");
        place.sql("UPDATE invited SET undeliverable = 0");
        assert_eq!(shown(&place), seen, "they are reached again");
    }
}

#[test]
fn the_open_link_opens_no_view_of_a_count() {
    let (place, service) = one_of(8);
    let cookie = service.sign_in("lead@speir.example", &place.user("lead@speir.example", "lead"));
    let way = format!("/console/collections/{}/invitations/way", place.id("staff"));
    for how in ["open", "personal"] {
        let answer = service.post_as(&way, &cookie, &format!("way={how}"));
        assert_eq!(answer.status, 303, "{}", answer.text);
        assert_eq!(shown(&place), None, "{how}");
    }
}

#[test]
fn metrics_tell_nothing_of_a_collection_of_few() {
    let (place, service) = one_of(12);
    service.after_a_round("Scheduler");
    let second = &place.letters()["person2@example.org"][0];
    assert_eq!(service.post(&second.link, "agency=").status, 422, "refused");
    assert_eq!(service.post(&second.link, ANSWER).status, 303);
    let url = format!("{}/metrics", service.operations);
    let metrics = service.agent.get(url).call().unwrap().body_mut().read_to_string().unwrap();
    for moved in ["speir_submissions_total{", "_count 1", "_count 2"] {
        let of_submissions = |line: &&str| line.contains("submissions") || line.contains("commit");
        let told = metrics.lines().filter(of_submissions).find(|line| line.contains(moved));
        assert_eq!(told, None, "{metrics}");
    }
}
