//! Options that exclude the others of their question.

use std::fs;

use chrono::Days;

use crate::support::{Place, inspection, today};

/// A copy of the surveys in which "None of these" excludes the rest of what children get enough of.
fn place() -> Place {
    let mut place = Place::new();
    let own = place.dir.path().join("surveys");
    let (from, to) = (place.surveys.join("age-8-15/v1"), own.join("age-8-15/v1"));
    fs::create_dir_all(&to).unwrap();
    fs::copy(from.join("gd.toml"), to.join("gd.toml")).unwrap();
    let source = fs::read_to_string(from.join("survey.toml")).unwrap();
    let exclusive = source.replace(
        "{ id = \"none\", text = \"None of these\" }",
        "{ id = \"none\", text = \"None of these\", alone = true }",
    );
    assert_ne!(source, exclusive);
    fs::write(to.join("survey.toml"), exclusive).unwrap();
    place.surveys = own;
    place
}

#[test]
fn an_exclusive_option_is_not_stored_together_with_another() {
    let place = place();
    assert!(place.run(&["survey", "check", "age-8-15", "1"]).contains("no problems"));
    place.run(&["survey", "publish", "age-8-15", "1", "--with-drafts"]);
    let toml = inspection("Midlothian", today() - Days::new(1), today() + Days::new(20));
    let only: Vec<&str> = toml.split("[[collections]]").collect();
    let children = only.iter().find(|part| part.contains("age-8-15")).unwrap();
    place.create(&format!("{}[[collections]]{children}", only[0]));
    let service = place.serve();
    let link = place.link("age-8-15");
    let path = service.open(&link);
    let page = service.get(&path).text;
    assert_eq!(page.matches(" data-alone").count(), 1, "the page's script knows the option");
    let both =
        service.post(&path, "q.enough-of=fun&q.enough-of=none&q.worker=teacher&q.comment=Kept");
    assert_eq!(both.status, 422);
    assert!(both.text.contains("You ticked both “None of these” and “Fun”"), "{}", both.text);
    assert_eq!(both.text.matches(" checked").count(), 3);
    let three = service.post(&path, "q.enough-of=fun&q.enough-of=none&q.enough-of=friends").text;
    assert!(
        three.contains("You ticked both “None of these” and others: “Time with my friends”, “Fun”"),
        "every one is named: {three}"
    );
    assert!(both.text.contains("Kept") && place.returned("age-8-15") == 0);
    assert_eq!(service.post(&path, "q.enough-of=none&q.comment=Kept").status, 303);
    service.answer(&link, "q.enough-of=fun&q.enough-of=friends");
    place.release();
    assert_eq!((place.tally("enough-of", "none"), place.tally("enough-of", "fun")), (1, 1));
}

fn check(change: impl Fn(&str) -> String) -> (bool, String) {
    let place = place();
    let file = place.surveys.join("age-8-15/v1/survey.toml");
    fs::write(&file, change(&fs::read_to_string(&file).unwrap())).unwrap();
    let output = place.command(&["survey", "check", "age-8-15", "1"]).output().unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    (output.status.success(), said)
}

#[test]
fn the_check_refuses_exclusive_options_that_mean_nothing() {
    let everywhere = |source: &str| {
        source.replace("{ id = \"social-worker\",", "{ alone = true, id = \"social-worker\",")
    };
    let (sound, said) = check(everywhere);
    assert!(
        !sound && said.contains("`alone` does not apply here: this kind takes only one answer"),
        "{said}"
    );
    let on_a_scale =
        |source: &str| source.replace("{ id = \"always\",", "{ alone = true, id = \"always\",");
    let (sound, said) = check(on_a_scale);
    assert!(!sound && said.contains("a scale takes only one answer"), "{said}");
}

#[test]
fn the_check_proposes_to_mark_an_option_that_seems_to_exclude_the_others() {
    let (sound, said) = check(|source| source.replace(", alone = true", ""));
    assert!(sound && said.contains("Add alone = true if it excludes the others"), "{said}");
    let (sound, said) = check(str::to_owned);
    assert!(sound && !said.contains("alone"), "{said}");
}
