//! The wording of workbook problems: which rule is broken, and what to do. Thai first, English complete.

use super::problem::{CellProblem, ProblemRule as R};
use crate::words::Words;

/// Rule and remedy in Thai and in English.
pub struct Wording {
    /// Rule in Thai.
    pub rule_th: String,
    /// Remedy in Thai.
    pub remedy_th: String,
    /// Rule in English.
    pub rule_en: String,
    /// Remedy in English.
    pub remedy_en: String,
}

fn wording(
    rule_th: impl Into<String>,
    remedy_th: impl Into<String>,
    rule_en: impl Into<String>,
    remedy_en: impl Into<String>,
) -> Wording {
    Wording { rule_th: rule_th.into(), remedy_th: remedy_th.into(), rule_en: rule_en.into(), remedy_en: remedy_en.into() }
}

impl CellProblem {
    /// Rule and remedy in words.
    #[must_use]
    pub fn wording(&self) -> Wording {
        of_form(&self.rule)
            .or_else(|| of_plan(&self.rule))
            .or_else(|| of_figures(&self.rule))
            .or_else(|| of_money(&self.rule))
            .unwrap_or_else(|| of_import(&self.rule))
    }

    /// The rule alone in Thai, for counting.
    #[must_use]
    pub fn rule_name_th(&self) -> String {
        self.wording().rule_th
    }

    /// One line in Thai: sheet, cell, value, rule, remedy.
    #[must_use]
    pub fn line_th(&self) -> String {
        let sheet = self.schema().map_or(self.sheet, |sheet| sheet.title);
        let column = self.column_th().map(|th| format!(" “{th}”")).unwrap_or_default();
        let value = if self.value.is_empty() {
            String::new()
        } else {
            format!(" ค่าที่พบ “{}”", shortened(&self.value))
        };
        let words = self.wording();
        format!("แผ่นงาน “{sheet}” {}{column}{value}: {} — {}", self.address(), words.rule_th, words.remedy_th)
    }

    /// One line in English.
    #[must_use]
    pub fn line_en(&self) -> String {
        let column = self.column.map(|key| format!(" ({key})")).unwrap_or_default();
        let value = if self.value.is_empty() { String::new() } else { format!(", found “{}”", shortened(&self.value)) };
        let words = self.wording();
        format!("Sheet {} {}{column}{value}: {} — {}", self.sheet, self.address(), words.rule_en, words.remedy_en)
    }
}

/// At most 60 characters of a value, so that a cell of a megabyte does not flood a message.
#[must_use]
pub fn shortened(value: &str) -> String {
    let mut characters = value.chars();
    let start: String = characters.by_ref().take(60).collect();
    if characters.next().is_some() { format!("{start}…") } else { start }
}

