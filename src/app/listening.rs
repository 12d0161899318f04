use std::net::{SocketAddr, TcpListener};

use super::StartError;

/// The backlog of connections that wait to be accepted.
const BACKLOG: i32 = 4_096;

pub(super) fn bind(address: SocketAddr, setting: &'static str) -> Result<TcpListener, StartError> {
    let listen = || {
        use socket2::{Domain, Socket, Type};
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
        socket.set_reuse_address(true)?;
        // Accepted sockets inherit TCP_NODELAY. Without it, a page sent in pieces waits for the
        // browser's delayed acknowledgement.
        socket.set_tcp_nodelay(true)?;
        socket.bind(&address.into())?;
        socket.listen(BACKLOG)?;
        Ok(TcpListener::from(socket))
    };
    listen().map_err(|error| StartError::Listen(address, error, setting))
}

/// If the address is not configured, a port in use does not stop the service from starting.
pub(super) fn bind_operations(
    setting: Option<SocketAddr>,
) -> Result<Option<TcpListener>, StartError> {
    if let Some(address) = setting {
        return bind(address, "SPEIR_OPERATIONS_LISTEN").map(Some);
    }
    match bind(SocketAddr::from(([127, 0, 0, 1], 8081)), "SPEIR_OPERATIONS_LISTEN") {
        Ok(listener) => Ok(Some(listener)),
        Err(error) => {
            tracing::warn!(%error, "health checks and metrics are not served");
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_does_not_wait_until_the_browser_confirms_its_first_piece() {
        let listener =
            bind(SocketAddr::from(([127, 0, 0, 1], 0)), "SPEIR_LISTEN").expect("a free port");
        let _browser = std::net::TcpStream::connect(listener.local_addr().expect("an address"))
            .expect("a connection");
        let (accepted, _) = listener.accept().expect("the connection");
        assert!(accepted.nodelay().expect("the option"));
    }
}
