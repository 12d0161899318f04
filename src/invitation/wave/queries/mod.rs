mod changing;
mod waves;

pub use changing::{keep_between, move_invitation, resume};
pub use waves::{begin_due, counted_waves_of, drop_closed, plan, set_reminders, waves_of};
