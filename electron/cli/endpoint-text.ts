import type { Translate } from '../../shared/i18n/translate.ts';
import { completed, placeOf, withFields } from '../providers/catalog/complete.ts';
import type { Endpoint, Parameter, Rule } from '../providers/catalog/endpoint.ts';
import { conditionText, demandText } from '../providers/catalog/rules.ts';
import { facts, table } from './output.ts';

export const titleOf = ({ title }: Endpoint, t: Translate): string => (t.locale === 'en' ? title.en : title.zh);

/** How it is told on the wire: `POST Action=StartVMInstance`, `GET /v1/compute/list`. */
function callText(endpoint: Endpoint): string {
  const { method } = completed(endpoint);
  return endpoint.path === undefined ? `${method} Action=${endpoint.action}` : `${method} ${endpoint.path}`;
}

const limitsOf = ({ oneOf, min, max, multipleOf, minLength, maxLength, pattern, unit }: Parameter): string =>
  [
    oneOf?.join(' | '),
    min === undefined && max === undefined ? undefined : `${min ?? ''}…${max ?? ''}`,
    multipleOf === undefined ? undefined : `×${multipleOf}`,
    minLength === undefined && maxLength === undefined ? undefined : `${minLength ?? 0}…${maxLength ?? ''}`,
    pattern?.source,
    unit,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');

/** Each parameter and each field of one, by its full name. A field goes where its parameter goes. */
function parameterRows(endpoint: Endpoint, t: Translate): readonly (readonly string[])[] {
  return endpoint.parameters.flatMap((whole) =>
    withFields([whole]).map(({ path, parameter }) => [
      ...[path, placeOf(endpoint, whole), parameter.type, parameter.required === true ? t('cli.yes') : t('cli.no')],
      ...[String(parameter.default ?? ''), limitsOf(parameter)],
    ]),
  );
}

/** What there is to know of single parameters; too long for a column beside the others. */
const noteRows = (endpoint: Endpoint): readonly (readonly string[])[] =>
  withFields(endpoint.parameters).flatMap(({ path, parameter: { note } }) =>
    note === undefined ? [] : [[path, note]],
  );

type Group = Pick<Parameter, 'anyOf' | 'when'>;

/** What holds between parameters: when, what is needed or allowed then, and where that is stated. */
function ruleRows(endpoint: Endpoint, t: Translate): readonly (readonly string[])[] {
  const rowsOf = ({ anyOf = [], when = [] }: Group, within: string): readonly (readonly string[])[] => [
    ...anyOf.map((names) => [t('cli.always'), `${within}${names.join(' | ')}`, '']),
    ...when.map((rule: Rule) => [`${within}${conditionText(rule)}`, `${within}${demandText(rule)}`, String(rule.line)]),
  ];
  return [
    ...rowsOf(endpoint, ''),
    ...withFields(endpoint.parameters).flatMap(({ path, parameter }) =>
      rowsOf(parameter, parameter.type === 'objects' ? `${path}.0: ` : `${path}: `),
    ),
  ];
}

/** An entry of the catalog for people. */
export function endpointText(endpoint: Endpoint, t: Translate): string {
  const { id, category, danger, line, note = '', preconditions = [], response } = endpoint;
  const about: readonly (readonly [string, string])[] = [
    [t('cli.column.id'), id],
    [t('cli.column.name'), titleOf(endpoint, t)],
    [t('cli.column.call'), callText(endpoint)],
    [t('cli.column.category'), category],
    [t('cli.column.danger'), t(`cli.danger.${danger}`)],
    [t('cli.column.line'), line === undefined ? '' : String(line)],
    [t('cli.column.preconditions'), preconditions.join(' ')],
    [t('cli.column.response'), response.join(', ')],
    [t('cli.column.note'), note],
  ];
  const headings = [
    ...[t('cli.column.name'), t('cli.column.place'), t('cli.column.kind'), t('cli.column.required')],
    ...[t('cli.column.default'), t('cli.column.limits')],
  ];
  const rules = ruleRows(endpoint, t);
  const ruleHeadings = [t('cli.column.condition'), t('cli.column.demand'), t('cli.column.line')];
  const notes = noteRows(endpoint);
  return [
    facts(about.filter(([, fact]) => fact !== '')),
    table(headings, parameterRows(endpoint, t)),
    ...(rules.length === 0 ? [] : [table(ruleHeadings, rules)]),
    ...(notes.length === 0 ? [] : [table([t('cli.column.name'), t('cli.column.note')], notes)]),
  ].join('\n\n');
}

/** An entry of the catalog for programs: complete, and patterns as their text, since JSON makes nothing of them. */
export const endpointData = (endpoint: Endpoint): unknown =>
  JSON.parse(
    JSON.stringify(completed(endpoint), (_, value: unknown) => (value instanceof RegExp ? value.source : value)),
  );
