/** A host with its port as it is shown and as URLs have it: an IPv6 address in brackets (RFC 3986, section 3.2.2). */
export const hostPort = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;
