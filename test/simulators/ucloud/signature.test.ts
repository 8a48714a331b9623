import { describe, expect, it } from 'vitest';
import { signatureOf } from './signature.ts';

const SIBLING = {
  PublicKey: 'openapisomeone@example.com1296235120854146120',
  Action: 'DescribeUHostInstance',
  Region: 'cn-bj2',
};
const SIBLING_KEY = '46f09bb9fab4f12dfc160dae12273d5332b5debe';

const sign = (values: Readonly<Record<string, string>>, key: string): string =>
  signatureOf(new Map(Object.entries(values)), key);

describe('the published signature vectors', () => {
  it('signs DescribeVMInstance', () => {
    const values = {
      Limit: '20',
      Action: 'DescribeVMInstance',
      PublicKey: '1UxDcqTHEGGGviQFqlt870EbLuaSJPZOB8hZ74tL',
      Offset: '0',
    };
    const key = 'tcgX3Xi_mAKpQayggnVLWzerkWB_fH1KXuk05hUrus8KSziLVyjWXwKZ80FOOldC';
    expect(sign(values, key)).toBe('2d86e5b4186ac6e42b628f258a7037c7636c9a81');
  });

  it.each([
    [{ Limit: '10' }, '21225896d287a006487c7007267161244953666c'],
    [{ Proportion: '35' }, 'e026f17a8613fc3e9eace5a6d7e5dc4528b22c89'],
    [{ Proportion: '65.722' }, 'f5763a30443d793499454e893f9469e7f38fe724'],
  ])('signs %j', (extra, expected) => {
    expect(sign({ ...SIBLING, ...extra }, SIBLING_KEY)).toBe(expected);
  });

  it('orders by bytes and leaves out empty values and the signature itself', () => {
    const ordered = sign({ 'A.10': 'x', 'A.2': 'y' }, 'k');
    expect(sign({ 'A.2': 'y', 'A.10': 'x', B: '', Signature: 'z' }, 'k')).toBe(ordered);
  });
});
