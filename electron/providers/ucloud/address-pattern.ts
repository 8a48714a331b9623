const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const ipv4 = String.raw`${octet}(?:\.${octet}){3}`;
const group = '[0-9A-Fa-f]{1,4}';
/** Groups of hexadecimal digits, at most one run of them left out (RFC 4291, section 2.2). */
const ipv6 = `(?=.*::|(?:${group}:){6})(?!.*::.*::)(?!.*:::)(?:(?:${group})?:){2,8}(?:${group}|${ipv4})?`;

/** An address that there can be, IPv4 or IPv6. */
export const addressPattern = new RegExp(`^(?:${ipv4}|${ipv6})$`);
