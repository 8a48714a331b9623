import { describe, expect, it } from 'vitest';
import { suggestSnapshotName } from '../../../../../renderer/features/actions/snapshot-name.ts';
import { actionRequestSchema } from '../../../../../shared/model/action.ts';

const at = new Date(2026, 0, 2, 3, 4);

describe('suggestSnapshotName', () => {
  it('joins the VM and the minute', () => {
    expect(suggestSnapshotName('web-01', at)).toBe('web-01-20260102-0304');
  });

  it.each(['财务 测试/01', '', '***', 'x'.repeat(200), '-.lead', '😀 host'])(
    'is a name that clouds take: %j',
    (vmName) => {
      const name = suggestSnapshotName(vmName, at);
      const request = { action: 'snapshot-create', name, remark: '', memory: false };
      expect(actionRequestSchema.safeParse(request).success).toBe(true);
    },
  );
});
