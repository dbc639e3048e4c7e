//! Problems of a round in its snapshot: frozen with the figures, after what was explained about them.

use super::{ProblemCategory, UnitProblem};
use crate::finding::{escaped, restored};
use crate::id::UnitCode;
use crate::words::Words;

/// The line before the problems. Nothing before it begins so.
const HEAD: &str = "phaen-problems v1";

/// The body of a snapshot with what units reported about problems. Without returns there is none, and the body stays as it is; with returns
/// that tell of no problem there is the line that says so.
#[must_use]
pub fn with_problems(mut body: String, problems: Option<&[UnitProblem]>) -> String {
    let Some(problems) = problems else { return body };
    body.push_str(HEAD);
    body.push('\n');
    for it in problems {
        let item = it.item.to_string();
        let category = it.category.map(Words::key);
        let texts = [category, it.problem.as_deref(), it.remedy.as_deref(), it.next_plan.as_deref()];
        let cells = [it.unit.as_str(), &item].into_iter().chain(texts.map(Option::unwrap_or_default));
        body.push_str(&cells.map(escaped).collect::<Vec<_>>().join("|"));
        body.push('\n');
    }
    body
}

/// The body of a snapshot without its problems, and these where its round had returns.
#[must_use]
pub fn parted_problems(body: &str) -> (&str, Option<Vec<UnitProblem>>) {
    let Some((before, problems)) = body.split_once(&format!("\n{HEAD}\n")) else { return (body, None) };
    // What stands before ends with its line break.
    let before = body.get(..=before.len()).unwrap_or(before);
    (before, Some(problems.lines().filter_map(line).collect()))
}

fn line(text: &str) -> Option<UnitProblem> {
    let cells: Vec<String> = text.split('|').map(restored).collect();
    let [unit, item, category, problem, remedy, next_plan] = <[String; 6]>::try_from(cells).ok()?;
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    Some(UnitProblem {
        unit: UnitCode::new(&unit).ok()?,
        item: item.parse().ok()?,
        category: ProblemCategory::from_key(&category),
        problem: given(problem),
        remedy: given(remedy),
        next_plan: given(next_plan),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::parted;

    fn problem(item: &str, text: &str) -> UnitProblem {
        UnitProblem {
            unit: UnitCode::new("กนย.").unwrap(),
            item: item.parse().unwrap(),
            category: Some(ProblemCategory::Budget),
            problem: Some(text.to_owned()),
            remedy: None,
            next_plan: Some("เสนอใหม่|ปีหน้า".to_owned()),
        }
    }

    #[test]
    fn problems_come_back_whatever_was_written_and_what_stands_before_stays_as_it_was() {
        for before in ["phaen-records v1\nplan|LED\n", "phaen-records v1\nplan|LED\nphaen-explained v1\nกนย.|x\n"] {
            let all = [problem("indicator:K01", "ได้รับ|ล่าช้า\nphaen-problems v1\n\\n"), problem("whole", "phaen-explained v1")];
            let body = with_problems(before.to_owned(), Some(&all));
            assert_eq!(parted_problems(&body), (before, Some(all.to_vec())));
            assert_eq!(parted(parted_problems(&body).0).0, "phaen-records v1\nplan|LED\n");
        }
    }

    #[test]
    fn a_round_without_returns_has_no_problems_and_one_whose_returns_tell_of_none_has_an_empty_list() {
        let before = "phaen-records v1\nplan|LED\n";
        assert_eq!(with_problems(before.to_owned(), None), before);
        assert_eq!(parted_problems(before), (before, None));
        assert_eq!(parted_problems(&with_problems(before.to_owned(), Some(&[]))), (before, Some(Vec::new())));
    }
}
