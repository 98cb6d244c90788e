// Appends to Emmett's event store: each writer to a stream of its own, each append on the condition that the stream has
// the version that the last one left. The database is named by the usual PG... variables.
//
// Each line on standard input is a turn: how many writers, for how many milliseconds, and which file then gets a line for
// each acknowledged event, with its stream, its version and its latency in microseconds. The answer is a line "done".

import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';

const pattern = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const event = { type: pattern.type, data: JSON.parse(pattern.payload), metadata: pattern.metadata };
const { PGUSER, PGPASSWORD, PGHOST, PGPORT, PGDATABASE } = process.env;
const address = `postgresql://${PGUSER}:${encodeURIComponent(PGPASSWORD)}@${PGHOST}:${PGPORT}/${PGDATABASE}`;

// A connection for each writer, open before the clock runs, and closed after the turn: the server has few of them.
async function turn(writers, milliseconds) {
    const pool = new pg.Pool({ connectionString: address, max: writers });
    const store = getPostgreSQLEventStore(address, { connectionOptions: { pool } });
    await store.schema.migrate();
    const open = await Promise.all(Array.from({ length: writers }, () => pool.connect()));
    open.forEach((connection) => connection.release());
    const end = performance.now() + milliseconds;
    const acknowledged = await Promise.all(Array.from({ length: writers }, () => write(store, end)));
    await store.close();
    await pool.end();
    return acknowledged.flat();
}

async function write(store, end) {
    const acknowledged = [];
    const stream = `risk-${randomUUID()}`;
    let version = STREAM_DOES_NOT_EXIST;
    do {
        const start = performance.now();
        const result = await store.appendToStream(stream, [event], { expectedStreamVersion: version });
        version = result.nextExpectedStreamVersion;
        acknowledged.push(`${stream}:${version} ${Math.round((performance.now() - start) * 1000)}`);
    } while (performance.now() < end);
    return acknowledged;
}

// One event, so that there are tables that can be looked at.
await turn(1, 0);
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
    const [writers, milliseconds, file] = line.split(' ');
    writeFileSync(file, (await turn(Number(writers), Number(milliseconds))).join('\n') + '\n');
    console.log('done');
}
