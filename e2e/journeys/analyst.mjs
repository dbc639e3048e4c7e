// นักวิเคราะห์นโยบายและแผน: takes the plan out and in again, amends it, enters results, and has the results book made.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { archive } from "./archive.mjs";
import { figure, inspect, journey, onPhone } from "./support.mjs";

const DATA = new URL("../../data/led-2566/", import.meta.url);
const A_BOOK_TAKES_AT_MOST = 180_000;
let page;
const here = journey(["analyst"], ({ people }) => (page = people.analyst));
const { address } = here;

const open = (path) => page.goto(address(path));
const main = () => page.getByRole("main");
const words = () => main().innerText();
const says = async (pattern) => assert.ok(pattern.test(await words()), `${page.url()} says ${pattern}`);

/** Follows a link that hands over a file; answers where it lies and its bytes. */
async function taken(link, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const path = join(here.site.directory, name);
  await download.saveAs(path);
  return { path, bytes: readFileSync(path) };
}

async function upload(file) {
  await open("/exchange");
  await page.getByLabel("ไฟล์สมุดงาน").setInputFiles(file);
  // The first time nothing is answered, so that the button can be looked at.
  await page.route("**/exchange/uploads", (route) => route.fulfill({ status: 204 }), { times: 1 });
  await main().getByRole("button", { name: "อัปโหลดและตรวจสอบ" }).click();
  const busy = main().locator("button[aria-busy=true]", { hasText: "กำลังส่งไฟล์และตรวจสอบ" });
  await busy.waitFor();
  await busy.click();
  await page.waitForURL(/\/exchange\/uploads\//);
}

test("the exported workbook uploaded again changes nothing", async () => {
  await open("/exchange");
  await inspect(page, "analyst-exchange");
  const link = main().locator('a[href^="/exchange/workbook?plan=LED-2566"]').filter({ hasText: "สมุดงาน Excel" }).first();
  const workbook = await taken(link, "plan.xlsx");
  assert.equal(workbook.bytes.subarray(0, 2).toString(), "PK");
  await upload(workbook.path);
  await page.getByRole("heading", { level: 1, name: "ตรวจสอบก่อนบันทึก" }).waitFor();
  await says(/ไม่มีอะไรต้องเปลี่ยน/);
  await says(/เพิ่ม ๐ แถว แก้ไข ๐ แถว ลบ ๐ แถว/);
  assert.equal(await main().getByRole("button", { name: "ยืนยันการบันทึก" }).count(), 0, "there is nothing to confirm");
  await inspect(page, "analyst-preview-nothing");
});

test("a broken workbook is answered with every problem in Thai and a marked workbook", async () => {
  const names = readdirSync(DATA).filter((name) => name.endsWith(".csv"));
  const files = names.map((name) => {
    const text = readFileSync(new URL(name, DATA), "utf8");
    if (name !== "targets.csv") return [name, text];
    const broken = text.replace("\nK11,,,80,", "\nK11,,,แปดสิบ,").replace("\nK12,,,2000,", "\nK99,,,2000,");
    assert.notEqual(broken, text);
    return [name, broken];
  });
  await upload({ name: "broken.zip", mimeType: "application/zip", buffer: archive(files) });
  await page.getByRole("heading", { level: 1, name: "ข้อผิดพลาดในสมุดงาน" }).waitFor();
  await says(/พบข้อผิดพลาด ๒ แห่ง ยังไม่มีการบันทึกข้อมูล/);
  const rows = await main().locator("table tbody tr").allInnerTexts();
  assert.equal(rows.length, 2);
  assert.ok(rows.some((row) => row.includes("แปดสิบ") && row.includes("ตัวเลข")), "the word in place of a number is named");
  assert.ok(rows.some((row) => row.includes("K99")), "the unknown indicator is named");
  await inspect(page, "analyst-problems");
  const marked = await taken(main().getByRole("link", { name: "ดาวน์โหลดสมุดงานที่ทำเครื่องหมายแล้ว" }), "marked.xlsx");
  assert.equal(marked.bytes.subarray(0, 2).toString(), "PK");
  assert.ok(marked.bytes.length > 20_000);
});

test("a changed workbook shows what it would change and is stored by nobody's accident", async () => {
  const names = readdirSync(DATA).filter((name) => name.endsWith(".csv"));
  const change = (name, text) => (name === "targets.csv" ? text.replace("\nK16,,,90,", "\nK16,,,95,") : text);
  const files = names.map((name) => [name, change(name, readFileSync(new URL(name, DATA), "utf8"))]);
  await upload({ name: "changed.zip", mimeType: "application/zip", buffer: archive(files) });
  await says(/๙๐ →[^]*๙๕/);
  await says(/จะบันทึกเป็นร่างฉบับที่ ๒/);
  await inspect(page, "analyst-preview-change");
  await main().getByRole("link", { name: "ไม่บันทึก" }).click();
  await open("/plan");
  assert.equal(await main().getByText("ฉบับที่ ๒").count(), 0, "leaving stores nothing");
});

test("an amendment needs a reason and makes draft edition 2", async () => {
  await open("/plan");
  await main().locator("summary", { hasText: "ปรับแผน" }).click();
  await main().getByRole("button", { name: "จัดทำฉบับร่าง" }).click();
  await page.getByRole("alert").first().waitFor();
  await says(/ยังบันทึกไม่ได้ กรุณาแก้ไข ๑ รายการ/);
  await inspect(page, "analyst-amend-refused");
  await page.getByRole("textbox", { name: "เหตุผล" }).fill("ที่ประชุมกองให้ทบทวนค่าเป้าหมายกลางปี");
  await main().getByRole("button", { name: "จัดทำฉบับร่าง" }).click();
  await page.waitForURL(/edition=2/);
  await says(/จัดทำร่างฉบับที่ ๒ แล้ว/);
  await says(/ที่ประชุมกองให้ทบทวนค่าเป้าหมายกลางปี/);
  await inspect(page, "analyst-draft");
});

test("a target of the draft changes the draft's score at once and a stale form is refused with both texts", async () => {
  const late = await page.context().newPage();
  late.complaints = [];
  for (const tab of [page, late]) {
    await tab.goto(address("/indicators/K11?plan=LED-2566&edition=2"));
    await tab.getByRole("main").getByRole("link", { name: "แก้ไขค่าเป้าหมาย" }).last().click();
    await tab.waitForURL(/\/target/);
  }
  await inspect(page, "analyst-target");
  await page.getByRole("textbox", { name: /^เป้าหมาย/ }).fill("๗๖");
  await page.getByRole("textbox", { name: "เหตุผล" }).fill("มติที่ประชุมครั้งที่ ๒");
  await main().getByRole("button", { name: "บันทึกค่าเป้าหมาย" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/target"));
  await says(/บันทึกค่าเป้าหมายแล้ว/);
  assert.equal(await figure(page, "indicator:K11/score"), "5.00");
  await inspect(page, "analyst-target-saved");
  await late.getByRole("textbox", { name: /^เป้าหมาย/ }).fill("77");
  await late.getByRole("textbox", { name: "เหตุผล" }).fill("แก้จากหน้าที่เปิดค้างไว้");
  await late.getByRole("button", { name: "บันทึกค่าเป้าหมาย" }).click();
  await late.locator("#theirs").waitFor();
  assert.match(await late.locator("#yours").innerText(), /๗๗/);
  assert.match(await late.locator("#theirs").innerText(), /๗๖/);
  await inspect(late, "analyst-target-stale");
  await late.close();
  await open("/indicators/K11?plan=LED-2566&edition=1");
  assert.equal(await figure(page, "indicator:K11/score"), "4.56", "the announced edition stays as it was");
  await open("/indicators/K11");
  assert.equal(await figure(page, "indicator:K11/score"), "4.56", "and is the one that is shown");
});

test("two editions are compared target by target", async () => {
  await open("/plan");
  await main().getByRole("link", { name: "เปรียบเทียบค่าเป้าหมายสองฉบับ" }).click();
  await page.waitForURL(/\/plan\/compare/);
  await says(/ค่าเป้าหมายที่ต่างกัน ๑ จาก/);
  const row = await main().locator("tbody tr").first().innerText();
  assert.match(row, /๘๐[^]*๗๖/);
  await inspect(page, "analyst-compare");
});

test("a result is entered in an open round and scores at once", async () => {
  await open("/indicators/K12?round=R9");
  assert.notEqual(await figure(page, "indicator:K12/score"), "5.00");
  await main().locator("tr.here").getByRole("link", { name: "บันทึกผล" }).click();
  await page.waitForURL(/for_round=R9/);
  await inspect(page, "analyst-report");
  await main().getByRole("button", { name: "บันทึกผล" }).click();
  await page.getByRole("alert").first().waitFor();
  await says(/กรุณาเลือกสิ่งที่รายงาน/);
  await page.getByLabel("มีผล กรอกด้านล่าง").check();
  await page.getByRole("textbox", { name: /^ผล \(/ }).fill("๒,๑๐๐");
  await page.getByRole("textbox", { name: /^แหล่งที่มา/ }).fill("ทะเบียนผู้เข้าอบรม ๙ เดือน");
  await page.getByRole("textbox", { name: /^เหตุผล \*|^เหตุผล$/ }).fill("รายงานตามกำหนด");
  await main().getByRole("button", { name: "บันทึกผล" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/report"));
  await says(/บันทึกผลแล้ว/);
  assert.equal(await figure(page, "indicator:K12/score"), "5.00");
  assert.equal(await figure(page, "indicator:K12/percent"), "105.00");
  await says(/ทะเบียนผู้เข้าอบรม ๙ เดือน/);
  await inspect(page, "analyst-report-saved");
});

test("ไม่เกี่ยวข้อง needs its reason and leaves the full score", async () => {
  await open("/?round=R9");
  const full = Number(await figure(page, "plan/full"));
  await open("/indicators/K13/report?for_round=R9");
  await page.getByLabel("ไม่เกี่ยวข้อง", { exact: true }).check();
  await page.getByRole("textbox", { name: /^แหล่งที่มา/ }).fill("บันทึกข้อความของกอง");
  await page.getByRole("textbox", { name: /^เหตุผล \*|^เหตุผล$/ }).fill("รายงานตามกำหนด");
  await main().getByRole("button", { name: "บันทึกผล" }).click();
  await page.getByRole("alert").first().waitFor();
  await inspect(page, "analyst-report-refused");
  await page.getByRole("textbox", { name: /^เหตุผลที่ไม่เกี่ยวข้อง/ }).fill("ยังไม่ถึงกำหนดจัดอบรม");
  await main().getByRole("button", { name: "บันทึกผล" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/report"));
  await says(/ไม่เกี่ยวข้องในรอบนี้: ยังไม่ถึงกำหนดจัดอบรม/);
  await open("/?round=R9");
  assert.equal(Number(await figure(page, "plan/full")), full - 5);
});

test("a frozen round refuses results", async () => {
  const answer = await open("/indicators/K12/report?for_round=R12");
  assert.equal(answer.status(), 409);
  await says(/รอบนี้ไม่รับผลแล้ว/);
  await says(/ตรึงข้อมูล/);
  await inspect(page, "analyst-frozen");
});

test("the form for a project result opens in an open round", async () => {
  await open("/projects?round=R9");
  await page.locator("#projects tbody a").first().click();
  await main().getByRole("link", { name: /บันทึกผล/ }).first().click();
  await page.waitForURL(/\/result\//);
  await inspect(page, "analyst-project-report");
});

test("the results book is asked for, shows its progress and is a PDF", async () => {
  await open("/books");
  await inspect(page, "analyst-books");
  const choices = page.getByLabel("แผนและรอบการรายงาน");
  const wanted = choices.locator("option", { hasText: /แผนปฏิบัติราชการรายปี.*ฉบับที่ ๑ .*รอบ ๑๒ เดือน/ });
  await choices.selectOption(await wanted.first().getAttribute("value"));
  await main().getByRole("button", { name: "จัดทำเล่ม" }).click();
  await page.waitForURL(/\/books\/[^/]+$/);
  await main().getByText(/รอจัดทำ|กำลังจัดทำ|จัดทำเสร็จแล้ว/).first().waitFor();
  await inspect(page, "analyst-book-waiting");
  const ready = main().getByRole("link", { name: "ดาวน์โหลด PDF" });
  await ready.waitFor({ timeout: A_BOOK_TAKES_AT_MOST });
  await inspect(page, "analyst-book");
  const book = await taken(ready, "book.pdf");
  assert.equal(book.bytes.subarray(0, 4).toString(), "%PDF");
  assert.ok(book.bytes.length > 100_000, `${book.bytes.length} bytes`);
  await open("/books");
  await says(/จัดทำเสร็จแล้ว/);
});

test("a text of the book is written and kept", async () => {
  await open("/books/texts");
  await inspect(page, "analyst-texts");
  await main().getByRole("link", { name: /^เพิ่มข้อความ/ }).first().click();
  await page.getByRole("textbox", { name: /^ข้อความ/ }).fill("ผลการดำเนินงานเป็นไปตามแผน");
  await inspect(page, "analyst-text");
  await main().getByRole("button", { name: "บันทึกข้อความ" }).click();
  await page.waitForURL(/\/books\/texts(\?|$)/);
  await says(/ผลการดำเนินงานเป็นไปตามแผน/);
  await inspect(page, "analyst-texts-written");
});

test("on a phone the forms fit", async () => {
  const forms = { target: "/indicators/K16/target?plan=LED-2566&edition=2", report: "/indicators/K16/report?for_round=R9", compare: "/plan/compare", books: "/books", exchange: "/exchange", draft: "/plan?plan=LED-2566&edition=2" };
  await onPhone(page, async () => {
    for (const [name, path] of Object.entries(forms)) {
      assert.equal((await open(path)).status(), 200, path);
      await inspect(page, `phone-analyst-${name}`);
    }
  });
});

test("a restart keeps the session and everything that was entered", async () => {
  await here.site.restart();
  await open("/indicators/K11?plan=LED-2566&edition=2");
  assert.equal(await figure(page, "indicator:K11/score"), "5.00");
  await open("/indicators/K12?round=R9");
  assert.equal(await figure(page, "indicator:K12/score"), "5.00");
  await open("/journal");
  await says(/มติที่ประชุมครั้งที่ ๒/);
  await main().getByRole("button", { name: "ตรวจสอบความถูกต้อง" }).click();
  await main().getByText(/ทุกรายการตรงกับที่บันทึกไว้/).waitFor();
});
