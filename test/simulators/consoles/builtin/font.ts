/**
 * A 3 by 5 font. Each glyph is five octal digits, top row first; a digit's bits are the pixels from left to right.
 */
// prettier-ignore
const GLYPHS: Readonly<Record<string, string>> = {
  ' ': '00000', A: '25755', B: '65656', C: '34443', D: '65556', E: '74647', F: '74644', G: '34553', H: '55755',
  I: '72227', J: '11152', K: '55655', L: '44447', M: '57755', N: '65555', O: '25552', P: '65644', Q: '25563',
  R: '65655', S: '34216', T: '72222', U: '55557', V: '55552', W: '55775', X: '55255', Y: '55222', Z: '71247',
  '0': '75557', '1': '26227', '2': '61247', '3': '61216', '4': '55711', '5': '74616', '6': '34657', '7': '71122',
  '8': '75757', '9': '75316', '.': '00002', ',': '00024', ':': '02020', ';': '02024', '!': '22202', '?': '61202',
  '-': '00700', '_': '00007', '+': '02720', '=': '07070', '/': '11244', '\\': '44211', '*': '05250', '(': '12221',
  ')': '42224', '[': '64446', ']': '31113', '<': '12421', '>': '42124', '"': '55000', "'": '22000', '#': '57575',
  '@': '25543', '$': '36236', '%': '51245', '&': '25253', '|': '22222', '~': '03600', '^': '25000',
};

export const GLYPH_WIDTH = 3;
export const GLYPH_HEIGHT = 5;
const UNKNOWN = '77777';

/** Whether the glyph of a character is set at a pixel; letters have one case, unknown characters are a block. */
export const glyphPixel = (character: string, x: number, y: number): boolean => {
  const upper = character.toUpperCase();
  const rows = Object.hasOwn(GLYPHS, upper) ? GLYPHS[upper] : undefined;
  const row = Number((rows ?? UNKNOWN).charAt(y));
  return (row & (4 >> x)) !== 0;
};
