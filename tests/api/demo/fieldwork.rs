//! The demo shows fieldwork in full swing, and the published figures of what is over.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use chrono::Days;
use serde_json::Value;

use crate::support::{Kind, Place, agent, today, wait_until};

#[test]
fn the_demo_is_filled_through_the_real_intake_and_everybody_can_sign_in() {
    let place = Place::new();
    let (_running, printed) = start(&place, &["demo", "--still"]);
    let collections = place.collections();
    published(&collections);
    in_full_swing(&collections);
    assert!(place.count("tallies") > 10_000 && place.count("comments") > 1_000);
    consistent(&place);
    // One reminder goes out while the demo starts.
    let unsent = "SELECT COUNT(*) FROM waves WHERE begun AND number > 0 AND sent = 0";
    wait_until("every reminder that has begun has been sent", || place.number(unsent) == 0);
    let astray = "SELECT COUNT(*) FROM daily_returns d JOIN collections c ON c.id = d.collection \
         WHERE d.day < DATE(c.opens_at, '-1 day') OR d.returned < 1";
    assert_eq!(place.number(&on(&place, astray)), 0);
    // Two weeks of the joint inspection, with a reminder behind each of its areas and one ahead.
    let joint = "collection IN (SELECT c.id FROM collections c JOIN inspections i ON i.id = \
         c.inspection WHERE i.title LIKE 'Joint inspections, %')";
    assert!(
        place.number(&format!("SELECT COUNT(DISTINCT day) FROM daily_returns WHERE {joint}")) > 10
    );
    for begun in ["begun", "NOT begun"] {
        let areas = format!(
            "SELECT COUNT(DISTINCT collection) FROM waves WHERE {joint} AND number > 0 AND {begun}"
        );
        assert!(place.number(&areas) >= 3, "{begun}");
    }
    assert_eq!(place.number("SELECT SUM(number) FROM code_batches"), 180);
    assert!(place.number("SELECT SUM(used) FROM code_batches") > 20);

    let forms: Vec<&str> = printed
        .iter()
        .filter(|l| l.contains("/s/"))
        .filter_map(|l| l.split_whitespace().last())
        .collect();
    assert_eq!(forms.len(), 4, "one form for each audience: {printed:?}");
    // The personal link opens the form itself, a link for everybody leads to a fresh ticket.
    for (form, status) in forms.iter().zip([200, 303, 303, 303]) {
        assert_eq!(agent().get(*form).call().unwrap().status(), status, "{form}");
    }
    wait_until("a reminder", || !place.letters().is_empty());
    let letters = place.letters();
    assert!(
        !letters.is_empty() && letters.keys().all(|to| to.ends_with("@orkney-islands.example")),
        "{letters:?}"
    );
    let said = printed.iter().find(|l| l.contains("Messages go to the folder")).unwrap();
    assert!(said.contains(place.mail().to_str().unwrap()), "{said}");
    let word = |label: &str| {
        printed.iter().find_map(|l| l.trim().strip_prefix(label)).unwrap().trim().to_owned()
    };
    let console =
        printed.iter().find(|l| l.contains("/console")).unwrap().split_whitespace().last().unwrap();
    let doors: Vec<&str> = printed
        .iter()
        .filter(|l| l.contains("/sign-in?"))
        .filter_map(|l| l.split_whitespace().last())
        .collect();
    assert_eq!(doors.len(), 7, "{printed:?}");
    for (door, (sees, not)) in doors.iter().zip([
        ("Joint inspections, ", "National survey of children"),
        ("National survey of children", "Joint inspections, "),
        ("Joint inspections, ", "Stirling progress review"),
        ("Stirling progress review", "Nothing here"),
        ("Joint inspections, ", "National survey of children"),
        ("Care leavers review", "Nothing here"),
        ("Care leavers review", "Nothing here"),
    ]) {
        let email = door.split_once("?email=").unwrap().1;
        let sign_in = agent().get(*door).call().unwrap().body_mut().read_to_string().unwrap();
        assert!(sign_in.contains(&format!("value=\"{email}\"")), "{door}");
        let cookie = cookie(console, email, &word("password"));
        let page = page(console, &cookie);
        assert!(page.contains(sees) && !page.contains(not), "{email}");
        if *door == doors[0] {
            let inspection =
                |p: &&str| p.starts_with("/console/inspections/") && !p.ends_with("/new");
            let overview = console.replace("/console", page.split('"').find(inspection).unwrap());
            let overview = self::page(&overview, &cookie);
            assert!(overview.contains("Since you signed in yesterday"), "what has come since then");
        }
    }
}

