/**
 * Codes of logins that were refused. They are not tried again by themselves: that gets accounts locked, by proxies and
 * clouds alike.
 */
export const refusedLogins: ReadonlySet<string> = new Set(['proxy.login', 'cloud.bad-credentials']);