#[expect(clippy::too_many_lines, reason = "a list of wordings, one rule a line")]
fn of_form(rule: &R) -> Option<Wording> {
    Some(match rule {
        R::SheetMissing => wording("ไม่พบแผ่นงาน", "เพิ่มแผ่นงานนี้ตามแบบ", "The sheet is missing", "add it as in the template"),
        R::ColumnMissing(key) => wording(
            format!("ไม่พบคอลัมน์ “{key}”"),
            "ใส่หัวคอลัมน์ตามแบบ (แถวที่ 1 ภาษาไทย แถวที่ 2 รหัสคอลัมน์ภาษาอังกฤษ)",
            format!("Column “{key}” is missing"),
            "keep the header rows of the template",
        ),
        R::UnknownColumn(_) => {
            wording("ไม่รู้จักหัวคอลัมน์นี้", "ใช้หัวคอลัมน์ตามแบบ หรือลบคอลัมน์", "Unknown column", "use the template's headers or remove it")
        }
        R::NotOneRow(n) => wording(
            format!("แผ่นงานนี้ต้องมีข้อมูลหนึ่งแถว แต่พบ {n} แถว"),
            "ให้เหลือแถวเดียว",
            format!("Exactly one row is needed, found {n}"),
            "keep one row",
        ),
        R::Required => wording("ต้องกรอกช่องนี้", "กรอกข้อมูล", "This cell must be filled", "fill it"),
        R::Formula => wording("ไม่รับสูตร", "วางเฉพาะค่า (Paste values)", "Formulas are not accepted", "paste the value"),
        R::ErrorValue => {
            wording("ช่องนี้มีค่าผิดพลาดของโปรแกรมตาราง", "แก้ให้เป็นค่าที่ถูกต้อง", "The cell holds a spreadsheet error", "correct it")
        }
        R::NotANumber => {
            wording("ไม่ใช่ตัวเลข", "พิมพ์ตัวเลขไทยหรืออารบิก เช่น 1,234.50 หรือ ๑,๒๓๔.๕๐", "Not a number", "write it like 1,234.50")
        }
        R::WrongGrouping => wording(
            "เครื่องหมายจุลภาคอยู่ผิดตำแหน่ง",
            "คั่นทุกสามหลัก เช่น 1,234,567 หรือไม่ใส่เลย",
            "Commas are misplaced",
            "group by three digits or leave them out",
        ),
        R::TooManyDigits => wording("ตัวเลขยาวเกิน 38 หลัก", "ลดจำนวนหลัก", "More than 38 digits", "use fewer digits"),
        R::NotWhole => wording("ต้องเป็นจำนวนเต็มตั้งแต่ 0", "พิมพ์จำนวนเต็ม", "A whole number from 0 is needed", "write a whole number"),
        R::NotMoney => wording(
            "ไม่ใช่จำนวนเงิน",
            "พิมพ์จำนวนบาท ทศนิยมไม่เกิน 2 ตำแหน่ง หรือ “-” หรือ “ไม่ใช้งบประมาณ”",
            "Not an amount of money",
            "write baht with at most two decimals",
        ),
        R::NotADate => wording("ไม่ใช่วันที่ที่มีจริง", "พิมพ์ เช่น 31 มีนาคม 2566 หรือ 31/3/2566", "Not a date", "write it like 31/3/2566"),
        R::NotAFiscalYear => {
            wording("ไม่ใช่ปีงบประมาณ", "พิมพ์ปี พ.ศ. เช่น 2566", "Not a fiscal year", "write the Buddhist year, such as 2566")
        }
        R::NotAChoice(choices) => wording(
            "ไม่อยู่ในรายการให้เลือก",
            format!("เลือกจาก: {}", choices.join(" / ")),
            "Not one of the choices",
            format!("choose from: {}", choices.join(" / ")),
        ),
        R::NotACode => wording(
            "ใช้เป็นรหัสไม่ได้",
            "รหัสยาวไม่เกิน 60 ตัวอักษร ไม่มีเครื่องหมาย / \\ ? # % \" < > ; |",
            "Not a code",
            "at most 60 characters without / \\ ? # % \" < > ; |",
        ),
        R::ReservedCode => wording(
            "รหัสนี้หมายถึงเดือน (M01 ถึง M12) หรือทั้งปี (year) จึงใช้เป็นรหัสรอบไม่ได้",
            "ใช้รหัสอื่น เช่น R6",
            "This code means a month (M01 to M12) or the whole year (year)",
            "use another, such as R6",
        ),
        R::NotAPeriod => wording(
            "ไม่ใช่งวด",
            "พิมพ์รหัสรอบ เช่น R6 หรือเดือน เช่น ต.ค. หรือ M01",
            "Not a period",
            "write a round's code or a month such as M01",
        ),
        R::NotReported => wording(
            "ไม่ใช่ผลที่รับได้",
            "พิมพ์ตัวเลข หรือ “-” (ไม่มีข้อมูล) หรือ “ไม่เกี่ยวข้อง” หรือ “วัดผลไม่ได้”",
            "Not a reported value",
            "write a number, “-”, n/a or n/m",
        ),
        R::TooLong(most) => wording(
            format!("ข้อความยาวเกิน {most} ตัวอักษร"),
            "ตัดข้อความให้สั้นลง",
            format!("Longer than {most} characters"),
            "shorten it",
        ),
        R::ControlCharacter => {
            wording("มีอักขระที่แสดงไม่ได้", "ลบอักขระนั้นแล้วพิมพ์ใหม่", "Contains characters that cannot be shown", "retype it")
        }
        R::Duplicate(row) => {
            wording(format!("ซ้ำกับแถวที่ {row}"), "ลบแถวที่ซ้ำหรือแก้รหัส", format!("Repeats row {row}"), "remove it or change its code")
        }
        _ => return None,
    })
}

