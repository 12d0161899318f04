use super::{FIGURES, TITLE, collection, in_programme, path_of, two_inspections, upload};
use crate::support::{Answer, Desk, Place};

/// Counts so many responses of staff in an area.
fn answered(place: &Place, area: &str, count: u32) {
    let id = collection(place, area, "staff")["id"].as_str().unwrap().parse().unwrap();
    let id = place.bytes(id);
    place.sql(&format!(
        "INSERT INTO returns (collection, stratum, returned) VALUES ({id}, '', {count})"
    ));
}

#[test]
fn everybody_sees_in_a_programme_what_their_scope_shows() {
    let place = two_inspections();
    answered(&place, "Midlothian", 30);
    answered(&place, "Fife", 1_200);
    let path = path_of(&place, TITLE);
    let own = place.number("SELECT COUNT(*) FROM inspections");
    assert_eq!(own, 2);
    let inspections = place.run(&["inspection", "list"]);
    let midlothian = inspections.lines().find(|line| line.contains("Midlothian")).unwrap();
    let midlothian = midlothian.split_whitespace().next().unwrap();
    let people = [
        ("lead", vec![], "Staff 30;", 200),
        ("coordinator", vec![], "Staff 30;", 403),
        ("reader", vec!["--inspection", midlothian], "Staff 30;", 200),
        ("viewer", vec!["--inspection", midlothian], "Staff 30;", 403),
        ("analyst", vec![], "Staff 1,230;", 200),
        ("admin", vec![], "Staff 1,230;", 200),
    ];
    let with_passwords: Vec<_> = people
        .into_iter()
        .map(|(role, more, says, results)| {
            let email = format!("{role}@speir.example");
            let password = place.user_with(&email, role, &more);
            (email, password, says, results)
        })
        .collect();
    let service = place.serve();
    for (email, password, says, results) in with_passwords {
        let cookie = service.sign_in(&email, &password);
        let page = service.get_as(&path, &cookie);
        assert_eq!(page.status, 200, "{email}");
        assert!(page.text.contains(says), "{email}: {}", page.text);
        let sees_fife = says.contains("1,230");
        assert_eq!(page.text.contains("Fife"), sees_fife, "{email}: {}", page.text);
        assert_eq!(page.text.contains("only the inspections and areas"), !sees_fife, "{email}");
        for address in ["results", "results/compare"] {
            let status = service.get_as(&format!("{path}/{address}"), &cookie).status;
            assert_eq!(status, results, "{email} {address}");
        }
        let listed = service.get_as("/console/programmes", &cookie).text;
        assert!(listed.contains(if sees_fife { "1,230" } else { "30" }), "{email}: {listed}");
    }
}

#[test]
fn a_lead_changes_only_programmes_of_their_inspections_or_their_own_empty_ones() {
    let place = Place::new();
    place.publish_all();
    place.create(&in_programme("Fife").replace("lead@speir.example", "other@speir.example"));
    place.run(&["programme", "create", "Of nobody"]);
    let (foreign, empty) = (path_of(&place, TITLE), path_of(&place, "Of nobody"));
    let desk = Desk::of(place);
    let cookie = desk.service.sign_in("lead@speir.example", "otter-lantern-37-quarry");
    for (path, sees) in [(&foreign, 404), (&empty, 200)] {
        assert_eq!(desk.get(path).status, sees, "{path}");
        assert_eq!(desk.get(&format!("{path}/change")).status, 404);
        let fields = [("title", "Mine"), ("framework", "joint-2018"), ("from", "{}")];
        assert_eq!(desk.post(&format!("{path}/change"), &fields).status, 404);
        assert_eq!(upload(&desk.service, &cookie, path, FIGURES.as_bytes()).status, 404);
    }
    assert!(!desk.get("/console/programmes").text.contains(TITLE));
    assert!(!desk.get(&empty).text.contains("Import figures"), "nobody offers what is refused");
    desk.post("/console/programmes", &[("title", "Own"), ("framework", "joint-2018")]);
    let own = path_of(&desk.place, "Own");
    assert_eq!(upload(&desk.service, &cookie, &own, FIGURES.as_bytes()).status, 303);
    desk.done(&format!("{own}/change"), &[("title", "Renamed"), ("framework", "joint-2018")]);
    assert_eq!(desk.place.count("published_figures"), 1);
}

