// ผู้อ่านข้อมูล: reads the whole plan, asks of a figure where it comes from, proves the journal, and is refused what only others may do.
import { test } from "node:test";
import assert from "node:assert/strict";
import { figure, inspect, journey, onPhone } from "./support.mjs";

const here = journey([]);
const { address } = here;
let page;

const open = (path) => page.goto(address(path));
const main = () => page.getByRole("main");
const words = () => main().innerText();
const says = async (pattern) => assert.ok(pattern.test(await words()), `${page.url()} says ${pattern}`);
const keepsSilentOf = async (pattern) => assert.ok(!pattern.test(await words()), `${page.url()} does not say ${pattern}`);

test("a wrong password is answered by one clear message, and the right one by the overview", async () => {
  const stranger = await here.stranger();
  await stranger.goto(here.site.address);
  await inspect(stranger, "viewer-login");
  await stranger.getByLabel("ชื่อบัญชี").fill("viewer");
  await stranger.getByLabel("รหัสผ่าน").fill("ไม่ใช่รหัสผ่านนี้");
  await stranger.getByRole("main").getByRole("button", { name: "เข้าสู่ระบบ" }).click();
  await stranger.getByRole("alert").first().waitFor();
  assert.equal(await stranger.getByRole("alert").count(), 1);
  assert.match(await stranger.getByRole("alert").innerText(), /ชื่อบัญชีหรือรหัสผ่านไม่ถูกต้อง/);
  assert.equal(await stranger.getByLabel("รหัสผ่าน").inputValue(), "", "a password is not sent back");
  await inspect(stranger, "viewer-login-refused");
  await stranger.context().close();
  page = await here.signedIn("viewer");
  assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /ภาพรวม ปีงบประมาณ พ\.ศ\. ๒๕๖๖/);
});

test("the overview shows the figures of the printed report", async () => {
  assert.equal(await figure(page, "plan/percent"), "93.60");
  assert.equal(await figure(page, "projects/percent"), "86.22");
  assert.equal(await figure(page, "plan/score"), "79.56");
  await says(/๙๓\.๖๐/);
  await says(/๘๖\.๒๒/);
  await inspect(page, "viewer-overview");
});

test("a figure explains itself beside the page it stands on, by mouse and by keyboard", async () => {
  const asked = main().locator('[data-figure="plan/percent"]').first();
  const drawer = page.locator("#drawer");
  const overview = page.url();
  await asked.click();
  await drawer.getByRole("heading", { name: "ร้อยละความสำเร็จ (C)" }).waitFor();
  assert.equal(page.url(), overview, "the page stays");
  const explained = await drawer.innerText();
  assert.match(explained, /๗๙\.๕๖ × ๑๐๐ \/ ๘๕/);
  assert.match(explained, /๙๓\.๖๐/);
  assert.match(explained, /ฉบับที่ ๑/);
  await inspect(page, "viewer-drawer");
  await drawer.locator("tbody .figure").first().click();
  await drawer.getByRole("button", { name: "ตัวเลขก่อนหน้า" }).click();
  await drawer.getByRole("heading", { name: "ร้อยละความสำเร็จ (C)" }).waitFor();
  await drawer.getByRole("button", { name: "ปิด" }).click();
  assert.equal(await drawer.isVisible(), false);
  await asked.focus();
  await page.keyboard.press("Enter");
  await drawer.getByRole("heading", { name: "ร้อยละความสำเร็จ (C)" }).waitFor();
  await page.emulateMedia({ media: "print" });
  assert.equal(await drawer.isVisible(), false, "the drawer is not printed");
  await page.emulateMedia({ media: null });
  await page.keyboard.press("Escape");
  assert.equal(await drawer.isVisible(), false);
  assert.equal(await asked.evaluate((link) => link === document.activeElement), true, "focus returns to the figure");
});

test("a figure's link leads to its own page with Ctrl and without scripts", async () => {
  const [opened] = await Promise.all([
    page.context().waitForEvent("page"),
    main().locator('[data-figure="plan/percent"]').first().click({ modifiers: ["ControlOrMeta"] }),
  ]);
  await opened.waitForURL(/\/explain\/plan\/percent/);
  await opened.close();
  const plain = await here.chromium.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const reader = await plain.newPage();
  await reader.goto(here.site.address);
  await reader.locator('main [data-figure="plan/percent"]').first().click();
  await reader.waitForURL(/\/explain\/plan\/percent/);
  await plain.close();
  await open("/explain/plan/percent");
  await says(/๗๙\.๕๖ × ๑๐๐ \/ ๘๕/);
  await inspect(page, "viewer-explanation");
  await open("/explain/projects/percent");
  await says(/๔,?๒๒๕ × ๑๐๐ \/ ๔,?๙๐๐/);
  await inspect(page, "viewer-explanation-projects");
});

