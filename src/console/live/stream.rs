use std::{convert::Infallible, pin::pin, sync::LazyLock, time::Duration};

use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, http::header, web::Bytes};
use futures_util::{
    future::{Either, select},
    stream,
};
use rand::Rng;
use tokio::time::{Instant, sleep, timeout_at};

use super::{
    Hub, Page,
    encoding::{Chunk, Encoding},
    hub::{Refusal, Watcher},
};
use crate::console::shell::{ConsoleError, session::Signed};

/// How soon a browser reconnects after its stream has ended, in milliseconds.
static COME_BACK: LazyLock<Chunk> = LazyLock::new(|| Chunk::new("retry: 3000\n\n".to_owned()));
static STILL_HERE: LazyLock<Chunk> = LazyLock::new(|| Chunk::new(": still here\n\n".to_owned()));
/// After this much silence, a comment shows that the stream is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How many seconds a stream lasts, unless its session ends. It varies, so that a thousand viewers
/// do not reconnect at once.
const LASTS: std::ops::Range<u64> = 240..360;

/// Over how many milliseconds an event is sent: a thousand viewers at once would delay form
/// submissions.
const TURNS: std::ops::Range<u64> = 0..600;

/// A viewer's place in the stream.
struct Viewer {
    watcher: Watcher,
    seen: Option<u64>,
    until: Instant,
    /// This viewer's delay after an event.
    turn: Duration,
    encoding: Encoding,
    stage: Stage,
}

#[derive(Clone, Copy)]
enum Stage {
    Before,
    Open,
    Over,
}

/// Answers with the events of `page` until the client leaves.
pub fn answer(request: &HttpRequest, hub: &Hub, page: impl Page) -> HttpResponse {
    // Only handlers with a signed-in user come here.
    let session = request.extensions().get::<Signed>().map(|signed| signed.session.digest);
    let Some(session) = session else {
        return ConsoleError::not_signed_in(request).error_response();
    };
    let watcher = match hub.watch(page, session) {
        Ok(watcher) => watcher,
        Err(refusal) => return refused(refusal),
    };
    let lasts = Duration::from_secs(rand::rng().random_range(LASTS));
    let turn = Duration::from_millis(rand::rng().random_range(TURNS));
    let encoding = Encoding::for_request(request);
    let name = encoding.name();
    let until = Instant::now() + lasts;
    let viewer = Viewer { watcher, seen: None, until, turn, encoding, stage: Stage::Before };
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/event-stream"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // This keeps middleware from compressing it, which would buffer.
        .insert_header((header::CONTENT_ENCODING, name))
        .insert_header((header::VARY, "Accept-Encoding"))
        .insert_header(("X-Accel-Buffering", "no"))
        .force_close()
        .streaming(stream::unfold(viewer, |mut viewer| async move {
            viewer.next().await.map(|bytes| (Ok::<_, Infallible>(bytes), viewer))
        }))
}

fn refused(refusal: Refusal) -> HttpResponse {
    let words = match refusal {
        Refusal::Full => "Too many live pages are open. Reload the page for newer figures.\n",
        Refusal::Stopping => "The service is restarting. Reload the page in a moment.\n",
    };
    HttpResponse::ServiceUnavailable()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::RETRY_AFTER, "60"))
        .content_type("text/plain; charset=utf-8")
        .body(words)
}

impl Viewer {
    /// What to send next; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Bytes> {
        match self.stage {
            Stage::Before => {
                self.stage = Stage::Open;
                return Some(self.encoding.begin(&COME_BACK));
            }
            Stage::Open => {}
            Stage::Over => return None,
        }
        let news = self.news().await;
        if news.is_none() {
            self.stage = Stage::Over;
            return self.encoding.end();
        }
        news
    }

    /// The next event, or a comment after a long silence; `None` when the time is over.
    async fn news(&mut self) -> Option<Bytes> {
        loop {
            let sent = self.watcher.news.borrow_and_update().clone();
            if let Some(sent) = sent.filter(|sent| Some(sent.number) != self.seen) {
                let chunk = sent.for_one_who_saw(self.seen);
                self.seen = Some(sent.number);
                return Some(self.encoding.send(chunk));
            }
            let silent_until = Instant::now() + HEARTBEAT;
            if *self.watcher.ended.borrow() {
                return None;
            }
            let Watcher { news, ended, .. } = &mut self.watcher;
            let (news, ended) = (pin!(news.changed()), pin!(ended.changed()));
            // True for news; false if the page is gone, the service stops or the session has ended.
            let heard = async { matches!(select(news, ended).await, Either::Left((Ok(()), _))) };
            match timeout_at(self.until.min(silent_until), heard).await {
                Ok(true) => sleep(self.turn).await,
                Ok(false) => return None,
                Err(_) if Instant::now() >= self.until => return None,
                Err(_) => return Some(self.encoding.send(&STILL_HERE)),
            }
        }
    }
}
