//! The database: connections, the schema, column types, migrations, and the secret that seals what
//! is held.

mod address;
pub mod chain;
pub mod cipher;
mod connection;
mod count;
mod either;
mod error;
mod locks;
mod migrations;
mod moment;
mod pass;
mod pool;
pub mod private;
mod promises;
mod refusal;
mod rows;
pub mod schema;
pub mod secret;
pub mod spread;
pub mod statements;
mod types;
pub mod upkeep;

pub use address::DatabaseAddress;
pub use cipher::Cipher;
pub use connection::AnyConnection as Connection;
pub use count::{Count, sought, sum};
pub use either::Durable;
pub(crate) use either::on_either;
pub use error::{CountError, StoreError};
pub use locks::{RowLock, WithLock};
pub use moment::Moment;
pub use pass::{Pass, Passes};
pub use pool::Store;
pub use refusal::Refusal;
pub(crate) use rows::{insert_columns, insert_rows};
pub use secret::Secret;
pub(crate) use types::text_column;
pub use types::{HashValue, Id, Salt};
