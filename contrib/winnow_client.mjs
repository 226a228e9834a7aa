// Cleans pages one by one through a running winnow (Node 16 or later).
//
//   import { Winnow } from "./winnow_client.mjs";
//   const winnow = new Winnow();
//   const record = await winnow.clean(html, { url: "https://example.org/" });
//   console.log(record.title, record.text, record.winnow.status);
//   await winnow.close();
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class Winnow {
  // one process for any number of pages; calls may overlap
  constructor(options = [], command = "winnow") {
    this.waiting = [];
    this.process = spawn(command, ["-f", "jsonl", "-t", "jsonl", ...options],
      { stdio: ["pipe", "pipe", "inherit"] });
    this.ended = new Promise((resolve) => {
      this.process.on("error", (error) => resolve(error));
      this.process.on("close", (code) => resolve(new Error(`winnow ended: ${code}`)));
    });
    this.ended.then((error) => this.waiting.forEach((w) => w.reject(error)));
    this.process.stdin.on("error", () => {});
    createInterface({ input: this.process.stdout }).on("line",
      (line) => this.waiting.shift().resolve(JSON.parse(line)));
  }

  // fields (url, id, anything) come back as they are in the record
  clean(html, fields = {}) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.process.stdin.write(JSON.stringify({ ...fields, html }) + "\n");
    });
  }

  close() {
    this.process.stdin.end();
    return this.ended;
  }
}
