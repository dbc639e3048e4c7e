//! The digest: one letter a day at most for each person who has an address and something new to read.
//!
//! It carries what was told and nobody read. Its id holds the day and the account, so whichever nodes make it, and however often they start
//! anew, a day has one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use jiff::{SignedDuration, Timestamp};
use phaen_domain::calendar::thai_date::{bangkok, long};
use phaen_domain::id::PlanCode;
use phaen_domain::notice::NoticeKind;
use phaen_domain::thai::digits::Digits;
use phaen_domain::words::Words;

use crate::App;
use crate::error::AppError;
use crate::plan_view::PlanView;
use crate::ports::{Account, Digests, Letter, LetterState, Notice, Reading, technical};

/// What is older than this was not mailed because there was no mail server, and is not told any more by letter.
const CARRIED: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Letters that were sent or given up are forgotten after this time.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Lines of a letter; more are counted.
const MOST_LINES: usize = 60;

impl App {
    /// Posts the digests of today; tells whether their hour had come.
    pub(super) fn make_digests(&self, now: Timestamp) -> Result<bool, AppError> {
        technical(self.store.as_ref(), |tx| {
            let day = bangkok(now).date();
            if now < instant(day, self.ladder(tx)?.digest_hour)? {
                return Ok(false);
            }
            // What is told in this very moment is carried as well.
            let (from, before) = (now - CARRIED, now + SignedDuration::from_nanos(1));
            let unmailed = tx.unmailed(from, before)?;
            if !unmailed.is_empty() {
                let prefix = format!("digest:{day}:");
                let accounts = tx.accounts()?;
                let letters = self.letters(tx, &unmailed, &accounts, &prefix, now)?;
                tx.post_digests(&Digests { letters: &letters, prefix: &prefix, day, from, before })?;
            }
            tx.forget_letters(now - KEPT)?;
            Ok(true)
        })
    }

    fn letters(
        &self,
        tx: &mut dyn Reading,
        unmailed: &[Notice],
        accounts: &[Account],
        prefix: &str,
        now: Timestamp,
    ) -> Result<Vec<Letter>, AppError> {
        let mut of_account: BTreeMap<&str, Vec<&Notice>> = BTreeMap::new();
        for notice in unmailed {
            of_account.entry(notice.account.as_str()).or_default().push(notice);
        }
        let mut views = BTreeMap::new();
        for plan in unmailed.iter().map(|notice| &notice.plan).collect::<BTreeSet<_>>() {
            views.insert(plan.clone(), self.view(tx, plan.as_str(), None)?);
        }
        let mut letters = Vec::new();
        for account in accounts.iter().filter(|account| !account.closed) {
            let (Some(address), Some(own)) = (&account.email, of_account.get(account.id.as_str())) else { continue };
            letters.push(Letter {
                id: format!("{prefix}{}", account.id),
                address: address.clone(),
                subject: format!("แผน: มีเรื่องใหม่ {} เรื่อง ({})", own.len(), long(bangkok(now).date(), Digits::Arabic)),
                body: self.body(&views, account, own),
                state: LetterState::Waiting,
                attempts: 0,
                next_at: now,
                failure: None,
                created_at: now,
            });
        }
        Ok(letters)
    }

    /// The text: what is told in groups, then where it is done.
    fn body(&self, views: &BTreeMap<PlanCode, Arc<PlanView>>, account: &Account, own: &[&Notice]) -> String {
        let mut groups: BTreeMap<NoticeKind, Vec<String>> = BTreeMap::new();
        for notice in own {
            let view = views.get(&notice.plan).map(Arc::as_ref);
            groups.entry(notice.kind).or_default().extend(view.map(|view| line(view, notice)));
        }
        let mut text = format!("เรียน {}\n", account.name);
        let mut lines = 0;
        for (kind, about) in groups {
            let _ = write!(text, "\n{} ({} เรื่อง)\n", kind.th(), about.len());
            let room = MOST_LINES.saturating_sub(lines);
            about.iter().take(room).for_each(|line| text.push_str(line));
            if about.len() > room {
                let _ = writeln!(text, "- และอีก {} เรื่อง", about.len() - room);
            }
            lines += about.len().min(room);
        }
        match &self.post.site {
            Some(site) => {
                let _ = write!(text, "\nเปิดดูและดำเนินการที่ {}/work\n", site.trim_end_matches('/'));
            }
            None => text.push_str("\nเปิดดูและดำเนินการในระบบ เมนู “งานของฉัน”\n"),
        }
        text.push_str("\nอีเมลนี้ส่งโดยอัตโนมัติ วันละไม่เกินหนึ่งฉบับ และเฉพาะเมื่อมีเรื่องใหม่ กรุณาอย่าตอบกลับ\n");
        text
    }
}

/// One notice in a line: the unit, the round, the plan, and the day where there is one.
fn line(view: &PlanView, notice: &Notice) -> String {
    let unit = notice.unit.as_ref().map(|code| view.unit(code).map_or_else(|| code.to_string(), |unit| unit.name_th.clone()));
    let round = view.find_round(notice.round.as_str()).map_or_else(|| notice.round.to_string(), |it| it.name_th.clone());
    let unit = unit.map(|unit| format!("{unit} · ")).unwrap_or_default();
    let due = notice.due_on().map(|day| format!(" กำหนด {}", long(day, Digits::Arabic))).unwrap_or_default();
    format!("- {unit}{round} · {}{due}\n", view.plan.plan.name_th)
}

/// An hour of a day in Thailand.
fn instant(day: Date, hour: i8) -> Result<Timestamp, AppError> {
    let zoned = day.at(hour, 0, 0, 0).to_zoned(TimeZone::fixed(offset(7)));
    zoned.map(|at| at.timestamp()).map_err(|error| AppError::Press(error.to_string()))
}
