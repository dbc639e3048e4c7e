// แบบรายงานนอกระบบและข้อความจัดรูปแบบ: the officer fills in a workbook without the network, brings it back, decides between two texts, writes a list, a table
// and bold words, goes on typing while the network is gone, and reads what the checks find at once; the policy group reads all findings.
import { test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { inspect, journey } from "./support.mjs";
import { fillIn } from "./workbook.mjs";

const RETURN = "/returns/LED-2566/R9/กนย.";
const here = journey(["policy", "officer", "analyst"], (journey) => journey.opensRound(journey.people.policy));
const { address, people } = here;

const stored = (page) => page.locator("[data-saved]", { hasText: "บันทึกแล้ว" }).waitFor();

async function takenOut(page, name) {
  await page.goto(address(RETURN));
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "ดาวน์โหลดแบบรายงาน (Excel)" }).click()]);
  const path = join(here.site.directory, name);
  await file.saveAs(path);
  return path;
}
async function broughtBack(page, path) {
  await page.goto(address(RETURN));
  await page.getByLabel("นำไฟล์ที่กรอกแล้วกลับเข้ามา").setInputFiles(path);
  await page.getByRole("button", { name: "ตรวจไฟล์" }).click();
  await page.getByRole("heading", { level: 1, name: "ตรวจแบบรายงานที่นำกลับเข้ามา" }).waitFor();
}

test("a workbook goes out, its wrong cells come back marked, and mended it is stored as a whole", async () => {
  const page = people.officer;
  const out = await takenOut(page, "out.xlsx");
  const wrong = join(here.site.directory, "wrong.xlsx");
  fillIn(out, { "indicator:K01:answer": "มีผล (กรอกตัวเลข)", "indicator:K01:value": "ประมาณสี่", "indicator:K01:source": "หนังสือ ยธ 1" }, wrong);
  await broughtBack(page, wrong);
  await page.getByText("ช่องนี้รับเฉพาะตัวเลข").waitFor();
  await inspect(page, "sheet-wrong");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "ดาวน์โหลดไฟล์ที่ทำเครื่องหมาย" }).click()]);
  const marked = join(here.site.directory, "marked.xlsx");
  await file.saveAs(marked);
  const mended = join(here.site.directory, "mended.xlsx");
  fillIn(marked, { "indicator:K01:value": "๔" }, mended);
  await broughtBack(page, mended);
  await inspect(page, "sheet-differences");
  await page.getByRole("button", { name: "ยืนยันและบันทึก" }).click();
  await page.getByText("บันทึกจากไฟล์แล้ว").waitFor();
  assert.equal(await page.locator("#indicator-K01").getByLabel("ผล", { exact: true }).inputValue(), "4");
});

test("a field that was changed in both places is decided by the officer", async () => {
  const page = people.officer;
  const out = await takenOut(page, "out2.xlsx");
  await page.locator("#indicator-K01").getByLabel("แหล่งที่มาของข้อมูล").fill("หนังสือ ยธ 2");
  await page.locator("#indicator-K01").getByLabel("แหล่งที่มาของข้อมูล").blur();
  await stored(page);
  const both = join(here.site.directory, "both.xlsx");
  fillIn(out, { "indicator:K01:source": "รายงานประจำเดือน" }, both);
  await broughtBack(page, both);
  await inspect(page, "sheet-conflict");
  await page.getByRole("button", { name: "ยืนยันและบันทึก" }).click();
  await page.getByLabel("ใช้ที่อยู่ในไฟล์").check();
  await page.getByRole("button", { name: "ยืนยันและบันทึก" }).click();
  await page.getByText("บันทึกจากไฟล์แล้ว").waitFor();
  assert.equal(await page.locator("#indicator-K01").getByLabel("แหล่งที่มาของข้อมูล").inputValue(), "รายงานประจำเดือน");
});

test("bold, a list and a table are written by keyboard and shown as such, and the checks answer at once", async () => {
  const page = people.officer;
  await page.goto(address(RETURN));
  const area = page.locator("#indicator-K01").getByLabel("ผลการดำเนินงาน", { exact: true });
  await area.focus();
  await page.keyboard.press("Control+b");
  await page.keyboard.type("แก้ไขกฎหมาย 9 ฉบับ");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("ร่างพระราชบัญญัติ");
  await page.locator("#indicator-K01 .marks").first().getByRole("button", { name: "รายการ" }).click();
  await page.locator("#indicator-K01 .marks").first().getByRole("button", { name: "ตาราง" }).click();
  await area.blur();
  await page.locator("#indicator-K01").getByText(/ช่องผลเป็น [4๔] แต่ข้อความเขียน [9๙]/).waitFor();
  const preview = page.locator("#indicator-K01 details.preview").first();
  await preview.locator("summary").click();
  assert.equal(await preview.locator("strong").textContent(), "แก้ไขกฎหมาย 9 ฉบับ");
  assert.equal(await preview.locator("li").textContent(), "ร่างพระราชบัญญัติ");
  assert.equal(await preview.locator("th").count(), 2);
  await inspect(page, "return-rich");
  await area.fill("แก้ไขกฎหมาย **4** ฉบับ");
  await area.blur();
  await page.locator("#indicator-K01").getByText(/ช่องผลเป็น [4๔] แต่ข้อความเขียน [9๙]/).waitFor({ state: "detached" });
});

