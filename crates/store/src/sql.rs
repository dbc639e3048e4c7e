//! SQL texts: written once for both engines with `$1`, `$2` … placeholders, and registered.
//!
//! Every text stands in a static made by `statements!`, which puts it in a list that a test walks to prepare each on a
//! migrated SQLite and a migrated PostgreSQL. SQLite would take `$1` for a *named* parameter numbered
//! by first appearance, so the text is turned to `?1` once, on first use. No text may be put together from input.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::db::Engine;

/// One SQL text.
#[derive(Clone)]
pub struct Sql {
    table: Cow<'static, str>,
    text: Cow<'static, str>,
    postgres: Option<&'static str>,
    made_for_once: bool,
    sqlite: OnceLock<String>,
    columns: OnceLock<Vec<String>>,
}

impl Sql {
    /// A text for both engines. `table` is the table it writes to, or chiefly reads.
    #[must_use]
    pub const fn new(table: &'static str, text: &'static str) -> Self {
        Self {
            table: Cow::Borrowed(table),
            text: Cow::Borrowed(text),
            postgres: None,
            made_for_once: false,
            sqlite: OnceLock::new(),
            columns: OnceLock::new(),
        }
    }

    /// A text that must differ between the engines; all of them stand in `dialect.rs`.
    #[must_use]
    pub(crate) const fn differing(table: &'static str, sqlite: &'static str, postgres: &'static str) -> Self {
        let mut sql = Self::new(table, sqlite);
        sql.postgres = Some(postgres);
        sql
    }

    /// A text made from names of the schema, never from input.
    pub(crate) fn built(table: &str, text: String) -> Self {
        Self {
            table: Cow::Owned(table.to_owned()),
            text: Cow::Owned(text),
            postgres: None,
            made_for_once: false,
            sqlite: OnceLock::new(),
            columns: OnceLock::new(),
        }
    }

    /// The same, not to be kept prepared: hardly ever would it be met again.
    fn for_once(mut self) -> Self {
        self.made_for_once = true;
        self
    }

    /// Whether a connection should forget it after use.
    pub(crate) const fn is_made_for_once(&self) -> bool {
        self.made_for_once
    }

    /// The table it writes to, or chiefly reads.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// The text as the engine takes it.
    #[must_use]
    pub fn text_for(&self, engine: Engine) -> &str {
        match engine {
            Engine::Sqlite => self.sqlite.get_or_init(|| numbered_parameters(&self.text)),
            Engine::Postgres => self.postgres.unwrap_or(&self.text),
        }
    }

    /// The table this text changes, read from its first words; `None` for a text that only reads.
    #[must_use]
    pub fn written_table(&self) -> Option<&str> {
        let mut words = self.text.split_ascii_whitespace();
        let table = match words.next()?.to_ascii_uppercase().as_str() {
            "INSERT" | "DELETE" => words.nth(1)?,
            "UPDATE" => words.next()?,
            _ => return None,
        };
        table.split('(').next()
    }

    pub(crate) fn remember_columns<'c>(&self, names: impl FnOnce() -> Vec<&'c str>) {
        self.columns.get_or_init(|| names().into_iter().map(str::to_owned).collect());
    }

    pub(crate) fn columns(&self) -> &[String] {
        self.columns.get().map_or(&[], Vec::as_slice)
    }

    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.columns().iter().position(|name| name == column)
    }
}

/// `$1` outside quotes becomes `?1`.
fn numbered_parameters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quote = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match quote {
            Some(open) if letter == open => quote = None,
            None if letter == '\'' || letter == '"' => quote = Some(letter),
            _ => {}
        }
        let placeholder = quote.is_none() && letters.peek().is_some_and(char::is_ascii_digit);
        out.push(if letter == '$' && placeholder { '?' } else { letter });
    }
    out
}

/// Rows put into one table, many in one statement.
pub struct Insert {
    table: Cow<'static, str>,
    columns: Cow<'static, [&'static str]>,
    suffix: &'static str,
    blocks: [OnceLock<Sql>; Insert::BLOCKS.len()],
}

impl Insert {
    /// Rows in one statement whose text is made once and kept.
    pub const BLOCKS: [usize; 9] = [500, 200, 100, 50, 20, 10, 5, 2, 1];

    /// Rows for these columns of this table; `suffix` may hold an `ON CONFLICT` clause.
    #[must_use]
    pub const fn new(table: &'static str, columns: &'static [&'static str], suffix: &'static str) -> Self {
        Self {
            table: Cow::Borrowed(table),
            columns: Cow::Borrowed(columns),
            suffix,
            blocks: [const { OnceLock::new() }; Self::BLOCKS.len()],
        }
    }

    /// How many columns a row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The text for one row.
    #[must_use]
    pub fn one(&self) -> &Sql {
        self.block(Self::BLOCKS.len() - 1)
    }

    /// The texts for all sizes of block, largest first.
    pub fn texts(&self) -> impl Iterator<Item = &Sql> {
        (0..Self::BLOCKS.len()).map(|place| self.block(place))
    }

    /// Divides rows into blocks, each with its text: as few statements as there can be, one for any number of rows up to the largest block.
    pub(crate) fn divide<'a, R>(&'a self, mut rows: &'a [R]) -> impl Iterator<Item = (Cow<'a, Sql>, &'a [R])> {
        std::iter::from_fn(move || {
            let size = rows.len().min(Self::BLOCKS[0]);
            if size == 0 {
                return None;
            }
            let (block, rest) = rows.split_at(size);
            rows = rest;
            let kept = Self::BLOCKS.iter().position(|known| *known == size);
            // An odd number of rows has a text of its own, made for this once.
            let made = || Cow::Owned(insert_text(&self.table, &self.columns, size, self.suffix).for_once());
            Some((kept.map_or_else(made, |place| Cow::Borrowed(self.block(place))), block))
        })
    }

