use proptest::prelude::*;
use rand::{Rng, SeedableRng, rngs::SmallRng, seq::IndexedRandom};

use super::*;

/// Sentences with `{}` for what is planted, each with the kinds that fit: names, first names in
/// small letters, places, schools or streets, numbers and addresses.
const FRAMES: [(&str, &[&str]); 12] = [
    (
        "name",
        &[
            "I like it when {} comes to my house.",
            "{} always listened to me and never judged.",
            "My social worker {} is brilliant.",
            "It was {} who told me about the meeting, not the school.",
            "We would not have coped without {} and the team.",
            "Nobody asked me. {} said it was too late.",
            "Thanks to {}'s help my son is back in class.",
            "We had the same worker, {}, for three years.",
        ],
    ),
    (
        "first",
        &[
            "my worker {} is nice to me",
            "i can talk to {} about anything",
            "me and {} go to the club",
        ],
    ),
    (
        "ambiguous",
        &[
            "My worker {} helps me with forms.",
            "I trust {} because we talk every week.",
            "We saw {} on Tuesday and again on Friday.",
            "{} said that I could choose my own room.",
        ],
    ),
    (
        "unknown",
        &[
            "Mrs {} next door knows what happened.",
            "My friend {} was there too.",
            "A boy called {} hit me at lunch.",
            "I told {} and then they rang my mum.",
        ],
    ),
    (
        "place",
        &[
            "There is nothing to do in {} at night.",
            "We moved to {} last year and waited for months.",
            "The office in {} is too far away.",
            "i live in {} with my gran",
        ],
    ),
    (
        "school",
        &["I go to {} and I hate it.", "The staff at {} were kind.", "{} never rang us back."],
    ),
    (
        "street",
        &[
            "We live at {} and the lift is broken.",
            "They came to {} without asking.",
            "The flat on {} is damp.",
        ],
    ),
    ("telephone", &["You can ring me on {} after four.", "My number is {}.", "Text {} please"]),
    ("chi", &["My CHI is {} if that helps.", "The letter had {} at the top."]),
    ("postcode", &["Our postcode is {} and no bus comes.", "we stay at {}"]),
    (
        "birth",
        &[
            "He was born on {} and has waited since.",
            "My date of birth is {}.",
            "Her birthday is {}, she wants a party.",
        ],
    ),
    (
        "online",
        &[
            "Write to {} about it.",
            "My account is {} and they blocked me.",
            "Look at {} for what I mean.",
        ],
    ),
];

fn pick<'a>(random: &mut SmallRng, from: &[&'a str]) -> &'a str {
    from.choose(random).copied().unwrap_or_default()
}

