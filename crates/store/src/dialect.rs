//! The few places where the two engines need different words. A text that must differ is declared here with
//! `Sql::differing`, and nowhere else, so that a reader sees the whole difference at once.
//! (Column types differ too, in the paired migrations: INTEGER and BIGINT, BLOB and BYTEA.)

use crate::sql::{Sql, statements};

statements! {
    /// Tables of the schema.
    pub(crate) static TABLE_NAMES: Sql = Sql::differing(
        "schema",
        "SELECT name AS table_name FROM sqlite_master
         WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        "SELECT CAST(table_name AS TEXT) AS table_name FROM information_schema.tables
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
         ORDER BY table_name COLLATE \"C\"",
    );

    /// Columns of all tables, in order, with the place of each in the primary key (0: not in it).
    pub(crate) static COLUMNS: Sql = Sql::differing(
        "schema",
        "SELECT t.name AS table_name, c.name AS column_name, lower(c.type) AS column_type,
                c.\"notnull\" OR c.pk > 0 AS required, c.pk AS key_place
         FROM sqlite_master t JOIN pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid",
        "SELECT CAST(c.table_name AS TEXT) AS table_name, CAST(c.column_name AS TEXT) AS column_name,
                CAST(c.data_type AS TEXT) AS column_type, c.is_nullable = 'NO' AS required,
                COALESCE(k.ordinal_position, 0) AS key_place
         FROM information_schema.columns c
         LEFT JOIN information_schema.table_constraints p ON p.table_schema = c.table_schema
              AND p.table_name = c.table_name AND p.constraint_type = 'PRIMARY KEY'
         LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = p.constraint_schema
              AND k.constraint_name = p.constraint_name AND k.table_name = c.table_name
              AND k.column_name = c.column_name
         WHERE c.table_schema = current_schema()
         ORDER BY c.table_name COLLATE \"C\", c.ordinal_position",
    );

    /// Which table points to which, and whether a self-reference can wait for the end of the transaction.
    pub(crate) static REFERENCES: Sql = Sql::differing(
        "schema",
        "SELECT DISTINCT t.name AS from_table, f.\"table\" AS to_table, 1 AS can_wait
         FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f
         WHERE t.type = 'table' ORDER BY 1, 2",
        "SELECT DISTINCT CAST(a.relname AS TEXT) AS from_table, CAST(b.relname AS TEXT) AS to_table,
                f.condeferrable AS can_wait
         FROM pg_constraint f JOIN pg_class a ON a.oid = f.conrelid JOIN pg_class b ON b.oid = f.confrelid
         WHERE f.contype = 'f' AND f.connamespace = to_regnamespace(current_schema()) ORDER BY 1, 2",
    );
}

/// Lets references between rows of one table be checked at the end of the transaction.
pub(crate) const WAIT_WITH_REFERENCES: (&str, &str) = ("PRAGMA defer_foreign_keys = ON", "SET CONSTRAINTS ALL DEFERRED");
