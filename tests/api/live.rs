//! Pages that move: what their streams say, to whom, how soon, and how they end.

use std::{
    io::{BufRead, BufReader, Read},
    time::{Duration, Instant},
};

use chrono::{DateTime, Days, Utc};
use serde_json::Value;
use speir::inspection::queries;

use crate::invitations::ANSWER;
use crate::support::{Place, Service, agent, inspection, today};

/// A stream that somebody reads.
struct Stream(BufReader<Box<dyn Read>>);

impl Stream {
    fn open(service: &Service, path: &str, cookie: &str) -> Self {
        let response = agent().get(format!("{}{path}", service.base)).header("Cookie", cookie).call().unwrap();
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        Self(BufReader::new(Box::new(response.into_body().into_reader())))
    }

    /// The next event; `None` where the stream has ended.
    fn next(&mut self) -> Option<Value> {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap_or(0) == 0 {
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

/// Midlothian, led by lead@speir.example, open; with the addresses of the inspection and of its collection of staff.
struct World {
    place: Place,
    service: Service,
    inspection: String,
    staff: String,
}

impl World {
    fn new() -> Self {
        let place = Place::with_collections();
        let all = queries::collections(&mut place.store().connection().unwrap()).unwrap();
        let staff = all.iter().find(|one| one.audience.key() == "staff").unwrap();
        let (inspection, staff) =
            (format!("/console/inspections/{}", staff.inspection), format!("/console/collections/{}", staff.id));
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
fn a_stream_tells_everything_first_and_then_within_three_seconds_what_changed() {
    let world = World::new();
    let lead = world.signed_in("lead");
    for path in [&world.inspection, &world.staff] {
        let before = u64::from(path == &world.staff);
        let mut stream = Stream::open(&world.service, &format!("{path}/live"), &lead);
        let first = stream.next().expect("an event");
        assert_eq!(first["returned"], before);
        let all = first["regions"].as_object().unwrap().len();
        assert!(all > 4, "{first}");
        let page = world.service.get_as(path, &lead).text;
        for key in first["regions"].as_object().unwrap().keys() {
            assert!(page.contains(&format!("data-live=\"{key}\"")), "{key} is no place of {path}");
        }
        let sent = Instant::now();
        world.answer();
        let event = stream.until(before + 1);
        assert!(sent.elapsed() < Duration::from_secs(4), "{:?}", sent.elapsed());
        let at: DateTime<Utc> = event["at"].as_str().unwrap().parse().unwrap();
        assert!((Utc::now() - at).num_milliseconds() < 3_000, "{at}");
        let changed = event["regions"].as_object().unwrap();
        assert!(!changed.is_empty() && changed.len() < all, "only what changed: {:?}", changed.keys());
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
    let id = queries::inspections(&mut place.store().connection().unwrap()).unwrap()[0].id;
    let heard = |role: &str| {
        let email = format!("{role}@speir.example");
        let cookie = service.sign_in(&email, &place.user(&email, role));
        let list = Stream::open(&service, "/console/live", &cookie).next().unwrap().to_string();
        let one = Stream::open(&service, &format!("/console/inspections/{id}/live"), &cookie).next().unwrap();
        (list, one.to_string())
    };
    let ((_, lead), (_, coordinator)) = (heard("lead"), heard("coordinator"));
    assert!(lead.contains("Fife") && lead.contains("of 77"), "{lead}");
    assert!(coordinator.contains("Midlothian") && !coordinator.contains("Fife") && !coordinator.contains("of 77"));
}

#[test]
fn a_service_that_stops_ends_its_streams_and_does_not_wait_for_those_who_watch() {
    let world = World::new();
    let lead = world.signed_in("lead");
    let mut streams: Vec<_> =
        (0..20).map(|_| Stream::open(&world.service, &format!("{}/live", world.inspection), &lead)).collect();
    for stream in &mut streams {
        assert!(stream.next().is_some());
    }
    let told = Instant::now();
    world.service.stop();
    assert!(told.elapsed() < Duration::from_secs(10), "{:?}", told.elapsed());
    for stream in &mut streams {
        while stream.next().is_some() {}
    }
}
