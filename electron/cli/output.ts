/** Code points that terminals act upon (C0, C1, DEL) or that turn text around (bidirectional controls). */
const unsafe = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Words of a cloud as one harmless line: what would drive the terminal becomes a replacement character. */
export const plain = (text: string): string => text.replace(unsafe, '\ufffd');

/** East Asian wide characters take two cells (Unicode UAX #11, the ranges that names are made of). */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

const widthOf = (text: string): number =>
  Array.from(text).reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);

/** Columns under their headings, as wide as their widest cell. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows].map((row) => row.map(plain));
  const widths = headings.map((_, column) =>
    lines.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0),
  );
  return lines
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Facts about one thing, one a line. */
export function facts(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([name]) => widthOf(name)));
  return pairs
    .map(([name, value]) => `${name}${' '.repeat(width - widthOf(name))}  ${plain(value)}`.trimEnd())
    .join('\n');
}

/** One value as JSON that is harmless on a terminal too: JSON itself leaves DEL and C1 as they are. */
export const jsonLine = (value: unknown): string => escaped(JSON.stringify(value));

const escaped = (json: string): string =>
  json.replace(/[\u007f-\u009f]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

/** A document as it is written, in pieces: an array has one item a line, so that a fleet is never one string. */
export function* jsonPieces(data: unknown): Generator<string> {
  if (!Array.isArray(data)) {
    yield `${escaped(JSON.stringify(data, null, 2))}\n`;
    return;
  }
  yield '[';
  for (const [index, item] of data.entries()) {
    yield `${index === 0 ? '' : ','}\n${jsonLine(item)}`;
  }
  yield data.length === 0 ? ']\n' : '\n]\n';
}

const gibibyte = 2 ** 30;

/** Bytes in GiB, with at most one decimal; empty when not known. */
export const gibibytes = (bytes: number | null): string =>
  bytes === null ? '' : `${Math.round((bytes / gibibyte) * 10) / 10} GiB`;

/** Milliseconds since the epoch as ISO 8601; empty when not known. */
export const instant = (milliseconds: number | null): string =>
  milliseconds === null ? '' : new Date(milliseconds).toISOString();
