//! Import: a dry run of a workbook with 3,300 observations, against a bare read of every cell of the same file.

use std::io::Cursor;

use calamine::{Reader, Xlsx};

use crate::generator;
use crate::measure::{TURNS, Turns, in_turns, timed};
use crate::place::{Place, analyst, workbook};
use crate::table::{Aim, Line, Shown};

pub(crate) fn lines() -> Vec<Line> {
    let mut plan = generator::agency(&["R12"]);
    plan.projects.clear();
    plan.budget.clear();
    plan.observations.retain(|observation| observation.unit.is_some());
    let file = workbook(&plan);
    let empty = Place::empty();
    let mut earlier = plan.clone();
    earlier.observations.clear();
    let known = Place::with(&earlier);
    let measured =
        in_turns(TURNS, &mut [timed(|| dry_run(&empty, &file)), timed(|| dry_run(&known, &file)), timed(|| bare(&file))]);
    let what = |onto: &str| format!("dry run of an import of 3,300 observations {onto}; bare: reading every cell of the file");
    let line = |onto, ours: &Turns| {
        Line::ratio(what(onto), (ours.clone(), measured[2].clone()), Shown::Milliseconds, Shown::Times, Aim::AtMost(5.0))
    };
    vec![line("of a new agency", &measured[0]), line("into its stored plan", &measured[1])]
}

fn dry_run(place: &Place, file: &[u8]) {
    let raw = place.app.press().read_workbook("generated.xlsx", file).unwrap();
    let preview = place.app.preview_import(&analyst(), &raw).unwrap();
    assert_eq!(preview.observations.len(), 3_300);
}

fn bare(file: &[u8]) -> usize {
    let mut source: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let names = source.sheet_names();
    let cells = names.iter().map(|name| source.worksheet_range(name).unwrap().used_cells().count());
    cells.sum()
}
