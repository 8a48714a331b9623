/** The package has no types; spice-types.ts describes the part that this window uses. */
declare module '@spice-project/spice-html5' {
  export const SpiceMainConn: new (options: object) => object;
}