#[test]
fn inspections_of_others_are_neither_offered_nor_moved() {
    let place = two_inspections();
    let fife = place.run(&["inspection", "list"]);
    let fife = fife.lines().find(|line| line.contains("Fife")).unwrap();
    let fife = fife.split_whitespace().next().unwrap().to_owned();
    let desk = Desk::of(place);
    let change = format!("{}/change", path_of(&desk.place, TITLE));
    let page = desk.get(&change).text;
    assert!(page.contains("Midlothian") && !page.contains("Fife"), "{page}");
    let fields = [("title", "Theft"), ("framework", "joint-2018"), ("inspections", fife.as_str())];
    let stolen = desk.post("/console/programmes", &fields);
    assert_eq!(stolen.status, 303, "{}", stolen.text);
    assert!(desk.place.run(&["programme", "list"]).contains("2 inspections  0 figures  Joint"));
}

#[test]
fn a_set_up_file_joins_no_programme_that_its_lead_cannot_change() {
    let place = Place::new();
    place.publish_all();
    place.create(&in_programme("Fife").replace("lead@speir.example", "other@speir.example"));
    let desk = Desk::of(place);
    let cookie = desk.service.sign_in("lead@speir.example", "otter-lantern-37-quarry");
    let take = |text: &str, step: &str| {
        let part = |name: &str, value: &str| {
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = format!("{}{}--edge--\r\n", part("text", text), part("step", step));
        let url = format!("{}/console/inspections/new/file", desk.service.base);
        let request = desk.service.agent.post(url).header("Cookie", &cookie);
        let kind = "multipart/form-data; boundary=edge";
        Answer::of(request.content_type(kind).send(body).unwrap())
    };
    let refused = take(&in_programme("Midlothian"), "create");
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("that you cannot change"), "{}", refused.text);
    let own = in_programme("Midlothian").replace(TITLE, "Own programme");
    assert!(take(&own, "check").text.contains("Own programme"));
    let made = take(&own, "create");
    assert_eq!(made.status, 303, "{}", made.text);
    let written = desk.get(&format!("{}/file", made.location)).text;
    assert!(written.contains("programme = \"Own programme\""), "{written}");
    assert_eq!(desk.get(&path_of(&desk.place, "Own programme")).status, 200);
}

#[test]
fn the_api_names_the_programme_of_an_inspection() {
    let place = two_inspections();
    place.user("lead@speir.example", "lead");
    place.create(&in_programme("Moray").replace(&format!("programme = \"{TITLE}\"\n"), ""));
    let said = place.run(&["user", "token", "add", "lead@speir.example", "--name", "Programmes"]);
    let token = said.split_whitespace().find(|word| word.starts_with("speir_")).unwrap().to_owned();
    let service = place.serve();
    let get = |path: &str| -> serde_json::Value {
        let request = service.agent.get(format!("{}{path}", service.base));
        let request = request.header("Authorization", format!("Bearer {token}"));
        serde_json::from_str(&Answer::of(request.call().unwrap()).text).unwrap()
    };
    let all = get("/api/v1/inspections");
    for one in all["inspections"].as_array().unwrap() {
        let is_in = one["title"].as_str().unwrap().starts_with("Midlothian");
        let wanted = if is_in { serde_json::json!(TITLE) } else { serde_json::Value::Null };
        assert_eq!(one["programme"], wanted);
        let single = get(&format!("/api/v1/inspections/{}", one["id"].as_str().unwrap()));
        assert_eq!(single["inspection"]["programme"], wanted);
    }
    assert_eq!(all["total"], 2);
}