#[expect(clippy::too_many_lines, reason = "a list of wordings, one rule a line")]
fn of_plan(rule: &R) -> Option<Wording> {
    Some(match rule {
        R::Unknown(sheet) => {
            let title = super::schema::sheet(sheet).map_or(*sheet, |sheet| sheet.title);
            wording(
                format!("ไม่พบรหัสนี้ในแผ่นงาน “{title}”"),
                "แก้รหัสหรือเพิ่มแถวในแผ่นงานนั้น",
                format!("No such code in sheet {sheet}"),
                "correct it or add the row there",
            )
        }
        R::AboveItself => wording("อยู่ภายใต้รายการของตนเอง", "แก้ไขรหัสที่อยู่เหนือขึ้นไป", "Stands below itself", "correct the parent"),
        R::WrongDepth => wording(
            "ระดับไม่ต่อเนื่องจากระดับที่อยู่เหนือขึ้นไป",
            "ระดับต้องมีชื่อในแผ่นงานระดับของแผน และต่ำกว่าระดับที่อยู่เหนือขึ้นไป",
            "The depth does not follow its parent's",
            "use a named depth below the parent's",
        ),
        R::WeightsSum(sum) => wording(
            format!("น้ำหนักในระดับเดียวกันรวมได้ {sum} ไม่ใช่ 100"),
            "ปรับน้ำหนักให้รวมได้ 100",
            format!("Weights add up to {sum}, not 100"),
            "make them add up to 100",
        ),
        R::WeightsIncomplete => wording(
            "บางรายการมีน้ำหนักแต่บางรายการไม่มี",
            "กรอกน้ำหนักให้ครบหรือเว้นว่างทั้งหมด",
            "Only some items have weights",
            "give all of them or none",
        ),
        R::ScalePoints => wording(
            "ระดับของเกณฑ์ไม่ครบหรือไม่เรียงลำดับ",
            "กรอกระดับโดยให้คะแนนและร้อยละเพิ่มขึ้นไปด้วยกัน และคะแนนไม่เกินคะแนนเต็ม",
            "The scale's points are missing or not in order",
            "let scores and edges rise together up to the full score",
        ),
        R::ScaleFromMissing => {
            wording("เกณฑ์แบบช่วงร้อยละต้องมี “ตั้งแต่ร้อยละ”", "กรอกค่าเริ่มของช่วง", "A band needs its lowest percentage", "fill in “from”")
        }
        R::Anchors(n) => wording(
            format!("ต้องมีค่าเกณฑ์ {n} ค่า เรียงเพิ่มขึ้นหรือลดลงอย่างเดียว"),
            "กรอกค่าเกณฑ์คั่นด้วย ;",
            format!("{n} anchors are needed, all rising or all falling"),
            "write them separated by ;",
        ),
        R::FallingLinear => wording(
            "ค่าเกณฑ์ที่ลดลงใช้กับ “ลดตามสัดส่วน” ไม่ได้",
            "เลือกวิธีอื่นเมื่อต่ำกว่าระดับต่ำสุด",
            "Falling anchors cannot go down in proportion",
            "choose another rule below the lowest",
        ),
        R::ZeroTarget => wording(
            "เป้าหมายเป็นศูนย์แต่ไม่ได้กำหนดวิธีคิดคะแนน",
            "แก้เป้าหมาย หรือกำหนด “เมื่อเป้าหมายเป็นศูนย์” ของตัวชี้วัดในสมุดงานแผน",
            "The target is zero and no rule says what that means",
            "correct it, or give the indicator a rule for zero targets in the workbook",
        ),
        R::BoundedTarget => wording(
            "เป้าหมายของวิธีนี้ต้องอยู่ตั้งแต่ 0 และต่ำกว่า 100",
            "แก้เป้าหมายหรือเลือกวิธีเทียบกับเป้าหมายอื่น",
            "The target must be from 0 and below 100",
            "correct it or choose another rule",
        ),
        R::RangeEdges => wording(
            "เป้าหมายแบบช่วงต้องมีขอบล่างและขอบบน",
            "กรอกทั้งสองค่า ขอบล่างไม่เกินขอบบน และไม่เป็นศูนย์",
            "A range needs both edges",
            "give both, low edge first, not zero",
        ),
        R::EmptyTarget => wording(
            "ไม่มีค่าเป้าหมาย",
            "กรอกค่าเป้าหมาย ค่าเกณฑ์ หรือข้อความเป้าหมาย",
            "There is no target",
            "give a value, anchors or wording",
        ),
        R::ScaleOfRound => wording(
            "เกณฑ์ของรอบระบุได้เฉพาะในเป้าหมายของรอบ และของทั้งส่วนราชการ",
            "ระบุรอบและเว้นช่องหน่วยงานว่าง หรือลบเกณฑ์ออก เกณฑ์ของทั้งปีกำหนดที่ตัวชี้วัด",
            "A scale of its own is of a round, and of the agency's target",
            "name the round and leave the unit empty, or leave the scale empty: that of the whole year stands with the indicator",
        ),
        R::RuleAndScale => wording(
            "วิธีเทียบกับเป้าหมายไม่สอดคล้องกับชนิดเกณฑ์",
            "เกณฑ์ชนิด “ค่าเกณฑ์ของตัวชี้วัด” ใช้กับวิธี “เทียบกับค่าเกณฑ์ของตัวชี้วัด” เท่านั้น",
            "Percent rule and scale do not fit",
            "anchors go with anchors",
        ),
        R::Link => wording(
            "ไม่รู้จักรูปแบบ “ใช้ผลจาก”",
            "พิมพ์ indicator:รหัส หรือ total:plan หรือ total:projects หรือ node:รหัส",
            "Unknown link",
            "write indicator:CODE, total:plan, total:projects or node:CODE",
        ),
        R::Circle(codes) => wording(
            format!("ตัวชี้วัดใช้ผลของกันและกันวนกลับมาที่เดิม: {codes}"),
            "ยกเลิกการใช้ผลหนึ่งแห่ง",
            format!("These take each other as their actual: {codes}"),
            "cut one link",
        ),
        R::Months => wording("จำนวนเดือนต้องเป็น 1 ถึง 12", "แก้จำนวนเดือน", "Months are 1 to 12", "correct it"),
        R::AnnouncementDay => {
            wording("ฉบับที่ประกาศใช้ต้องมีวันที่ประกาศ", "กรอกวันที่ประกาศใช้", "An announced edition needs its day", "fill it in")
        }
        R::EndBeforeStart => wording("วันสิ้นสุดมาก่อนวันเริ่ม", "แก้วันที่", "Ends before it begins", "correct the dates"),
        R::CompletedBeforeRound => wording(
            "วันที่จัดทำแล้วเสร็จมาก่อนวันแรกของรอบ",
            "แก้วันที่ หรือเว้นว่างเมื่อยังไม่แล้วเสร็จ",
            "Completed before the round begins",
            "correct the date, or leave it empty while it is not complete",
        ),
        _ => return None,
    })
}

