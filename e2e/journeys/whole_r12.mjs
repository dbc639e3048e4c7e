// รอบ 12 เดือนทั้งรอบ: the year's last round as it was printed is reopened by order, and one person plays everybody through it once more: returns
// opened, filled in, endorsed, submitted, verified, compiled, endorsed and frozen as revision 2, with revision 1 still as it was.
import { test } from "node:test";
import assert from "node:assert/strict";
import { figure, inspect, journey } from "./support.mjs";

const RETURN = "/returns/LED-2566/R12/กนย.";
const ROUND = "/rounds/R12?plan=LED-2566";
const INDICATOR = "/indicators/K01?plan=LED-2566&round=R12";
const { address, explainsAndCompiles, opensRound, people, presses } = journey(["general", "policy", "officer", "head", "analyst", "executive", "auditor"]);
const main = (page) => page.getByRole("main");
let printed;

test("the Director-General orders the frozen round to be reopened, and the policy group opens its returns", async () => {
  const page = people.general;
  await page.goto(address(INDICATOR));
  printed = await figure(page, "indicator:K01/actual");
  await page.goto(address(ROUND));
  const order = main(page).locator('form[action$="/reopen"]');
  await order.locator("[name=reason]").fill("แก้ไขผลตัวชี้วัดที่ 1 ตามหนังสือสำนักงาน ก.พ.ร.");
  await order.locator("[name=document_no]").fill("ยธ 0500/12");
  await order.locator("[name=expires_on]").fill("31 ธันวาคม 2699");
  await order.getByRole("button", { name: "สั่งเปิดรอบ" }).click();
  await main(page).getByText("เปิดรอบใหม่ตามคำสั่ง").first().waitFor();
  await opensRound(people.policy, "R12");
  await inspect(people.policy, "r12-open");
});

test("the unit reports on one form, its head endorses, and the analyst verifies: the figure counts at once", async () => {
  const page = people.officer;
  await page.goto(address(RETURN));
  const first = page.locator("#indicator-K01");
  await first.getByLabel("มีผล (กรอกตัวเลข)").check();
  await first.getByLabel("ผล", { exact: true }).fill("๖");
  await first.getByLabel("แหล่งที่มาของข้อมูล").fill("หนังสือที่ ยธ ๐๕๐๐/๑๒");
  await first.getByLabel("ผลการดำเนินงาน", { exact: true }).fill("ปรับปรุงกฎหมายแล้ว ๖ ฉบับ");
  for (const item of await page.locator(".item[id]:not(#whole):not(#indicator-K01)").all()) {
    await item.getByLabel("ยังไม่มีข้อมูล").check();
  }
  await page.getByRole("button", { name: "บันทึกร่าง" }).click();
  await page.waitForURL(/returns/);
  await inspect(page, "r12-return");
  const asked = page.locator("[data-findings] .notice.warning:has(textarea)");
  while ((await asked.count()) > 0) {
    await asked.first().locator("textarea").fill("ตรวจสอบกับหนังสือต้นทางแล้ว");
    await asked.first().getByRole("button", { name: "บันทึกคำชี้แจง" }).click();
    await page.waitForLoadState();
  }
  await presses(page, RETURN, "เสนอหัวหน้าหน่วยงาน");
  await presses(people.head, RETURN, "เห็นชอบแบบรายงาน");
  await presses(page, RETURN, "ส่งแบบรายงาน");
  await presses(people.analyst, RETURN, "ตรวจรับแบบรายงาน");
  await people.analyst.goto(address(INDICATOR));
  assert.notEqual(printed, "6");
  assert.equal(await figure(people.analyst, "indicator:K01/actual"), "6");
});

test("the round is frozen as revision 2, and revision 1 is read as it was", async () => {
  await explainsAndCompiles(people.policy, "R12");
  await presses(people.executive, ROUND, "เห็นชอบ");
  await presses(people.policy, ROUND, "ตรึงผล");
  const page = people.auditor;
  await page.goto(address(ROUND));
  await inspect(page, "r12-frozen");
  const links = main(page).locator('a[href*="/rounds/R12/revisions/"]');
  const addresses = await links.evaluateAll((all) => all.map((link) => new URL(link.href).pathname));
  for (const revision of [1, 2]) {
    assert.ok(addresses.includes(`/rounds/R12/revisions/${revision}/workbook`), `revision ${revision} among ${addresses}`);
  }
  await page.goto(address(INDICATOR));
  assert.equal(await figure(page, "indicator:K01/actual"), "6");
  const journal = await page.goto(address("/journal"));
  assert.equal(journal.status(), 200);
  assert.match(await main(page).innerText(), /ตรึง/);
});
