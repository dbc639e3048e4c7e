//! The sheets between: indicators, groups, projects, budget and workings, each row with the name of what it is about.

use std::collections::HashMap;

use phaen_app::plan_view::RoundView;
use phaen_domain::book::{formula, is_weighted, node_title, rule_in_words, term_in_words, tree, weight_shown};
use phaen_domain::figure::{FigureId, of_scorecard};
use phaen_domain::id::{NodeCode, UnitCode};
use phaen_domain::indicator::Target;
use phaen_domain::plan::PlanNode;
use phaen_domain::project::Funding;
use phaen_domain::scoring::budget_table;
use phaen_domain::shown;
use phaen_domain::words::Words;

use super::look::{Content, Row, Sheet};

/// The figures of a scorecard by their names, and the names of nodes and units.
struct Names<'a> {
    figures: HashMap<String, String>,
    nodes: HashMap<&'a NodeCode, &'a PlanNode>,
    units: HashMap<&'a UnitCode, &'a str>,
}

impl<'a> Names<'a> {
    fn of(round: &'a RoundView) -> Self {
        let figures = of_scorecard(&round.plan, &round.scorecard).into_iter();
        Self {
            figures: figures.map(|figure| (figure.id.to_string(), figure.shown)).collect(),
            nodes: round.plan.nodes.iter().map(|node| (&node.code, node)).collect(),
            units: round.plan.units.iter().map(|unit| (&unit.code, unit.abbreviation.as_str())).collect(),
        }
    }

    fn figure(&self, id: &FigureId) -> Content {
        self.figures.get(id.as_str()).map_or_else(|| Content::text(shown::NO_FIGURE), |shown| Content::Figure(shown.clone()))
    }

    fn node(&self, code: &NodeCode) -> Content {
        Content::Text(self.nodes.get(code).map_or_else(|| code.to_string(), |node| node_title(node)))
    }

    fn units<'b>(&self, codes: impl Iterator<Item = &'b UnitCode>) -> Content {
        let names = codes.map(|code| self.units.get(code).copied().unwrap_or(code.as_str()).to_owned());
        Content::Text(names.collect::<Vec<_>>().join(", "))
    }
}

/// A node's number and name, set in by its depth below the top.
fn branch(depth: usize, node: &PlanNode) -> Content {
    Content::Indented(node_title(node), u8::try_from(depth).unwrap_or(u8::MAX))
}

fn maybe(text: Option<&str>) -> Content {
    Content::text(text.unwrap_or(shown::NO_FIGURE))
}

/// A whole number as one; any other number of an item, such as 1.10, as it is written.
fn number(text: Option<&str>) -> Content {
    let is_whole = |text: &str| text.parse::<u32>().is_ok_and(|number| number.to_string() == text);
    text.map_or(Content::Empty, |text| if is_whole(text) { Content::Figure(text.to_owned()) } else { Content::text(text) })
}

pub(super) fn indicators(round: &RoundView) -> Sheet {
    let names = Names::of(round);
    let plan = &round.plan;
    let weighted = is_weighted(plan);
    let rows = plan.indicators.iter().zip(&round.scorecard.indicators).map(|(indicator, score)| {
        let figure = |what| names.figure(&FigureId::indicator(&indicator.code, what));
        let target = score.target.and_then(|place| plan.targets.get(place));
        let mut cells = vec![
            number(indicator.number.as_deref()),
            names.node(&indicator.node),
            Content::text(&indicator.name_th),
            Content::text(&indicator.measure.unit_of_measure),
            maybe(target.and_then(|target| target.printed.as_deref())),
            target_value(target),
            figure("actual"),
            figure("percent"),
            Content::text(score.status.th()),
        ];
        cells.extend(weighted.then(|| Content::Figure(weight_shown(indicator.weight, score.full.is_some()))));
        cells.extend([figure("score"), figure("full"), names.units(indicator.owners.iter().map(|owner| &owner.unit))]);
        Row { cells, key: format!("indicator:{}", indicator.code), total: false }
    });
    let mut rows = rows.collect::<Vec<_>>();
    let mut total = vec![Content::Empty, Content::text("รวมทั้งแผน")];
    total.extend((0..5).map(|_| Content::Empty));
    total.push(names.figure(&FigureId::plan("percent")));
    total.push(Content::Empty);
    total.extend(weighted.then_some(Content::Empty));
    total.extend([names.figure(&FigureId::plan("score")), names.figure(&FigureId::plan("full")), Content::Empty]);
    rows.push(Row { cells: total, key: "plan".to_owned(), total: true });
    Sheet {
        name: "ตัวชี้วัด",
        title: "ผลและคะแนนรายตัวชี้วัด".to_owned(),
        columns: columns(
            weighted,
            9,
            vec![
                ("ลำดับ", 8),
                ("กลุ่ม", 30),
                ("ตัวชี้วัด", 50),
                ("หน่วยวัด", 12),
                ("ค่าเป้าหมายตามแผน", 26),
                ("ค่าเป้าหมาย", 13),
                ("ผล", 13),
                ("ร้อยละของเป้าหมาย", 13),
                ("สถานะ", 12),
                ("คะแนน", 10),
                ("คะแนนเต็ม", 10),
                ("ผู้รับผิดชอบ", 18),
            ],
        ),
        rows,
        keys_shown: false,
    }
}

