/** Bytes of an id in an IdsAnswer. */
export const ID_BYTES = 16;

/** How many ids are packed in these bytes. */
export const idCount = (packed: Uint8Array) => packed.length / ID_BYTES;

/** The ids from place `from` on, at most `most` of them. */
export function idsAt(packed: Uint8Array, from: number, most: number): string[] {
  const hex = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
    .subarray(from * ID_BYTES, (from + most) * ID_BYTES)
    .toString("hex");
  return Array.from({ length: hex.length / (2 * ID_BYTES) }, (_, i) => {
    const id = hex.slice(i * 2 * ID_BYTES, (i + 1) * 2 * ID_BYTES);
    return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
  });
}