fn of_money(rule: &R) -> Option<Wording> {
    Some(match rule {
        R::BudgetWithoutFunding => wording(
            "โครงการไม่ใช้งบประมาณแต่มีจำนวนเงิน",
            "แก้การใช้งบประมาณของโครงการหรือลบจำนวนเงิน",
            "An amount for a project without budget",
            "correct one of them",
        ),
        R::FundingWithoutBudget => wording(
            "โครงการนี้ระบุในแผ่นงาน “โครงการ” ว่าใช้งบประมาณ แต่ช่องจำนวนเงินบอกว่าไม่ใช้งบประมาณ",
            "แก้การใช้งบประมาณของโครงการเป็น “ไม่ใช้งบประมาณ” หรือกรอกจำนวนเงิน หรือกรอก “-” ถ้ายังไม่มีจำนวนเงิน",
            "The project uses budget, yet the amount says that none is used",
            "say so of the project (sheet “projects”), or give the amount, or “-” where it is not known",
        ),
        _ => return None,
    })
}

fn of_figures(rule: &R) -> Option<Wording> {
    Some(match rule {
        R::ReportedAndLinked => wording(
            "ตัวชี้วัดนี้ใช้ผลจากที่อื่น จึงไม่รับผลที่รายงานเอง",
            "ลบแถวนี้ หรือเว้นว่างช่อง “ใช้ผลจาก” ของตัวชี้วัด",
            "This indicator takes its actual elsewhere",
            "remove the row or the link",
        ),
        R::WrongShape(shape) => wording(
            format!("ค่าที่รายงานไม่ตรงรูปแบบ “{shape}”"),
            "กรอกให้ตรงรูปแบบค่าของตัวชี้วัด",
            "The value does not have the measure's shape",
            "report it as the measure says",
        ),
        R::ZeroDenominator => wording(
            "ตัวหารเป็นศูนย์",
            "กรอกตัวหารมากกว่าศูนย์ หรือรายงานว่าไม่เกี่ยวข้อง",
            "The denominator is zero",
            "give one above zero or report n/a",
        ),
        R::OutOfBounds => wording("ค่าต้องอยู่ระหว่าง 0 ถึง 100", "ตรวจค่าอีกครั้ง", "The value must lie between 0 and 100", "check it"),
        R::UnknownStep => {
            wording("ตัวชี้วัดนี้ไม่มีขั้นดังกล่าว", "ใช้ขั้นตามแผ่นงาน “ขั้นตอนตัวชี้วัด”", "The indicator has no such step", "use its steps")
        }
        R::UnknownStatus => wording(
            "เกณฑ์ของโครงการไม่มีสถานะนี้",
            "ใช้สถานะตามเกณฑ์ เช่น 0, 25, 50, 75, 100",
            "The scale has no such status",
            "use one of its statuses",
        ),
        R::ReasonMissing => wording("ต้องมีเหตุผล", "กรอกเหตุผล", "A reason is needed", "give it"),
        R::EmptyBudget => wording(
            "ไม่มีทั้งจำนวนเงินและเป้าหมาย",
            "กรอกอย่างใดอย่างหนึ่งหรือลบแถว",
            "Neither amount nor target",
            "fill one or remove the row",
        ),
        R::MixedPeriods => wording(
            "ผลของรายการเดียวกันรายงานเป็นรายรอบหรือรายเดือนอย่างเดียว และมีผลอีกแบบหนึ่งอยู่แล้ว",
            "กรอกเป็นงวดแบบเดียวกับผลที่มีอยู่",
            "One measure is reported by round or by month, never both, and there are results of the other kind",
            "report it as those are",
        ),
        R::MixedReporters => wording(
            "ตัวชี้วัดนี้รวมผลจากหน่วยงาน จึงมีผลของหน่วยงานหรือผลของทั้งส่วนราชการอย่างเดียว และมีผลอีกแบบหนึ่งอยู่แล้ว",
            "กรอกแบบเดียวกับผลที่มีอยู่: ระบุหน่วยงาน หรือเว้นว่างช่องหน่วยงาน",
            "Units make this indicator's result: it is reported by units or for the agency as a whole, never both",
            "report it as the others are: name the unit, or leave it empty",
        ),
        _ => return None,
    })
}

