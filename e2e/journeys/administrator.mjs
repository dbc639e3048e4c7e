// ผู้ดูแลระบบ: opens and closes accounts, gives a program a token and takes it back, and changes the own password.
import { test } from "node:test";
import assert from "node:assert/strict";
import { inspect, journey, onPhone } from "./support.mjs";

const FIRST = "รหัสผ่านแรกของกองแผน";
const NEXT = "รหัสผ่านใหม่ของผู้ดูแล";
let page;
const here = journey(["admin"], ({ people }) => (page = people.admin));
const { address, signedIn } = here;

const open = (path) => page.goto(address(path));
const main = () => page.getByRole("main");
const plansBy = (token) => fetch(address("/api/v1/plans"), { headers: { authorization: `Bearer ${token}` } });

test("an account is made, is used, and ends at once when it is closed", async () => {
  await open("/accounts");
  await inspect(page, "administrator-accounts");
  await page.locator("#new > summary").click();
  await page.getByRole("textbox", { name: /^ชื่อบัญชี/ }).fill("planning.office");
  await page.getByRole("textbox", { name: /^ชื่อที่แสดง/ }).fill("กองแผน (ทดลอง)");
  await main().locator("select[name=role]").selectOption({ label: "ผู้อ่านข้อมูล" });
  await main().locator("input[name=password]").fill("สั้น");
  await main().getByRole("button", { name: "สร้างบัญชี" }).click();
  await page.getByRole("alert").first().waitFor();
  await inspect(page, "administrator-account-refused");
  await main().locator("input[name=password]").fill(FIRST);
  await main().getByRole("button", { name: "สร้างบัญชี" }).click();
  await main().locator("tbody th", { hasText: "planning.office" }).waitFor();
  await inspect(page, "administrator-account-made");
  const colleague = await signedIn("planning.office", FIRST);
  assert.match(await colleague.getByRole("heading", { level: 1 }).innerText(), /ภาพรวม/);
  await open("/accounts/planning.office");
  await inspect(page, "administrator-account");
  await page.getByLabel(/^ปิดบัญชี/).check();
  await main().getByRole("button", { name: "บันทึก" }).click();
  await page.waitForURL(/\/accounts$/);
  assert.match(await main().locator("tr", { hasText: "planning.office" }).innerText(), /ปิด/);
  await colleague.reload();
  assert.match(colleague.url(), /\/login/, "the closed account is out at once");
  await colleague.context().close();
});

test("a token is shown once, reads the plans and reads nothing once revoked", async () => {
  await open("/account");
  await inspect(page, "administrator-own");
  await main().locator("input[name=name]").fill("รายงานรายเดือน");
  await main().getByRole("button", { name: "ออกรหัสเชื่อมต่อ" }).click();
  const token = await page.locator("#secret").innerText();
  await inspect(page, "administrator-token");
  const answer = await plansBy(token);
  assert.equal(answer.status, 200);
  const codes = (await answer.json()).plans.map((listing) => listing.plan.code);
  assert.ok(codes.includes("LED-2566"));
  await open("/account");
  assert.equal(await page.locator("#secret").count(), 0, "the secret is shown once");
  await main().locator("tr", { hasText: "รายงานรายเดือน" }).getByRole("button").click();
  await main().getByText("ยกเลิกแล้ว").first().waitFor();
  assert.equal((await plansBy(token)).status, 401);
  await inspect(page, "administrator-token-revoked");
});

test("on a phone accounts are kept too", async () => {
  await onPhone(page, async () => {
    for (const [name, path] of Object.entries({ accounts: "/accounts", account: "/accounts/viewer", own: "/account" })) {
      await open(path);
      await inspect(page, `phone-administrator-${name}`);
    }
  });
});

test("the own password is changed, and only the new one opens", async () => {
  await open("/account");
  await page.locator("#old").fill(here.site.password);
  await page.locator("#password").fill(NEXT);
  await page.locator("#again").fill(`${NEXT}อีก`);
  await main().getByRole("button", { name: "เปลี่ยนรหัสผ่าน" }).click();
  await page.getByRole("alert").first().waitFor();
  await page.locator("#old").fill(here.site.password);
  await page.locator("#password").fill(NEXT);
  await page.locator("#again").fill(NEXT);
  await main().getByRole("button", { name: "เปลี่ยนรหัสผ่าน" }).click();
  await page.waitForURL(/\/login/);
  const again = await signedIn("admin", NEXT);
  assert.match(await again.getByRole("heading", { level: 1 }).innerText(), /ภาพรวม/);
});
