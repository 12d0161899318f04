//! Limits the time and memory of every request body, for all handlers.

use std::{
    cell::{Cell, RefCell},
    future::{Future, Ready, poll_fn, ready},
    io,
    pin::Pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse,
    body::{BodySize, BoxBody, MessageBody},
    dev::{Payload, Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
    error::{InternalError, PayloadError},
    web::Bytes,
};
use futures_util::{
    FutureExt, Stream, StreamExt,
    future::{Either, LocalBoxFuture, Map},
};
use tokio::time::{Sleep, sleep_until, timeout};

use super::{
    Client,
    budget::{Budget, Share},
};

/// The bytes that give a body one more second: half of the rate of a 1 Mbit/s line.
const PER_SECOND: u64 = 64 * 1024;
/// The longest time for any body. 10 MB arrive in it at half of 1 Mbit/s.
const LONGEST: Duration = Duration::from_secs(180);

/// The maximum of one body that counts as held, in bytes. No handler keeps more; the rest is
/// discarded.
const MOST_KEPT: u64 = 12 * 1024 * 1024;
/// How long the rest of a refused body is read and discarded, so that a browser that is still
/// sending gets the reason.
const FAREWELL: Duration = Duration::from_secs(1);

/// Ends bodies that arrive too slowly. A body has `patience`, plus one second for each 64 KiB that
/// has arrived, up to 180 seconds. A client that trickles bytes is answered after `patience`, but
/// an upload of 10 MB over a 1 Mbit/s line succeeds.
///
/// Bodies that exceed the memory budget are refused as well, before they are read to the end.
///
/// If a body was not read to the end, its connection is closed. Otherwise the server would wait for
/// the rest of a chunked body without a limit.
#[derive(Clone)]
pub struct PromptBodies {
    pub patience: Duration,
    /// The answer to a body that did not arrive in time.
    pub late: fn(&HttpRequest) -> HttpResponse,
    /// The answer to a body for which there is no memory.
    pub crowded: fn(&HttpRequest) -> HttpResponse,
    pub budget: Arc<Budget>,
}

impl<S, B> Transform<S, ServiceRequest> for PromptBodies
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Transform = Prompt<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Prompt { inner, settings: self.clone() }))
    }
}

/// An application with limited bodies.
pub struct Prompt<S> {
    inner: S,
    settings: PromptBodies,
}

impl<S, B> Service<ServiceRequest> for Prompt<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Future = Either<
        Map<S::Future, fn(Result<ServiceResponse<B>, Error>) -> Result<Self::Response, Error>>,
        LocalBoxFuture<'static, Result<Self::Response, Error>>,
    >;

    forward_ready!(inner);

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let arriving = request.take_payload();
        if matches!(arriving, Payload::None) {
            let boxed: fn(_) -> _ = |answered: Result<ServiceResponse<B>, Error>| {
                answered.map(ServiceResponse::map_into_boxed_body)
            };
            return Either::Left(self.inner.call(request).map(boxed));
        }
        let share = self.settings.budget.share(Client::of_request(request.request()));
        let body = Rc::new(Arriving::new(arriving, self.settings.patience, share));
        request.set_payload(Payload::Stream {
            payload: Timed { body: Rc::clone(&body), timer: None }.boxed_local(),
        });
        let (late, crowded) = (self.settings.late, self.settings.crowded);
        let answered = self.inner.call(request);
        Either::Right(
            async move {
                let answered = answered.await;
                if body.state.get() == State::Crowded {
                    // Whether the rest arrives or not, the answer is the same.
                    let _ = timeout(FAREWELL, body.throw_away()).await;
                }
                close_unread(answered, body, late, crowded)
            }
            .boxed_local(),
        )
    }
}

