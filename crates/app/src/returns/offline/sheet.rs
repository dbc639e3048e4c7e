//! A return as the sheet that goes out.

use phaen_domain::observation::Subject;
use phaen_domain::submission::offline::{About, Asked, Line, OfflineSheet, Way};
use phaen_domain::submission::{
    AnswerKind, Field, FieldKey, Item, ItemKey, ItemKind, ProblemCategory, WHOLE_FIELDS, stored_month,
};
use phaen_domain::words::Words;

use crate::returns::ReturnView;

/// The sheet of a return as it is stored now.
pub(super) fn sheet_of(view: &ReturnView) -> OfflineSheet {
    let mut lines = Vec::new();
    for item in &view.form.items {
        let (number, name) = view.name_of(item);
        lines.push(Line::Item { number, name });
        for field in item.fields(view.round.months) {
            lines.push(Line::Field(asked(view, Some(item), &FieldKey { item: item.key(), field })));
        }
    }
    lines.push(Line::Item { number: None, name: "ภาพรวมของหน่วยงาน".to_owned() });
    for field in WHOLE_FIELDS {
        lines.push(Line::Field(asked(view, None, &FieldKey { item: ItemKey::Whole, field })));
    }
    OfflineSheet { about: about(view), lines }
}

fn about(view: &ReturnView) -> About {
    let key = &view.submission.key;
    let unit = view.plan.unit(&key.unit).map_or_else(|| key.unit.to_string(), |unit| unit.name_th.clone());
    let due = phaen_domain::calendar::thai_date::long(view.submission.due(), phaen_domain::thai::digits::Digits::Arabic);
    About {
        key: key.clone(),
        seal: String::new(),
        title: format!("แบบรายงานผลของ{unit}"),
        subtitle: format!("{} · {} · ครบกำหนด {due}", view.plan.plan.plan.name_th, view.round.name_th),
    }
}

fn asked(view: &ReturnView, item: Option<&Item>, key: &FieldKey) -> Asked {
    let stored = view.fields.0.get(key);
    let base = stored.map(|entry| entry.text.clone()).unwrap_or_default();
    let main = matches!(key.field, Field::Value | Field::Numerator | Field::Steps);
    let beside = item.filter(|_| main);
    let of_month = || match (&item?.subject, key.field) {
        (Subject::Project(code), Field::Disbursed(month)) => {
            stored_month(&view.plan.plan, code, month).map(|it| format!("ที่บันทึกไว้: {}", phaen_domain::shown::baht(it)))
        }
        _ => None,
    };
    Asked {
        key: key.clone(),
        version: stored.map_or(0, |entry| entry.version),
        label: key.field.th().to_owned(),
        way: item.map_or(Way::Lines, |item| way(view, item, key.field)),
        answer: shown(key.field, &base),
        base,
        before: beside.and_then(|item| known(view, item)).or_else(of_month),
        target: beside.and_then(|item| view.target_of(item)),
        help: item.and_then(|item| help(view, item, key.field)),
    }
}

/// The last result, and what counts at this round already.
fn known(view: &ReturnView, item: &Item) -> Option<String> {
    let last = view.last_of(item).map(|(round, words)| format!("{round}: {words}"));
    let lines: Vec<String> = last.into_iter().chain(view.counts_of(item)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn way(view: &ReturnView, item: &Item, field: Field) -> Way {
    fn words<W: Words>(offered: impl Fn(W) -> bool) -> Way {
        Way::Choice(W::TABLE.iter().filter(|row| offered(row.0)).map(|row| row.2.to_owned()).collect())
    }
    match field {
        Field::Answer => words(|kind: AnswerKind| kind != AnswerKind::NoChange || view.before(item).is_some()),
        Field::ProblemCategory => words(|_: ProblemCategory| true),
        Field::Value if item.kind == ItemKind::Project => Way::Choice(view.points_of(item)),
        Field::Value | Field::Numerator | Field::Denominator | Field::ProposedValue => Way::Number,
        Field::Disbursed(_) => Way::Money,
        Field::Narrative | Field::Problem | Field::Remedy | Field::NextPlan => Way::Lines,
        Field::Steps | Field::Reason | Field::Source | Field::ProposedReason | Field::ProposedSource => Way::Line,
    }
}

/// What is stored as it is shown in the sheet: a choice by its word.
fn shown(field: Field, text: &str) -> String {
    let word = match field {
        Field::Answer => AnswerKind::from_key(text).map(Words::th),
        Field::ProblemCategory => ProblemCategory::from_key(text).map(Words::th),
        _ => None,
    };
    word.unwrap_or(text).to_owned()
}

fn help(view: &ReturnView, item: &Item, field: Field) -> Option<String> {
    let unit = match &item.subject {
        Subject::Indicator(code) => view.plan.indicator(code).map(|it| it.measure.unit_of_measure.clone()),
        Subject::ProjectIndicator(code, order) => {
            let its = view.plan.project(code).and_then(|it| it.indicators.iter().find(|it| it.order == *order));
            its.and_then(|it| it.unit_of_measure.clone())
        }
        Subject::Project(_) => None,
    };
    let unit = unit.map(|unit| format!("หน่วยนับ: {unit}"));
    match field {
        Field::Value if item.kind == ItemKind::Project => Some("เลือกสถานะที่หลักฐานรองรับ".to_owned()),
        Field::Value | Field::Numerator => {
            let lines = unit.into_iter().chain(view.counting_of(item).map(|(th, _)| th));
            Some(lines.collect::<Vec<_>>().join("\n"))
        }
        Field::Denominator | Field::ProposedValue => unit,
        Field::Steps => {
            let steps = view.steps_of(item).into_iter().map(|step| format!("{}. {}", step.level, step.text));
            let lines = std::iter::once("พิมพ์เลขขั้นตอนที่แล้วเสร็จ คั่นด้วย ;".to_owned()).chain(steps);
            Some(lines.chain(view.counting_of(item).map(|(th, _)| th)).collect::<Vec<_>>().join("\n"))
        }
        Field::Reason => Some("กรอกเมื่อตอบว่าไม่เกี่ยวข้องหรือวัดผลไม่ได้".to_owned()),
        Field::Narrative => Some("ขึ้นบรรทัดใหม่ด้วย Alt+Enter ขึ้นต้นด้วย - เพื่อทำรายการ ใช้ **ข้อความ** เพื่อทำตัวหนา".to_owned()),
        Field::Disbursed(_) => Some("บาท ทศนิยมไม่เกินสองตำแหน่ง".to_owned()),
        _ => None,
    }
}
