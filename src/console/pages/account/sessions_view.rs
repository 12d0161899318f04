use maud::{Markup, html};

use super::{model::AccountPage, sessions::write};
use crate::{
    language::{calendar, numbers::counted},
    users::sessions::Session,
    web::paths,
};

/// Where the user is signed in, with a button to end each session.
pub fn sessions(page: &AccountPage) -> Markup {
    let others = page.sessions.iter().any(|session| session.digest != page.here);
    html! {
        section aria-labelledby="sessions" {
            h2 #sessions { "Where you are signed in" }
            ul.sessions { @for session in &page.sessions { li { (one(session, page)) } } }
            p { "A session ends when you sign out, when it is not used for a while, and after 12 \
                hours." }
            h3 { "Sign out everywhere else" }
            p { "Do this if you stayed signed in on another device, or if you think that somebody \
                else is using your account. " (tokens(page)) }
            @if !others && page.tokens == 0 { p.hint { "You are no longer signed in anywhere \
                else." } }
            form method="post" action=(paths::account::SIGN_OUT) { button type="submit" { "Sign out everywhere else" } }
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
            form method="post" action=(paths::account::END_SESSION) {
                input type="hidden" name="session" value=(write(session.digest));
                button.second type="submit" { "End this \
                    session" span.unseen { ": " (session.device) ", signed in " (began) } }
            }
        }
    }
}

/// The effect of signing out everywhere, or of a new password, on tokens.
pub fn tokens(page: &AccountPage) -> Markup {
    html! {
        @match page.tokens {
            0 => "It also revokes any tokens for other programs.",
            count => {
                "It also revokes \
                    your " a href=(paths::account::TOKENS) { (counted(count, "token for \
                        another \
                        program", "tokens for other programs")) } ": programs that use them stop \
                            working until you give them new tokens."
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
