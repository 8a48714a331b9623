import type { ReactNode } from 'react';
import type { MessageKey } from '../../shared/i18n/translate.ts';
import { useT } from '../i18n/language.tsx';
import { Dialog } from '../ui/dialog.tsx';

type Line = readonly [word: MessageKey, ...keys: readonly string[]];

/** Keys as they are written on them; those of one line are alternatives. */
const groups: readonly { readonly title: MessageKey; readonly lines: readonly Line[] }[] = [
  {
    title: 'keys.window',
    lines: [
      ['keys.search', 'Ctrl F', 'Ctrl K'],
      ['keys.lock', 'Ctrl L'],
      ['keys.map', '?', 'F1'],
      ['keys.close', 'Esc'],
    ],
  },
  {
    title: 'keys.list',
    lines: [
      ['keys.move', '↑', '↓'],
      ['keys.page', 'PgUp', 'PgDn'],
      ['keys.ends', 'Home', 'End'],
      ['keys.range', 'Shift ↑', 'Shift ↓'],
      ['keys.toggle', 'Space'],
      ['keys.move-only', 'Ctrl ↑', 'Ctrl ↓'],
      ['keys.all', 'Ctrl A'],
      ['keys.clear', 'Esc'],
      ['keys.details', 'Enter'],
      ['keys.console', 'Ctrl Enter'],
    ],
  },
];

/** What the keys do. */
export function KeyMap({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  return (
    <Dialog title={t('keys.title')} onClose={onClose} testId="key-map">
      {groups.map(({ title, lines }) => (
        <section key={title} className="key-group">
          <h3>{t.loose(title, {})}</h3>
          <dl>
            {lines.map(([word, ...keys]) => (
              <div key={word}>
                <dt>{t.loose(word, {})}</dt>
                <dd>
                  {keys.map((name) => (
                    <kbd key={name} className="kbd">
                      {name}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