test("what is typed while the network is gone is sent when it is back", async () => {
  const page = people.officer;
  await page.goto(address(RETURN));
  await page.context().setOffline(true);
  const source = page.locator("#indicator-K01").getByLabel("แหล่งที่มาของข้อมูล");
  await source.fill("พิมพ์ขณะไม่มีเครือข่าย");
  await source.blur();
  await page.locator("[data-saved]", { hasText: "ยังไม่ได้ส่ง ๑ ช่อง" }).waitFor();
  page.complaints.length = 0;
  await page.context().setOffline(false);
  await stored(page);
  await page.reload();
  assert.equal(await source.inputValue(), "พิมพ์ขณะไม่มีเครือข่าย");
});

test("what could not be sent outlives a reload, and is sent once it can be", async () => {
  const page = people.officer;
  await page.goto(address(RETURN));
  await page.route("**/field", (route) => route.abort());
  const source = page.locator("#indicator-K01").getByLabel("แหล่งที่มาของข้อมูล");
  await source.fill("พิมพ์ไว้ก่อนโหลดใหม่");
  await source.blur();
  await page.locator("[data-saved]", { hasText: "ยังไม่ได้ส่ง ๑ ช่อง" }).waitFor();
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  assert.equal(await source.inputValue(), "พิมพ์ไว้ก่อนโหลดใหม่", "nothing of it has reached the server");
  await page.locator("[data-saved]", { hasText: "ยังไม่ได้ส่ง ๑ ช่อง" }).waitFor();
  await page.unroute("**/field");
  page.complaints.length = 0;
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await stored(page);
  await page.reload();
  assert.equal(await source.inputValue(), "พิมพ์ไว้ก่อนโหลดใหม่");
});

test("what is still being typed outlives a reload that is confirmed, and is then stored", async () => {
  const page = people.officer;
  await page.goto(address(RETURN));
  const source = page.locator("#indicator-K01").getByLabel("แหล่งที่มาของข้อมูล");
  await source.click();
  await source.pressSequentially(" และยังพิมพ์อยู่");
  const typed = await source.inputValue();
  let asked = 0;
  page.once("dialog", (dialog) => {
    asked += 1;
    return dialog.accept();
  });
  await page.reload();
  assert.equal(asked, 1, "whoever leaves in the middle of a text is asked first");
  assert.equal(await source.inputValue(), typed, "nothing of it had reached the server");
  await stored(page);
  await page.reload();
  assert.equal(await source.inputValue(), typed);
});

test("two people in one field see both texts, and nothing is lost", async () => {
  const other = await people.officer.context().newPage();
  await people.officer.goto(address(RETURN));
  await other.goto(address(RETURN));
  const reason = (page) => page.locator("#whole").getByLabel("แผนดำเนินการต่อไป");
  await reason(people.officer).fill("ของคนแรก");
  await reason(people.officer).blur();
  await stored(people.officer);
  await reason(other).fill("ของคนที่สอง");
  await reason(other).blur();
  await other.locator("#whole .theirs", { hasText: "ของคนแรก" }).waitFor();
  assert.equal(await reason(other).inputValue(), "ของคนที่สอง");
  await reason(other).fill("ของคนแรก และของคนที่สอง");
  await reason(other).blur();
  await stored(other);
  await other.close();
  await people.officer.reload();
  assert.equal(await reason(people.officer).inputValue(), "ของคนแรก และของคนที่สอง");
});

test("an explanation that is being typed outlives the session, until it is stored", async () => {
  const page = people.officer;
  await page.goto(address(RETURN));
  const item = page.locator("#indicator-K01");
  const narrative = item.getByLabel("ผลการดำเนินงาน");
  await narrative.fill("แก้ไขกฎหมาย 9 ฉบับ");
  await narrative.blur();
  const explanation = item.locator('textarea[name^="explain:"]').first();
  await explanation.fill("นับรวมร่างที่รอลงนาม");
  const session = await page.context().cookies();
  await page.context().clearCookies();
  await item.getByRole("button", { name: "บันทึกคำชี้แจง" }).first().click();
  await page.waitForLoadState();
  await page.context().addCookies(session);
  page.complaints.length = 0;
  await page.goto(address(RETURN));
  assert.equal(await explanation.inputValue(), "นับรวมร่างที่รอลงนาม", "the session ended, the text did not");
  await item.getByRole("button", { name: "บันทึกคำชี้แจง" }).first().click();
  await item.getByText("นับรวมร่างที่รอลงนาม").first().waitFor();
  assert.equal(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.endsWith(" explanations")).length), 0);
  await narrative.fill("แก้ไขกฎหมาย 4 ฉบับ");
  await narrative.blur();
  await stored(page);
});

test("the policy group reads all findings with where each is mended", async () => {
  const page = people.analyst;
  await page.goto(address("/board/findings?plan=LED-2566&round=R9"));
  await inspect(page, "findings-agency");
  await page.getByLabel("ระดับ").selectOption({ label: "ต้องชี้แจง" });
  await page.getByRole("button", { name: "แสดง" }).click();
  await page.waitForURL(/severity=to_explain/);
  assert.ok((await page.locator("tbody tr").count()) > 0);
});
