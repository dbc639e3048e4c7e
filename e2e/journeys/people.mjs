// บุคคลและอำนาจ: the administrator invites by link, who is invited chooses a password and turns the second factor on, signs in with it, and
// endorses a return as a stand-in by order, which every page then shows.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { inspect, journey, onPhone } from "./support.mjs";

const PASSWORD = "ร่มคันใหญ่ของรอง";
const RETURN = "/returns/LED-2566/R9/กนย.";
const ORDER = "รักษาราชการแทน ผู้อำนวยการกองนโยบายและแผน ตามคำสั่งที่ 123/2566";
const { address, opensRound, people, signedIn, stranger } = journey(["admin"]);
let deputy;

const main = (page) => page.getByRole("main");
const digits = (text) => text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));

/** What the owner's phone shows for a key, so many steps from now (RFC 6238). */
function code(key, steps = 0) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** On a phone as well. */
async function also(page, name) {
  await inspect(page, name);
  await onPhone(page, () => inspect(page, `phone-${name}`));
}

test("who is invited by a link chooses a password, and the link opens once", async () => {
  const { admin } = people;
  await admin.goto(address("/accounts"));
  await admin.locator("#new > summary").click();
  await main(admin).locator("input[name=login]").fill("deputy");
  await main(admin).locator("input[name=name]").fill("รองผู้อำนวยการ (ทดลอง)");
  await main(admin).locator("select[name=role]").selectOption({ label: "ผู้อ่านข้อมูล" });
  await also(admin, "people-invite");
  await main(admin).getByRole("button", { name: "สร้างบัญชี" }).click();
  const link = await admin.locator("#link").innerText();
  await also(admin, "people-link");
  deputy = await stranger();
  await deputy.goto(link);
  await also(deputy, "people-choose");
  await deputy.locator("#password").fill("qwertyuiop12");
  await deputy.locator("#again").fill("qwertyuiop12");
  await main(deputy).getByRole("button", { name: "ตั้งรหัสผ่าน" }).click();
  await deputy.getByText("เดาง่าย").first().waitFor();
  await inspect(deputy, "people-choose-refused");
  await deputy.locator("#password").fill(PASSWORD);
  await deputy.locator("#again").fill(PASSWORD);
  await main(deputy).getByRole("button", { name: "ตั้งรหัสผ่าน" }).click();
  await deputy.waitForURL(/\/login/);
  const late = await stranger();
  await late.goto(link);
  await late.getByText("ใช้ตั้งรหัสผ่านไปแล้ว").waitFor();
  await also(late, "people-link-used");
  await late.context().close();
});

test("the second factor is turned on with a phone and asked for afterwards", async () => {
  await deputy.locator("#login").fill("deputy");
  await deputy.locator("#password").fill(PASSWORD);
  await main(deputy).getByRole("button", { name: "เข้าสู่ระบบ" }).click();
  await deputy.waitForURL((url) => !url.pathname.startsWith("/login"));
  await deputy.goto(address("/account"));
  await inspect(deputy, "people-own");
  await deputy.getByRole("link", { name: "เปิดใช้การยืนยันสองขั้น" }).click();
  await also(deputy, "people-factor");
  const key = (await deputy.locator("#factor-key").innerText()).replaceAll(" ", "");
  await deputy.locator("#code").fill(code(key));
  await main(deputy).getByRole("button", { name: "เปิดใช้การยืนยันสองขั้น" }).click();
  await deputy.locator("#recovery-codes").waitFor();
  await also(deputy, "people-recovery");
  const spare = await deputy.locator("#recovery-codes li").first().innerText();
  await deputy.goto(address("/account/second-factor"));
  await also(deputy, "people-factor-on");
  await deputy.context().clearCookies();
  await deputy.goto(address("/account"));
  await deputy.locator("#login").fill("deputy");
  await deputy.locator("#password").fill(PASSWORD);
  await main(deputy).getByRole("button", { name: "เข้าสู่ระบบ" }).click();
  await deputy.waitForURL(/\/login\/code/);
  await also(deputy, "people-code");
  await deputy.locator("#code").fill("000000");
  await main(deputy).getByRole("button", { name: "เข้าสู่ระบบ" }).click();
  await deputy.getByText("รหัสยืนยันไม่ถูกต้อง").waitFor();
  await inspect(deputy, "people-code-refused");
  await deputy.locator("#code").fill(spare);
  await main(deputy).getByRole("button", { name: "เข้าสู่ระบบ" }).click();
  await deputy.waitForURL(/\/account$/);
  assert.match(digits(await main(deputy).innerText()), /รหัสสำรองเหลือ 9 รหัส/);
});

