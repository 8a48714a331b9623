/**
 * What makes a name that of a secret, or of what, as scripts for a guest, often holds secrets; parts of a pattern, without
 * regard to case. Wherever it stands in the name.
 */
export const secretParts =
  'pass(?:word|wd|phrase)|pwd|secret|credential|token|ticket|cookie|authorization|' +
  '(?:access|api|private|ssh)[-_]?key|user[-_]?data|cloud[-_]?init|script(?!ion)';

/** At the end of the name alone: what is called after it, as the method of a signature, is none. */
export const secretEnds = '(?:signature|public[-_]?key|session[-_]?id|vnc[-_]?url)s?';

/** Both in Chinese. */
export const secretHan = '密码|口令|密钥|私钥|令牌|票据|凭据|凭证';
export const secretHanEnds = '(?:签名|公钥)';

const secretName = new RegExp(`${secretParts}|${secretHan}|(?:${secretEnds}|${secretHanEnds})$`, 'i');

/** Whether values of that name never reach a log, an error or a screen (AUTH, section 4). */
export const namesSecret = (name: string): boolean => secretName.test(name);
