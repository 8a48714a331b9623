/**
 * RetCodes of the published v2.x table (AUTH.md section 1), for both generations; only "missing parameter" is from the
 * v1 table, since v2.x publishes none for it.
 */
export const RET = {
  ok: 0,
  noAction: 101,
  noRegion: 102,
  noAuth: 103,
  noSignature: 104,
  /** v1 says 171; an unknown key answers the same, so that keys cannot be probed. */
  badSignature: 109,
  noSuchApi: 110,
  notFound: 200,
  badState: 201,
  unsupportedState: 202,
  parameter: 229,
  vmNotFound: 1004,
  /** The VM rests in a state that does not allow the action. */
  vmState: 1005,
  /** The VM is in the middle of something. */
  vmBusy: 1006,
  mustBeStopped: 1014,
  sessionExpired: 20011,
} as const;

/** A business refusal: HTTP 200 with this code and message. */
export class Refusal extends Error {
  readonly retCode: number;

  constructor(retCode: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.retCode = retCode;
  }
}
