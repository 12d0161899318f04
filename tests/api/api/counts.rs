//! The API that other programs read counts from.

use std::collections::BTreeSet;

use chrono::Days;
use serde_json::{Value, json};

use crate::support::{
    Answer, Place, Service,
    snapshot::{assert_text, json_of},
    today,
};

/// Two inspections: one of two areas, with staff asked by email in three parts, one of them too
/// small to stand alone; and one of Fife that somebody else leads.
pub fn two_inspections() -> Place {
    and_two_inspections(Place::new())
}

/// The same at a place of its own.
pub fn and_two_inspections(place: Place) -> Place {
    place.publish_all();
    let (opens, closes) = (today() - Days::new(5), today() + Days::new(18));
    let head = |title: &str, lead: &str, closes| {
        format!(
            "title = \"{title}\"\nkind = \"joint-inspection\"\nlead = \"{lead}\"\nopens_on = \
                {opens}\ncloses_on = {closes}\n"
        )
    };
    let parts = "parts = [{ key = \"health\", name = \"Health\", population = 100 }, \
                  { key = \"police\", name = \"Police\", population = 92 }, \
                  { key = \"reporter\", name = \"Reporter\", population = 8 }]\n";
    place.create(&format!(
        "{}[[collections]]\narea = \"Midlothian\"\naudience = \"staff\"\npopulation = \
         200\nopen_link = false\ncoordinator = \
         \"coordinator@speir.example\"\n{parts}[[collections]]\narea = \"Midlothian\"\naudience \
         = \"age-8-15\"\npopulation = 110\n[[collections]]\narea = \"Fife\"\naudience = \
         \"parents-carers\"\n[[collections]]\narea = \"Fife\"\naudience = \
         \"age-8-15\"\npopulation = 40\n",
        head("Two areas", "lead@speir.example", closes)
    ));
    place.create(&format!(
        "{}[[collections]]\narea = \"Fife\"\naudience = \"staff\"\npopulation = 50\n",
        head("Fife alone", "other@speir.example", closes + Days::new(1))
    ));
    place
}

/// Answers that came: four of children in Midlothian, twelve in Fife.
fn answered(place: &Place, service: &Service) {
    for (area, count) in [("S12000019", 4), ("S12000047", 12)] {
        let of = |one: &&Value| one["area"] == area && one["audience"] == "age-8-15";
        let link =
            place.collections().iter().find(of).unwrap()["link"].as_str().unwrap().to_owned();
        (0..count).for_each(|_| service.answer(&link, "safe-where-i-live=always"));
    }
}

/// The ids of the inspections and the collections that a token shows.
fn shown(service: &Service, token: &str) -> (Vec<String>, Vec<String>) {
    let list = service.figures(token, "/inspections");
    let ids = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let inspections = ids(&list["inspections"]);
    let of =
        |id: &String| ids(&service.figures(token, &format!("/inspections/{id}"))["collections"]);
    let collections = inspections.iter().flat_map(of).collect();
    (inspections, collections)
}

