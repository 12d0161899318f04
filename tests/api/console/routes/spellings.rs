//! Every spelling of an address means the same to whoever routes it and to whoever checks it.

use std::fmt::Write;

use speir::users::Role;

use super::{
    ROUTES,
    world::{FOREIGN, World},
};

/// The same address as others might write it to get past a check of its text.
fn spellings(address: &str, own: &str) -> Vec<String> {
    let mut all = Vec::new();
    let encoded = |at: usize| {
        let mut text = String::new();
        for (place, byte) in address.bytes().enumerate() {
            if place == at {
                write!(text, "%{byte:02X}").unwrap();
            } else {
                text.push(char::from(byte));
            }
        }
        text
    };
    let starts: Vec<usize> = address.match_indices('/').map(|(place, _)| place).collect();
    // The first character of each segment, and the slash before it.
    for start in &starts {
        all.extend(
            [encoded(start + 1), encoded(*start)]
                .map(|text| text.replacen("%2F", "/", usize::from(*start == 0))),
        );
        let (before, after) = address.split_at(*start);
        all.extend([
            format!("{before}/{after}"),
            format!("{before}/.{after}"),
            format!("{before}/x/..{after}"),
            format!("{before}/%2e%2e{after}"),
        ]);
    }
    // Every character of the first id.
    if let Some(id) = address.split('/').find(|segment| segment.len() == 36) {
        let place = address.find(id).unwrap();
        all.extend((place..place + id.len()).map(encoded));
        all.push(address.replace(id, &id.to_uppercase()));
        all.push(address.replace(id, &id.replace('-', "")));
        all.push(address.replace(id, &format!("%7B{id}%7D")));
        all.push(address.replace(id, &format!("urn:uuid:{id}")));
        all.push(address.replace(id, &format!("{own}/../{id}")));
        all.push(address.replace(id, &format!("{own}%2F..%2F{id}")));
        all.push(address.replace(id, &format!("{id}%00")));
        all.push(address.replace(id, &format!("{id};{own}")));
    }
    all.push(address.to_uppercase());
    all.push(format!("{address}/"));
    all.push(format!("{address}//"));
    all.push(format!("{address}?id={own}"));
    all.push(format!("{address};id={own}"));
    all.push(format!("http://speir.example{address}"));
    all.push(format!("//speir.example{address}"));
    all.push(address.replace('/', "\\"));
    all
}

/// Whether an answer tells no more than that nothing is there.
fn is_refused(world: &World, cookie: &str, status: u16, location: &str) -> bool {
    match status {
        303 if location.starts_with("/sign-in") => true,
        // A slash too many, or capitals, lead to the plain address, which is refused.
        303 => world
            .raw("GET", location, cookie, "")
            .is_none_or(|answer| (400..=410).contains(&answer.status)),
        _ => (400..=414).contains(&status),
    }
}

fn no_spelling_gets_through(role: Role, invited: bool) {
    let world = World::of(role, invited);
    let cookie = world.sign_in();
    let mut wrong = Vec::new();
    let allowed =
        ROUTES.iter().filter(|(_, route, is_for)| is_for.has(role) && route.contains("{id}"));
    for (method, route, _) in allowed {
        for (address, _) in
            world.addresses(route).into_iter().filter(|(_, own)| *own == Some(false))
        {
            for spelling in spellings(&address, &world.own.inspection.to_string()) {
                let Some(answer) = world.raw(method, &spelling, &cookie, "") else { continue };
                let told = answer.text.contains(FOREIGN);
                if told || !is_refused(&world, &cookie, answer.status, &answer.location) {
                    wrong.push(format!(
                        "{method} {spelling}: {} {}",
                        answer.status, answer.location
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "as {role}: {wrong:#?}");
}

#[test]
fn a_lead_gets_through_by_no_spelling() {
    no_spelling_gets_through(Role::Lead, false);
}

#[test]
fn a_coordinator_gets_through_by_no_spelling() {
    no_spelling_gets_through(Role::Coordinator, false);
}

#[test]
fn a_reader_gets_through_by_no_spelling() {
    no_spelling_gets_through(Role::Reader, true);
}

#[test]
fn a_viewer_of_one_inspection_gets_through_by_no_spelling() {
    no_spelling_gets_through(Role::Viewer, true);
}

/// The API reads the same rows.
#[test]
fn a_token_gets_through_by_no_spelling() {
    let world = World::of(Role::Lead, false);
    let said = world.place.run(&["user", "token", "add", &world.email, "--name", "Spellings"]);
    let token = said.split_whitespace().find(|word| word.starts_with("speir_")).unwrap().to_owned();
    let bearer = format!("x=y\r\nAuthorization: Bearer {token}");
    let (own, other) = (world.own, world.other);
    let ask = |target: &str| world.raw("GET", target, &bearer, "");
    assert_eq!(ask(&format!("/api/v1/inspections/{}", own.inspection)).unwrap().status, 200);
    for address in [
        format!("/api/v1/inspections/{}", other.inspection),
        format!("/api/v1/inspections/{}/rates", other.inspection),
        format!("/api/v1/collections/{}", other.collection),
    ] {
        for spelling in
            spellings(&address, &own.inspection.to_string()).into_iter().chain([address])
        {
            let Some(answer) = ask(&spelling) else { continue };
            assert!((300..=414).contains(&answer.status), "{spelling}: {}", answer.status);
            assert!(!answer.text.contains(FOREIGN), "{spelling}");
        }
    }
}
