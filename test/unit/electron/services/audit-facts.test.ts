import { describe, expect, it } from 'vitest';
import { redactParameters } from '../../../../electron/services/audit-facts.ts';

describe('parameters in the log', () => {
  it.each<[string, unknown]>([
    ['a list of JSON texts', ['{"Password":"pl4nted"}']],
    ['a text in a text', { Inner: { Text: 'login with passphrase: "pl4nted"' } }],
    ['names', ['ssh_key=pl4nted', 'access_key=pl4nted', 'UserDataBase64: pl4nted']],
    ['a full-width colon', ['password：pl4nted']],
    ['a label and its value', [{ Key: 'root_password', Value: 'pl4nted' }]],
    ['a name of a field', { 'password=pl4nted': 1 }],
    ['what writes itself', { toJSON: () => ['{"token":"pl4nted"}'] }],
  ])('hold no secret of %s', (_, value) => {
    const kept = redactParameters({ Given: value });
    expect(kept['Given']).toContain('[secret]');
    expect(JSON.stringify(kept)).not.toContain('pl4nted');
  });

  it('hold what is no secret as it is, as one text', () => {
    const given = { Labels: [{ Key: 'env', Value: 'pr"od' }], Description: 'a VM', Size: 3 };
    expect(redactParameters({ Given: given, Description: 'a VM' })).toEqual({
      ...{ Given: JSON.stringify(given), Description: 'a VM' },
    });
    const kept = String(redactParameters({ Many: Array.from({ length: 900 }, () => 'a word') })['Many']);
    expect(kept).toMatch(/^\["a word",.*…$/);
    expect(kept.length).toBe(4001);
  });

  it('hold no value that a label at its side calls secret', () => {
    expect(redactParameters({ Key: 'root_password', Value: 'pl4nted' })).toEqual({
      ...{ Key: 'root_password', Value: '[secret]' },
    });
  });
});
