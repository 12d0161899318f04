//! The demo shows the published figures.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
};

use serde_json::Value;

use crate::support::{Place, agent, wait_until};

#[test]
fn the_demo_is_filled_through_the_real_intake_to_the_published_counts() {
    let place = Place::new();
    let mut child = Running(
        place
            .command(&["demo"])
            .env("SPEIR_LISTEN", "127.0.0.1:0")
            .env("SPEIR_OPERATIONS_LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let lines = BufReader::new(child.0.stdout.take().unwrap()).lines();
    let printed: Vec<String> = lines.map(|l| l.unwrap()).take_while(|line| !line.contains("Ctrl-C")).collect();
    let collections = place.collections();
    let sum = |inspection: &str, audiences: &[&str]| {
        let ours = collections
            .iter()
            .filter(|c| c["inspection"] == inspection && audiences.contains(&c["audience"].as_str().unwrap()));
        ours.map(|c| c["returned"].as_u64().unwrap()).sum::<u64>()
    };
    let south = collections
        .iter()
        .find(|c| c["inspection"] == "South Lanarkshire joint inspection" && c["audience"] == "staff")
        .unwrap();
    assert_eq!((south["returned"].as_u64(), south["issued"].as_u64()), (Some(1_162), Some(1_306)));
    assert_eq!(sum("South Lanarkshire joint inspection", &["age-8-15", "age-16-plus"]), 102);
    assert_eq!(sum("Midlothian joint inspection", &["staff"]), 239);
    assert!(sum("Joint inspections 2018-20", &["staff"]) > 7_000);
    let over = ["Joint inspections 2018-20", "Care leavers review"];
    let state = |c: &Value| if over.iter().any(|title| c["inspection"] == *title) { "released" } else { "open" };
    assert!(collections.iter().all(|c: &Value| c["state"] == state(c)));
    assert_eq!(sum("Joint inspections 2018-20", &["age-8-15", "age-16-plus"]), 647);
    assert!(place.count("tallies") > 10_000 && place.count("comments") > 1_000);

    let forms: Vec<&str> =
        printed.iter().filter(|l| l.contains("/s/")).filter_map(|l| l.split_whitespace().last()).collect();
    assert_eq!(forms.len(), 4, "one form for each audience: {printed:?}");
    // The personal link opens the form itself, a link for everybody leads to a fresh ticket.
    for (form, status) in forms.iter().zip([200, 303, 303, 303]) {
        assert_eq!(agent().get(*form).call().unwrap().status(), status, "{form}");
    }
    wait_until("a reminder", || !place.letters().is_empty());
    let letters = place.letters();
    assert!(!letters.is_empty() && letters.keys().all(|to| to.ends_with("@orkney-islands.example")), "{letters:?}");
    let said = printed.iter().find(|l| l.contains("Messages go to the folder")).unwrap();
    assert!(said.contains(place.mail().to_str().unwrap()), "{said}");
    let word = |label: &str| printed.iter().find_map(|l| l.trim().strip_prefix(label)).unwrap().trim().to_owned();
    let console =
        printed.iter().find(|l| l.contains("/console")).unwrap().split_whitespace().last().unwrap().to_owned();
    let body = format!("email={}&password={}", word("email"), word("password"));
    let signed_in = agent()
        .post(console.replace("/console", "/sign-in"))
        .content_type("application/x-www-form-urlencoded")
        .send(body)
        .unwrap();
    assert_eq!(signed_in.status(), 303);
    let cookie = signed_in.headers().get("set-cookie").unwrap().to_str().unwrap().split(';').next().unwrap().to_owned();
    let page = agent().get(console).header("Cookie", cookie).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(page.contains("South Lanarkshire joint inspection"));
}

/// Ends with the test, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
