/** What a description says about the values of a parameter; nothing where it says it in a form of its own. */
export interface StatedRules {
  readonly oneOf?: readonly (string | number)[];
  /** Numbers: bounds, both included. */
  readonly min?: number;
  readonly max?: number;
  readonly multipleOf?: number;
  /** Texts: characters; of several rules the widest. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: string | number;
  /** As the document spells it. */
  readonly unit?: string;
}

const asValue = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);

/** Words in a row, numbered or not, each explained or not; undefined as soon as anything else stands between them. */
function wordsOf(list: string): readonly string[] | undefined {
  const bare = list.replace(/[（(][^）)]*[）)]/g, ' ').replace(/，(?:表示|默认)[^；]*/g, ' ');
  const plain = bare.replace(/\d+、/g, ' ');
  const words = plain.match(/[A-Za-z][\w-]*/g);
  const rest = plain.replace(/[A-Za-z][\w-]*/g, '').replace(/[\s、；&]/g, '');
  return rest === '' && words !== null ? words : undefined;
}

function enumerationOf(text: string): readonly (string | number)[] | undefined {
  const bracketed = /枚举值：【([^】]*)】/.exec(text)?.[1];
  if (bracketed !== undefined) return bracketed.split(/[,，]/).map((word) => asValue(word.trim()));
  const listed = /(?:取值范围|枚举值|枚举支持)[： ]([^。]*)/.exec(text)?.[1];
  if (listed !== undefined) return wordsOf(listed.replace(/ ?和空值$/, ''));
  const either = /版本，支持 (\w+) 或 (\w+)$/.exec(text) ?? /(\w+) ?[（(]默认[）)] ?或 ?(\w+)$/.exec(text);
  if (either !== null) return either.slice(1);
  // 0表示…，1表示… and 0：…；1：…
  const coded = [...text.matchAll(/(?:^|[，；])(\d)(?:表示|：)/g)].map(([, code = '']) => Number(code));
  return coded.length > 1 ? coded : undefined;
}

function defaultOf(text: string): string | number | undefined {
  const marked = /(?:(\d)表示[^，（]*|([A-Za-z][\w-]*) ?)[（(]默认[）)]/.exec(text);
  const found = marked?.[1] ?? marked?.[2] ?? /默认(?:值)?[为：]? ?(\w+)/.exec(text)?.[1];
  return found === undefined ? undefined : asValue(found);
}

/** The widest of all ranges that the pattern finds. */
function widest(text: string, pattern: RegExp): readonly [low: number | undefined, high: number | undefined] {
  const ranges = [...text.matchAll(pattern)].map(([, low, high]) => [Number(low), Number(high)] as const);
  if (ranges.length === 0) return [undefined, undefined];
  return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
}

const numberIn = (text: string, pattern: RegExp): number | undefined => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

function leastOf(text: string): number | undefined {
  const above = numberIn(text, /大于(\d+)的正整数/);
  if (above !== undefined) return above + 1;
  return /取值范围：正整数/.test(text) ? 1 : numberIn(text, /(?:≥|最小值为) ?(\d+)/);
}

/**
 * Reads one description of a UCloudStack document (000, 001). What is not written in one of the forms that these
 * documents repeat is not guessed.
 */
export function statedRules(text: string): StatedRules {
  const [low, high] = widest(text, /范围：? ?【?(\d+)(?:-|，)(\d+)/g);
  const [minLength, maxLength] = widest(text, /(\d+)[-~](\d+) ?个(?:英文或中文)?字符/g);
  const stated = {
    oneOf: enumerationOf(text),
    min: low ?? leastOf(text),
    max: high ?? numberIn(text, /最大(\d+)(?![\dA-Za-z])/),
    multipleOf: numberIn(text, /(\d+) ?的倍数/),
    minLength,
    maxLength,
    default: defaultOf(text),
    unit: /单位[：:]? ?([A-Za-z]+)/.exec(text)?.[1],
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}
