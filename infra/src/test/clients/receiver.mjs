// Takes messages as anybody does who has read the standard and nothing else: verifies with the library of its authors, and knows
// by the name of a message whether it came before.
import { createHash } from "node:crypto";
import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const [secret, heard, port] = process.argv.slice(2);
const webhook = new Webhook(secret);
const known = new Map();

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts).toString("utf8");
    try {
      webhook.verify(body, request.headers);
    } catch (refused) {
      console.log(`${request.headers["webhook-id"]}: ${refused.message}`);
      response.writeHead(400).end();
      return;
    }
    const id = request.headers["webhook-id"];
    const digest = createHash("sha256").update(body).digest("hex");
    const before = known.get(id);
    known.set(id, digest);
    const line = { id, again: before !== undefined, differs: before !== undefined && before !== digest };
    appendFileSync(heard, `${JSON.stringify(line)}\n`);
    response.writeHead(204).end();
  });
});

server.listen(0, "127.0.0.1", () => {
  writeFileSync(`${port}.new`, String(server.address().port));
  renameSync(`${port}.new`, port);
});
