//! Finds what may identify somebody in a text about other people. It only warns, and whoever wrote
//! the text decides: it may miss a name, and may take another word for one.

mod dates;
mod known;
mod lists;
mod names;
mod suggest;

pub use suggest::{Kind, Suggestion, suggestions};

use super::elsewhere::{folded, has_telephone};

/// Something in a text that may identify somebody.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Identifying {
    #[error("“{0}” looks like a name")]
    Name(String),
    #[error("it has an email address")]
    Email,
    #[error("it has a telephone number, or another long number")]
    Number,
    #[error("“{0}” is a full date, which may be a date of birth")]
    Date(String),
}

/// What may identify somebody in `text`, each thing once.
pub fn identifying(text: &str) -> Vec<Identifying> {
    let text: String = text.chars().map(folded).collect();
    let mut found: Vec<Identifying> =
        names::names(&text).into_iter().map(Identifying::Name).collect();
    if text.contains('@') {
        found.push(Identifying::Email);
    }
    let dates = dates::dates(&text);
    let without = dates.iter().fold(text, |text, date| text.replace(date.as_str(), "…"));
    if has_telephone(&without) {
        found.push(Identifying::Number);
    }
    found.extend(dates.into_iter().map(Identifying::Date));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        identifying(text).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_addresses_numbers_and_dates_are_noticed() {
        for (text, words) in [
            ("Please tell Mrs Fraser that she helped.", "“Mrs Fraser” looks like a name"),
            ("The plan of Dr. McIntyre was good.", "“Dr McIntyre”"),
            ("Iain from the team had promised to.", "“Iain”"),
            ("He lives with his aunt, Eilidh Campbell.", "“Eilidh Campbell”"),
            ("It was written by Torquil Abernethy in haste.", "“Torquil Abernethy”"),
            ("Torquil Abernethy wrote it.", "“Torquil Abernethy”"),
            ("A girl called Zebedee said so.", "“Zebedee”"),
            ("Callum's plan is late.", "“Callum”"),
            ("Write to jo.bloggs@example.org about it.", "email address"),
            ("Call 07700 900123.", "telephone number"),
            ("The CHI is 0305111234.", "long number"),
            ("Born 03/05/2011.", "“03/05/2011” is a full date"),
            ("Born on 3.5.11.", "“3.5.11” is a full date"),
            ("Born 2011-05-03.", "“2011-05-03” is a full date"),
            ("Her birthday is 3rd of May 2011.", "“3rd of May 2011” is a full date"),
            ("It was May 3, 2011.", "“May 3 2011” is a full date"),
        ] {
            assert!(said(text).iter().any(|one| one.contains(words)), "{text}: {:?}", said(text));
        }
    }

    #[test]
    fn ordinary_notes_are_not_noticed() {
        for text in [
            "The plan is clear. Reviews were held on time, and the child was heard.",
            "Social Work and Police Scotland shared what they knew in an Initial Referral Discussion.",
            "South Lanarkshire Council has a Child’s Plan. NHS Lanarkshire took part.",
            "The Children’s Hearing met in March 2025, and again in May.",
            "Chronology: 12 entries. 1 and 2 are digits here. Review 3 of 4 was late.",
            "The Named Person and the Lead Professional agreed. See section 3.2.",
            "Since Monday the Care Inspectorate has read 109 records.",
            "He said: I want to go home. The Reporter was told at 17.30.",
        ] {
            assert!(said(text).is_empty(), "{text}: {:?}", said(text));
        }
    }

    #[test]
    fn a_date_is_no_telephone_number_too_and_nothing_is_said_twice() {
        assert_eq!(said("03/05/2011 and 03/05/2011").len(), 1);
        assert_eq!(said("Iain met Iain.").len(), 1);
    }
}
