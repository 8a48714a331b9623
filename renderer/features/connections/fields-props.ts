import type { DraftField, DraftText } from './draft.ts';

/** What every part of the form of a connection is given. */
export interface FieldsProps {
  readonly text: DraftText;
  readonly wrong: ReadonlySet<DraftField>;
  readonly onChange: (patch: Partial<DraftText>) => void;
}
