// the same as one_by_one.py
import { readFileSync } from "node:fs";
const [clients, winnow, kind, ...names] = process.argv.slice(2);
const { Winnow } = await import(`${clients}/winnow_client.mjs`);

const cpuTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
let pages = names.map((name) => readFileSync(name));
if (kind === "strings") pages = pages.map((page) => page.toString());
const start = [performance.now(), cpuTime()];
const cleaner = new Winnow([], winnow);
for (const page of pages) await cleaner.clean(page);
await cleaner.close();
const wall = (performance.now() - start[0]) / 1e3;
const all = cpuTime();
console.log(JSON.stringify({ wall, cpu: all - start[1], all }));
