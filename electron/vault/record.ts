/** What can be known of a record without the key. */
export interface RecordSummary {
  readonly id: string;
  readonly kind: string;
  readonly damaged: boolean;
}

/** A record as it goes into the vault. */
export interface PlainRecord {
  readonly id: string;
  readonly kind: string;
  readonly plaintext: Uint8Array;
}
