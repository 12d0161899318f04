//! Logs: one JSON object a line, on standard error. They hold no address, ticket, token or answer.

use tracing_subscriber::EnvFilter;

/// Starts logging at `level`, or at what `SPEIR_LOG` says.
pub fn start(level: &str) {
    let filter = EnvFilter::try_from_env("SPEIR_LOG")
        .unwrap_or_else(|_| EnvFilter::new(format!("{level},actix_server=warn,actix_http=off")));
    // A second start in one process changes nothing.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
