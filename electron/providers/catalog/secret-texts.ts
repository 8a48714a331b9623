import type { Parameter } from './endpoint.ts';

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

/** Values of secret parameters, wherever they are among the values: no log and no error may repeat them. */
export function secretTexts(parameters: readonly Parameter[], values: object): readonly string[] {
  const given = new Map<string, unknown>(Object.entries(values));
  return parameters.flatMap(({ name, secret, fields = [] }) => {
    const value = given.get(name);
    if (secret === true) return textsIn(value);
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => (typeof item === 'object' && item !== null ? secretTexts(fields, item) : []));
  });
}
