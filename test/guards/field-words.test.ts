import { describe, expect, it } from 'vitest';
import { choiceKey, labelKey } from '../../renderer/features/actions/form/field-words.ts';
import { isMessageKey } from '../../shared/i18n/translate.ts';
import type { Field, Fields } from '../../shared/model/verbs/field.ts';
import { actions, verbOf } from '../../shared/model/verbs/index.ts';
import { verbCategories } from '../../shared/model/verbs/verb.ts';

interface Named {
  readonly name: string;
  readonly field: Field;
}

/** Every field with a label of its own, those inside lists and groups included. */
function namedIn(fields: Fields): readonly Named[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const inner = field.type === 'list' ? field.item : field;
    return [{ name, field }, ...(inner.type === 'group' ? namedIn(inner.fields) : [])];
  });
}

describe('the words of what actions ask for', () => {
  it('name every action and every category', () => {
    const keys = [...actions.map((action) => `action.${action}`), ...verbCategories.map((one) => `category.${one}`)];
    expect(keys.filter((key) => !isMessageKey(key))).toEqual([]);
  });

  it('name every field and every secret', () => {
    const missing = actions.flatMap((action) => {
      const { fields, secrets = {} } = verbOf(action);
      const names = [...namedIn(fields).map(({ name }) => name), ...Object.keys(secrets)];
      return names.filter((name) => labelKey(action, name) === null).map((name) => `field.${name} (of ${action})`);
    });
    expect(missing).toEqual([]);
  });

  it('name every value that can be chosen', () => {
    const missing = actions.flatMap((action) =>
      namedIn(verbOf(action).fields).flatMap(({ name, field }) =>
        field.type === 'choice'
          ? field.of
              .filter((value) => choiceKey(name, value) === null)
              .map((value) => `choice.${value} (of ${action} ${name})`)
          : [],
      ),
    );
    expect(missing).toEqual([]);
  });
});
