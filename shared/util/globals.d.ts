/** The part of the standard that every runtime has and that `lib: es2023` does not name. */
interface AbortSignal {
  readonly aborted: boolean;
}
