use std::str::FromStr;

/// When reminders are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    Office,
    /// At any time, for tests.
    Always,
}

impl FromStr for Hours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "office" => Ok(Self::Office),
            "always" => Ok(Self::Always),
            _ => Err("write office or always".to_owned()),
        }
    }
}
