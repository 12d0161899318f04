//! Who has agreed to a wording, and when that makes it agreed.

/// Who can agree to the evaluations of an inspection, by address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    pub lead: String,
    /// The others who lead the inspection. Any of them can agree as deputy.
    pub members: Vec<String>,
}

/// In which capacity somebody agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    Lead,
    Deputy,
}

/// Whether an evaluation is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Draft,
    Agreed,
}

/// Who has agreed to the present wording, by address: never one person twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    pub lead: Option<String>,
    pub deputy: Option<String>,
}

impl Team {
    /// The capacity in which somebody can agree. `None` for those outside the team, such as an
    /// administrator.
    pub fn seat(&self, email: &str) -> Option<Seat> {
        if email == self.lead {
            Some(Seat::Lead)
        } else if self.members.iter().any(|member| member == email) {
            Some(Seat::Deputy)
        } else {
            None
        }
    }

    /// Who can agree as deputy.
    pub fn deputies(&self) -> Vec<&str> {
        self.members.iter().filter(|member| **member != self.lead).map(String::as_str).collect()
    }
}

impl State {
    /// "draft".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Agreed => "agreed",
        }
    }
}

impl Agreement {
    pub const fn state(&self) -> State {
        if self.lead.is_some() && self.deputy.is_some() { State::Agreed } else { State::Draft }
    }

    /// Whether this person has agreed.
    pub fn has(&self, email: &str) -> bool {
        [&self.lead, &self.deputy].into_iter().flatten().any(|agreed| agreed == email)
    }

    /// Which agreements count. Of a draft, not those of people who have lost their place in the
    /// team since. A wording that is agreed stays so, whoever leads the inspection later.
    pub fn counting(&self, team: &Team) -> Self {
        if self.state() == State::Agreed {
            return self.clone();
        }
        let still = |agreed: &Option<String>, seat| {
            agreed.clone().filter(|agreed| team.seat(agreed) == Some(seat))
        };
        Self { lead: still(&self.lead, Seat::Lead), deputy: still(&self.deputy, Seat::Deputy) }
    }

    /// The same after somebody has agreed; `None` if they cannot.
    pub fn with(&self, email: &str, team: &Team) -> Option<Self> {
        let seat = team.seat(email)?;
        let mut after = self.counting(team);
        if after.state() == State::Agreed {
            return Some(after);
        }
        match seat {
            Seat::Lead => after.lead = Some(email.to_owned()),
            Seat::Deputy => after.deputy = Some(email.to_owned()),
        }
        Some(after)
    }

    /// The same after somebody has withdrawn their agreement.
    pub fn without(&self, email: &str) -> Self {
        let others = |agreed: &Option<String>| agreed.clone().filter(|agreed| agreed != email);
        Self { lead: others(&self.lead), deputy: others(&self.deputy) }
    }
}
