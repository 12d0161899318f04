//! Making paper slips, printing them and taking them back.

use std::{fs, os::unix::fs::PermissionsExt};

use chrono::Days;
use speir::web::qr;

use crate::support::{Place, Slips, found_in, inspection, today};

#[test]
fn the_qr_code_of_a_slip_holds_the_address_that_its_code_leads_to() {
    let place = Place::with_collections();
    let slips = Slips::make(&place, "age-8-15", 8);
    let service = place.serve();
    let link = place.link("age-8-15");
    for code in &slips.codes {
        let path = format!("/s/{link}/{}", place.ticket("age-8-15", code));
        let picture = qr::inline(&format!("http://127.0.0.1:8080{path}"), "QR code").into_string();
        assert!(slips.page.contains(&picture), "{code}");
        assert_eq!(service.get(&path).status, 200);
        assert_eq!(service.post(&path, "worker=teacher").status, 303);
        assert_eq!(service.post(&path, "worker=teacher").status, 303);
    }
    assert_eq!((place.returned("age-8-15"), place.used("age-8-15")), (8, 8));
    let text: String = scraper::Html::parse_document(&slips.page).root_element().text().collect();
    for part in ["127.0.0.1:8080/code", "0800 1111", "What do you think?", "shown only once"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn the_command_writes_a_file_for_its_owner_and_makes_nothing_that_cannot_be_shown() {
    let place = Place::new();
    place.publish_all();
    let toml = inspection("Midlothian", today(), today() + Days::new(9));
    let parts = "parts = [{ key = \"health\", name = \"Health\", population = 50 }, { key = \
        \"police\", name = \"Police\", population = 4 }]";
    place.create(&toml.replacen("population = 1306", &format!("population = 1306\n{parts}"), 1));
    let file = place.dir.path().join("slips.html");
    let (file_name, id) =
        (file.to_str().unwrap(), place.collection("staff")["id"].as_str().unwrap().to_owned());
    let make = |more: &[&'static str]| {
        [&["invitation", "slips", &id, "--count", "8", "--output", file_name], more].concat()
    };
    place.run(&make(&["--place", "Ward 3", "--part", "health"]));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(place.refuse(&make(&[])).contains("already exists"));
    fs::remove_file(&file).unwrap();
    for (more, words) in [
        (["--part", "nobody"], "Name one of these with --part: health, police."),
        (["--output", "/nowhere/slips.html"], "/nowhere/slips.html"),
    ] {
        assert!(place.refuse(&[&make(&[])[..5], &more].concat()).contains(words), "{words}");
    }
    assert!(
        place.refuse(&["invitation", "slips", &id, "--count", "7"]).contains("between 8 and 5,000")
    );
    assert!(
        place
            .refuse(&["invitation", "slips", "nowhere", "--count", "8"])
            .contains("There is no such collection")
    );
    // The name of the option in version 0.1.
    place.run(&make(&["--stratum", "police"]));
    let mut batches = place.batches("staff");
    batches.sort_by(|a, b| a.part.cmp(&b.part));
    let kept: Vec<_> =
        batches.iter().map(|b| (b.part.as_str(), b.place.as_str(), b.number)).collect();
    assert_eq!(kept, [("health", "Ward 3", 8), ("other", "", 8)]);
    let entries = place.entries(10);
    let noted: Vec<_> =
        entries.iter().map(|e| (e.actor.as_str(), e.action.as_str(), e.subject.as_str())).collect();
    assert!(
        noted.contains(&("command line", "Made 8 slips for Ward 3", "Midlothian, Staff")),
        "{noted:?}"
    );
    assert_eq!(noted.iter().filter(|(_, action, _)| action.starts_with("Made ")).count(), 2);
}

#[test]
fn a_form_that_is_sent_twice_or_from_many_tabs_at_once_makes_one_batch() {
    let place = Place::with_collections();
    let password = place.user("local@example.org", "coordinator");
    let service = place.serve();
    let cookie = service.sign_in("local@example.org", &password);
    let path = format!("/console/collections/{}/slips", place.id("age-8-15"));
    let form = service.get_as(&path, &cookie).text;
    let batch = form.split("name=\"batch\" value=\"").nth(1).unwrap()[..36].to_owned();
    let wrong = service.post_as(&path, &cookie, &format!("batch={batch}&number=7&place=Ward+3"));
    assert_eq!(wrong.status, 422);
    for kept in
        [batch.as_str(), "value=\"7\"", "value=\"Ward 3\"", "<title>Error: ", "from 8 to 5,000"]
    {
        assert!(wrong.text.contains(kept), "{kept}");
    }
    let body = format!("batch={batch}&number=16&place=Ward+3");
    let answers = std::thread::scope(|scope| {
        let send = || service.post_as(&path, &cookie, &body);
        let tabs: Vec<_> = (0..4).map(|_| scope.spawn(send)).collect();
        tabs.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });
    let (made, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!((made.len(), refused.len()), (1, 3));
    assert!(
        refused
            .iter()
            .all(|answer| answer.status == 409 && answer.text.contains("already been made"))
    );
    let slips = Slips::on(made[0].text.clone());
    assert_eq!(slips.codes.len(), 16);
    assert!(slips.page.contains("Ward 3") && made[0].headers.contains("no-store"));
    let batches = place.batches("age-8-15");
    assert_eq!(batches.iter().map(|b| b.number).collect::<Vec<_>>(), [16]);
    let list = service.get_as(&path, &cookie).text;
    assert!(list.contains("Ward 3"));
    assert!(slips.codes.iter().all(|code| !list.contains(code) && !refused[0].text.contains(code)));
    assert_eq!(service.type_code(&slips.codes[15], "203.0.113.5").status, 303);
}

#[test]
fn slips_that_were_taken_back_say_so_and_store_nothing() {
    let place = Place::with_collections();
    let slips = Slips::make(&place, "age-8-15", 8);
    let password = place.user("local@example.org", "coordinator");
    let service = place.serve();
    let cookie = service.sign_in("local@example.org", &password);
    let used = service.type_code(&slips.codes[0], "203.0.113.5").location;
    assert_eq!(service.post(&used, "worker=teacher").status, 303);
    let open = service.type_code(&slips.codes[1], "203.0.113.5").location;
    let (id, batch) = (place.id("age-8-15"), place.batches("age-8-15")[0].id);
    let revoke = format!("/console/collections/{id}/slips/{batch}/revoke");
    let asked = service.get_as(&revoke, &cookie);
    assert!(asked.text.contains("Cancel 8 slips?") && !asked.text.contains("were used; those"));
    assert!(!place.batches("age-8-15")[0].revoked, "asking changes nothing");
    for _ in 0..2 {
        assert_eq!(
            service.post_as(&revoke, &cookie, "").location,
            format!("/console/collections/{id}/slips")
        );
    }
    for path in [open, service.type_code(&slips.codes[2], "203.0.113.5").location] {
        assert!(service.get(&path).text.contains("no longer works"), "{path}");
        let sent = service.post(&path, "worker=teacher");
        assert_eq!(sent.status, 410);
        assert!(sent.text.contains("no longer works"));
    }
    let kept = &place.batches("age-8-15")[0];
    assert_eq!((place.returned("age-8-15"), place.used("age-8-15"), kept.revoked), (1, 1, true));
    let entries = place.entries(10);
    let of_local =
        entries.iter().filter(|e| e.actor == "local@example.org").map(|e| e.action.as_str());
    assert_eq!(of_local.collect::<Vec<_>>(), ["Cancelled 8 slips", "Signed in with a password"]);
    assert_eq!(
        place.run(&["check-store"]).lines().count(),
        2,
        "the data and the audit log, and no complaint"
    );
}

#[test]
fn a_viewer_and_a_page_elsewhere_make_and_take_back_nothing() {
    let place = Place::with_collections();
    Slips::make(&place, "staff", 8);
    let password = place.user("viewer@example.org", "viewer");
    let service = place.serve();
    let cookie = service.sign_in("viewer@example.org", &password);
    let id = place.id("staff");
    let path = format!("/console/collections/{id}/slips");
    let seen = service.get_as(&path, &cookie);
    assert!(
        service.get_as(&format!("/console/collections/{id}"), &cookie).text.contains(&path),
        "a page leads there"
    );
    assert!(
        seen.status == 200
            && seen.text.contains("Handed out")
            && !seen.text.contains("Make the slips")
    );
    let revoke = format!("{path}/{}/revoke", place.batches("staff")[0].id);
    for (to, body) in [(path.as_str(), "number=16"), (revoke.as_str(), "")] {
        let refused = service.post_as(to, &cookie, body);
        assert_eq!(refused.status, 403);
        assert!(refused.text.contains("local co-ordinators"), "{}", refused.text);
        let request = service
            .agent
            .post(format!("{}{to}", service.base))
            .header("Sec-Fetch-Site", "cross-site");
        let request =
            request.header("Cookie", &cookie).content_type("application/x-www-form-urlencoded");
        assert_eq!(request.send(body).unwrap().status(), 403);
    }
    let poster = service.get_as(&format!("/console/collections/{id}/poster"), &cookie);
    let text: String = scraper::Html::parse_document(&poster.text).root_element().text().collect();
    let typed = format!("{}/s/{}", service.base.trim_start_matches("http://"), place.link("staff"));
    assert!(text.contains(&typed) && text.contains("Care Inspectorate asks"), "{text}");
    let batches = place.batches("staff");
    assert_eq!(batches.iter().map(|b| (b.number, b.revoked)).collect::<Vec<_>>(), [(8, false)]);
}

#[test]
fn neither_the_log_nor_any_file_of_the_database_holds_a_code_or_a_ticket() {
    let place = Place::with_collections();
    let slips = Slips::make(&place, "age-8-15", 33);
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve_with(&[("SPEIR_LOG", "trace")]);
    let cookie = service.sign_in("lead@speir.example", &password);
    let path = format!("/console/collections/{}/slips", place.id("age-8-15"));
    let made = Slips::on(service.post_as(&path, &cookie, "number=8&place=Ward+3").text);
    assert_eq!(made.codes.len(), 8);
    for code in [&slips.codes[0], &made.codes[0]] {
        let form = service.type_code(code, "203.0.113.77").location;
        service.get(&form);
        service.post(&form, "worker=teacher");
    }
    service.type_code(&slips.codes[1].replace('-', ""), "203.0.113.77");
    service.type_code("BCDF-GHJX", "203.0.113.77");
    service.stop();
    let codes = || slips.codes.iter().chain(&made.codes);
    let secrets: Vec<String> = codes()
        .flat_map(|code| {
            [code.clone(), code.replace('-', ""), place.ticket("age-8-15", code).to_string()]
        })
        .chain(["BCDF-GHJX", "BCDFGHJX", "203.0.113.77", "/s/"].map(str::to_owned))
        .flat_map(|secret| [secret.to_lowercase(), secret])
        .collect();
    let log = place.log();
    assert!(log.contains("forms and messages show them"), "the log is there: {log}");
    for secret in &secrets {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
    let sought: Vec<&String> = secrets.iter().filter(|secret| secret.len() >= 8).collect();
    let mut files = place.files();
    files.retain(|file| !file.ends_with("inspection.toml"));
    assert!(files.len() >= 3);
    assert_eq!(found_in(&files, &sought), []);
}
