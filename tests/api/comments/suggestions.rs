//! What may identify somebody is suggested, ticked where it is likely, and removed only once a
//! person has confirmed it.

use crate::support::{Place, form, hidden, some};

const TEXT: &str = "Torquil Zaubernuss rings me on 07700 900123. I live at 12 Mill Street in \
    Penicuik with Wunderkerze, and may I say he is kind.";

/// What is ticked on a page.
fn ticked(page: &str) -> Vec<String> {
    let inputs = page.split("<input").filter(|one| one.contains("name=\"suggested\""));
    let chosen = inputs.filter(|one| one.split('>').next().unwrap().contains(" checked"));
    chosen
        .map(|one| one.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned())
        .collect()
}

#[test]
fn several_suggestions_and_other_words_are_removed_with_one_confirmation() {
    let place = Place::with_collections();
    let mut all = some("Worker", 11);
    all.push(TEXT.to_owned());
    place.write("staff", &all, 30);
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let lead = service.sign_in("lead@speir.example", &password);
    let search = format!("{}/search", place.comments_of("staff"));
    let found = service.post_as(&search, &lead, "term=zaubernuss");
    let path = found.text.split("href=\"").find(|link| link.contains("Open comment")).unwrap();
    let path = path.split('"').next().unwrap().to_owned();
    let redact = format!("{path}/redact");

    let page = service.get_as(&redact, &lead);
    assert_eq!(
        ticked(&page.text),
        ["Torquil Zaubernuss", "07700 900123", "12 Mill Street", "Penicuik"]
    );
    assert!(page.text.contains("<mark>Wunderkerze</mark>"), "{}", page.text);
    assert!(page.text.contains("“Wunderkerze”: perhaps a name, becomes [name]"), "{}", page.text);
    assert!(service.get_as(&path, &lead).text.contains(TEXT), "a look changes nothing");

    let shown = hidden(&page, "shown");
    let send = |rest: &[(&str, &str)]| {
        let fields = [("mark", "detail"), ("shown", &shown)];
        service.post_as(&redact, &lead, &form(&[&fields, rest].concat()))
    };
    let choice = [
        ("suggested", "Torquil Zaubernuss"),
        ("suggested", "07700 900123"),
        ("suggested", "12 Mill Street"),
    ];
    let wrong = send(&[choice.as_slice(), &[("words", "Stechapfel")]].concat());
    assert_eq!(wrong.status, 422);
    assert_eq!(ticked(&wrong.text), ["Torquil Zaubernuss", "07700 900123", "12 Mill Street"]);
    assert_eq!(send(&[]).status, 422, "nothing is removed without a choice");

    let choice = [choice.as_slice(), &[("words", "kind")]].concat();
    let left = "[name] rings me on [detail]. I live at [place] in Penicuik with Wunderkerze, and \
        may I say he is [detail].";
    let look = send(&choice);
    assert_eq!(look.status, 200);
    assert!(look.text.contains(left), "{}", look.text);
    assert_eq!(look.text.matches("name=\"suggested\"").count(), 3, "the confirmation has them");
    assert!(service.get_as(&path, &lead).text.contains(TEXT));
    assert_eq!(send(&[choice.as_slice(), &[("confirmed", "yes")]].concat()).location, path);
    assert!(service.get_as(&path, &lead).text.contains(left));
    assert_eq!(place.number("SELECT COUNT(*) FROM comments WHERE redacted"), 1);

    for told in [place.audited(), place.log()] {
        assert!(!told.contains("Zaubernuss") && !told.contains("900123"), "{told}");
    }
}
