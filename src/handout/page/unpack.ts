/**
 * Reads a part of this file that travels as gzip in base64: libraries are a quarter of their size that way,
 * and a handout stays one file that needs no network.
 *
 * @param id  of the script element that holds the part
 * @returns   its text; null when the handout has no such part, because nothing in it needs one
 */
export async function unpack(id: string): Promise<string | null> {
  const holder = document.getElementById(id);
  if (holder === null) return null;
  const packed = atob(holder.textContent.trim());
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(inflated).text();
}

/** Unpacks a library and runs it as a script of the page. */
export async function unpackScript(id: string): Promise<boolean> {
  const source = await unpack(id);
  if (source === null) return false;
  const script = document.createElement("script");
  script.textContent = source;
  document.head.append(script);
  script.remove();
  return true;
}
