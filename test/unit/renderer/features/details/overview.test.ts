import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Overview } from '../../../../../renderer/features/details/overview.tsx';
import { LanguageProvider } from '../../../../../renderer/i18n/language.tsx';
import { translator } from '../../../../../shared/i18n/translate.ts';
import { languages, type Language } from '../../../../../shared/model/settings.ts';
import { aVm } from '../../../../support/vms.ts';

const shown = (language: Language, undocumented: { field: string; value: string }[]): string => {
  const children = createElement(Overview, { vm: aVm({ name: 'a', undocumented }) });
  return renderToStaticMarkup(createElement(LanguageProvider, { language, children }));
};

describe('what no document names', () => {
  it.each(languages)('is shown in a part of its own, which is there only then: %s', (language) => {
    const title = translator(language)('overview.undocumented');
    const html = shown(language, [{ field: 'Colour', value: '<b>red</b>' }]);
    expect(html).toContain(`<h3>${title}</h3>`);
    expect(html).toContain('<td>Colour</td><td>&lt;b&gt;red&lt;/b&gt;</td>');
    expect(shown(language, [])).not.toContain(title);
  });
});
