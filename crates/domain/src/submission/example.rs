//! How a figure counts over the rounds, told with the unit's own last figures: what to type if something more was done since.
//!
//! Cumulative and period are the mistake that most returns make; a person understands it from a figure that they typed themselves.

use crate::indicator::{Accumulation, Measure, Shape};
use crate::number::{Decimal, Exact};
use crate::observation::Reported;
use crate::shown;

/// What is counted, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counting {
    /// What a value looks like.
    pub shape: Shape,
    /// How rounds are taken together.
    pub accumulation: Accumulation,
    /// Whether the figure is a percentage.
    pub percent: bool,
}

impl Counting {
    /// How an indicator counts.
    #[must_use]
    pub fn of(measure: &Measure) -> Self {
        let percent = crate::finding::is_percent(&measure.unit_of_measure);
        Self { shape: measure.shape, accumulation: measure.accumulation, percent }
    }

    /// How a project's indicator counts: since 1 October.
    #[must_use]
    pub fn of_project_indicator(unit_of_measure: Option<&str>) -> Self {
        let percent = unit_of_measure.is_some_and(crate::finding::is_percent);
        Self { shape: Shape::Value, accumulation: Accumulation::Cumulative, percent }
    }

    /// In Thai and English, with an example: from the figure of the round of this name, where there is one.
    #[must_use]
    pub fn worked(self, before: Option<(&str, &Reported)>) -> (String, String) {
        let own = before.and_then(|(round, reported)| self.own(round, reported));
        let (th, en) = self.rule();
        let (example_th, example_en) = own.unwrap_or_else(|| self.invented());
        (format!("{th} {example_th}"), format!("{en} {example_en}"))
    }

    /// The rule alone.
    const fn rule(self) -> (&'static str, &'static str) {
        if matches!(self.shape, Shape::Level) {
            return ("ระดับที่ทำได้ ณ สิ้นรอบ:", "The level reached at the end of the round:");
        }
        match self.accumulation {
            Accumulation::Cumulative => ("สะสมตั้งแต่ 1 ต.ค.:", "Everything since 1 October:"),
            Accumulation::Sum => ("เฉพาะช่วงของรอบนี้ ระบบรวมกับรอบก่อนให้:", "This period only; it is added to the rounds before:"),
            Accumulation::Latest => ("ค่าล่าสุด ณ สิ้นรอบ:", "The latest value at the end of the round:"),
            Accumulation::Average => ("เฉพาะช่วงของรอบนี้ ระบบเฉลี่ยกับรอบก่อนให้:", "This period only; the mean of the rounds counts:"),
            Accumulation::Maximum => ("เฉพาะช่วงของรอบนี้ ระบบใช้ค่าสูงสุด:", "This period only; the largest of the rounds counts:"),
            Accumulation::Minimum => ("เฉพาะช่วงของรอบนี้ ระบบใช้ค่าต่ำสุด:", "This period only; the smallest of the rounds counts:"),
            Accumulation::RatioOfSums => {
                ("เฉพาะช่วงของรอบนี้ ระบบรวมตัวตั้งและตัวหารแล้วคิดร้อยละ:", "This period only; numerators and denominators are added:")
            }
        }
    }

    fn own(self, round: &str, reported: &Reported) -> Option<(String, String)> {
        match reported {
            Reported::Ratio(part, whole) => Some(self.of_ratio(round, *part, *whole)),
            Reported::Value(value) if matches!(self.shape, Shape::Level) => Some(of_level(round, *value)),
            Reported::Value(value) => Some(self.of_value(round, *value)),
            Reported::Steps(steps) => Some(of_steps(round, steps)),
            _ => None,
        }
    }

