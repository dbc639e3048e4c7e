// รอบการรายงาน: one person plays the policy group, officer, head, analyst, executive, Director-General and auditor through a whole round,
// from opening to frozen, back from a figure in the book to its evidence, and reopens it by order.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { figure, inspect, journey, onPhone } from "./support.mjs";

const RETURN = "/returns/LED-2566/R9/กนย.";
const ROUND = "/rounds/R9?plan=LED-2566";
const EVIDENCE = { name: "ประกาศ.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF") };
const A_BOOK_TAKES_AT_MOST = 240_000;
const everybody = ["policy", "officer", "head", "analyst", "executive", "general", "auditor"];
const played = journey(everybody, undefined, { linked: true });
const { address, explainsAndCompiles, opensRound, people } = played;
const main = (page) => page.getByRole("main");
async function press(page, path, words) {
  await page.goto(address(path));
  await main(page).getByRole("button", { name: words, exact: true }).click();
  await page.getByRole("status").or(page.getByRole("alert")).first().waitFor();
}
/** A field of the return is left, and says that it is stored. */
async function saved(page) {
  await page.locator("[data-saved]", { hasText: "บันทึกแล้ว" }).waitFor();
  await page.waitForTimeout(300);
}

test("the policy group opens a round for every unit that has something to report", async () => {
  await people.policy.goto(address(ROUND));
  await inspect(people.policy, "round-before");
  await opensRound(people.policy);
  await inspect(people.policy, "round-open");
  await people.policy.goto(address("/board?plan=LED-2566&round=R9"));
  await inspect(people.policy, "board-open");
});

test("the officer fills in the return, and each field is stored as it is left", async () => {
  const page = people.officer;
  await page.goto(address("/returns"));
  await inspect(page, "returns-own");
  await page.goto(address(RETURN));
  await inspect(page, "return-empty");
  const first = page.locator("#indicator-K01");
  await first.getByLabel("มีผล (กรอกตัวเลข)").check();
  await first.getByLabel("ผล", { exact: true }).fill("ประมาณสี่");
  await first.getByLabel("แหล่งที่มาของข้อมูล").click();
  await first.getByText("ต้องเป็นตัวเลข").waitFor();
  await first.getByLabel("ผล", { exact: true }).fill("๔");
  await first.getByLabel("แหล่งที่มาของข้อมูล").fill("หนังสือที่ ยธ ๐๕๐๐/๑");
  await first.getByLabel("ผลการดำเนินงาน").fill("ปรับปรุงกฎหมายแล้ว ๔ ฉบับ");
  await first.getByLabel("ผลการดำเนินงาน").blur();
  await saved(page);
  await page.reload();
  assert.equal(await page.locator("#indicator-K01").getByLabel("ผล", { exact: true }).inputValue(), "4");
  for (const item of await page.locator(".item[id]:not(#whole):not(#indicator-K01)").all()) {
    await item.getByLabel("ยังไม่มีข้อมูล").check();
  }
  await saved(page);
  await first.getByText("แนบหลักฐาน", { exact: true }).click();
  await first.getByLabel("ไฟล์ (เลือกหรือลากมาวางได้หลายไฟล์)").setInputFiles(EVIDENCE);
  await first.getByRole("button", { name: "แนบ", exact: true }).click();
  await page.getByRole("status").first().waitFor();
  await page.locator("#indicator-K01").getByRole("link", { name: EVIDENCE.name, exact: true }).waitFor();
  await page.getByRole("button", { name: "บันทึกร่าง" }).click();
  await page.waitForURL(/returns/);
  await inspect(page, "return-filled");
  await onPhone(page, () => inspect(page, "return-phone"));
});

