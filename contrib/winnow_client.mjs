// Cleans pages one by one through a running winnow (Node 16 or later).
//
//   import { Winnow } from "./winnow_client.mjs";
//   const winnow = new Winnow();
//   const record = await winnow.clean(html, { url: "https://example.org/" });
//   console.log(record.title, record.text, record.winnow.status);
//   await winnow.close();
//
// A page is a string, or a Buffer of what the network gave, which is faster. It
// is handed over as a WARC record, so that nothing in it needs to be escaped.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";

// what can stand in a line of a header: no control or blank, no novel
const word = (value) =>
  value.replace(/[\0-\x20\x7f]/g, encodeURIComponent).slice(0, 8000);

export class Winnow {
  // one process for any number of pages; calls may overlap
  constructor(options = [], command = "winnow") {
    this.waiting = [];
    this.line = [];
    this.process = spawn(command, ["-f", "warc", "-t", "jsonl", ...options],
      { stdio: ["pipe", "pipe", "inherit"] });
    this.ended = new Promise((resolve) => {
      this.process.on("error", (error) => resolve(error));
      this.process.on("close", (code) => resolve(new Error(`winnow ended: ${code}`)));
    });
    this.ended.then((error) => {
      this.error = error;
      this.waiting.forEach((w) => w.reject(error));
    });
    this.process.stdin.on("error", () => {});
    this.process.stdout.on("data", (data) => this.receive(data));
  }

  // charset: of a Buffer, if HTTP named one; winnow sees what the page says
  clean(page, { url = "", charset = "" } = {}) {
    // a record without a body gets no answer
    const body = Buffer.from(page.length > 0 ? page : "\n");
    const key = randomUUID(); // that no page can guess
    if (typeof page === "string") charset = "utf-8";
    return new Promise((resolve, reject) => {
      if (this.error) throw this.error;
      this.waiting.push({ key, resolve, reject });
      this.process.stdin.cork();
      this.process.stdin.write("WARC/1.1\r\nWARC-Type: resource\r\n" +
        `WARC-Record-ID: <${key}>\r\nWARC-Target-URI: ${word(url)}\r\n` +
        `Content-Type: text/html; charset=${word(charset)}\r\n` +
        `Content-Length: ${body.length}\r\n\r\n`);
      this.process.stdin.write(body);
      this.process.stdin.write("\r\n\r\n");
      this.process.stdin.uncork();
    });
  }

  receive(data) {
    for (let end; (end = data.indexOf("\n")) >= 0; data = data.subarray(end + 1)) {
      this.line.push(data.subarray(0, end));
      this.answer(JSON.parse(Buffer.concat(this.line)));
      this.line = [];
    }
    this.line.push(data);
  }

  answer({ id, ...record }) {
    const { key, resolve, reject } = this.waiting.shift();
    if (id === key) resolve(record);
    else reject(new Error("not the answer to this page"));
  }

  close() {
    this.process.stdin.end();
    return this.ended;
  }
}