test("the plan is a tree of its own levels, with editions", async () => {
  await page.getByRole("navigation", { name: "เมนูหลัก" }).first().getByRole("link", { name: "แผน", exact: true }).click();
  await page.getByRole("heading", { name: "ผังแผน" }).waitFor();
  await says(/แผนปฏิบัติการ เรื่องที่ ๑/);
  await says(/ประกาศใช้/);
  assert.equal(await main().getByText("ปรับแผน", { exact: true }).count(), 0, "a viewer is not offered to amend");
  await inspect(page, "viewer-plan");
});

test("an indicator is found in the list and shows score, working and sheet", async () => {
  await open("/indicators");
  await inspect(page, "viewer-indicators");
  await page.getByLabel("คำในชื่อ ลำดับ หรือรหัส").fill("ภาพลักษณ์");
  await main().getByRole("button", { name: "แสดง" }).click();
  await main().getByRole("link", { name: /การรับรู้ภาพลักษณ์ของกรมบังคับคดี/ }).click();
  await page.waitForURL(/\/indicators\/K11/);
  assert.equal(await figure(page, "indicator:K11/score"), "4.56");
  const working = await page.locator("#working").innerText();
  assert.match(working, /๗๖\.๔๙ × ๑๐๐ \/ ๘๐/);
  assert.match(working, /๔\.๕๖/);
  assert.equal(await main().getByRole("link", { name: /บันทึกผล|แก้ไขค่าเป้าหมาย|แก้ไขผลนี้/ }).count(), 0, "a viewer is offered no form");
  await inspect(page, "viewer-indicator");
  await main().getByRole("link", { name: "รายละเอียดตัวชี้วัด" }).click();
  await page.waitForURL(/\/sheet/);
  await says(/รายละเอียดตัวชี้วัดเพื่อประกอบคำรับรองการปฏิบัติราชการ/);
  await inspect(page, "viewer-sheet");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("navigation").first().isVisible(), false, "menus are not printed");
  await page.emulateMedia({ media: null });
});

/** Typing alone filters a list: fewer rows, and the field keeps the focus; Enter asks once and no more. */
async function typed(label, words, rows) {
  const field = main().getByLabel(label);
  const all = await page.locator(rows).count();
  const asked = [];
  const listen = (request) => request.headers()["hx-request"] && asked.push(request.url());
  page.on("request", listen);
  await field.pressSequentially(words);
  await page.waitForURL(/q=/);
  await page.waitForFunction(([selector, before]) => document.querySelectorAll(selector).length < before, [rows, all]);
  assert.equal(await field.evaluate((input) => input === document.activeElement), true, "the field keeps the focus");
  assert.equal(await field.inputValue(), words);
  await page.waitForTimeout(600);
  const before = asked.length;
  await page.keyboard.press("Enter");
  await page.waitForTimeout(600);
  assert.deepEqual([before > 0, asked.length - before], [true, 1], "asked by typing, and once by Enter");
  page.off("request", listen);
}

test("projects, units and rounds are read and filtered", async () => {
  await open("/projects");
  assert.equal(await figure(page, "projects/percent"), "86.22");
  await says(/๔,๒๒๕ จาก ๔,๙๐๐ คะแนน/);
  const broken = await page.locator(".stat .money > b").evaluateAll((sums) => sums.filter((sum) => sum.getClientRects().length !== 1).length);
  assert.equal(broken, 0, "a sum of money stays on one line");
  await inspect(page, "viewer-projects");
  await typed("คำค้น", "ไกล่เกลี่ย", "#projects tbody tr:not(.group)");
  await page.getByText(/แสดง [๐-๙]+ จาก ๔๙ โครงการ/).waitFor();
  await page.locator("#projects tbody a").first().click();
  await page.getByRole("heading", { name: "สถานะของโครงการ" }).waitFor();
  await inspect(page, "viewer-project");
  await open("/units");
  await inspect(page, "viewer-units");
  await typed("คำค้น", "นโยบาย", "#units tbody tr");
  await page.locator("#units tbody a").first().click();
  await page.getByRole("heading", { name: "ข้อมูลหน่วยงาน" }).waitFor();
  await inspect(page, "viewer-unit");
  await open("/rounds");
  await says(/๕๙\.๔๑/);
  await says(/ปิดรอบและตรึงข้อมูล/);
  await inspect(page, "viewer-rounds");
});

test("a word finds what is named after it, without spaces between words", async () => {
  await page.getByLabel("ค้นหาในแผน").fill("ไกล่เกลี่ย");
  await page.getByRole("button", { name: "ค้นหา", exact: true }).click();
  await page.getByRole("status").waitFor();
  assert.match(await page.getByRole("status").innerText(), /รายการสำหรับ “ไกล่เกลี่ย”/);
  assert.ok((await main().locator("mark").count()) > 0);
  assert.equal(await main().locator("mark").first().innerText(), "ไกล่เกลี่ย");
  await inspect(page, "viewer-search");
});

