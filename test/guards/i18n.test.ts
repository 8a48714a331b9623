import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../shared/errors/codes.ts';
import { en } from '../../shared/i18n/en.ts';
import { allCatalogs, isMessageKey } from '../../shared/i18n/translate.ts';
import type { Message } from '../../shared/i18n/message.ts';

const root = new URL('../../', import.meta.url).pathname;
const languages = Object.entries(allCatalogs);

const textsOf = (message: Message): readonly string[] =>
  typeof message === 'string' ? [message] : [message.one, message.other];

const placeholdersOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w*)\}/g)].map(([, name]) => name ?? '').sort();

const messageOf = (catalog: Readonly<Record<string, Message>>, key: string): Message => catalog[key] ?? '';

/** Texts that are the same in every language: names, keys on a keyboard, pure layout. */
const isNeutral = (text: string): boolean =>
  /^(\{\w+\}|[\s\p{P}\p{S}\d]|[A-Z]|VMDeck|Ctrl|Alt|Tab|Del|F\d*|Print Screen|English|中文|简体中文)*$/u.test(text) ||
  /^(Intel e1000|Realtek RTL8139|VirtIO|InfiniBand|vfio-\w+|x86|qcow2|VirtualBox|VMware|Mbit\/s)$/.test(text);

describe('the words for errors', () => {
  for (const [language, catalog] of languages)
    it(`tell what happened and what to do for every code in ${language}`, () => {
      const missing = Object.keys(errorCodes)
        .flatMap((code) => [`error.${code}`, `error.${code}.do`])
        .filter((key) => textsOf(messageOf(catalog, key)).some((text) => text.trim() === ''));
      expect(missing).toEqual([]);
    });

  it('belong to a code', () => {
    const known = new Set(Object.keys(errorCodes).flatMap((code) => [`error.${code}`, `error.${code}.do`]));
    expect(Object.keys(en).filter((key) => key.startsWith('error.') && !known.has(key))).toEqual([]);
  });
});

describe('every language', () => {
  const others = languages.filter(([language]) => language !== 'en');

  for (const [language, catalog] of others) {
    it(`has the same keys and placeholders: ${language}`, () => {
      expect(Object.keys(catalog).sort()).toEqual(Object.keys(en).sort());
      const differing = Object.entries<Message>(en).filter(([key, message]) => {
        const [text = ''] = textsOf(message).slice(-1);
        const wanted = [...new Set(placeholdersOf(text))];
        return textsOf(messageOf(catalog, key)).some(
          (translated) => JSON.stringify([...new Set(placeholdersOf(translated))]) !== JSON.stringify(wanted),
        );
      });
      expect(differing.map(([key]) => key)).toEqual([]);
    });

    it(`is translated: ${language}`, () => {
      const untranslated = Object.entries<Message>(en).filter(
        ([key, message]) =>
          JSON.stringify(messageOf(catalog, key)) === JSON.stringify(message) &&
          !textsOf(message).every((text) => isNeutral(text)),
      );
      expect(untranslated.map(([key]) => key)).toEqual([]);
    });
  }

  it('writes no placeholder that the formatter would not see', () => {
    const odd = languages.flatMap(([language, catalog]) =>
      Object.entries(catalog)
        .filter(([, message]) => textsOf(message).some((text) => /[{}]/.test(text.replace(/\{[A-Za-z]\w*\}/g, ''))))
        .map(([key]) => `${language} ${key}`),
    );
    expect(odd).toEqual([]);
  });
});

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

interface Thrown {
  readonly at: string;
  readonly code: string;
  readonly params: readonly string[];
}

/** Every `new AppError('code', { … })` whose code and parameters stand there literally. */
function literalErrors(path: string, text: string): readonly Thrown[] {
  const found: Thrown[] = [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText(file) === 'AppError') {
      const [code, params] = node.arguments ?? [];
      const names =
        params === undefined
          ? []
          : ts.isObjectLiteralExpression(params) &&
              !params.properties.some((property) => ts.isSpreadAssignment(property))
            ? params.properties.map((property) => property.name?.getText(file) ?? '')
            : null;
      if (code !== undefined && ts.isStringLiteral(code) && names !== null) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
        found.push({ at: `${path}:${line + 1}`, code: code.text, params: names });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const unfilled = ({ code, params }: Thrown): readonly string[] =>
  [`error.${code}`, `error.${code}.do`]
    .flatMap((key) => (isMessageKey(key) ? textsOf(en[key]).flatMap(placeholdersOf) : []))
    .filter((name) => !params.includes(name));

describe('the parameters of errors', () => {
  it('fill every placeholder of the words', () => {
    const faults = ['electron', 'renderer', 'shared']
      .flatMap(sources)
      .flatMap((path) => literalErrors(path, readFileSync(join(root, path), 'utf8')))
      .flatMap((thrown) => unfilled(thrown).map((name) => `${thrown.at} ${thrown.code} lacks {${name}}`));
    expect(faults).toEqual([]);
  }, 60_000);

  it('are really looked at', () => {
    const planted = `throw new AppError('net.refused', { host }); new AppError('vault.locked'); new AppError(code, {});`;
    const found = literalErrors('planted.ts', planted);
    expect(found.map((thrown) => [thrown.code, unfilled(thrown)])).toEqual([
      ['net.refused', ['port']],
      ['vault.locked', []],
    ]);
  });
});
