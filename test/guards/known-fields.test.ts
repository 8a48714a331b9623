import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { KnownFields } from '../../electron/providers/answers/undocumented.ts';
import { knownFields as ucloudstack } from '../../electron/providers/ucloudstack/known-fields.ts';
import { knownFields as ucloudstackV2 } from '../../electron/providers/ucloudstack-v2/known-fields.ts';

const documents = path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'apis');

/** Fields of the first model of that name in a document. */
function modelIn(document: string, name: string): string[] {
  const [, rest = ''] = document.split(new RegExp(`^#### ${name}\\s*$`, 'm'));
  const [table = ''] = rest.split(/^#/m);
  return [...table.matchAll(/^\| \*\*(\w+)\*\*/gm)].map(([, field = '']) => field).sort();
}

const lists000 = {
  ...{ IPInfos: 'IPInfo', DiskInfos: 'VmDiskInfo', VMSPInfos: 'VMSPInfo', Tags: 'UnifiedTag' },
  ...{ PendingChanges: 'PendingChange', VCPUBindingInfos: 'VCPUBinding', VMNumaInfos: 'VMNumaInfo' },
};
const lists001 = { IPInfos: 'VMIPInfo', DiskInfos: 'VMDiskInfo' };

it.each<[string, KnownFields, string, Readonly<Record<string, string>>, readonly string[]]>([
  ['000', ucloudstack, 'VMInfo', lists000, []],
  ['001', ucloudstackV2, 'VMInstanceInfo', lists001, ['IPInfos.InterfaceName', 'IPInfos.MAC']],
])('known of a VM is what document %s names, where it is at hand', (name, { fields, lists }, model, models, more) => {
  expect(Object.keys(lists).sort()).toEqual(Object.keys(models).sort());
  const folder = existsSync(documents) ? readdirSync(documents) : [];
  for (const file of folder.filter((one) => one.startsWith(`${name}_`))) {
    const document = readFileSync(path.join(documents, file), 'utf8');
    expect([...fields].sort()).toEqual(modelIn(document, model));
    const beyond = Object.entries(lists).flatMap(([list, known]) => {
      const named = modelIn(document, models[list] ?? '');
      expect([...known]).toEqual(expect.arrayContaining(named));
      return [...known].filter((field) => !named.includes(field)).map((field) => `${list}.${field}`);
    });
    expect(beyond.sort()).toEqual(more);
  }
});
