use std::{str::FromStr, time::Duration};

const MINUTE: Duration = Duration::from_secs(60);

/// The time-outs for a mail server's replies (RFC 5321, section 4.5.3.2). Tests shorten all of
/// them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patience(f64);

impl Patience {
    /// For the greeting and for every command except the two below.
    pub fn command(self) -> Duration {
        self.of(5 * MINUTE)
    }

    /// From DATA to the 354 reply.
    pub fn data(self) -> Duration {
        self.of(2 * MINUTE)
    }

    /// From the final dot to the confirmation.
    pub fn confirmation(self) -> Duration {
        self.of(10 * MINUTE)
    }

    /// The wait, shortened by the same factor.
    pub fn of(self, wait: Duration) -> Duration {
        wait.mul_f64(self.0)
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self(1.0)
    }
}

/// Parses a factor from 0.0001 to 1.
impl FromStr for Patience {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let share = text.parse::<f64>().ok().filter(|share| (0.0001..=1.0).contains(share));
        share.map(Self).ok_or_else(|| "write a number from 0.0001 to 1".to_owned())
    }
}
