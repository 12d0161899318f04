//! Addresses of the console.

use crate::users::Duty;

/// The page on which something is done that comes before everything else.
pub const fn duty(duty: Duty) -> &'static str {
    match duty {
        Duty::ChoosePassword => "/console/account/password",
        Duty::SetUpSecondStep => "/console/account/second-step",
    }
}