    fn block(&self, place: usize) -> &Sql {
        self.blocks[place].get_or_init(|| insert_text(&self.table, &self.columns, Self::BLOCKS[place], self.suffix))
    }
}

/// An insert of so many rows.
pub(crate) fn insert_text<C: AsRef<str>>(table: &str, columns: &[C], rows: usize, suffix: &str) -> Sql {
    let names: Vec<&str> = columns.iter().map(AsRef::as_ref).collect();
    let mut text = format!("INSERT INTO {table} ({}) VALUES ", names.join(", "));
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..names.len() {
            let comma = if column == 0 { "" } else { ", " };
            // Writing to a String cannot fail.
            let _ = write!(text, "{comma}${}", row * names.len() + column + 1);
        }
        text.push(')');
    }
    if !suffix.is_empty() {
        text.push(' ');
        text.push_str(suffix);
    }
    Sql::built(table, text)
}

/// Rows taken out of one table by their keys, many in one statement.
pub struct Delete {
    table: &'static str,
    key: &'static [&'static str],
}

impl Delete {
    /// Keys in one statement at most.
    pub const MOST: usize = 500;

    /// Rows of this table, told apart by these columns.
    #[must_use]
    pub const fn new(table: &'static str, key: &'static [&'static str]) -> Self {
        Self { table, key }
    }

    /// The text for so many keys, made for this once: rows are seldom taken away.
    #[must_use]
    pub fn text(&self, keys: usize) -> Sql {
        let mut text = format!("DELETE FROM {} WHERE ", self.table);
        for number in 0..keys * self.key.len() {
            let (key, column) = (number / self.key.len(), number % self.key.len());
            text.push_str(match (key, column) {
                (0, 0) => "(",
                (_, 0) => ") OR (",
                _ => " AND ",
            });
            // Writing to a String cannot fail.
            let _ = write!(text, "{} = ${}", self.key[column], number + 1);
        }
        text.push(')');
        Sql::built(self.table, text).for_once()
    }
}

/// One declared statement.
#[derive(Clone, Copy)]
pub enum Registered {
    /// A text.
    Sql(&'static Sql),
    /// An insert.
    Insert(&'static Insert),
    /// A delete by keys.
    Delete(&'static Delete),
}

/// Declares the statements of a module and lists them:
///
/// ```text
/// statements! {
///     static PLAN_BY_CODE: Sql = Sql::new("plan", "SELECT id, title FROM plan WHERE code = $1");
///     static NEW_PLANS: Insert = Insert::new("plan", &["id", "code", "title"], "");
/// }
/// ```
///
/// The module is then named in [`registered`]; until it is, the compiler warns that its `STATEMENTS` is never used. (A list
/// filled by the linker would need no naming, but it needs unsafe attributes, which this project forbids.)
macro_rules! statements {
    ($($(#[$meta:meta])* $vis:vis static $name:ident: $kind:ident = $value:expr;)+) => {
        $($(#[$meta])* $vis static $name: $crate::sql::$kind = $value;)+

        /// Every statement of this module.
        pub(crate) static STATEMENTS: &[$crate::sql::Registered] =
            &[$($crate::sql::Registered::$kind(&$name)),+];
    };
}

pub(crate) use statements;

/// Every statement declared in this crate.
pub fn registered() -> impl Iterator<Item = Registered> {
    let modules = [crate::dialect::STATEMENTS, crate::journal::STATEMENTS, crate::migration::STATEMENTS];
    modules.into_iter().chain(crate::tables::STATEMENTS.iter().copied()).flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::{Delete, Sql, insert_text, numbered_parameters};
    use crate::db::Engine;

    #[test]
    fn placeholders_are_numbered_for_sqlite_outside_quotes() {
        let text = "SELECT '$1', \"$2\", 'it''s $3' FROM t WHERE a = $2 AND b = $10 AND c = '$'";
        let expected = "SELECT '$1', \"$2\", 'it''s $3' FROM t WHERE a = ?2 AND b = ?10 AND c = '$'";
        assert_eq!(numbered_parameters(text), expected);
    }

    #[test]
    fn an_insert_of_two_rows_numbers_its_placeholders_through() {
        let sql = insert_text("plan", &["id", "code"], 2, "ON CONFLICT DO NOTHING");
        assert_eq!(
            sql.text_for(Engine::Postgres),
            "INSERT INTO plan (id, code) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING"
        );
    }

    #[test]
    fn a_delete_of_two_rows_names_the_key_of_each() {
        let sql = Delete::new("disbursement", &["project_code", "period"]).text(2);
        assert_eq!(
            sql.text_for(Engine::Postgres),
            "DELETE FROM disbursement WHERE (project_code = $1 AND period = $2) OR (project_code = $3 AND period = $4)"
        );
    }

    #[test]
    fn the_written_table_is_read_from_the_text() {
        for (text, table) in [
            ("INSERT INTO plan(id) VALUES ($1)", Some("plan")),
            ("UPDATE plan SET x = 1", Some("plan")),
            ("DELETE FROM plan", Some("plan")),
            ("SELECT 1", None),
        ] {
            assert_eq!(Sql::built("", text.to_owned()).written_table(), table);
        }
    }
}
