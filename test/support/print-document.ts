import { readFileSync } from 'node:fs';
import { extractDocument } from './extract-document.ts';

/** `npx tsx test/support/print-document.ts DOCUMENT` prints what test/fixtures/documents holds of it. */
process.stdout.write(JSON.stringify(extractDocument(readFileSync(process.argv[2] ?? '', 'utf8'))));
