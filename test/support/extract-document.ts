/** A row of a call's table of parameters. */
export interface ParameterFact {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly line: number;
}

/** What a vendor's document says about one call: names, types and lines, none of its sentences. */
export interface CallFact {
  readonly action: string;
  readonly line: number;
  readonly parameters: readonly ParameterFact[];
  readonly response: readonly string[];
}

const heading = /^## .*- ([A-Za-z]+)\s*$/;
const row = /^\| \*\*(\w+)\*\*\s*\|\s*([^|]*?)\s*\|.*\|\s*(\*\*Yes\*\*|No|[^|]*)\s*\|\s*$/;

/** The facts of a UCloudStack document (000, 001): a heading per call, a table of parameters, a table of the answer. */
export function extractDocument(text: string): readonly CallFact[] {
  const calls: { action: string; line: number; parameters: ParameterFact[]; response: string[] }[] = [];
  let section = '';
  text.split('\n').forEach((content, index) => {
    const line = index + 1;
    const action = heading.exec(content)?.[1];
    if (action !== undefined) calls.push({ action, line, parameters: [], response: [] });
    if (content.startsWith('#')) section = content;
    const [, name = '', type = '', required = ''] = row.exec(content) ?? [];
    const call = calls.at(-1);
    if (name === '' || call === undefined) return;
    if (section === '### 请求参数') call.parameters.push({ name, type, required: required === '**Yes**', line });
    else if (section === '### 响应字段') call.response.push(name);
  });
  return calls;
}
