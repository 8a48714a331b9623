import { describe, expect, it } from 'vitest';
import { draftText, isPlainHttp, readDraft } from '../../../../../renderer/features/connections/draft.ts';
import { aConnection } from '../../sample.ts';

const filled = {
  ...draftText(null, 0),
  ...{ name: 'Prod', url: ' https://cloud.example/api ', publicKey: 'public', privateKey: 'private' },
};

describe('readDraft', () => {
  it('reads regions, companies and projects from text', () => {
    const lists = { regions: 'cn-1, cn-2，cn-3', companyIds: ' 200，7 ', projectIds: 'project-1' };
    const read = readDraft({ ...filled, ...lists }, null);
    const expected = { regions: ['cn-1', 'cn-2', 'cn-3'], companyIds: [200, 7], projectIds: ['project-1'] };
    expect(read).toMatchObject({ draft: expected });
    expect(read).toMatchObject({ draft: { url: 'https://cloud.example/api' } });
  });

  it('names every wrong field', () => {
    const read = readDraft({ ...draftText(null, 0), companyIds: '7, x' }, null);
    expect('wrong' in read && [...read.wrong].sort()).toEqual(['companyIds', 'name', 'privateKey', 'publicKey', 'url']);
  });

  it('keeps the stored key when it is left empty while editing', () => {
    const connection = aConnection();
    expect(readDraft(draftText(connection, 1), connection)).toMatchObject({ draft: { privateKey: null } });
  });

  it.each([
    ...['ftp://cloud.example', 'cloud.example/api', 'https://'],
    ...[
      'https://me:secret@cloud.example/api',
      'https://me@cloud.example/api',
      'https:me:secret@cloud.example',
      'ht\ttps://me@cloud.example',
    ],
  ])('refuses %s', (url) => {
    expect(readDraft({ ...filled, url }, null)).toEqual({ wrong: new Set(['url']) });
  });
});

it('gives each new connection the next colour', () => {
  expect(draftText(null, 1).color).not.toBe(draftText(null, 0).color);
  expect(draftText(null, 6).color).toBe(draftText(null, 0).color);
});

it('sees plain HTTP however it is written', () => {
  expect(isPlainHttp(' HTTP://cloud.example')).toBe(true);
  expect(isPlainHttp('https://cloud.example')).toBe(false);
});
