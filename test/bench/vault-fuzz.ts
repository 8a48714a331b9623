/** A long run of the fuzzer whose short run is a unit test: other inputs each time, under the seed that it says. */
import { fuzzVault } from '../support/vault-fuzz.ts';
import { judge, say } from './support/report.ts';

const inputs = 1_000_000;
/** Milliseconds that no input of a few hundred bytes may take: what else the machine does is far below that. */
const hang = 1_000;

const seed = new Date().toISOString();
process.stdout.write(`seed ${seed}\n`);
const began = performance.now();
const { outcomes, slowest } = fuzzVault(inputs, seed);
for (const [outcome, count] of outcomes) say(outcome, count, 'inputs');
say('all of them took', (performance.now() - began) / 1000, 's');
judge({ what: 'the slowest input', value: slowest, unit: 'ms', atMost: hang });