/// The response, or the one for a late or oversized body. It keeps the unread rest of the body
/// until it is sent, so that the dispatcher closes the connection.
fn close_unread<B: MessageBody + 'static>(
    answered: Result<ServiceResponse<B>, Error>,
    body: Rc<Arriving>,
    late: fn(&HttpRequest) -> HttpResponse,
    crowded: fn(&HttpRequest) -> HttpResponse,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = body.state.get();
    let hold = |answer: BoxBody| {
        if state == State::Read { answer } else { Holding { answer, _body: body }.boxed() }
    };
    match answered {
        Ok(answer) if matches!(state, State::Late | State::Crowded) => {
            let instead = if state == State::Late { late } else { crowded };
            let instead = instead(answer.request()).map_body(|_, answer| hold(answer));
            Ok(answer.into_response(instead))
        }
        Ok(answer) => Ok(answer.map_body(|_, answer| hold(answer.boxed()))),
        Err(error) => {
            let response = error.error_response().map_body(|_, answer| hold(answer));
            Err(InternalError::from_response(error, response).into())
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Arriving,
    Read,
    Late,
    Crowded,
}

/// An incoming body.
struct Arriving {
    payload: RefCell<Payload>,
    state: Cell<State>,
    received: Cell<u64>,
    began: Instant,
    patience: Duration,
    share: RefCell<Share>,
}

impl Arriving {
    fn new(payload: Payload, patience: Duration, share: Share) -> Self {
        let (payload, state) = (RefCell::new(payload), Cell::new(State::Arriving));
        let share = RefCell::new(share);
        Self { payload, state, received: Cell::new(0), began: Instant::now(), patience, share }
    }

    /// Counts arrived bytes. Returns false if they exceed the budget.
    fn receive(&self, size: usize) -> bool {
        let received = self.received.get().saturating_add(u64::try_from(size).unwrap_or(u64::MAX));
        self.received.set(received);
        self.share.borrow_mut().grow_to(received.min(MOST_KEPT))
    }

    async fn throw_away(&self) {
        while poll_fn(|context| self.payload.borrow_mut().poll_next_unpin(context))
            .await
            .is_some_and(|read| read.is_ok())
        {}
    }

    fn deadline(&self) -> Instant {
        self.began + allowed(self.patience, self.received.get())
    }

    fn end(&self, state: State) -> Poll<Option<Result<Bytes, PayloadError>>> {
        self.state.set(state);
        Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))))
    }
}

/// The time limit of a body after this many bytes.
fn allowed(patience: Duration, received: u64) -> Duration {
    (patience + Duration::from_secs(received / PER_SECOND)).min(LONGEST.max(patience))
}

/// A body as its handler reads it.
struct Timed {
    body: Rc<Arriving>,
    /// Set when the handler first has to wait. Most bodies arrive together with the head.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Stream for Timed {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if matches!(this.body.state.get(), State::Late | State::Crowded) {
            return Poll::Ready(None);
        }
        let arrived = this.body.payload.borrow_mut().poll_next_unpin(context);
        match arrived {
            Poll::Ready(Some(Ok(bytes))) => {
                if !this.body.receive(bytes.len()) {
                    return this.body.end(State::Crowded);
                }
                if Instant::now() >= this.body.deadline() {
                    return this.body.end(State::Late);
                }
                Poll::Ready(Some(Ok(bytes)))
            }
            Poll::Ready(None) => {
                this.body.state.set(State::Read);
                Poll::Ready(None)
            }
            Poll::Ready(error) => Poll::Ready(error),
            Poll::Pending => {
                let deadline = this.body.deadline().into();
                let timer = this.timer.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
                if timer.deadline() != deadline {
                    timer.as_mut().reset(deadline);
                }
                if timer.as_mut().poll(context).is_ready() {
                    this.body.end(State::Late)
                } else {
                    Poll::Pending
                }
            }
        }
    }
}

/// An answer that holds the unread rest of a body until it is sent.
struct Holding {
    answer: BoxBody,
    _body: Rc<Arriving>,
}

impl MessageBody for Holding {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.answer.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.answer).poll_next(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_over_one_megabit_a_second_is_let_through_and_a_trickle_is_not() {
        let patience = Duration::from_secs(30);
        for seconds in 0..84 {
            assert!(
                allowed(patience, seconds * 125_000) > Duration::from_secs(seconds),
                "{seconds}"
            );
        }
        for seconds in 31..1_000 {
            assert!(allowed(patience, seconds) < Duration::from_secs(seconds), "{seconds}");
        }
        assert_eq!(allowed(patience, u64::MAX), LONGEST);
        assert_eq!(allowed(Duration::from_secs(600), 0), Duration::from_secs(600));
    }
}
