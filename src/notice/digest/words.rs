use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Item, Matter, Rhythm, items::Section};
use crate::{
    fieldwork::{Need, Standing, Subject},
    language::{
        calendar,
        numbers::{counted, grouped},
    },
    notice::{Line, Words},
    rates::{Measure, Visible},
    settings::BaseUrl,
    web::paths::{self, Pattern},
};

/// The maximum number of items in one section. Further ones are counted, and the page lists them.
const LISTED: usize = 12;

/// The digest of these items, which are in order. `None` where there are none.
pub fn words(
    items: &[Item<'_>],
    rhythm: Rhythm,
    base_url: &BaseUrl,
    stop: &str,
    now: DateTime<Utc>,
) -> Option<Words> {
    if items.is_empty() {
        return None;
    }
    let mut lines = vec![Line::Say(format!(
        "This is the state of your collections at {}.",
        calendar::time_on_date(now)
    ))];
    for part in items.chunk_by(|a, b| a.matter.section() == b.matter.section()) {
        let Some(first) = part.first() else { continue };
        lines.push(Line::Heading(heading(first.matter.section()).to_owned()));
        lines.extend(part.iter().take(LISTED).map(|item| line(item, base_url)));
        let more = part.len().saturating_sub(LISTED);
        if more > 0 {
            let page = base_url.with(paths::CONSOLE);
            lines.push(Line::Link(format!("And {more} more."), "All inspections".to_owned(), page));
        }
    }
    let often = match rhythm {
        Rhythm::Daily => "You get this email on working days when something needs you.",
        Rhythm::Weekly | Rhythm::Never => {
            "You get this email once a week when something needs \
            you."
        }
    };
    let setting = base_url.with(paths::account::DIGEST);
    lines.push(Line::Link(often.to_owned(), "Choose how often".to_owned(), setting));
    lines.push(Line::Link(
        "You can also stop it without signing in.".to_owned(),
        "Stop the digest".to_owned(),
        stop.to_owned(),
    ));
    Some(Words { subject: subject(items), lines, stop: Some(stop.to_owned()) })
}

/// In the words of the list of inspections: how many collections need somebody, or else how many
/// open or close soon.
fn subject(items: &[Item<'_>]) -> String {
    let collections = |chosen: &dyn Fn(Matter) -> bool| {
        items
            .iter()
            .filter(|item| chosen(item.matter))
            .map(|item| item.fact.collection.id)
            .collect::<BTreeSet<_>>()
    };
    let behind = collections(&|matter| matter == Matter::Need(Need::Behind));
    let needed = collections(&|matter| matches!(matter, Matter::Need(_)));
    let soon = collections(&|matter| matter.is_acute());
    match (behind.len(), needed.len() - behind.len()) {
        (0, 0) if soon.len() == 1 => "Speir: 1 collection opens or closes soon".to_owned(),
        (0, 0) => format!("Speir: {} collections open or close soon", soon.len()),
        (0, 1) => "Speir: 1 collection needs you".to_owned(),
        (0, needed) => format!("Speir: {needed} collections need you"),
        (behind, more) => {
            let are = if behind == 1 { "is" } else { "are" };
            let more = match more {
                0 => String::new(),
                1 => ", 1 more needs you".to_owned(),
                more => format!(", {more} more need you"),
            };
            format!("Speir: {} {are} behind{more}", counted(behind, "collection", "collections"))
        }
    }
}

const fn heading(section: Section) -> &'static str {
    match section {
        Section::Need(Subject::Behind) => "Behind",
        Section::Need(Subject::SetUp) => "Set-up to complete",
        Section::Need(Subject::Messages) => "Messages",
        Section::Need(Subject::Closing) => "Closing soon",
        Section::Opening => "Opening soon",
    }
}

fn line(item: &Item<'_>, base_url: &BaseUrl) -> Line {
    let collection = &item.fact.collection;
    let (page, name) = place(item);
    Line::Item {
        what: format!("{}: {}.", collection.name(), what(item)),
        next: next(item),
        page: format!("{name}, {}", item.fact.inspection),
        address: base_url.with(&page.of(collection.id)),
    }
}

fn what(item: &Item<'_>) -> String {
    let (collection, standing) = (&item.fact.collection, &item.fact.standing);
    let (closes, opens) = (moment(collection.closes_at), moment(collection.opens_at));
    match item.matter {
        Matter::Need(Need::Behind) => {
            let pace = standing
                .pace
                .map(|pace| format!("; to reach the target, it should now be at {pace}%"))
                .unwrap_or_default();
            format!("{}{pace}. It closes on {closes}{}", amount(item), ending(standing))
        }
        Matter::Need(Need::NothingHandedOut) => {
            "it is open, but nobody has an invitation or a slip".to_owned()
        }
        Matter::Need(Need::NobodyAsked) => {
            "it is open, but nobody is asked to answer for the area".to_owned()
        }
        Matter::Need(Need::NoPopulation) => match standing.rate.returned {
            Visible::Held => "it is open, but its population is unknown, so the number of \
                    responses is shown after closing"
                .to_owned(),
            Visible::Shown(_) => {
                format!("it is open with {}, but its population is unknown", standing.rate)
            }
        },
        Matter::Need(Need::TooMany) => {
            format!("{}, which is more than its population", standing.rate)
        }
        Matter::Need(Need::Refused) => {
            "its messages are paused because mail servers refused too many".to_owned()
        }
        Matter::Need(Need::Paused) => "its messages are paused".to_owned(),
        Matter::Need(Need::Stuck) => {
            let overdue = standing.messages.overdue;
            let have = if overdue == 1 { "message has not" } else { "messages have not" };
            format!("{} {have} been sent when due", grouped(overdue))
        }
        Matter::Need(Need::CameBack) => {
            let sources = standing.sources;
            format!(
                "{} of {} messages were returned",
                grouped(sources.came_back()),
                grouped(sources.sent)
            )
        }
        Matter::Need(Need::Closing) | Matter::Closes => {
            format!("it closes on {closes} with {}{}", amount(item), ending(standing))
        }
        Matter::ClosesWell => match standing.recorded {
            Some(recorded) => format!("it closes on {closes} with {}", recorded.sentence()),
            None => {
                format!("it closes on {closes} and has reached its target: {}", standing.rate)
            }
        },
        Matter::Opens => format!("it opens on {opens}"),
    }
}

/// "80 of 100, 80%, target 90%", or what the team has recorded.
fn amount(item: &Item<'_>) -> String {
    let standing = &item.fact.standing;
    match (standing.recorded, item.fact.collection.target()) {
        (Some(recorded), _) => recorded.sentence(),
        (None, Some(target)) => format!("{}, target {target}%", standing.rate),
        (None, None) => standing.rate.to_string(),
    }
}

fn ending(standing: &Standing) -> String {
    let Some(ending) = standing.ending else { return String::new() };
    format!(
        ". It is likely to end near {}%, between {}% and {}%",
        ending.middle, ending.low, ending.high
    )
}

fn next(item: &Item<'_>) -> String {
    let standing = &item.fact.standing;
    match item.matter {
        Matter::Need(Need::Behind | Need::Closing) | Matter::Closes => {
            match (standing.measure, item.fact.next_wave) {
                (Measure::Delivered | Measure::Both, Some(at)) => format!(
                    "The next reminder goes out on {}. Ask the area to tell people that it is \
                        genuine, or send it sooner.",
                    moment(at)
                ),
                (Measure::Delivered | Measure::Both, None) => {
                    "No more reminders are planned. Plan one while there is time.".to_owned()
                }
                (Measure::HandedOut, _) => {
                    "Ask the people who hand out slips to give others time to answer, or print \
                        more slips."
                        .to_owned()
                }
                (Measure::Population, _) => {
                    "Put the link and the poster where people see them, and ask the area to \
                        mention the survey."
                        .to_owned()
                }
                (Measure::Recorded, _) if item.fact.collection.is_area() => {
                    "Ask the area to send its answers, or choose a later closing time.".to_owned()
                }
                (Measure::Recorded, _) => {
                    "Ask the team to record what is missing, or choose a later closing time."
                        .to_owned()
                }
            }
        }
        Matter::Need(Need::NothingHandedOut) => {
            "Upload the list of mailboxes, print slips, or open the link to everybody.".to_owned()
        }
        Matter::Need(Need::NobodyAsked) => {
            "Write the email address of somebody who answers for the area.".to_owned()
        }
        Matter::Need(Need::NoPopulation) => {
            "Enter how many people could answer, so that there is a rate.".to_owned()
        }
        Matter::Need(Need::TooMany) => {
            "Check how many people could answer, and whether the link has spread too far."
                .to_owned()
        }
        Matter::Need(Need::Refused) => "Ask the IT departments of those servers to accept our \
            messages before you start sending again. The page says what to write."
            .to_owned(),
        Matter::Need(Need::Paused) => "Start sending, or nobody is invited or reminded.".to_owned(),
        Matter::Need(Need::Stuck) => {
            "Ask your Speir administrator to check the mail server.".to_owned()
        }
        Matter::Need(Need::CameBack) => {
            "Check the list of mailboxes with the area, and enter how many of the people have left."
                .to_owned()
        }
        Matter::ClosesWell if item.fact.collection.is_area() => {
            "You do not need to do anything.".to_owned()
        }
        Matter::Opens if item.fact.collection.is_area() => {
            "Check its dates, and who is asked to answer for the area.".to_owned()
        }
        Matter::ClosesWell if standing.recorded.is_some() => {
            "Ask the team to correct what they have recorded by then.".to_owned()
        }
        Matter::ClosesWell => "You do not need to do anything.".to_owned(),
        Matter::Opens if standing.recorded.is_some() => {
            "Check its dates, and tell the team when it opens.".to_owned()
        }
        Matter::Opens => "Check the form once more, and tell the area when it opens.".to_owned(),
    }
}

/// The page where it is done: the end of the collection's address, and the page's name.
fn place(item: &Item<'_>) -> (Pattern<1>, &'static str) {
    let collection = &item.fact.collection;
    if item.matter == Matter::Need(Need::NobodyAsked) {
        return (paths::officers::PAGE, "Who is asked");
    }
    let about_people = item.matter == Matter::Need(Need::NothingHandedOut);
    match (item.matter.section(), item.fact.standing.measure) {
        (Section::Need(Subject::Messages), _) => (paths::invitations::PAGE, "Invitations"),
        _ if about_people => (paths::invitations::PAGE, "Invitations"),
        _ if item.matter == Matter::ClosesWell => (paths::collection::PAGE, "Collection"),
        (Section::Need(Subject::Behind | Subject::Closing), measure) => match measure {
            Measure::Delivered | Measure::Both => (paths::invitations::PAGE, "Invitations"),
            Measure::HandedOut => (paths::collection::SLIPS, "Slips"),
            Measure::Population if collection.open_link => (paths::collection::POSTER, "Poster"),
            Measure::Population | Measure::Recorded => (paths::collection::PAGE, "Collection"),
        },
        _ => (paths::collection::PAGE, "Collection"),
    }
}

fn moment(instant: DateTime<Utc>) -> String {
    calendar::this_year(instant)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::{
        super::{items, items::tests::fact},
        *,
    };
    use crate::{fieldwork::Ending, inspection::sample::half_way, text::snapshot::assert_text};

    fn told(facts: &[super::super::Fact], now: DateTime<Utc>) -> Option<Words> {
        let base_url = "https://speir.example".parse().expect("an address");
        words(
            &items(facts, Rhythm::Daily, now),
            Rhythm::Daily,
            &base_url,
            "https://speir.example/digest/stop/x",
            now,
        )
    }

    #[test]
    fn without_needs_there_is_no_email() {
        let (_, now) = half_way();
        assert_eq!(told(&[fact(60, now, |_| {})], now), None);
        assert_eq!(told(&[], now), None);
    }

    #[test]
    fn a_collection_behind_shows_rate_pace_forecast_and_advice() {
        let (_, now) = half_way();
        let mut behind = fact(12, now, |_| {});
        behind.standing.ending = Some(Ending { low: 21, middle: 30, high: 44 });
        let words =
            told(&[behind.clone(), fact(0, now, |c| c.population = None)], now).expect("an email");
        assert_eq!(words.subject, "Speir: 1 collection is behind, 1 more needs you");
        assert_text!("one-behind", words.plain());
    }

    #[test]
    fn the_digest_names_the_next_reminder_or_says_there_is_none() {
        let (_, now) = half_way();
        let mut behind = fact(12, now, |_| {});
        behind.standing.measure = Measure::Delivered;
        let without = told(std::slice::from_ref(&behind), now).expect("an email").plain();
        assert!(
            without.contains("No more reminders are planned.") && without.contains("/invitations"),
            "{without}"
        );
        behind.next_wave = Some(now + TimeDelta::days(1));
        let with = told(&[behind], now).expect("an email").plain();
        assert!(with.contains("The next reminder goes out on"), "{with}");
    }

    #[test]
    fn records_are_counted_and_have_no_target_reminder_or_poster() {
        let (_, now) = half_way();
        let records = |population| {
            fact(98, now, |one| {
                one.survey = crate::survey::Instrument::record_reading();
                (one.open_link, one.population) = (false, Some(population));
                one.closes_at = now + TimeDelta::days(1);
            })
        };
        let text = told(&[records(109)], now).expect("an email").plain();
        assert!(text.contains("with 98 of 109 records read"), "{text}");
        assert!(text.contains("Ask the team to record what is missing"), "{text}");
        let lower = text.to_lowercase();
        for word in ["target", "pace", "reminder", "poster", "link", "%", "invitation", "behind"] {
            assert!(!lower.contains(word), "{word}: {text}");
        }
        assert_eq!(told(&[records(98)], now), None, "everything is read");
    }

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let (_, now) = half_way();
        let facts: Vec<_> = (0..15).map(|_| fact(2, now, |_| {})).collect();
        let text = told(&facts, now).expect("an email").plain();
        assert_eq!(text.matches("\n* ").count(), LISTED);
        assert!(text.contains("And 3 more."), "{text}");
    }
}
