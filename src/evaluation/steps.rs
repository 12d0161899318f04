//! What each step makes of an evaluation. `queries` keeps the outcome.

use super::{Agreement, Evaluation, Seat, Step, Team, Wording};

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Somebody has changed it since the page was shown.
    #[error("it was changed in the meantime")]
    Stale,
    #[error("only the lead and the team agree")]
    NoSeat,
    #[error("a grade and a rationale are needed")]
    Incomplete,
}

/// The step with its outcome. `None` if nothing would change.
pub type Taken = Result<Option<(Step, Evaluation)>, Refusal>;

impl Evaluation {
    /// After somebody has written another wording. `seen` is the number of the latest change that
    /// they saw: of two people who write at once, the second is refused. It becomes a draft.
    pub fn reworded(&self, seen: Option<u32>, to: &Wording) -> Taken {
        if seen != Some(self.number) {
            return Err(Refusal::Stale);
        }
        if self.wording == *to {
            return Ok(None);
        }
        let number = self.number + 1;
        let agreement = Agreement::default();
        Ok(Some((Step::Worded, Self { wording: to.clone(), agreement, number, worded: number })))
    }

    /// After somebody has agreed to the wording that they saw. It does not matter whether somebody
    /// else has agreed since.
    pub fn agreed_by(&self, email: &str, seen: Option<u32>, team: &Team) -> Taken {
        if !seen.is_some_and(|seen| (self.worded..=self.number).contains(&seen)) {
            return Err(Refusal::Stale);
        }
        if !self.wording.is_complete() {
            return Err(Refusal::Incomplete);
        }
        let (seat, agreement) =
            team.seat(email).zip(self.agreement.with(email, team)).ok_or(Refusal::NoSeat)?;
        let step = match seat {
            Seat::Lead => Step::AgreedAsLead,
            Seat::Deputy => Step::AgreedAsDeputy,
        };
        Ok(self.settled(step, agreement))
    }

    /// After somebody has withdrawn their agreement.
    pub fn withdrawn_by(&self, email: &str) -> Option<(Step, Self)> {
        self.settled(Step::Withdrew, self.agreement.without(email))
    }

    fn settled(&self, step: Step, agreement: Agreement) -> Option<(Step, Self)> {
        let number = self.number + 1;
        (agreement != self.agreement).then(|| (step, Self { agreement, number, ..self.clone() }))
    }
}