test("the journal is read and proves itself", async () => {
  await open("/journal");
  await says(/นำเข้าสมุดงานของ/);
  await inspect(page, "viewer-journal");
  await main().getByRole("button", { name: "ตรวจสอบความถูกต้อง" }).click();
  await main().getByText(/ตรวจครบ [๐-๙,]+ รายการ ทุกรายการตรงกับที่บันทึกไว้/).waitFor();
  await inspect(page, "viewer-journal-verified");
});

test("documents are there to take, and importing says who could", async () => {
  await open("/exchange");
  await says(/ผู้ที่นำเข้าสมุดงานได้คือนักวิเคราะห์นโยบายและแผน/);
  await inspect(page, "viewer-exchange");
  await open("/books");
  await inspect(page, "viewer-books");
  await open("/books/texts");
  assert.equal(await main().getByRole("link", { name: /แก้ไข|เพิ่มข้อความ/ }).count(), 0);
  await inspect(page, "viewer-texts");
});

test("what a viewer may not do is refused and says who could", async () => {
  for (const path of ["/indicators/K11/report?for_round=R9", "/indicators/K11/target", "/accounts"]) {
    const answer = await open(path);
    assert.equal(answer.status(), 403, path);
    await says(/ผู้ที่ดำเนินการได้: /);
  }
  await inspect(page, "viewer-refused");
  await open("/plan");
  const key = await page.locator('input[name="form_key"]').first().getAttribute("value");
  const form = { form_key: key, plan_code: "LED-2566", reason: "ลองดู" };
  const answer = await page.request.post(address("/plan/amend"), { form, headers: { accept: "text/html", "accept-language": "th" } });
  assert.equal(answer.status(), 403);
  assert.match(await answer.text(), /ผู้ที่ดำเนินการได้: นักวิเคราะห์นโยบายและแผน/);
  await open("/plan");
  await keepsSilentOf(/ฉบับที่ ๒/);
});

test("language and digits are switched and remembered", async () => {
  await open("/");
  await page.getByRole("button", { name: "เลขอารบิก 123" }).click();
  await main().getByText("93.60").first().waitFor();
  await keepsSilentOf(/๙๓\.๖๐/);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { level: 1, name: /Overview/ }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await figure(page, "plan/percent"), "93.60");
  await inspect(page, "viewer-overview-english");
  for (const path of ["/plan", "/indicators/K11", "/projects", "/rounds", "/exchange"]) {
    await open(path);
    await inspect(page, `viewer-english${path.replaceAll("/", "-")}`);
  }
  await open("/indicators/K11");
  await main().locator('[data-figure="indicator:K11/score"]').first().click();
  await page.locator("#drawer").getByRole("heading", { name: "Score of the indicator" }).waitFor();
  await inspect(page, "viewer-english-drawer");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "ไทย", exact: true }).click();
  await page.getByRole("button", { name: /๑๒๓/ }).click();
  await page.locator('html[lang="th"]').waitFor();
});

test("on a phone every room fits and the menu unfolds", async () => {
  await onPhone(page, async () => {
    const rooms = { overview: "/", plan: "/plan", indicators: "/indicators", indicator: "/indicators/K11", sheet: "/indicators/K11/sheet", explanation: "/explain/plan/percent" };
    const others = { projects: "/projects", units: "/units", rounds: "/rounds", search: "/search?q=ไกล่เกลี่ย", journal: "/journal", exchange: "/exchange", books: "/books", account: "/account" };
    for (const [name, path] of Object.entries({ ...rooms, ...others })) {
      await open(path);
      await inspect(page, `phone-${name}`);
    }
    await open("/");
    await main().locator('[data-figure="plan/percent"]').first().click();
    await page.locator("#drawer").getByRole("heading", { name: "ร้อยละความสำเร็จ (C)" }).waitFor();
    await inspect(page, "phone-drawer");
    await page.keyboard.press("Escape");
    await page.locator(".narrow-menu > summary").click();
    await page.locator(".narrow-menu").getByRole("link", { name: "รอบการรายงาน" }).click();
    await page.getByRole("heading", { level: 1, name: /รอบการรายงาน/ }).waitFor();
  });
});

test("signing out ends the visit", async () => {
  await page.locator("details.user > summary").click();
  await page.getByRole("button", { name: "ออกจากระบบ" }).click();
  await page.waitForURL(/\/login/);
  await open("/plan");
  assert.match(page.url(), /\/login\?next=/);
});