    fn of_value(self, round: &str, value: Decimal) -> (String, String) {
        let (before, more) = (value.exact(), more(&value.exact()));
        let (v, m, sum) = (shown::decimal(value), shown::figure(&more), shown::figure(&(&before + &more)));
        match self.accumulation {
            Accumulation::Cumulative if self.percent => (
                format!("{round}รายงานร้อยละ {v} รอบนี้ให้คิดร้อยละใหม่จากข้อมูลทั้งหมดตั้งแต่ 1 ต.ค. ไม่ใช่นำร้อยละของช่วงนี้มาบวก"),
                format!(
                    "{v} percent at {round}; now compute the percentage of everything since 1 October, do not add percentages"
                ),
            ),
            Accumulation::Cumulative => (
                format!("ถ้า{round}รายงาน {v} และมีเพิ่ม {m} ให้กรอก {sum}"),
                format!("{v} at {round} and {m} more since then is {sum}"),
            ),
            Accumulation::Sum => (
                format!("{round}รายงาน {v} ถ้าช่วงนี้ทำได้อีก {m} ให้กรอก {m} ผลรวมเป็น {sum}"),
                format!("{v} at {round} and {m} in this period: enter {m}, the total is {sum}"),
            ),
            Accumulation::Average => (
                format!("{round}รายงาน {v} ถ้าเฉพาะช่วงนี้ได้ {sum} ให้กรอก {sum}"),
                format!("{v} at {round} and {sum} in this period alone: enter {sum}"),
            ),
            Accumulation::Maximum => (
                format!("{round}รายงาน {v} ถ้าช่วงนี้ได้ {m} ให้กรอก {m} ผลที่ใช้คือค่าที่สูงกว่า"),
                format!("{v} at {round} and {m} in this period: enter {m}, the larger one counts"),
            ),
            Accumulation::Minimum => (
                format!("{round}รายงาน {v} ถ้าช่วงนี้ได้ {sum} ให้กรอก {sum} ผลที่ใช้คือค่าที่ต่ำกว่า คือ {v}"),
                format!("{v} at {round} and {sum} in this period: enter {sum}, the smaller one counts: {v}"),
            ),
            Accumulation::Latest | Accumulation::RatioOfSums => (
                format!("{round}รายงาน {v} ถ้าสิ้นรอบนี้เป็น {sum} ให้กรอก {sum} ผลที่ใช้คือ {sum}"),
                format!("{v} at {round} and {sum} at the end of this one: enter {sum}, and {sum} counts"),
            ),
        }
    }

    fn of_ratio(self, round: &str, part: Decimal, whole: Decimal) -> (String, String) {
        let m = more(&part.exact());
        let n = &m + &more(&whole.exact());
        let (a, b) = (shown::decimal(part), shown::decimal(whole));
        let sums = [shown::figure(&(&part.exact() + &m)), shown::figure(&(&whole.exact() + &n))];
        let (m, n, [a2, b2]) = (shown::figure(&m), shown::figure(&n), sums);
        if matches!(self.accumulation, Accumulation::Cumulative) {
            return (
                format!("ถ้า{round}รายงาน {a} / {b} และมีเพิ่ม {m} จาก {n} ให้กรอกตัวตั้ง {a2} ตัวหาร {b2}"),
                format!("{a} / {b} at {round} and {m} of {n} since then: enter {a2} and {b2}"),
            );
        }
        (
            format!("{round}รายงาน {a} / {b} ถ้าช่วงนี้ได้ {m} จาก {n} ให้กรอกตัวตั้ง {m} ตัวหาร {n}"),
            format!("{a} / {b} at {round} and {m} of {n} in this period: enter {m} and {n}"),
        )
    }

    /// Without a figure of the unit's own.
    fn invented(self) -> (String, String) {
        let texts = match (self.shape, self.accumulation) {
            (Shape::Level, _) => ("ถ้าถึงระดับ 3 ให้กรอก 3", "at level 3, enter 3"),
            (Shape::Steps, _) => ("ขั้นตอนที่เสร็จในรอบก่อนให้เลือกไว้ด้วย", "tick the steps that were done in earlier rounds as well"),
            (Shape::Ratio, Accumulation::Cumulative) => (
                "ถ้ารอบก่อน 40 / 50 และมีเพิ่ม 15 จาก 20 ให้กรอกตัวตั้ง 55 ตัวหาร 70",
                "40 / 50 before and 15 of 20 since then: enter 55 and 70",
            ),
            (Shape::Ratio, _) => (
                "ถ้ารอบก่อน 40 / 50 และช่วงนี้ได้ 15 จาก 20 ให้กรอกตัวตั้ง 15 ตัวหาร 20",
                "40 / 50 before and 15 of 20 in this period: enter 15 and 20",
            ),
            (_, Accumulation::Cumulative) if self.percent => {
                ("คิดร้อยละจากข้อมูลทั้งหมดตั้งแต่ 1 ต.ค.", "compute the percentage of everything since 1 October")
            }
            (_, Accumulation::Cumulative) => ("ถ้ารอบก่อนรายงาน 40 และมีเพิ่ม 15 ให้กรอก 55", "40 before and 15 more since then is 55"),
            (_, Accumulation::Latest) => ("ถ้ารอบก่อน 40 สิ้นรอบนี้ 35 ให้กรอก 35", "40 before and 35 now: enter 35"),
            _ => ("ถ้ารอบก่อนรายงาน 40 และช่วงนี้ทำได้ 15 ให้กรอก 15", "40 before and 15 in this period: enter 15"),
        };
        (texts.0.to_owned(), texts.1.to_owned())
    }
}

