// A graph that is served for a test.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Serves some graphs on a port of its own; `end` stops it. */
export async function served(program, graphs) {
  const child = spawn(program, ["serve", ...graphs, "--bind", "127.0.0.1:0", "--quiet"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const lines = createInterface({ input: child.stdout });
  const address = await Promise.race([
    new Promise((resolve) => lines.once("line", resolve)),
    ended.then((status) => Promise.reject(new Error(`chancery serve ended with ${status}`))),
  ]);
  return { address, end: () => (child.kill("SIGTERM"), ended) };
}
