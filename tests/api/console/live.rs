//! Pages that move: what their streams say, to whom, how soon, and how they end.

use std::io::{BufRead, BufReader, Read};

use chrono::{DateTime, Days, Utc};
use flate2::read::GzDecoder;
use serde_json::Value;
use speir::inspection::queries;

use crate::support::ANSWER;
use crate::support::{Place, Service, agent, inspection, today};

/// A stream that somebody reads.
struct Stream(BufReader<Box<dyn Read>>);

impl Stream {
    fn open(service: &Service, path: &str, cookie: &str) -> Self {
        Self::open_as(service, path, cookie, "identity")
    }

    /// As somebody whose browser accepts this encoding.
    fn open_as(service: &Service, path: &str, cookie: &str, encoding: &str) -> Self {
        let request = agent().get(format!("{}{path}", service.base)).header("Cookie", cookie);
        let response = request.header("Accept-Encoding", encoding).call().unwrap();
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["content-encoding"], encoding);
        let body = response.into_body().into_reader();
        Self(BufReader::new(if encoding == "gzip" {
            Box::new(GzDecoder::new(body))
        } else {
            Box::new(body)
        }))
    }

    /// The next event; `None` where the stream has ended.
    fn next(&mut self) -> Option<Value> {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).expect("the stream goes on, or ends in order") == 0 {
                return None;
            }
            if let Some(data) = line.strip_prefix("data: ") {
                return Some(serde_json::from_str(data).expect("JSON"));
            }
        }
    }

    /// The first event that tells of so many responses.
    fn until(&mut self, returned: u64) -> Value {
        loop {
            let event = self.next().expect("the stream goes on");
            if event["returned"] == returned {
                return event;
            }
        }
    }
}

/// Midlothian, led by lead@speir.example, open; with the addresses of the inspection and of its
/// collection of staff.
struct World {
    place: Place,
    service: Service,
    inspection: String,
    staff: String,
}

impl World {
    fn new() -> Self {
        let place = Place::with_collections();
        let all = queries::unscoped::collections(&mut place.store().connection().unwrap()).unwrap();
        let staff = all.iter().find(|one| one.survey.key() == "staff").unwrap();
        let (inspection, staff) = (
            format!("/console/inspections/{}", staff.inspection),
            format!("/console/collections/{}", staff.id),
        );
        let service = place.serve();
        Self { place, service, inspection, staff }
    }

    fn signed_in(&self, role: &str) -> String {
        let email = format!("{role}@speir.example");
        self.service.sign_in(&email, &self.place.user(&email, role))
    }

    fn answer(&self) {
        let ticket = self.service.open(&self.place.link("staff"));
        let sent = self.service.post(&ticket, ANSWER);
        assert_eq!(sent.status, 303, "{}", sent.text);
    }
}

#[test]
fn a_stream_tells_everything_first_and_then_what_changed() {
    let world = World::new();
    let lead = world.signed_in("lead");
    let streams =
        [(&world.inspection, "identity"), (&world.staff, "identity"), (&world.inspection, "gzip")];
    for (before, (path, encoding)) in (0..).zip(streams) {
        let mut stream = Stream::open_as(&world.service, &format!("{path}/live"), &lead, encoding);
        let first = stream.next().expect("an event");
        assert_eq!(first["returned"], before);
        let all = first["regions"].as_object().unwrap().len();
        assert!(all > 4, "{first}");
        let page = world.service.get_as(path, &lead).text;
        for key in first["regions"].as_object().unwrap().keys() {
            assert!(page.contains(&format!("data-live=\"{key}\"")), "{key} is no place of {path}");
        }
        let sent = Utc::now();
        world.answer();
        let event = stream.until(before + 1);
        let at: DateTime<Utc> = event["at"].as_str().unwrap().parse().unwrap();
        assert!(at >= sent, "{at}");
        let changed = event["regions"].as_object().unwrap();
        assert!(
            !changed.is_empty() && changed.len() < all,
            "only what changed: {:?}",
            changed.keys()
        );
    }
}

#[test]
fn what_a_stream_says_is_what_the_page_says_when_it_is_loaded_again() {
    let world = World::new();
    let viewer = world.signed_in("viewer");
    world.answer();
    let mut stream = Stream::open(&world.service, &format!("{}/live", world.inspection), &viewer);
    let event = stream.until(1);
    let page = world.service.get_as(&world.inspection, &viewer).text;
    for (key, inside) in event["regions"].as_object().unwrap() {
        assert!(page.contains(inside.as_str().unwrap()), "{key}: {inside}");
    }
}

#[test]
fn a_coordinator_hears_of_their_own_area_alone() {
    let place = Place::new();
    place.publish_all();
    let both = inspection("Midlothian", today() - Days::new(1), today() + Days::new(20))
        + "[[collections]]\narea = \"Fife\"\naudience = \"staff\"\npopulation = 77\n";
    place.create(&both);
    let service = place.serve();
    let id =
        queries::unscoped::inspections(&mut place.store().connection().unwrap()).unwrap()[0].id;
    let heard = |role: &str| {
        let email = format!("{role}@speir.example");
        let cookie = service.sign_in(&email, &place.user(&email, role));
        let list = Stream::open(&service, "/console/live", &cookie).next().unwrap().to_string();
        let one = Stream::open(&service, &format!("/console/inspections/{id}/live"), &cookie)
            .next()
            .unwrap();
        (list, one.to_string())
    };
    let ((_, lead), (_, coordinator)) = (heard("lead"), heard("coordinator"));
    assert!(lead.contains("Fife") && lead.contains("of 77"), "{lead}");
    assert!(
        coordinator.contains("Midlothian")
            && !coordinator.contains("Fife")
            && !coordinator.contains("of 77")
    );
}

#[test]
fn a_service_that_stops_ends_its_streams_and_does_not_wait_for_those_who_watch() {
    let world = World::new();
    let lead = world.signed_in("lead");
    let path = format!("{}/live", world.inspection);
    let mut streams: Vec<_> = ["identity", "gzip"]
        .into_iter()
        .flat_map(|encoding| (0..10).map(move |_| encoding))
        .map(|encoding| Stream::open_as(&world.service, &path, &lead, encoding))
        .collect();
    for stream in &mut streams {
        assert!(stream.next().is_some());
    }
    world.service.stop();
    for stream in &mut streams {
        while stream.next().is_some() {}
    }
}