#[test]
fn people_answer_while_the_demo_runs_until_it_is_stopped() {
    let place = Place::new();
    let (mut running, _) = start(&place, &["demo"]);
    let returned = || place.number("SELECT SUM(returned) FROM returns");
    let at_first = returned();
    wait_until("two more responses", || returned() >= at_first + 2);
    let told = Command::new("kill").arg(running.0.id().to_string()).status().unwrap();
    assert!(told.success() && running.0.wait().unwrap().success());
    consistent(&place);
}

/// The demo, and what it printed until it was ready.
pub fn start(place: &Place, args: &[&str]) -> (Running, Vec<String>) {
    let mut command = place.command(args);
    command
        .env("SPEIR_LISTEN", "127.0.0.1:0")
        .env("SPEIR_OPERATIONS_LISTEN", "127.0.0.1:0")
        .stdout(Stdio::piped());
    let mut child = Running(command.spawn().unwrap());
    let lines = BufReader::new(child.0.stdout.take().unwrap()).lines();
    (child, lines.map(|l| l.unwrap()).take_while(|line| !line.contains("Ctrl-C")).collect())
}

fn sum(collections: &[Value], inspection: &str, audiences: &[&str]) -> u64 {
    let ours = |c: &&Value| {
        c["inspection"].as_str().unwrap().starts_with(inspection)
            && audiences.contains(&c["audience"].as_str().unwrap())
    };
    collections.iter().filter(ours).map(|c| c["returned"].as_u64().unwrap()).sum()
}

/// The programme of 2018 to 2020 is there as it was published.
fn published(collections: &[Value]) {
    let programme = "Joint inspections 2018-20";
    let of = |area: &str, audiences: &[&str]| {
        let ours: Vec<Value> =
            collections.iter().filter(|c| c["area_name"] == area).cloned().collect();
        sum(&ours, programme, audiences)
    };
    assert_eq!(of("South Lanarkshire", &["staff"]), 1_162);
    assert_eq!(of("South Lanarkshire", &["age-8-15", "age-16-plus"]), 102);
    assert_eq!(of("Midlothian", &["staff"]), 239);
    assert!(sum(collections, programme, &["staff"]) > 7_000);
    assert_eq!(sum(collections, programme, &["age-8-15", "age-16-plus"]), 647);
}

fn in_full_swing(collections: &[Value]) {
    let state = |c: &Value| match c["inspection"].as_str().unwrap() {
        "Joint inspections 2018-20" => "released",
        "Stirling progress review" => "planned",
        title if title.starts_with("Care leavers review") => "released",
        title if title.starts_with("Disabled children review") => "released",
        _ => "open",
    };
    assert!(collections.iter().all(|c| c["state"] == state(c)));
    let of = |title: &str| {
        collections
            .iter()
            .filter(|c| c["inspection"].as_str().unwrap().starts_with(title))
            .collect()
    };
    let (joint, national): (Vec<&Value>, Vec<&Value>) =
        (of("Joint inspections, "), of("National survey"));
    assert_eq!((joint.len(), national.len()), (18, 64));
    let (recorded, joint): (Vec<&Value>, Vec<&Value>) =
        joint.into_iter().partition(|c| c["audience"] == "inspectors");
    recorded_by_the_team(&recorded);
    assert_eq!(joint.iter().filter(|c| c["issued"].is_null()).count(), 1);
    let rate = |area: &str| {
        let staff =
            joint.iter().find(|c| c["area_name"] == area && c["audience"] == "staff").unwrap();
        staff["rate"].as_f64().unwrap()
    };
    assert!(rate("Highland") < 0.6 * rate("South Lanarkshire") && rate("South Lanarkshire") > 0.4);
    let mut held = 0;
    for open in joint.iter().chain(&national) {
        let issued = open["issued"].as_u64();
        if let Some(returned) = open["returned"].as_u64() {
            assert!(issued.is_some_and(|issued| returned < issued), "{open}");
        } else {
            assert!(issued.is_none_or(|issued| issued < 10), "{open}");
            held += 1;
        }
    }
    assert_eq!(held, 1, "only the count of an unknown number of people is held back");
}