test("the head endorses, the officer submits, the analyst sends back and verifies, and the figure counts at once", async () => {
  await press(people.officer, RETURN, "เสนอหัวหน้าหน่วยงาน");
  await people.head.goto(address(RETURN));
  await inspect(people.head, "return-head");
  await press(people.head, RETURN, "เห็นชอบแบบรายงาน");
  await press(people.officer, RETURN, "ส่งแบบรายงาน");
  await people.analyst.goto(address(RETURN));
  await inspect(people.analyst, "return-analyst");
  await main(people.analyst).getByLabel("เกี่ยวกับ").first().selectOption("indicator:K01:value");
  await main(people.analyst).getByLabel("ความเห็นและสิ่งที่ต้องแก้ไข").first().fill("ขอเลขที่ประกาศ");
  await main(people.analyst).getByRole("button", { name: "ส่งคืนแก้ไข" }).click();
  await people.analyst.getByRole("status").first().waitFor();
  await people.officer.goto(address(RETURN));
  await people.officer.getByText("ขอเลขที่ประกาศ").first().waitFor();
  await inspect(people.officer, "return-sent-back");
  await people.officer.getByRole("button", { name: "แก้ไขแล้ว" }).first().click();
  await people.officer.getByRole("status").first().waitFor();
  await press(people.officer, RETURN, "เสนอหัวหน้าหน่วยงาน");
  await press(people.head, RETURN, "เห็นชอบแบบรายงาน");
  await press(people.officer, RETURN, "ส่งแบบรายงาน");
  await press(people.analyst, RETURN, "ตรวจรับแบบรายงาน");
  await people.analyst.goto(address("/indicators/K01?plan=LED-2566&round=R9"));
  assert.equal(await figure(people.analyst, "indicator:K01/actual"), "4");
  await people.analyst.goto(address("/board?plan=LED-2566&round=R9"));
  await inspect(people.analyst, "board-verified");
});

test("the round is compiled, endorsed and frozen", async () => {
  await explainsAndCompiles(people.policy, "R9", (page) => inspect(page, "findings-held"));
  await people.executive.goto(address(ROUND));
  await inspect(people.executive, "round-executive");
  await press(people.executive, ROUND, "เห็นชอบ");
  await press(people.policy, ROUND, "ตรึงผล");
  await people.auditor.goto(address(ROUND));
  await inspect(people.auditor, "round-frozen");
  await people.auditor.goto(address(RETURN));
  await inspect(people.auditor, "return-auditor");
});

test("a figure of the book leads to its evidence in two clicks", async () => {
  const page = people.auditor;
  await page.goto(address("/books"));
  const choices = page.getByLabel("แผนและรอบการรายงาน");
  const wanted = choices.locator("option", { hasText: /แผนปฏิบัติราชการรายปี.*ฉบับที่ ๑ .*รอบ ๙ เดือน/ });
  await choices.selectOption(await wanted.first().getAttribute("value"));
  await main(page).getByRole("button", { name: "จัดทำเล่ม" }).click();
  const ready = main(page).getByRole("link", { name: "ดาวน์โหลด PDF" });
  await ready.waitFor({ timeout: A_BOOK_TAKES_AT_MOST });
  const [book] = await Promise.all([page.waitForEvent("download"), ready.click()]);
  const kept = join(played.site.directory, "book.pdf");
  await book.saveAs(kept);
  const links = execFileSync("pdfinfo", ["-url", kept], { encoding: "utf8" }).split(/\s+/).filter((word) => word.startsWith("http"));
  const link = links.find((href) => href.includes("/explain/indicator:K01/actual?"));
  assert.ok(link?.startsWith(played.site.address), `${link} among ${links.length}`);

  await page.goto(link);
  await page.locator(".report .files a").first().waitFor();
  await inspect(page, "explanation-evidence");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".report .files").getByRole("link", { name: EVIDENCE.name, exact: true }).click(),
  ]);
  assert.deepEqual(readFileSync(await file.path()), EVIDENCE.buffer);
  await onPhone(page, () => inspect(page, "explanation-evidence-phone"));
});

test("a frozen round is reopened by order only", async () => {
  const page = people.general;
  await page.goto(address(ROUND));
  await inspect(page, "round-general");
  const order = main(page).locator('form[action$="/reopen"]');
  await order.locator("[name=reason]").fill("แก้ไขผลตัวชี้วัดที่ 1");
  await order.locator("[name=document_no]").fill("ยธ 0500/2");
  await order.locator("[name=expires_on]").fill("31 ธันวาคม 2699");
  await order.getByRole("button", { name: "สั่งเปิดรอบ" }).click();
  await page.waitForLoadState();
  await inspect(page, "round-reopened");
  assert.match(await main(page).innerText(), /เปิดรอบใหม่ตามคำสั่ง/);
});
