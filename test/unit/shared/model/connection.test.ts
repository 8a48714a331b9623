import { expect, it } from 'vitest';
import { connectionDefaults, connectionSettingsSchema } from '../../../../shared/model/connection.ts';

it('keeps a certificate of a console once, however its host is spelled', () => {
  const [sha256, other] = ['AB', 'CD'].map((pair) => Array<string>(32).fill(pair).join(':'));
  const settings = { name: 'Lab', kind: 'ucloudstack', url: 'https://cloud.example/api', publicKey: 'public' };
  const consolePins = [
    ...[
      { host: 'HV1.Example.', sha256 },
      { host: 'hv1.example', sha256 },
    ],
    { host: 'hv1.example', sha256: other },
  ];
  expect(connectionSettingsSchema.parse({ ...connectionDefaults, ...settings, consolePins }).consolePins).toEqual([
    { host: 'hv1.example', sha256 },
    { host: 'hv1.example', sha256: other },
  ]);
});
