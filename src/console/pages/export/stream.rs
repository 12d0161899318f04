//! Streams a file while it is written, so that its length costs no memory.
//!
//! A thread writes and waits for slow readers without holding a database connection. It ends at the
//! next chunk when the reader is gone; a reader that takes nothing for a minute counts as gone.

use std::{
    io::{self, Write},
    time::Duration,
};

use actix_web::web::{self, Bytes};
use futures_util::{Stream, stream};
use tokio::{
    runtime::Handle,
    sync::{
        SemaphorePermit,
        mpsc::{Receiver, Sender, channel},
    },
    time::timeout,
};

use crate::export::{self, Export, ExportError, Format};

/// How much is sent at a time, in bytes.
const PIECE: usize = 64 * 1024;
/// How many pieces may wait.
const WAITING: usize = 8;
/// For how long the writer waits for a reader that takes nothing.
const PATIENCE: Duration = Duration::from_secs(60);

type Piece = io::Result<Bytes>;

/// Starts to write on a separate thread. The turn is returned when it is done.
pub fn send(
    contents: Export<'static>,
    format: Format,
    turn: Option<SemaphorePermit<'static>>,
) -> impl Stream<Item = Piece> + use<> {
    let (sender, receiver) = channel(WAITING);
    // Nobody waits for it: it ends on its own.
    drop(web::block(move || {
        let mut pieces =
            Pieces { sender, waiting: Vec::with_capacity(PIECE), runtime: Handle::current() };
        if let Err(error) = export::write(contents, format, &mut pieces) {
            pieces.fail(&error);
        }
        drop(turn);
    }));
    stream::unfold(receiver, |mut receiver: Receiver<Piece>| async move {
        Some((receiver.recv().await?, receiver))
    })
}

/// Collects what is written into chunks, and sends them.
struct Pieces {
    sender: Sender<Piece>,
    waiting: Vec<u8>,
    runtime: Handle,
}

impl Pieces {
    fn hand_on(&mut self, piece: Piece) -> io::Result<()> {
        match self.runtime.block_on(timeout(PATIENCE, self.sender.send(piece))) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    /// Aborts the response, so that nobody takes it for complete.
    fn fail(&mut self, error: &ExportError) {
        let gone = [io::ErrorKind::BrokenPipe, io::ErrorKind::TimedOut];
        if !matches!(error, ExportError::Write(error) if gone.contains(&error.kind())) {
            tracing::error!(%error, "an export broke off");
        }
        // A client that has gone needs no error.
        drop(self.sender.try_send(Err(io::Error::other("the export broke off"))));
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.waiting, Vec::with_capacity(PIECE));
        self.hand_on(Ok(piece.into()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use futures_util::StreamExt;

    use super::*;
    use crate::export::{Cell, Column, Table};

    /// An endless table, which reports when it is no longer written.
    fn endless(over: Sender<()>) -> Export<'static> {
        let rows = move |take: export::Take<'_>| {
            let ended = loop {
                if let Err(error) = take(&[Cell::Text("agree")]) {
                    break error;
                }
            };
            let _ = over.send(());
            Err(ended)
        };
        let columns = vec![Column::new("answer", "")];
        Export {
            notes: Vec::new(),
            first: None,
            tables: vec![Table {
                name: "endless",
                about: String::new(),
                columns,
                rows: Box::new(rows),
            }],
        }
    }

    #[actix_web::test]
    async fn a_reader_who_goes_away_ends_the_writing() {
        let (over, is_over) = channel();
        let mut pieces = Box::pin(send(endless(over), Format::Csv, None));
        assert!(pieces.next().await.unwrap().unwrap().starts_with(b"answer\r\n"));
        drop(pieces);
        let ended =
            web::block(move || is_over.recv_timeout(Duration::from_secs(20))).await.unwrap();
        assert!(ended.is_ok(), "the writer goes on");
    }
}
