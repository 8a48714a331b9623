import { hostname } from 'node:os';
import type { Translate } from '../../shared/i18n/translate.ts';
import type { Secret } from '../../shared/util/secret.ts';

interface Sheet {
  readonly key: Secret;
  /** The vault's file. */
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly words: Translate;
}

const style = `
@page { size: A4; margin: 25mm }
body { font: 12pt/1.5 system-ui, sans-serif; color: #000; background: #fff; max-width: 160mm; margin: 10mm auto }
h1 { font-size: 20pt }
ol { font: 600 22pt/1.8 ui-monospace, monospace; display: grid; grid-template-columns: repeat(3, 1fr); gap: 0 8mm;
  border: 1pt solid #000; padding: 5mm 5mm 5mm 18mm }
li::marker { font-size: 10pt; font-weight: 400 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 6mm }
dd { margin: 0; overflow-wrap: anywhere }
.keep { font-weight: 600 }
@media print { .keep { display: none } }
`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page to be printed by any browser, without scripts and without anything from elsewhere. */
export function recoverySheet({ key, path, at, words: t }: Sheet): string {
  const made = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeStyle: 'short' }).format(at);
  const groups = key.reveal().split('-');
  const facts: readonly (readonly [string, string])[] = [
    [t('vault.sheet.vault'), path],
    [t('vault.sheet.computer'), hostname()],
    [t('vault.sheet.made'), made],
  ];
  const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;
  return `<!doctype html>
<html lang="${t.locale}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(t('vault.sheet.title'))}</title>
<style>${style}</style>
<h1>${escaped(t('vault.sheet.title'))}</h1>
<p class="keep">${escaped(t('vault.sheet.keep'))}</p>
${paragraph(t('vault.sheet.what'))}
<h2>${escaped(t('vault.sheet.key'))}</h2>
<ol>${groups.map((group) => `<li>${group}</li>`).join('')}</ol>
${paragraph(t('vault.sheet.reading'))}
${paragraph(t('vault.sheet.use'))}
${paragraph(t('vault.sheet.void'))}
<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
</html>
`;
}
