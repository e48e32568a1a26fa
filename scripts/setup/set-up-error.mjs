/** What is missing and how to get it, in one line. It is all that a person sees: no stack. */
export class SetUpError extends Error {
  /** @override */
  name = "SetUpError";
}
