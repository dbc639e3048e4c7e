// A workbook in the hands of a person without a spreadsheet program: its parts are unpacked, an answer is typed, and it is packed again.
import { readFileSync, writeFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { archive } from "./archive.mjs";

/** The parts of a packed file by name. */
function unpack(bytes) {
  const parts = new Map();
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [kind, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, note] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    parts.set(bytes.toString("utf8", at + 46, at + 46 + name), kind === 0 ? packed : inflateRawSync(packed));
    at += 46 + name + extra + note;
  }
  return parts;
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** Types answers into the sheet of a return, each beside the field of this name, and writes it elsewhere. */
export function fillIn(file, answers, target) {
  const parts = unpack(readFileSync(file));
  const texts = [...parts.get("xl/sharedStrings.xml").toString().matchAll(/<si>(.*?)<\/si>/gs)].map(([, text]) => text.replace(/<[^>]*>/g, ""));
  const name = [...parts.keys()].filter((part) => part.startsWith("xl/worksheets/sheet")).sort().at(-1);
  let sheet = parts.get(name).toString();
  for (const [field, answer] of Object.entries(answers)) {
    const row = sheet.match(new RegExp(`<c r="A(\\d+)"[^>]*t="s"[^>]*><v>${texts.indexOf(field)}</v>`))?.[1];
    if (!row) throw new Error(`no row of ${field}`);
    const cell = new RegExp(`<c r="F${row}"( s="\\d+")?[^>]*?(/>|>.*?</c>)`);
    sheet = sheet.replace(cell, (_, style) => `<c r="F${row}"${style ?? ""} t="inlineStr"><is><t xml:space="preserve">${escaped(answer)}</t></is></c>`);
  }
  parts.set(name, Buffer.from(sheet));
  writeFileSync(target, archive(parts));
}