#[test]
fn every_role_reads_what_it_sees_and_nothing_else() {
    let place = two_inspections();
    let [admin, viewer, analyst, lead, coordinator] =
        ["admin", "viewer", "analyst", "lead", "coordinator"].map(|role| place.caller(role));
    place.user("nobody@speir.example", "lead");
    let stranger = place.token("nobody@speir.example", "A test");
    let service = place.serve();
    let (inspections, collections) = shown(&service, &admin);
    assert_eq!((inspections.len(), collections.len()), (2, 5));
    for (who, token, sees) in [
        ("viewer", &viewer, (2, 5)),
        ("analyst", &analyst, (2, 5)),
        ("lead", &lead, (1, 4)),
        ("coordinator", &coordinator, (1, 2)),
        ("a lead of nothing", &stranger, (0, 0)),
    ] {
        let (seen, seen_collections) = shown(&service, token);
        assert_eq!((seen.len(), seen_collections.len()), sees, "{who}");
        for id in &inspections {
            let status = if seen.contains(id) { 200 } else { 404 };
            for path in [format!("/inspections/{id}"), format!("/inspections/{id}/rates")] {
                assert_eq!(service.ask(token, &path).status, status, "{who} at {path}");
            }
        }
        for id in &collections {
            let status = if seen_collections.contains(id) { 200 } else { 404 };
            assert_eq!(service.ask(token, &format!("/collections/{id}")).status, status, "{who}");
        }
        let rates: Vec<Value> = seen
            .iter()
            .map(|id| service.figures(token, &format!("/inspections/{id}/rates")))
            .collect();
        let of_areas = |rates: &Value| -> usize {
            rates["areas"]
                .as_array()
                .unwrap()
                .iter()
                .map(|area| area["audiences"].as_array().unwrap().len())
                .sum()
        };
        assert_eq!(rates.iter().map(of_areas).sum::<usize>(), sees.1, "{who}");
        if who == "coordinator" {
            assert!(!rates[0].to_string().contains("Fife"), "{}", rates[0]);
        }
    }
    for path in ["/inspections".to_owned(), format!("/inspections/{}/rates", inspections[0])] {
        let answer = service.get(&format!("/api/v1{path}"));
        assert_eq!(answer.status, 401);
        assert!(
            answer.headers.contains(r#""www-authenticate": "bearer realm=\"speir\"""#),
            "{}",
            answer.headers
        );
        assert!(answer.problem().contains("needs a token"));
    }
}

#[test]
fn the_counts_are_those_of_the_console_and_small_parts_are_counted_together() {
    let place = two_inspections();
    let (lead, password) = (place.caller("lead"), place.user("admin@speir.example", "admin"));
    let service = place.serve();
    answered(&place, &service);
    // The count of forty people moves at midnight.
    place.sql(&format!("UPDATE daily_returns SET day = '{}'", today() - Days::new(1)));
    let (inspections, collections) = shown(&service, &lead);
    let rates = service.figures(&lead, &format!("/inspections/{}/rates", inspections[0]));
    assert_text!("rates", json_of(&rates));
    let children = &rates["areas"][0]["audiences"][0];
    let cookie = service.sign_in("admin@speir.example", &password);
    let page = service.get_as(&format!("/console/inspections/{}", inspections[0]), &cookie);
    assert!(page.text.contains("12 of 40"), "{}", page.text);

    let staff = collections
        .iter()
        .map(|id| service.figures(&lead, &format!("/collections/{id}")))
        .find(|one| one["collection"]["audience"] == "staff")
        .unwrap();
    assert_text!("parts", json_of(&staff));

    let id = children["collection"].as_str().unwrap();
    let detail = service.figures(&lead, &format!("/collections/{id}"));
    let days = detail["days"].as_array().unwrap();
    assert_eq!(days.iter().map(|day| day["returned"].as_u64().unwrap()).sum::<u64>(), 12);
    assert_eq!(
        days.last().unwrap()["so_far"],
        json!({ "returned": 12, "issued": 40, "percent": 30 })
    );
    assert_eq!(detail["standing"], children["standing"]);
}

#[test]
fn by_email_the_bounds_and_the_messages_are_told_and_nobody_is() {
    let place = Place::by_invitation();
    place.invite(20);
    let token = place.caller("viewer");
    let service = place.serve();
    place.wait_for_letters(20);
    let (_, collections) = shown(&service, &token);
    let answer = service.ask(&token, &format!("/collections/{}", collections[0]));
    let figures = answer.json();
    assert_text!("by-email", json_of(&figures));
    for secret in ["@", "person", &place.link("staff"), "/s/", "salt", "speir_"] {
        assert!(!answer.text.contains(secret), "{secret}: {}", answer.text);
    }
}

#[test]
fn what_is_not_there_or_not_allowed_is_a_problem_with_plain_words() {
    let place = two_inspections();
    let token = place.caller("admin");
    let service = place.serve();
    let nothing = uuid::Uuid::new_v4();
    for path in [
        "/inspections/".to_owned(),
        "/inspections/one".to_owned(),
        format!("/inspections/{nothing}"),
        format!("/inspections/{nothing}/rates"),
        format!("/inspections/{nothing}/answers"),
        format!("/collections/{nothing}"),
        "/collections".to_owned(),
        "/nothing".to_owned(),
    ] {
        let answer = service.ask(&token, &path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.problem().starts_with("There is nothing at this address"));
    }
    for query in [
        "limit=0",
        "limit=101",
        "limit=ten",
        "offset=-1",
        "offset=1000001",
        "limit=1&limit=2",
        "page=2",
    ] {
        let answer = service.ask(&token, &format!("/inspections?{query}"));
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.problem().starts_with("Write limit as a whole number"), "{query}");
    }
    let path = format!("{}/api/v1/inspections", service.base);
    let put = service
        .agent
        .put(&path)
        .header("Authorization", format!("Bearer {token}"))
        .send("{}")
        .unwrap();
    let post = service.agent.post(&path).send("{}").unwrap();
    let delete = service.agent.delete(&path).call().unwrap();
    for answer in [put, post, delete].map(Answer::of) {
        assert_eq!(answer.status, 405);
        assert!(answer.headers.contains("\"allow\": \"get, head\""), "{}", answer.headers);
        answer.problem();
    }
    let head = service
        .agent
        .head(&path)
        .header("Authorization", format!("Bearer {token}"))
        .call()
        .unwrap();
    let head = Answer::of(head);
    assert_eq!((head.status, head.size), (200, 0));
    assert_eq!(
        service.get(&format!("/api/v1/inspections?token={token}")).status,
        401,
        "never in the address"
    );
    let basic =
        service.agent.get(&path).header("Authorization", format!("Basic {token}")).call().unwrap();
    assert_eq!(Answer::of(basic).status, 401);
    assert!(!place.log().contains(&token));
}

