//! What no handler can read is answered in the frame of whoever asks, and every answer keeps to
//! itself.

use crate::support::{Answer, Place};

#[test]
fn a_query_that_cannot_be_read_gets_a_page() {
    let place = Place::with_collections();
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &password);
    let inspection = format!("/console/inspections/{}", place.inspection_id());
    for address in [
        "/sign-in?next=%2Fconsole&next=%2Fconsole%2Faudit".to_owned(),
        "/console/account?done=password&done=password".to_owned(),
        "/console/account?done=everything".to_owned(),
        "/console?done=a&done=b".to_owned(),
        "/console/audit?who=a&who=b".to_owned(),
        format!("{inspection}?sort=area&sort=area"),
        format!("{inspection}/team?saved=perhaps"),
        format!("{inspection}/results?audience=staff&audience=staff"),
    ] {
        let answer = service.get_as(&address, &cookie);
        assert_eq!(answer.status, 400, "{address}: {}", answer.text);
        for words in ["<!DOCTYPE html>", "This address could not be read", "Open the console"] {
            assert!(answer.text.contains(words), "{address}: {}", answer.text);
        }
        assert!(
            answer.headers.contains("text/html") && !answer.text.contains("eserialize"),
            "{address}"
        );
    }
}

#[test]
fn every_answer_keeps_its_address_and_itself_to_itself() {
    let place = Place::with_collections();
    let service = place.serve();
    let sign_in = service.get("/sign-in").text;
    let style = sign_in.split('"').find(|part| part.starts_with("/assets/")).unwrap().to_owned();
    for path in [
        "/health/live",
        "/api/v1/openapi.json",
        "/api/v1/nothing",
        "/code",
        "/nothing",
        "/console",
        &style,
    ] {
        for method in ["GET", "DELETE", "PUT"] {
            let request = ureq::http::Request::builder()
                .method(method)
                .uri(format!("{}{path}", service.base));
            let answer = Answer::of(service.agent.run(request.body(()).unwrap()).unwrap());
            for header in ["\"referrer-policy\"", "\"cache-control\""] {
                assert!(answer.headers.contains(header), "{method} {path}: {}", answer.headers);
            }
            let kept = method == "GET" && path == style;
            assert!(
                kept || answer.headers.contains("no-store"),
                "{method} {path}: {}",
                answer.headers
            );
        }
    }
    assert!(service.get(&style).headers.contains("immutable"));
}