fn of_import(rule: &R) -> Wording {
    match rule {
        R::FrozenRound => wording(
            "รอบนี้ปิดและตรึงข้อมูลแล้ว จึงแก้ไม่ได้",
            "ทำบันทึกข้อความขอเปิดรอบอีกครั้งพร้อมเหตุผล เมื่อได้รับอนุมัติแล้วจึงนำเข้า",
            "The round is frozen",
            "ask for it to be reopened, giving the reason, and import once that is approved",
        ),
        R::RoundNotOpen => wording(
            "รอบนี้ไม่เปิดรับผลในขณะนี้",
            "คงผลเดิมไว้ หรือรอให้ตรึงผลแล้วขอเปิดรอบใหม่ตามคำสั่ง",
            "The round takes no results now",
            "leave its results as they are, or have it reopened by order once it is frozen",
        ),
        R::RoundUnderWay(state) => wording(
            format!("รอบนี้เปิดในระบบแล้ว และขณะนี้อยู่ในสถานะ “{}”", state.th()),
            "ระบุสถานะตามนั้น การเปลี่ยนสถานะทำที่หน้ารอบการรายงาน",
            format!("The round was opened in the system and is now “{}”", state.en()),
            "state that; the round's own page is where it moves on",
        ),
        R::OtherAgency(code) => wording(
            format!("ฐานข้อมูลนี้เป็นของส่วนราชการ {code}"),
            "ใช้ฐานข้อมูลของส่วนราชการนั้น",
            format!("This database belongs to agency {code}"),
            "use that agency's database",
        ),
        R::OtherFiscalYear(year) => wording(
            format!("แผนนี้บันทึกไว้เป็นปีงบประมาณ {year} ผลและรอบการรายงานผูกกับปีนั้น"),
            "คงปีงบประมาณเดิม หรือใช้รหัสแผนใหม่สำหรับปีอื่น",
            format!("This plan is stored for fiscal year {year}"),
            "keep the year or use another plan code",
        ),
        R::OldEdition(newest) => wording(
            format!("มีฉบับที่ {newest} ซึ่งใหม่กว่าแล้ว"),
            "ส่งออกฉบับล่าสุดมาแก้ไข",
            format!("Edition {newest} is newer"),
            "export the newest edition and edit that",
        ),
        R::StillInUse(place) => wording(
            format!("ยังถูกใช้อยู่ใน {place}"),
            "คงแถวไว้ หรือใส่วันที่ยุบและหน่วยงานที่รับช่วง",
            format!("Still in use in {place}"),
            "keep the row or give its end",
        ),
        _ => wording("ไม่ถูกต้อง", "ตรวจสอบอีกครั้ง", "Not valid", "check it"),
    }
}
