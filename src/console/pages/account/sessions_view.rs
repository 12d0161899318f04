use maud::{Markup, html};

use super::{sessions::write, views::AccountPage};
use crate::{
    language::{calendar, numbers::counted},
    users::sessions::Session,
};

/// Where one is signed in, and the way to end each session.
pub fn sessions(page: &AccountPage) -> Markup {
    let others = page.sessions.iter().any(|session| session.digest != page.here);
    html! {
        section aria-labelledby="sessions" {
            h2 #sessions { "Where you are signed in" }
            ul.sessions { @for session in &page.sessions { li { (one(session, page)) } } }
            p { "A session ends when you sign out, when it is not used for a while, and after 12 \
                hours." }
            h3 { "Sign out everywhere else" }
            p { "Do this if you left yourself signed in somewhere, or think that somebody else \
                uses your account. " (tokens(page)) }
            @if !others && page.tokens == 0 { p.hint { "You are signed in nowhere else now." } }
            form method="post" action="/console/account/sign-out" { button type="submit" { "Sign out everywhere else" } }
        }
    }
}

fn one(session: &Session, page: &AccountPage) -> Markup {
    let here = session.digest == page.here;
    let began = calendar::ago(session.began_at, page.now);
    html! {
        p {
            strong { (capital(&session.device)) }
            @if here { " (this one)" }
            br;
            "Signed in " (began) ", last used " (calendar::ago(session.used_at, page.now)) "."
        }
        @if !here {
            form method="post" action="/console/account/sessions/end" {
                input type="hidden" name="session" value=(write(session.digest));
                button.second type="submit" { "End this \
                    session" span.unseen { ": " (session.device) ", signed in " (began) } }
            }
        }
    }
}

/// What signing out everywhere, or a new password, does to tokens.
pub fn tokens(page: &AccountPage) -> Markup {
    html! {
        @match page.tokens {
            0 => "It also takes back any tokens for other programs.",
            count => {
                "It also takes back \
                    your " a href="/console/account/tokens" { (counted(count, "token for \
                        another \
                        program", "tokens for other programs")) } ": programs that use them stop \
                            working until you give them new ones."
            }
        }
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