/// A name that no list has.
fn invented(random: &mut SmallRng) -> String {
    let begin = pick(
        random,
        &["Bral", "Tor", "Zeph", "Quil", "Vash", "Oyel", "Chid", "Fenn", "Drav", "Lumi"],
    );
    let end =
        pick(random, &["ina", "quo", "ent", "ola", "ick", "ewa", "iddle", "umba", "aro", "esh"]);
    format!("{begin}{end}")
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind of detail")]
fn planted(kind: &str, random: &mut SmallRng) -> String {
    let first = |random: &mut SmallRng| {
        pick(
            random,
            &[
                "Sarah",
                "Callum",
                "Eilidh",
                "Mohammed",
                "Kasia",
                "Niamh",
                "Lachlan",
                "Priscilla",
                "Oluwaseun",
                "Torquil",
                "Jim",
                "Agnieszka",
            ],
        )
        .to_owned()
    };
    let last = |random: &mut SmallRng| {
        pick(
            random,
            &[
                "Fraser",
                "McAllister",
                "Young",
                "Okonkwo",
                "O'Hare",
                "Kowalczyk",
                "Hill",
                "Stewart",
                "Begum",
                "Wallace-Smith",
            ],
        )
        .to_owned()
    };
    let digits = |random: &mut SmallRng, count| -> String {
        (0..count).map(|_| char::from(b'0' + random.random_range(0..10_u8))).collect()
    };
    let (day, month, year) =
        (random.random_range(1..=28), random.random_range(1..=12), random.random_range(1950..2020));
    match kind {
        "name" => match random.random_range(0..4) {
            0 => format!("{} {}", first(random), last(random)),
            1 => format!("{} {}", pick(random, &["Mr", "Mrs", "Miss", "Dr", "Ms"]), last(random)),
            2 => format!("{} {}", invented(random), invented(random)),
            _ => {
                pick(random, &["Sarah", "Callum", "Eilidh", "Kirsty", "Yusuf", "Gordon", "Bartosz"])
                    .to_owned()
            }
        },
        "first" => {
            pick(random, &["sarah", "callum", "mhairi", "jamie", "fatima", "liam", "michelle"])
                .to_owned()
        }
        "ambiguous" => {
            pick(random, &["Grace", "Hope", "Mark", "May", "Will", "Dawn", "Bill", "Rose", "June"])
                .to_owned()
        }
        "unknown" => invented(random),
        "place" => pick(
            random,
            &[
                "Penicuik",
                "Kirkcaldy",
                "Port Glasgow",
                "Bo'ness",
                "Stornoway",
                "East Kilbride",
                "Keith",
                "Tranent",
                "Dumfries and Galloway",
                "Fort William",
            ],
        )
        .to_owned(),
        "school" => {
            let name = pick(
                random,
                &[
                    "Castlebrae",
                    "St Mary's",
                    "North Berwick",
                    "Firrhill",
                    "Auchenbrack",
                    "Holy Cross",
                    "Larbert",
                ],
            );
            format!(
                "{name} {}",
                pick(random, &["Primary", "Academy", "High School", "Primary School", "Nursery"])
            )
        }
        "street" => {
            let name =
                pick(random, &["Mill", "Auchenbrack", "Main", "Queen", "Station", "Old Kirk"]);
            let number = random.random_range(1..200);
            let kind = pick(random, &["Street", "Road", "Avenue", "Crescent", "Terrace"]);
            if random.random() {
                format!("{number} {name} {kind}")
            } else {
                format!("{name} {kind}")
            }
        }
        "telephone" => match random.random_range(0..4) {
            0 => format!("07{} {}", digits(random, 3), digits(random, 6)),
            1 => format!("07{}", digits(random, 9)),
            2 => format!("0131 {} {}", digits(random, 3), digits(random, 4)),
            _ => format!("+44 7{} {}", digits(random, 3), digits(random, 6)),
        },
        "chi" => {
            let birth = format!("{day:02}{month:02}{:02}", year % 100);
            format!("{birth}{}{}", pick(random, &["", " "]), digits(random, 4))
        }
        "postcode" => {
            let code = pick(random, &["EH26 0AA", "G12 8QQ", "KY1 1XX", "AB101AB", "IV30 6GG"]);
            if random.random() { code.to_owned() } else { code.to_lowercase() }
        }
        "birth" => {
            let name = pick(random, &["January", "March", "May", "Aug", "october"]);
            match random.random_range(0..4) {
                0 => format!("{day:02}/{month:02}/{year}"),
                1 => format!("{day}.{month}.{:02}", year % 100),
                2 => format!("{day} {name} {year}"),
                _ => format!("{day}th of {name}"),
            }
        }
        _ => pick(
            random,
            &[
                "jo.bloggs@example.org",
                "www.example.scot/me",
                "@wee_jo_07",
                "jo at example dot com",
                "https://example.org/x",
            ],
        )
        .to_owned(),
    }
}

/// Whether every letter and digit of `what` is in a suggestion.
fn is_covered(text: &str, what: &str, only_likely: bool) -> bool {
    let from = text.find(what).expect("it was planted");
    let all = suggestions(text);
    let places: Vec<_> = all
        .iter()
        .filter(|one| one.is_likely || !only_likely)
        .flat_map(|one| &one.places)
        .collect();
    what.char_indices()
        .filter(|(_, c)| c.is_alphanumeric())
        .filter(|(at, _)| !matches!(what.get(at.saturating_sub(1)..*at), Some("'")))
        .all(|(at, _)| places.iter().any(|place| place.contains(&(from + at))))
}

#[test]
fn nineteen_of_twenty_planted_details_are_suggested() {
    let mut random = SmallRng::seed_from_u64(17);
    let mut missed = Vec::new();
    let mut likely = 0;
    for number in 0..500 {
        let (kind, frames) = FRAMES[number % FRAMES.len()];
        let what = planted(kind, &mut random);
        let text = pick(&mut random, frames).replace("{}", &what);
        likely += usize::from(is_covered(&text, &what, true));
        if !is_covered(&text, &what, false) {
            missed.push(format!("{kind}: {text}"));
        }
    }
    assert!(missed.len() <= 25, "{} missed: {missed:#?}", missed.len());
    assert!(likely >= 450, "{likely} are ticked");
}

/// Sentences that name nobody, with words that some names are.
const PLAIN: [&str; 50] = [
    "Grace and patience are what the staff need most {}.",
    "Hope is what I would like to have {}.",
    "Mark my words, nothing will change {}.",
    "May I say that the building is too cold {}?",
    "Will somebody ring us back {}?",
    "In May we waited three weeks for a visit {}.",
    "We had meetings in April, May and June {}.",
    "The bill for the taxi was never paid {}.",
    "I was heard, and I could say what I wanted {}.",
    "They should listen more and write less {}.",
    "My social worker left and nobody told me {}.",
    "The Children's Hearing was frightening {}.",
    "CAMHS had a waiting list of 18 months {}.",
    "Social Work did not answer my emails {}.",
    "We need more support from 3 to 5 in the evening {}.",
    "I have had 4 workers in 2 years {}.",
    "Everyone at the club is young at heart {}.",
    "The white walls make the room look like a hospital {}.",
    "Police Scotland and the NHS talk to each other {}.",
    "i want to see my mum more {}",
    "i hate going to the big school {}",
    "My key worker is kind and strong {}.",
    "The Promise should be kept {}.",
    "Christmas was lonely and the summer was long {}.",
    "Nothing about us without us {}.",
    "Thank You for asking me {}.",
    "The park by the water is my favourite place {}.",
    "Getting to the office costs £12.50 each way {}.",
    "We were told on 3 March that the plan had changed {}.",
    "It started in 2023 and ended in 2025 {}.",
    "Staff turnover is high, so children lose trust {}.",
    "I play Minecraft with my pals {}.",
    "My English teacher has a good sense of humour {}.",
    "The foster carers got no training {}.",
    "Childline is 0800 and free {}.",
    "There are too many forms. Rose-tinted reports do not help {}.",
    "Sue them, says my neighbour {}.",
    "Dawn visits are not okay {}.",
    "Joy was not what I felt {}.",
    "Faith groups helped us more than the council {}.",
    "We use Teams and WhatsApp to stay in touch {}.",
    "Good communication between Health and Education {}.",
    "The Named Person and the Lead Professional agreed {}.",
    "Please fix the heating and the wifi {}.",
    "Primary 5 was better than Primary 6 {}.",
    "I moved from primary to high school {}.",
    "The road to the school is not safe {}.",
    "A hundred and twenty families were on the list {}.",
    "Children and Young People should be paid for it {}.",
    "Brilliant. Always there. Never late {}.",
];
const ENDINGS: [&str; 10] = [
    "most of the time",
    "as far as I know",
    "before the summer",
    "and that is a fact",
    "in my view",
    "since last winter",
    "for people like me",
    "although I am not sure",
    "at first",
    "when it matters",
];

#[test]
fn of_a_hundred_plain_sentences_three_at_most_have_a_suggestion() {
    let mut wrong = Vec::new();
    for text in PLAIN {
        for ending in ENDINGS {
            let text = text.replace("{}", ending);
            let all = suggestions(&text);
            if !all.is_empty() {
                wrong.push(format!(
                    "{text}: {:?}",
                    all.iter().map(|one| &one.words).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(wrong.len() <= 15, "{} of 500: {wrong:#?}", wrong.len());
}

#[test]
fn a_name_is_found_again_where_no_rule_finds_it() {
    let all = suggestions("I told Torquil Zaubernuss. zaubernuss did nothing. Torquil left.");
    let words: Vec<_> = all.iter().map(|one| one.words.as_str()).collect();
    assert_eq!(words, ["Torquil Zaubernuss", "zaubernuss", "Torquil"]);
}

#[test]
fn words_in_which_every_letter_is_a_capital_are_no_names_but_listed_names_are() {
    let words = |text: &str| -> Vec<String> {
        suggestions(text).into_iter().map(|one| one.words).collect()
    };
    assert_eq!(words("MY SOCIAL WORKER SARAH IS THE BEST"), ["SARAH"]);
    assert_eq!(words("My Social Worker Is The Best Of Them"), [""; 0]);
}

proptest! {
    #[test]
    fn places_are_words_of_the_text_in_order_and_share_no_letter(
        text in "(Grace|Mrs|ann|Mill Street|é|’|EH26 0AA|07700 900123|a@b\\.org|\\.| |\n|İ|3/5/11){0,20}",
    ) {
        let mut places: Vec<_> = suggestions(&text).into_iter().flat_map(|one| one.places).collect();
        prop_assert!(places.iter().all(|place| !place.is_empty() && text.get(place.clone()).is_some()));
        places.sort_by_key(|place| place.start);
        prop_assert!(places.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }

    #[test]
    fn any_text_has_suggestions_in_it(text in "\\PC{0,60}") {
        for place in suggestions(&text).into_iter().flat_map(|one| one.places) {
            prop_assert!(text.get(place).is_some());
        }
    }
}