#[test]
fn the_list_is_read_in_parts() {
    let place = two_inspections();
    let token = place.caller("viewer");
    let service = place.serve();
    let first = service.figures(&token, "/inspections?limit=1");
    assert_eq!((&first["total"], &first["next_offset"]), (&json!(2), &json!(1)));
    assert_eq!(first["inspections"][0]["title"], "Fife alone", "what closes last comes first");
    assert_text!("second-part", json_of(&service.figures(&token, "/inspections?limit=1&offset=1")));
    assert_eq!(service.figures(&token, "/inspections?offset=2")["inspections"], json!([]));
}

#[test]
fn everything_that_the_api_says_is_in_its_description() {
    let place = two_inspections();
    let token = place.caller("admin");
    let service = place.serve();
    answered(&place, &service);
    let answer = service.get("/api/v1/openapi.json");
    assert_eq!(answer.status, 200);
    let description = answer.json();
    assert_eq!(description["openapi"], "3.1.0");
    let paths: BTreeSet<&str> =
        description["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        BTreeSet::from([
            "/api/v1/collections/{collection}",
            "/api/v1/inspections",
            "/api/v1/inspections/{inspection}",
            "/api/v1/inspections/{inspection}/rates",
            "/api/v1/openapi.json",
        ])
    );
    let (inspections, collections) = shown(&service, &token);
    let check = |path: &str, template: &str, token: &str| {
        let answer = service.ask(token, path);
        let responses = &description["paths"][format!("/api/v1{template}")]["get"]["responses"];
        let said = &responses[answer.status.to_string()]["content"];
        let media = said.as_object().unwrap().keys().next().unwrap();
        assert!(answer.headers.contains(media.as_str()), "{path}: {}", answer.headers);
        described(&description, &said[media]["schema"], &answer.json(), path);
        answer.status
    };
    let mut checked = 0;
    for id in &inspections {
        assert_eq!(check(&format!("/inspections/{id}"), "/inspections/{inspection}", &token), 200);
        assert_eq!(
            check(&format!("/inspections/{id}/rates"), "/inspections/{inspection}/rates", &token),
            200
        );
        checked += 2;
    }
    for id in &collections {
        assert_eq!(check(&format!("/collections/{id}"), "/collections/{collection}", &token), 200);
        checked += 1;
    }
    assert_eq!(checked, 9);
    assert_eq!(check("/inspections", "/inspections", &token), 200);
    assert_eq!(check("/inspections?limit=0", "/inspections", &token), 400);
    assert_eq!(check("/inspections", "/inspections", "nothing"), 401);
    assert_eq!(check("/collections/nothing", "/collections/{collection}", &token), 404);
}

/// Whether a value is as a schema says: every field that it names and no other, of the types and
/// words that it allows.
fn described(description: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let found = description.pointer(reference.strip_prefix('#').unwrap()).unwrap();
        described(description, found, value, place);
        return;
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let other = choices.iter().find(|one| one["type"] != "null").unwrap();
        assert_eq!(choices.len(), 2, "{place}: something, or null");
        if !value.is_null() {
            described(description, other, value, place);
        }
        return;
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => vec![one.as_str().unwrap_or_else(|| panic!("{place}: {schema}"))],
    };
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(types.contains(&is), "{place}: {value} is not {types:?}");
    if let (Some(words), false) = (schema["enum"].as_array(), value.is_null()) {
        assert!(words.contains(value), "{place}: {value}");
    }
    for one in value.as_array().into_iter().flatten() {
        described(description, &schema["items"], one, place);
    }
    if let Some(fields) = value.as_object() {
        let named: BTreeSet<&str> =
            schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(fields.keys().map(String::as_str).collect::<BTreeSet<_>>(), named, "{place}");
        for (name, value) in fields {
            described(description, &schema["properties"][name], value, &format!("{place}.{name}"));
        }
    }
}
