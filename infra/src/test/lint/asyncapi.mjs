// Prints everything that the reference parser has to say about a document, one finding a line; nothing if it is fine.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], "utf8"));
diagnostics.forEach((found) => console.log(`${found.code} ${found.path.join("/")}: ${found.message}`));
if (document) {
  console.error(`${document.channels().all().length} channels, ${document.operations().all().length} operations, `
    + `${document.allMessages().all().length} messages`);
}
process.exit(document && diagnostics.length === 0 ? 0 : 1);
