//! Surveys that an area answers once: the officers who are named for it, and their one response.
//!
//! Every officer has a link of their own, which opens the same draft. Several people can fill parts
//! of it at the same time: what each of them changed is put together when they save. It is not
//! anonymous, and its pages and messages say so.

mod model;
pub mod queries;

pub use model::{MOST, NotNamed, Officer, Standing};
