//! Every SQL text of the crate, prepared on both engines against the migrated schema.

use std::borrow::Cow;

use phaen_store::testing::{self, Fresh};
use phaen_store::{Delete, Engine, Registered, Sql, registered};

use crate::on_both_engines;

on_both_engines!(every_text_prepares);

fn every_text_prepares(engine: Engine) {
    let fresh = Fresh::on(engine);
    let db = fresh.open();
    let mut wrong = Vec::new();
    let mut texts: Vec<Cow<'_, Sql>> = Vec::new();
    for statement in registered() {
        match statement {
            Registered::Sql(sql) => texts.push(Cow::Borrowed(sql)),
            Registered::Insert(insert) => texts.extend(insert.texts().map(Cow::Borrowed)),
            Registered::Delete(delete) => texts.extend([1, Delete::MOST].map(|keys| Cow::Owned(delete.text(keys)))),
        }
    }
    assert!(texts.len() > 5);
    for sql in &texts {
        match testing::prepare(&db, sql) {
            Ok(Some(only_reads)) if only_reads != sql.written_table().is_none() => {
                wrong.push(format!("{}: writes and does not begin so", sql.text_for(engine)));
            }
            Ok(_) => {}
            Err(error) => wrong.push(format!("{}: {error}", sql.text_for(engine))),
        }
        if sql.written_table().is_some_and(|table| table != sql.table()) {
            wrong.push(format!("{}: writes another table than it says", sql.text_for(engine)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