/// Something more that is easily added in the head and of the size of what was reported.
fn more(before: &Exact) -> Exact {
    let at_least = |bound: i64| before.magnitude() >= Exact::from(bound);
    Exact::from(if at_least(1000) {
        150
    } else if at_least(30) {
        15
    } else if at_least(10) {
        5
    } else {
        1
    })
}

fn of_level(round: &str, value: Decimal) -> (String, String) {
    let now = value.exact();
    let up = &now + &Exact::from(1);
    let (v, next) = (shown::decimal(value), shown::figure(&up));
    if up > Exact::from(5) {
        return (format!("{round}อยู่ระดับ {v} ถ้ายังคงเดิมให้กรอก {v}"), format!("level {v} at {round}: if it stays, enter {v}"));
    }
    (
        format!("{round}อยู่ระดับ {v} ถ้าสิ้นรอบนี้ถึงระดับ {next} ให้กรอก {next}"),
        format!("level {v} at {round}; at level {next} now, enter {next}"),
    )
}

fn of_steps(round: &str, steps: &[u8]) -> (String, String) {
    let list = |steps: &[u8]| steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let next = steps.iter().max().map_or(1, |last| last.saturating_add(1));
    let all = list(&[steps, &[next]].concat());
    if steps.is_empty() {
        return (
            format!("{round}ยังไม่มีขั้นตอนที่แล้วเสร็จ ถ้าขั้นตอนที่ {next} เสร็จแล้วให้เลือก {next}"),
            format!("no step was done at {round}; with step {next} done, choose {next}"),
        );
    }
    (
        format!("{round}แล้วเสร็จขั้นตอนที่ {} ถ้าขั้นตอนที่ {next} เสร็จเพิ่ม ให้เลือก {all}", list(steps)),
        format!("steps {} were done at {round}; with step {next} done as well, choose {all}", list(steps)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(accumulation: Accumulation, percent: bool) -> Counting {
        Counting { shape: Shape::Value, accumulation, percent }
    }

    fn value(text: &str) -> Reported {
        Reported::Value(Decimal::parse(text).unwrap())
    }

    #[test]
    fn a_cumulative_figure_is_shown_with_what_was_reported_before_and_something_more() {
        let (th, _) = counts(Accumulation::Cumulative, false).worked(Some(("รอบ 6 เดือน", &value("40"))));
        assert_eq!(th, "สะสมตั้งแต่ 1 ต.ค.: ถ้ารอบ 6 เดือนรายงาน 40 และมีเพิ่ม 15 ให้กรอก 55");
    }

    #[test]
    fn a_figure_of_the_period_alone_is_not_added_by_the_person() {
        let (th, _) = counts(Accumulation::Sum, false).worked(Some(("รอบ 6 เดือน", &value("2779"))));
        assert!(th.contains("ให้กรอก 150 ผลรวมเป็น 2,929"), "{th}");
    }

    #[test]
    fn percentages_are_never_added() {
        let (th, _) = counts(Accumulation::Cumulative, true).worked(Some(("รอบ 6 เดือน", &value("95.93"))));
        assert!(th.contains("ไม่ใช่นำร้อยละของช่วงนี้มาบวก") && !th.contains("ให้กรอก"), "{th}");
    }

    #[test]
    fn of_the_smallest_figure_the_person_enters_that_of_the_period_and_is_told_which_counts() {
        let (th, en) = counts(Accumulation::Minimum, true).worked(Some(("รอบ 6 เดือน", &value("95.93"))));
        assert_eq!(
            th,
            "เฉพาะช่วงของรอบนี้ ระบบใช้ค่าต่ำสุด: รอบ 6 เดือนรายงาน 95.93 ถ้าช่วงนี้ได้ 110.93 ให้กรอก 110.93 ผลที่ใช้คือค่าที่ต่ำกว่า คือ 95.93"
        );
        assert!(en.ends_with("enter 110.93, the smaller one counts: 95.93"), "{en}");
    }

    #[test]
    fn without_a_figure_before_the_example_is_an_invented_one() {
        let (th, en) = counts(Accumulation::Cumulative, false).worked(None);
        assert!(th.contains("40") && en.contains("is 55"));
    }

    #[test]
    fn a_level_is_not_counted_beyond_the_highest() {
        let level = Counting { shape: Shape::Level, accumulation: Accumulation::Latest, percent: false };
        assert!(level.worked(Some(("รอบ 9 เดือน", &value("5")))).0.ends_with("ถ้ายังคงเดิมให้กรอก 5"));
    }
}
