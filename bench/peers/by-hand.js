// Runs by-hand.sql on a folder that `utm generate --out` made: node by-hand.js SOURCE OUT THREADS MEMORY [SPILL].
// Prints what each statement took, in seconds, as JSON.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [source, out, threads, memory, spill = `${out}.spill`] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads, memory_limit: memory, temp_directory: spill });
const connection = await instance.connect();
const text = readFileSync(new URL('by-hand.sql', import.meta.url), 'utf8')
    .replaceAll(/^--.*$/gm, '').replaceAll('$source', source).replaceAll('$out', out);
const took = [];
for (const statement of text.split(/;\n/).map((part) => part.trim()).filter((part) => part)) {
    const start = performance.now();
    await connection.run(statement).catch((fault) => {
        throw new Error(`${statement.slice(0, 200)} …: ${fault.message}`);
    });
    took.push({ statement: statement.split(/\s+\(?|\(/, 3).join(' '), seconds: (performance.now() - start) / 1000 });
}
connection.closeSync();
console.log(JSON.stringify(took));
