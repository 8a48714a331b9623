import { statedRules, type StatedRules } from './stated-rules.ts';

/** A row of a call's table of parameters. */
export interface ParameterFact extends StatedRules {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly line: number;
}

/** What a vendor's document says about one call: names, types, rules and lines, none of its sentences. */
export interface CallFact {
  readonly action: string;
  /** As the heading has it, without its number. */
  readonly title: string;
  readonly line: number;
  readonly parameters: readonly ParameterFact[];
  readonly response: readonly string[];
}

const heading = /^## (?:[\d.]+ )?(.*?) *- ([A-Za-z]+)\s*$/;
const row = /^\| \*\*(\w+)\*\*\s*\|\s*([^|]*?)\s*\|\s*([^|]*?)\s*\|(?:.*\|)?\s*(\*\*Yes\*\*|No|[^|]*)\s*\|\s*$/;

/** The facts of a UCloudStack document (000, 001): a heading per call, a table of parameters, a table of the answer. */
export function extractDocument(text: string): readonly CallFact[] {
  const calls: (CallFact & { readonly parameters: ParameterFact[]; readonly response: string[] })[] = [];
  let section = '';
  text.split('\n').forEach((content, index) => {
    const line = index + 1;
    const [, title = '', action] = heading.exec(content) ?? [];
    if (action !== undefined) calls.push({ action, title, line, parameters: [], response: [] });
    if (content.startsWith('#')) section = content;
    const [, name = '', type = '', description = '', required = ''] = row.exec(content) ?? [];
    const call = calls.at(-1);
    if (name === '' || call === undefined) return;
    if (section === '### 请求参数') {
      const parameter = { name, type, required: required === '**Yes**', line };
      call.parameters.push({ ...parameter, ...statedRules(description) });
    } else if (section === '### 响应字段') call.response.push(name);
  });
  return calls;
}
