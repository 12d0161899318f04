mod accounts;
mod changing;
mod ending;
mod password_links;
mod second_step;
mod team;

pub use accounts::{
    add, add_without_password, all, by_email, by_id, count, has_other_admin, without_role,
};
pub use changing::{expire_password, remove, set_password, set_role, signed_in, unless_last_admin};
pub use ending::{end_others, end_sessions, end_sign_ins};
pub use password_links::{by_link, link_of, links, make_link, spend_link, withdraw_links};
pub use second_step::{
    clear_second_step, forget_second_step, recovery_codes_left, recovery_hash, set_recovery_codes,
    set_second_step, set_second_step_due, spend_recovery_code, use_step,
};
pub use team::{set_team, team};
