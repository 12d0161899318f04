//! The console over HTTP.

use std::time::{Duration, Instant};

use crate::support::Place;

#[test]
fn a_page_on_a_kept_connection_does_not_wait_for_the_browser_to_confirm_its_first_piece() {
    let place = Place::with_collections();
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &password);
    let page = || {
        let asked = Instant::now();
        let request = service.agent.get(format!("{}/console", service.base)).header("Cookie", &cookie);
        let mut answer = request.header("Accept-Encoding", "gzip").call().unwrap();
        assert_eq!(answer.headers()["content-encoding"], "gzip");
        answer.body_mut().read_to_vec().unwrap();
        asked.elapsed()
    };
    // A connection confirms its first packets at once; later it takes 40 ms.
    let mut times: Vec<Duration> = (0..60).map(|_| page()).skip(40).collect();
    times.sort();
    assert!(times[0] < Duration::from_millis(35), "{times:?}");
}
