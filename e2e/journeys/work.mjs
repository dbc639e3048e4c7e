// งานของฉัน: a round is opened, and each office finds what waits for it, is told of it, and has it in a calendar.
import { test } from "node:test";
import assert from "node:assert/strict";
import { inspect, journey, onPhone } from "./support.mjs";

const { address, opensRound, people } = journey(["policy", "officer", "head", "general", "admin"]);
const main = (page) => page.getByRole("main");

/** The errands look every two seconds: a notice is there soon after what it tells. */
async function told(page, words) {
  for (let again = 0; again < 20; again += 1) {
    await page.goto(address("/notices"));
    if (await main(page).getByRole("button", { name: words }).count()) return;
    await page.waitForTimeout(500);
  }
  assert.fail(`nobody told: ${words}`);
}

test("who reports begins with their work, and nothing waits before a round is opened", async () => {
  assert.equal(new URL(people.officer.url()).pathname, "/work");
  await people.officer.getByText("ไม่มีงานค้าง").waitFor();
  await inspect(people.officer, "work-nothing");
  await opensRound(people.policy);
});

test("the officer finds the return with its due date, in the menu as a number, and opens it", async () => {
  const page = people.officer;
  await page.goto(address("/work"));
  await inspect(page, "work-officer");
  assert.equal(await page.locator(".wide-menu a[href='/work'] .badge").innerText(), "๑");
  await onPhone(page, () => inspect(page, "work-phone"));
  await main(page).getByRole("link", { name: /กรอกแบบ/ }).first().click();
  await page.waitForURL(/returns\/LED-2566\/R9/);
});

test("each office is told what concerns it, and opening a notice leads there and marks it as read", async () => {
  const page = people.officer;
  await told(page, "เปิดรอบการรายงานแล้ว");
  await inspect(page, "notices-officer");
  const before = await page.locator(".bell").getAttribute("aria-label");
  await main(page).getByRole("button", { name: "แบบรายงานเลยกำหนดส่ง" }).click();
  await page.waitForURL(/returns\/LED-2566\/R9/);
  assert.notEqual(await page.locator(".bell").getAttribute("aria-label"), before);
  await told(people.head, "แบบรายงานของหน่วยงานท่านเลยกำหนดส่ง");
  await told(people.general, "รายชื่อหน่วยงานที่ค้างส่งแบบรายงาน");
  await people.general.goto(address("/work"));
  await inspect(people.general, "work-general");
  await main(people.general).getByRole("link", { name: /ดูรายชื่อ/ }).click();
  await people.general.waitForURL(/late=yes/);
  await inspect(people.general, "board-late");
});

test("a calendar program reads the due date at a private address until it is taken back", async () => {
  const page = people.officer;
  await page.goto(address("/feeds"));
  await main(page).getByRole("button", { name: "สร้างที่อยู่ใหม่" }).click();
  const feed = await page.locator("#address").innerText();
  await inspect(page, "feeds-made");
  const calendar = await fetch(feed);
  assert.equal(calendar.headers.get("content-type"), "text/calendar; charset=utf-8");
  const text = await calendar.text();
  assert.match(text, /^BEGIN:VCALENDAR\r\n/);
  assert.match(text, /DTSTART;VALUE=DATE:20230705\r\n/);
  const again = await fetch(feed, { headers: { "if-none-match": calendar.headers.get("etag") } });
  assert.equal(again.status, 304);
  await page.goto(address("/feeds"));
  await main(page).getByRole("button", { name: /^ยกเลิก/ }).click();
  await page.getByRole("status").first().waitFor();
  assert.equal((await fetch(feed)).status, 404);
});

test("an administrator sees the outbox and how the errands run; reminders are the policy group's to set", async () => {
  await people.admin.goto(address("/outbox"));
  await people.admin.getByText("ยังไม่ได้ตั้งค่าเครื่องส่งอีเมล").waitFor();
  await inspect(people.admin, "outbox");
  const page = people.policy;
  await page.goto(address("/calendar/reminders"));
  await inspect(page, "reminders");
  await main(page).getByLabel("เตือนผู้รายงานผลก่อนวันครบกำหนด (วัน)").fill("๑๐, ๓, ๐");
  await main(page).getByRole("button", { name: "บันทึกการเตือน" }).click();
  await page.getByRole("status").first().waitFor();
  assert.equal(await main(page).getByLabel("เตือนผู้รายงานผลก่อนวันครบกำหนด (วัน)").inputValue(), "๑๐, ๓, ๐");
});