/// Most of a sample is read, and people were met.
fn recorded_by_the_team(recorded: &[&Value]) {
    let of = |survey: &str| *recorded.iter().find(|c| c["survey"] == survey).unwrap();
    let (records, meetings) = (of("record-reading"), of("conversations"));
    assert_eq!((&records["sample"], &meetings["sample"]), (&Value::from(109), &Value::Null));
    assert!((90..109).contains(&records["returned"].as_u64().unwrap()), "{records}");
    assert!((30..=40).contains(&meetings["returned"].as_u64().unwrap()), "{meetings}");
    for one in recorded {
        assert!(one["target_percent"].is_null() && one["rate"].is_null(), "{one}");
        assert_eq!(one["area_name"], "South Lanarkshire");
    }
}

/// Every counter says what the rows say, day by day and in all.
fn consistent(place: &Place) {
    let difference = "SELECT COUNT(*) FROM collections c WHERE c.released_at IS NULL AND ( \
         COALESCE((SELECT SUM(returned) FROM returns r WHERE r.collection = c.id), 0) <> \
         (SELECT COUNT(*) FROM held_responses h WHERE h.collection = c.id) + \
         (SELECT COUNT(*) FROM records o WHERE o.collection = c.id AND o.reading = 1 AND \
         o.state = 'done'))";
    assert_eq!(place.number(difference), 0, "counters and held rows");
    for (total, parts) in [
        ("SELECT SUM(returned) FROM returns", "SELECT SUM(returned) FROM daily_returns"),
        (
            "SELECT COUNT(*) FROM returns",
            "SELECT COUNT(*) FROM (SELECT DISTINCT collection, stratum FROM daily_returns) d",
        ),
    ] {
        assert_eq!(place.number(total), place.number(parts), "{parts}");
    }
    let wrong = "SELECT COUNT(*) FROM returns r WHERE r.returned <> (SELECT SUM(d.returned) FROM \
         daily_returns d WHERE d.collection = r.collection AND d.stratum = r.stratum)";
    assert_eq!(place.number(wrong), 0, "days of every part");
    let ahead =
        format!("SELECT COUNT(*) FROM daily_returns WHERE day > '{}'", today() + Days::new(1));
    assert_eq!(place.number(&ahead), 0);
}

/// A statement in the words of the place's database.
fn on(place: &Place, statement: &str) -> String {
    match place.kind {
        Kind::Sqlite => statement.to_owned(),
        Kind::Postgres => {
            statement.replace("DATE(c.opens_at, '-1 day')", "(c.opens_at - INTERVAL '1 day')::date")
        }
    }
}

/// Signs somebody in.
pub fn cookie(console: &str, email: &str, password: &str) -> String {
    let signed_in = agent()
        .post(console.replace("/console", "/sign-in"))
        .content_type("application/x-www-form-urlencoded")
        .send(format!("email={email}&password={password}"))
        .unwrap();
    assert_eq!(signed_in.status(), 303, "{email}");
    signed_in
        .headers()
        .get("set-cookie")
        .unwrap()
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned()
}

/// What somebody who is signed in sees there.
pub fn page(address: &str, cookie: &str) -> String {
    let mut answer = agent().get(address).header("Cookie", cookie).call().unwrap();
    assert_eq!(answer.status(), 200, "{address}");
    answer.body_mut().read_to_string().unwrap()
}

/// Ends with the test, however that ends.
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