test("a position is made, and an order by which somebody stands in for it", async () => {
  const { admin } = people;
  await admin.goto(address("/offices"));
  await inspect(admin, "people-offices-empty");
  await admin.locator("#new > summary").click();
  await admin.locator("#code").fill("HEAD-กนย.");
  await admin.locator("#name_th").fill("ผู้อำนวยการกองนโยบายและแผน");
  await admin.locator("#role").selectOption("unit_head");
  await admin.locator("#unit").selectOption("กนย.");
  await main(admin).getByRole("button", { name: "เพิ่มตำแหน่ง" }).click();
  await admin.waitForURL(/offices\/HEAD/);
  await also(admin, "people-office");
  const order = admin.locator("#order");
  await order.locator("#stand_in").selectOption({ label: "รองผู้อำนวยการ (ทดลอง) (deputy)" });
  await order.locator("#from").fill("1 ต.ค. 2566");
  await order.locator("#to").fill("30 ก.ย. 2699");
  await order.locator("#reason").fill("ผู้อำนวยการไปราชการ");
  await order.getByRole("button", { name: "บันทึกคำสั่ง" }).click();
  await admin.getByText("กรุณาระบุเลขที่คำสั่ง").first().waitFor();
  await inspect(admin, "people-order-refused");
  await order.locator("#order_no").fill("123/2566");
  await order.getByRole("button", { name: "บันทึกคำสั่ง" }).click();
  await admin.getByText("มีผลอยู่").waitFor();
  await also(admin, "people-office-order");
  await admin.goto(address("/offices"));
  assert.ok(digits(await main(admin).innerText()).includes(ORDER));
  await also(admin, "people-offices");
});

test("the stand-in endorses, and return and journal show the order", async () => {
  const policy = await signedIn("policy");
  await opensRound(policy);
  const officer = await signedIn("officer");
  await officer.goto(address(RETURN));
  for (const item of await officer.locator(".item[id]:not(#whole)").all()) {
    await item.getByLabel("ยังไม่มีข้อมูล").check();
  }
  await officer.getByRole("button", { name: "บันทึกร่าง" }).click();
  await officer.waitForURL(/returns/);
  await officer.goto(address(RETURN));
  await main(officer).getByRole("button", { name: "เสนอหัวหน้าหน่วยงาน", exact: true }).click();
  await officer.getByRole("status").or(officer.getByRole("alert")).first().waitFor();
  await deputy.goto(address(RETURN));
  await main(deputy).getByRole("button", { name: "เห็นชอบแบบรายงาน", exact: true }).click();
  await deputy.getByRole("status").or(deputy.getByRole("alert")).first().waitFor();
  await deputy.goto(address(RETURN));
  assert.ok(digits(await main(deputy).innerText()).includes(ORDER), "the return shows the order");
  await also(deputy, "people-endorsed");
  await deputy.goto(address("/journal/return/" + encodeURIComponent("LED-2566/R9/กนย.")));
  assert.ok(digits(await main(deputy).innerText()).includes(ORDER), "the journal shows the order");
  await inspect(deputy, "people-journal");
});

test("an administrator sees a locked account and unlocks it", async () => {
  const { admin } = people;
  const guest = await stranger();
  await guest.goto(address("/login"));
  for (let failure = 0; failure < 6; failure += 1) {
    await guest.locator("#login").fill("viewer");
    await guest.locator("#password").fill("ไม่ใช่รหัสผ่านนี้");
    await main(guest).getByRole("button", { name: "เข้าสู่ระบบ" }).click();
    await guest.getByRole("alert").first().waitFor();
  }
  await guest.getByText("ล็อกชั่วคราว").waitFor();
  await also(guest, "people-locked");
  await guest.context().close();
  await admin.goto(address("/accounts/viewer"));
  await also(admin, "people-account-locked");
  await main(admin).getByRole("button", { name: "ปลดล็อก" }).click();
  await admin.getByText("ปลดล็อกบัญชีแล้ว").waitFor();
  const viewer = await signedIn("viewer");
  assert.match(await viewer.getByRole("heading", { level: 1 }).innerText(), /ภาพรวม/);
});
