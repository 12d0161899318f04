//! The database: connections, the schema, column types, migrations, and the secret that seals what
//! is held.

mod address;
pub mod chain;
pub mod cipher;
mod connection;
mod error;
mod migrations;
mod pool;
pub mod private;
mod promises;
mod refusal;
pub mod schema;
pub mod secret;
pub mod spread;
pub mod statements;
mod types;
pub mod upkeep;

pub use address::DatabaseAddress;
pub use cipher::Cipher;
pub use connection::AnyConnection as Connection;
pub use error::StoreError;
pub use pool::Store;
pub use refusal::Refusal;
pub use secret::Secret;
pub(crate) use types::text_column;
pub use types::{HashValue, Id, Salt};
