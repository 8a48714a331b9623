import fc from 'fast-check';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { isIso, isWithin, toChoice } from '../../../../../electron/providers/ucloud/choices.ts';
import * as envelope from '../../../../../electron/providers/ucloud/envelope.ts';
import { tenantOf, toRegion } from '../../../../../electron/providers/ucloud/map.ts';
import { premiumSchema, priceShape, toPrice } from '../../../../../electron/providers/ucloud/prices.ts';
import { toForeignVm, toStore } from '../../../../../electron/providers/ucloudstack/questions/foreign.ts';
import { toCloneJob, toVmState } from '../../../../../electron/providers/ucloudstack/questions/inventory.ts';
import * as wire from '../../../../../electron/providers/ucloudstack/wire.ts';
import { isGone } from '../../../../../electron/providers/ucloudstack-v2/map.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import {
  answerSchemaOf,
  questionNames,
  questions,
  type Ask,
  type Question,
} from '../../../../../shared/model/question.ts';
import { anyAnswer, gib, ref } from './asked.ts';
import { ScriptedClouds } from './scripted-clouds.ts';

/** An object with some of the fields of a shape, each of any kind. */
const fieldsOf = (names: readonly string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, fc.jsonValue({ maxDepth: 2 })])), { requiredKeys: [] });

const choice = { id: ['ID', 'SetID'], name: ['Name'], note: ['Note'], within: 'VPCID' };

/** Each mapper, the fields that it looks at, and what comes out of it unless nothing does. */
const mappers: readonly (readonly [string, (raw: unknown) => unknown, readonly string[], z.ZodType])[] = [
  ['a choice', (raw) => toChoice(raw, choice), ['ID', 'SetID', 'Name', 'Note'], answerSchemaOf('choices')],
  ['whether it is within', (raw) => isWithin(raw, choice, 'v'), ['VPCID'], z.boolean()],
  ['whether it is an ISO', isIso, ['ImageFormat', 'Type', 'ImageID'], z.boolean()],
  ['a region', toRegion, ['Region', 'RegionAlias'], z.object({ id: z.string().min(1), name: z.string().min(1) })],
  ['a tenant', tenantOf, ['CompanyID'], z.string()],
  ['whether it is gone', isGone, ['State'], z.boolean()],
  ['a price', toPrice, Object.keys(priceShape), answerSchemaOf('price')],
  ['a state', toVmState, Object.keys(wire.statusShape), answerSchemaOf('states')],
  ['a clone', toCloneJob, Object.keys(wire.cloneShape), answerSchemaOf('clones')],
  ['a VMware VM', toForeignVm, Object.keys(wire.vmwareVmShape), answerSchemaOf('foreign-vms')],
  ['a VMware store', toStore, Object.keys(wire.datastoreShape), answerSchemaOf('foreign-stores')],
];

describe('any JSON', () => {
  it.each(mappers)('becomes %s of the model, or none', (_, map, names, schema) => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fieldsOf(names)), (raw) => {
        const found = map(raw);
        if (found !== null) schema.parse(schema instanceof z.ZodArray ? [found] : found);
      }),
      { numRuns: 300 },
    );
  });

  it('passes the schema of an answer or is refused by it, and throws nothing', () => {
    const schemas: readonly z.ZodType[] = [
      ...Object.values(envelope),
      ...[wire.savedSchema, wire.clonedSchema, premiumSchema],
    ];
    const names = ['RetCode', 'TotalCount', 'Infos', 'Info', 'VMID', 'VMCID', 'SPID', 'Price', 'OrderType'];
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fieldsOf(names)), fc.constantFrom(...schemas), (raw, schema) => {
        schema.safeParse(raw);
      }),
      { numRuns: 1000 },
    );
  });

  it('makes an answer to every question that is of the model, or a typed error', { timeout: 60_000 }, async () => {
    const clouds = new ScriptedClouds();
    let answer: unknown;
    const { provider } = await clouds.answering(() => answer);
    const size = { cpuCount: 1, memoryBytes: gib };
    const foreign = { system: 's', datacenter: 'd', cluster: 'c', clusterId: 'i', vmId: 'v', vmName: 'n' };
    const about = {
      ...{
        ...ref,
        tenantId: '7',
        ...size,
        ...foreign,
        kind: 'subnet',
        within: 'v',
        cloudIds: ['vm-1'],
        snapshotId: 's',
      },
      ...{ billing: 'hour', periods: 1, quantity: 1, computeSetId: 's' },
    };
    const limit = AbortSignal.timeout(60_000);
    const ask = async (question: Question): Promise<void> => {
      const schema = answerSchemaOf(question);
      const part = Object.fromEntries(
        Object.entries(about).filter(([name]) => Object.hasOwn(questions[question].ask.shape, name)),
      );
      schema.parse(await provider.ask(question, part as Ask<typeof question>, limit));
    };
    const answers = fc.record(
      { ...Object.fromEntries(Object.keys(anyAnswer).map((name) => [name, fc.jsonValue({ maxDepth: 2 })])) },
      { requiredKeys: [] },
    );
    try {
      await fc.assert(
        fc.asyncProperty(answers, fc.constantFrom(...questionNames), async (body, question) => {
          // A list without an end would be read for ever, which is for paging to stop.
          answer = { ...body, RetCode: 0, TotalCount: 1 };
          await ask(question).catch((error: unknown) => {
            if (!(error instanceof AppError) || error.code === 'cloud.invalid-parameter') throw error;
          });
        }),
        { numRuns: 150 },
      );
    } finally {
      await clouds.close();
    }
  });
});
