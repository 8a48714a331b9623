import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { events, requests } from '../../shared/ipc/contract.ts';

const secretName = /secret|password|token|ticket|privatekey|signature|credential|cookie/i;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Every property name of a schema, with its path. */
function propertyPaths(schema: z.ZodType, name: string): string[] {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' });
  const found: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (!isRecord(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties' && isRecord(value)) {
        for (const [property, inner] of Object.entries(value)) {
          found.push(`${path}.${property}`);
          walk(inner, `${path}.${property}`);
        }
      } else walk(value, path);
    }
  };
  walk(json, name);
  return found;
}

describe('the contract between the processes', () => {
  it('lets no secret out of main, by name', () => {
    const out = [
      ...Object.entries(requests).flatMap(([channel, { output }]) => propertyPaths(output, channel)),
      ...Object.entries(events).flatMap(([channel, payload]) => propertyPaths(payload, channel)),
    ];
    expect(out.length).toBeGreaterThan(100);
    expect(out.filter((path) => secretName.test(path.slice(path.lastIndexOf('.'))))).toEqual([]);
  });

  it('would notice one', () => {
    const paths = propertyPaths(z.strictObject({ list: z.array(z.strictObject({ vncPassword: z.string() })) }), 'x');
    expect(paths.filter((path) => secretName.test(path))).toEqual(['x.list.vncPassword']);
  });
});