/// Columns with that of weights at a place, where the plan weighs.
fn columns(weighted: bool, place: usize, mut columns: Vec<(&'static str, u16)>) -> Vec<(&'static str, u16)> {
    if weighted {
        columns.insert(place, ("น้ำหนัก", 10));
    }
    columns
}

fn target_value(target: Option<&Target>) -> Content {
    let Some(target) = target else { return Content::text(shown::NO_FIGURE) };
    match (target.value, target.high) {
        (Some(value), None) => Content::Figure(shown::decimal(value)),
        (Some(low), Some(high)) => Content::text(&format!("{} – {}", shown::decimal(low), shown::decimal(high))),
        _ if target.anchors.is_empty() => Content::text(shown::NO_FIGURE),
        _ => Content::text(&target.anchors.iter().map(|anchor| shown::decimal(*anchor)).collect::<Vec<_>>().join(" / ")),
    }
}

pub(super) fn groups(round: &RoundView) -> Sheet {
    let names = Names::of(round);
    let weighted = is_weighted(&round.plan);
    let mut rows = Vec::new();
    for (depth, node) in tree(&round.plan) {
        let Some(total) = round.scorecard.node(&node.code) else { continue };
        let figure = |what| names.figure(&FigureId::node(&node.code, what));
        let mut cells = vec![branch(depth, node)];
        cells.extend(weighted.then(|| Content::Figure(weight_shown(node.weight, node.counted && !total.full.is_zero()))));
        cells.extend([whole(total.counts.all()), whole(total.counts.achieved)]);
        cells.extend([figure("score"), figure("full"), figure("percent")]);
        rows.push(Row { cells, key: format!("node:{}", node.code), total: false });
    }
    let mut cells = vec![Content::text("รวมทั้งแผน")];
    cells.extend(weighted.then_some(Content::Empty));
    cells.extend(["count", "achieved", "score", "full", "percent"].map(|what| names.figure(&FigureId::plan(what))));
    rows.push(Row { cells, key: "plan".to_owned(), total: true });
    Sheet {
        name: "กลุ่ม",
        title: "คะแนนตามกลุ่มตัวชี้วัด".to_owned(),
        columns: columns(
            weighted,
            1,
            vec![
                ("กลุ่มตัวชี้วัด", 60),
                ("จำนวนตัวชี้วัด", 14),
                ("บรรลุ", 12),
                ("คะแนนที่ได้ (A)", 14),
                ("คะแนนเต็ม (B)", 14),
                ("ร้อยละ (C)", 14),
            ],
        ),
        rows,
        keys_shown: false,
    }
}

fn whole(count: usize) -> Content {
    Content::Figure(count.to_string())
}

pub(super) fn projects(round: &RoundView) -> Sheet {
    let names = Names::of(round);
    let rows = round.plan.projects.iter().zip(&round.scorecard.projects).map(|(project, score)| {
        let figure = |what| names.figure(&FigureId::project(&project.code, what));
        let budget = match (score.money.budget, project.funding) {
            (None, Funding::NoBudget | Funding::NotGiven) => Content::text(project.funding.th()),
            _ => figure("budget"),
        };
        let cells = vec![
            number(project.number.as_deref()),
            names.node(&project.node),
            Content::text(&project.name_th),
            names.units(project.owners.iter()),
            budget,
            figure("disbursed"),
            figure("disbursed_percent"),
            figure("points"),
            Content::text(score.status.th()),
            Content::Empty,
        ];
        Row { cells, key: format!("project:{}", project.code), total: false }
    });
    let mut rows = rows.collect::<Vec<_>>();
    let with_projects = |code: &NodeCode| round.scorecard.projects_total.by_node.iter().any(|(node, _)| node == code);
    let by_node = tree(&round.plan).into_iter().filter(|(_, node)| with_projects(&node.code)).map(Some);
    if !rows.is_empty() {
        for place in by_node.chain([None]) {
            let node = place.map(|(_, node)| &node.code);
            let figure = |what| names.figure(&FigureId::projects(node, what));
            let name = place.map_or_else(|| Content::text("รวมทุกโครงการ"), |(depth, node)| branch(depth, node));
            let mut cells = vec![Content::Empty, name, Content::text("รวม"), Content::Empty];
            cells.extend(["budget", "disbursed", "disbursed_percent", "points"].map(figure));
            cells.extend([Content::Empty, figure("percent")]);
            let key = node.map_or_else(|| "projects".to_owned(), |node| format!("projects:{node}"));
            rows.push(Row { cells, key, total: true });
        }
    }
    Sheet {
        name: "โครงการ",
        title: "ความสำเร็จและการใช้จ่ายงบประมาณของโครงการ".to_owned(),
        columns: vec![
            ("ลำดับ", 8),
            ("กลุ่ม", 30),
            ("โครงการ", 60),
            ("หน่วยงาน", 22),
            ("งบประมาณ (บาท)", 18),
            ("เบิกจ่าย (บาท)", 18),
            ("ร้อยละการเบิกจ่าย", 12),
            ("คะแนนสถานะ", 12),
            ("สถานะ", 12),
            ("ร้อยละของคะแนนเต็ม", 14),
        ],
        rows,
        keys_shown: false,
    }
}

pub(super) fn budget(round: &RoundView) -> Sheet {
    const FIGURES: [&str; 7] =
        ["allocation", "target_percent", "target", "actual", "actual_percent", "difference", "difference_points"];
    let names = Names::of(round);
    let rows = budget_table(&round.plan, &round.scorecard.round).into_iter().map(|row| {
        let mut cells = vec![Content::text(row.class.th()), Content::text(row.kind.th())];
        cells.extend(FIGURES.map(|what| names.figure(&FigureId::budget(&row, what))));
        Row { cells, key: format!("budget:{}:{}", row.class.key(), row.kind.key()), total: false }
    });
    Sheet {
        name: "งบประมาณ",
        title: "การเบิกจ่ายและการใช้จ่ายเทียบกับเป้าหมาย".to_owned(),
        columns: vec![
            ("ประเภทรายจ่าย", 20),
            ("รายการ", 24),
            ("วงเงิน (บาท)", 20),
            ("เป้าหมาย (ร้อยละ)", 12),
            ("เป้าหมาย (บาท)", 20),
            ("ผล (บาท)", 20),
            ("ผล (ร้อยละ)", 12),
            ("ต่างจากเป้าหมาย (บาท)", 20),
            ("ต่างจากเป้าหมาย (จุดร้อยละ)", 14),
        ],
        rows: rows.collect(),
        keys_shown: false,
    }
}

pub(super) fn workings(round: &RoundView) -> Sheet {
    let mut rows = Vec::new();
    for (indicator, score) in round.plan.indicators.iter().zip(&round.scorecard.indicators) {
        for line in &score.working.lines {
            let cells = vec![
                number(indicator.number.as_deref()),
                Content::text(&indicator.name_th),
                Content::text(term_in_words(line.term)),
                Content::Text(formula(line)),
                Content::Figure(shown::figure(&line.value)),
                Content::Text(rule_in_words(line.rule)),
            ];
            rows.push(Row { cells, key: format!("indicator:{}", indicator.code), total: false });
        }
    }
    Sheet {
        name: "ที่มา",
        title: "ที่มาของคะแนนรายตัวชี้วัด".to_owned(),
        columns: vec![("ลำดับ", 8), ("ตัวชี้วัด", 50), ("รายการ", 24), ("การคำนวณ", 44), ("ค่า", 14), ("หลักเกณฑ์", 46)],
        rows,
        keys_shown: false,
    }
}
