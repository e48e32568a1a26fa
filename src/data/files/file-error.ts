import { GradbookError } from "../../tensor/errors.js";

/** Where in a file something stands. */
export type Place =
  | { readonly line: number; readonly column?: number }
  | { readonly byte: number }
  | { readonly variable: string };

interface FileErrorDetails {
  readonly expected: string;
  readonly received: string;
  readonly help?: string;
}

/** A file that is not there, or does not hold what its format or the caller asks for. */
export class FileError extends GradbookError {
  readonly path: string;
  /** Where in the file; null when it is about the file as a whole. */
  readonly place: Place | null;

  constructor(path: string, place: Place | null, details: FileErrorDetails) {
    const where = place === null ? path : `${path}, ${describe(place)}`;
    super(`${where}: expected ${details.expected}, found ${details.received}`, details);
    this.path = path;
    this.place = place;
  }
}

function describe(place: Place): string {
  if ("byte" in place) return `byte ${place.byte}`;
  if ("variable" in place) return `variable "${place.variable}"`;
  return place.column === undefined ? `line ${place.line}` : `line ${place.line}, column ${place.column}`;
}
