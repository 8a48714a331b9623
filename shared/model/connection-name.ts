const longest = 60;

/** A name that is not taken: the one that is wanted, or that with the first number behind it that is free. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 2, name = wanted; ; number += 1) {
    if (!taken.has(name)) return name;
    const suffix = ` ${number}`;
    name = `${wanted.slice(0, longest - suffix.length).trimEnd()}${suffix}`;
  }
}
