use serde::{Deserialize, Serialize};

use crate::{
    console::{
        shell::{
            access::FromRow,
            form::{Errors, Typed},
        },
        views::email::{InvitedBy, nobody_has},
    },
    fieldwork::change::Difference,
    inspection::Inspection,
    store::{Connection, StoreError},
    text::not_an_email,
    users::{Role, Scope, User, queries, scope::queries as reading},
};

/// How many people each list can have.
const MOST: usize = 50;
/// The confirmation field for users who remove themselves.
pub const SURE: &str = "sure";

/// Everybody with access to an inspection besides its lead, by the addresses that they sign in
/// with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// They see and change it like its lead.
    pub team: Vec<String>,
    /// Readers and viewers.
    pub readers: Vec<String>,
    /// Co-ordinators who were invited to it.
    pub coordinators: Vec<String>,
}

/// One of the lists, as named in the form and the audit log.
pub struct List {
    pub field: &'static str,
    /// What its people do: "leads it beside its lead".
    does: &'static str,
    /// The roles that an account in it can have.
    roles: &'static [Role],
    /// These roles in words.
    role: &'static str,
    by: InvitedBy,
}

pub const LISTS: [List; 3] = [
    List {
        field: "team",
        does: "leads it beside its lead",
        roles: &Role::LEADING,
        role: "inspection lead or administrator",
        by: InvitedBy::Administrator,
    },
    List {
        field: "readers",
        does: "reads it",
        roles: &[Role::Reader, Role::Viewer],
        role: "reader or viewer",
        by: InvitedBy::You,
    },
    List {
        field: "coordinators",
        does: "co-ordinates it by invitation",
        roles: &[Role::Coordinator],
        role: "local co-ordinator",
        by: InvitedBy::You,
    },
];

/// An inspection with its people.
#[derive(Debug)]
pub struct TeamPage {
    pub inspection: Inspection,
    pub people: People,
}

impl FromRow for TeamPage {
    type Row = Inspection;

    fn read(
        connection: &mut Connection,
        inspection: Inspection,
        _: &Scope,
    ) -> Result<Self, StoreError> {
        Ok(Self { people: People::of(connection, &inspection)?, inspection })
    }
}

impl People {
    /// The present people. Readers and co-ordinators share a table; the role of an account
    /// distinguishes them.
    pub fn of(connection: &mut Connection, inspection: &Inspection) -> Result<Self, StoreError> {
        let team = queries::team(connection, inspection.id)?;
        let all = reading::readers(connection, inspection)?;
        let readers = queries::without_role(connection, &all, &[Role::Coordinator])?;
        let coordinators = all.into_iter().filter(|email| !readers.contains(email)).collect();
        Ok(Self { team, readers, coordinators })
    }

    pub fn set(
        &self,
        connection: &mut Connection,
        inspection: &Inspection,
    ) -> Result<(), StoreError> {
        queries::set_team(connection, inspection.id, &self.team)?;
        let mut readers = [self.readers.as_slice(), self.coordinators.as_slice()].concat();
        readers.sort_unstable();
        readers.dedup();
        reading::set_readers(connection, inspection, &readers)
    }

    fn list(&self, list: &List) -> &[String] {
        match list.field {
            "team" => &self.team,
            "readers" => &self.readers,
            _ => &self.coordinators,
        }
    }

    /// The three lists as form fields.
    pub fn typed(&self) -> Typed {
        Typed::of(LISTS.map(|list| (list.field, self.list(&list).join("\n"))))
    }

    /// The differences in `after`.
    pub fn differences(&self, after: &Self) -> Vec<Difference> {
        let names =
            |some: &[String]| if some.is_empty() { "nobody".to_owned() } else { some.join(", ") };
        LISTS
            .into_iter()
            .filter(|list| self.list(list) != after.list(list))
            .map(|list| Difference {
                what: format!("who {}", list.does),
                from: names(self.list(&list)),
                to: names(after.list(&list)),
            })
            .collect()
    }

    /// The errors of added addresses: no account, or an account in a role for another list.
    /// Existing entries are not checked.
    pub fn wrong(
        &self,
        connection: &mut Connection,
        after: &Self,
    ) -> Result<Vec<(&'static str, String)>, StoreError> {
        let mut wrong = Vec::new();
        for list in LISTS {
            let before = self.list(&list);
            let added: Vec<String> =
                after.list(&list).iter().filter(|one| !before.contains(one)).cloned().collect();
            let without = queries::without_role(connection, &added, list.roles)?;
            if !without.is_empty() {
                wrong.push((list.field, nobody_has(list.role, &without, list.by)));
            }
        }
        Ok(wrong)
    }

    /// Whether the user sees the inspection now, but would not with `after`.
    pub fn loses(&self, after: &Self, user: &User, inspection: &Inspection) -> bool {
        user.role == Role::Lead
            && user.email != inspection.lead
            && self.team.contains(&user.email)
            && !after.team.contains(&user.email)
    }
}

/// The lists as typed. A missing list stays unchanged.
pub fn read(typed: &Typed, before: &People) -> Result<People, Errors> {
    let mut errors = Errors::default();
    let [team, readers, coordinators] = LISTS.map(|list| {
        if !typed.is_there(list.field) {
            return before.list(&list).to_vec();
        }
        addresses(typed.exactly(list.field)).unwrap_or_else(|sentence| {
            errors.add(list.field, sentence);
            Vec::new()
        })
    });
    if errors.is_empty() { Ok(People { team, readers, coordinators }) } else { Err(errors) }
}

/// The addresses, one per line, sorted and without repetition; or what is wrong.
fn addresses(text: &str) -> Result<Vec<String>, String> {
    let mut some: Vec<String> = text
        .lines()
        .map(|line| line.trim().to_lowercase())
        .filter(|line| !line.is_empty())
        .collect();
    some.sort_unstable();
    some.dedup();
    let why = |line: &String| {
        Some((line.clone(), not_an_email(line, "Write one address on each line.")?))
    };
    if let Some((wrong, why)) = some.iter().find_map(why) {
        return Err(format!("“{wrong}” is not an email address. {why}"));
    }
    if some.len() > MOST {
        return Err(format!("Write at most {MOST} addresses."));
    }
    Ok(some)
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_are_read_line_by_line_and_none_counts_twice() {
        assert_eq!(
            addresses(" Bea@example.org \n\nann@example.org\r\nbea@example.org"),
            Ok(vec!["ann@example.org".to_owned(), "bea@example.org".to_owned()])
        );
        assert!(addresses("ann").expect_err("no address").contains("“ann”"));
        assert!(
            addresses(&(0..51).map(|n| format!("a{n}@example.org\n")).collect::<String>()).is_err()
        );
    }
}
