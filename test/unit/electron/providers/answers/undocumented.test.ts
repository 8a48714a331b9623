import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesOf, undocumentedFinder } from '../../../../../electron/providers/answers/undocumented.ts';

const find = undocumentedFinder({ fields: namesOf('VMID Name', 'Disks'), lists: { Disks: namesOf('Size') } });
const valueOf = (name: string, value: unknown) => find({ [name]: value })[0]?.value;

describe('what no document names', () => {
  it('is kept raw, in the order of the answer, with the path where it is inside of a list', () => {
    const raw = {
      VMID: 'a',
      Colour: 'red',
      Name: 'b',
      Future: { Nested: [1, 'two', null] },
      Disks: [3, { Size: 1, X: true }],
    };
    expect(find(raw)).toEqual([
      { field: 'Colour', value: 'red' },
      { field: 'Future', value: '{"Nested":[1,"two",null]}' },
      { field: 'Disks[1].X', value: 'true' },
    ]);
    expect(find(JSON.parse('{"__proto__":{"a":1},"constructor":2}'))).toEqual([
      { field: '__proto__', value: '{"a":1}' },
      { field: 'constructor', value: '2' },
    ]);
  });

  it('is one empty list wherever there is nothing of it', () => {
    expect(find({ VMID: 'a', Disks: [{ Size: 1 }] })).toEqual([]);
    for (const raw of [{}, null, 7, [], [1], 'x', { Disks: {} }]) expect(find(raw)).toBe(find({ VMID: 'a' }));
  });

  it.each([
    'RootPassword',
    'Passwd',
    'PrivateKey',
    'Key',
    'AK',
    'UserData',
    'user_data',
    'CloudInit',
    'VncURL',
    'SessionID',
  ])('shows no %s, at whatever depth', (name) => {
    for (const value of ['pl4nted', 20011, ['pl4nted'], { Inner: 'pl4nted' }])
      expect(valueOf(name, value)).toBe('[secret]');
    expect(valueOf('Future', { Inner: [{ [name]: ['pl4nted'] }] })).toBe(`{"Inner":[{"${name}":"[secret]"}]}`);
    expect([valueOf(name, true), valueOf(name, null), valueOf(name, '')]).toEqual(['true', 'null', '']);
  });

  it.each([
    'https://console.example/?ticket=pl4nted',
    'https://root:pl4nted@console.example/',
    'redis://:pl4nted@cache.example/0',
    'see https://console.example/#session=pl4nted',
    'password=pl4nted',
    'Authorization: Bearer pl4nted',
  ])('shows no secret within a text: %s', (text) => {
    expect(valueOf('Future', text)).not.toContain('pl4nted');
    expect(valueOf('Future', { Inner: [text] })).not.toContain('pl4nted');
  });

  it.each([150, 190, 195, 490, 3_990])('shows no half of a secret that lies behind %d characters', (length) => {
    const before = 'x '.repeat(length / 2);
    const digest = '0123456789abcdef'.repeat(4);
    for (const text of [`${before}"password":"pl4nted-by-somebody","a":1`, `${before}${digest}`]) {
      expect(valueOf('Future', text)).not.toMatch(/pl4n|0123/);
      expect(valueOf('Future', { Inner: [text] })).not.toMatch(/pl4n|0123/);
    }
  });

  it('shows no value that a label beside it calls secret', () => {
    expect(valueOf('Labels', [{ Key: 'root_password', Value: 'pl4nted' }])).not.toContain('pl4nted');
    expect(valueOf('Labels', [{ Name: 'colour', Value: 'red' }])).toBe('[{"Name":"colour","Value":"red"}]');
    expect(valueOf('Labels', [{ Key: 'env', Value: 'prod' }])).toBe('[{"Key":"env","Value":"prod"}]');
    expect(valueOf('Labels', { Key: 'pl4nted', Size: 1 })).not.toContain('pl4nted');
  });

  it('shows what only sounds like one', () => {
    for (const name of ['KeyboardLayout', 'AssignedHost', 'SessionAffinity']) expect(valueOf(name, 'us')).toBe('us');
  });

  it('is bounded, whatever is sent', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`F${index}${'n'.repeat(500)}`, 'v'.repeat(5000)]),
    );
    const deep: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    const many = { List: Array.from({ length: 5000 }, () => ({ a: 'b'.repeat(50) })), ...wide };
    for (const raw of [wide, many, { Disks: Array.from({ length: 500 }, () => wide) }]) {
      const found = find(raw);
      expect(found).toHaveLength(20);
      for (const { field, value } of found) {
        expect(field.length).toBeLessThanOrEqual(101);
        expect(value.length).toBeLessThanOrEqual(201);
      }
    }
    expect(valueOf('Deep', deep)).toBe('[[[[[["…"]]]]]]');
  });

  it('looks at no more of a value than can be shown', () => {
    let read = 0;
    const items = Array.from({ length: 5000 }, () => ({
      get inner(): string {
        read += 1;
        return 'x'.repeat(40);
      },
    }));
    expect(valueOf('List', items)).toHaveLength(201);
    expect(read).toBeLessThan(10);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.jsonValue()), (raw, Disks) => {
        for (const { field, value } of [...find(raw), ...find({ Disks, Future: raw })])
          expect([typeof field, typeof value]).toEqual(['string', 'string']);
      }),
      { numRuns: 500 },
    );
  });
});
