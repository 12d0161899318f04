use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{evenness::part, parts::Row};
use crate::{
    language::calendar,
    rates::{Rate, forecast::Daily},
    results::statistics::{Prospect, Prospects, one_more},
};

/// What a message is assumed to bring where no earlier one tells: an answer from one in ten of those
/// who have not answered. Judgement.
const ASSUMED: f64 = 0.1;
/// For how many days answers are counted as brought by a message.
const DAYS: i64 = 3;

/// What one more message would do, to each part alone.
#[derive(Clone, Debug, PartialEq)]
pub struct OneMore {
    pub brings: Brings,
    pub parts: Vec<Expected>,
    pub found: Prospects,
}

/// One part, and how many more answers a message to it is expected to bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    pub name: String,
    pub more: f64,
}

/// What a message is taken to bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Brings {
    /// The fraction of those who have not answered that then answer.
    pub share: f64,
    /// The first of the [`DAYS`] days after the message that it was learnt from; `None` if it is
    /// assumed.
    pub since: Option<NaiveDate>,
}

impl Brings {
    /// Learnt from the last of the messages `sent` whose days are over, with the answers of each day
    /// and how many could answer in all.
    pub fn of(
        daily: &[Daily],
        sent: impl Iterator<Item = DateTime<Utc>>,
        issued: Option<u64>,
        now: DateTime<Utc>,
    ) -> Self {
        let today = calendar::day(now);
        let over = |day: &NaiveDate| *day + TimeDelta::days(DAYS) <= today;
        let learnt = sent.map(calendar::day).filter(over).max().and_then(|day| {
            let until = day + TimeDelta::days(DAYS);
            let within = |from: Option<NaiveDate>, to: NaiveDate| -> u64 {
                let own =
                    daily.iter().filter(|(at, _)| from.is_none_or(|from| *at >= from) && *at < to);
                own.map(|(_, count)| count).sum()
            };
            let left = issued?.checked_sub(within(None, day))?;
            let share = Rate::new(within(Some(day), until), Some(left)).fraction()?;
            (share <= 1.0).then_some(Self { share, since: Some(day) })
        });
        learnt.unwrap_or(Self { share: ASSUMED, since: None })
    }
}

impl OneMore {
    /// `None` if the rates of the parts cannot be compared.
    pub fn of(rows: &[Row], brings: Brings) -> Option<Self> {
        let rows: Vec<&Row> = rows.iter().filter(|row| row.is_measured()).collect();
        let prospects: Vec<Prospect> = rows
            .iter()
            .map(|row| Prospect { part: part(row.rate), brings: brings.share })
            .collect();
        let found = one_more(&prospects).ok()?;
        let parts = rows.iter().map(|row| Expected {
            name: row.name.clone(),
            more: brings.share
                * real(
                    row.rate.issued.unwrap_or_default().saturating_sub(row.rate.returned.or_none()),
                ),
        });
        Some(Self { brings, parts: parts.collect(), found })
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn real(count: u64) -> f64 {
    count as f64
}
