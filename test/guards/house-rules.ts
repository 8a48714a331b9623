import path from 'node:path';
import ts from 'typescript';

/** One file as the rules see it; the path is relative to the project and has forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface Rule {
  readonly name: string;
  /** Whether the rule has a say about this file. */
  readonly applies: (path: string) => boolean;
  /** One entry per offence: `<line>: <what>`. */
  readonly offences: (file: SourceFile) => readonly string[];
}

const mostLines = 400;

const isCode = (file: string): boolean => /\.(?:tsx?|[mc]js|css)$/.test(file);
const isTypeScript = (file: string): boolean => /\.tsx?$/.test(file);
/** The tools that read these ask for a default export. */
const isToolConfig = (file: string): boolean => /(?:^|\/)[\w.-]+\.config\.(?:ts|mjs)$/.test(file);
/** These files name what they forbid. */
const isGuard = (file: string): boolean => file.startsWith('test/guards/house-rules');

/** Finds in the syntax tree rather than in the text, so that words in comments and sentences do not count. */
function inTree(find: (node: ts.Node) => string | undefined): (file: SourceFile) => readonly string[] {
  return ({ path: name, text }) => {
    const kind = name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const tree = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, kind);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const offence = find(node);
      if (offence !== undefined) {
        found.push(`${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}: ${offence}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  };
}

function inText(pattern: RegExp): (file: SourceFile) => readonly string[] {
  return ({ text }) =>
    text.split('\n').flatMap((line, index) => {
      const found = pattern.exec(line);
      return found === null ? [] : [`${index + 1}: ${found[0]}`];
    });
}

const hasDefault = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);

function defaultExport(node: ts.Node): string | undefined {
  const found =
    (ts.isExportAssignment(node) && node.isExportEquals !== true) ||
    hasDefault(node) ||
    (ts.isExportSpecifier(node) && node.name.text === 'default');
  return found ? 'default export' : undefined;
}

const providerIds: readonly string[] = ['ucloudstack', 'ucloudstack-v2'];

function providerId(node: ts.Node): string | undefined {
  return ts.isStringLiteralLike(node) && providerIds.includes(node.text) ? node.text : undefined;
}

function exposedBridge(node: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'vmdeck') return undefined;
  const owner = node.expression.getText();
  return owner === 'window' || owner === 'globalThis' ? `${owner}.vmdeck` : undefined;
}

const silenced = /(?:test|it|describe|suite)\.(?:skip|only|todo|fails|skipIf|runIf)\b/;

export const rules: readonly Rule[] = [
  {
    name: 'no file over 400 lines',
    applies: isCode,
    offences: ({ text }) => {
      const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
      return lines > mostLines ? [`${lines} lines`] : [];
    },
  },
  {
    name: 'no any',
    applies: isTypeScript,
    offences: inTree((node) => (node.kind === ts.SyntaxKind.AnyKeyword ? 'any' : undefined)),
  },
  {
    name: 'no exemption from the compiler or the linter',
    applies: (file) => isCode(file) && !isGuard(file),
    offences: inText(/@ts-(?:ignore|expect-error|nocheck)|eslint-disable/),
  },
  {
    name: 'no default export',
    applies: (file) => /\.(?:tsx?|mjs)$/.test(file) && !file.endsWith('.d.ts') && !isToolConfig(file),
    offences: inTree(defaultExport),
  },
  {
    name: 'provider ids only with the providers',
    applies: (file) =>
      isTypeScript(file) &&
      !/^(?:electron\/providers|test|scripts)\//.test(file) &&
      file !== 'shared/model/provider-kind.ts',
    offences: inTree(providerId),
  },
  {
    name: 'the bridge only in renderer/api',
    applies: (file) => isTypeScript(file) && !file.startsWith('renderer/api/') && !file.startsWith('test/'),
    offences: inTree(exposedBridge),
  },
  {
    name: 'no path of one machine',
    applies: (file) => /\.(?:tsx?|[mc]js|css|html|json|md|ya?ml)$/.test(file) && !isGuard(file),
    offences: inText(/(?<![\w.~:/-])\/(?:home|Users|root|work|mnt|media)\/[\w.-]+|\b[A-Z]:\\\\?Users\\/),
  },
  {
    name: 'no test is silenced',
    applies: (file) => file.endsWith('.test.ts') && !isGuard(file),
    offences: inText(silenced),
  },
  {
    name: 'kebab-case names',
    applies: (file) => /^(?:electron|renderer|shared|test|scripts)\//.test(file) && isCode(file),
    offences: ({ path: file }) => (/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/.test(path.basename(file)) ? [] : [`1: ${file}`]),
  },
];
