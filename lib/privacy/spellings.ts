const decoder = new TextDecoder("utf-8");

const SIGNS: Record<string, string> = { "/": "/", '"': '"', "\\": "\\" };

/** A text as it is read once its escapes are taken for what they mean: those of JSON, and those of addresses, twice over. */
export function spellings(text: string): string[] {
  const plain = text.includes("\\") ? withoutEscapes(text) : text;
  const decoded = withoutPercent(plain);
  const twice = withoutPercent(decoded);
  const found = [plain, decoded, twice, twice.replaceAll("+", " ")];
  return [...new Set(found.map((one) => one.normalize("NFC")))];
}

/** A line's end or a tab ends a word too. */
const withoutEscapes = (text: string) =>
  text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, hex: string | undefined, sign: string | undefined) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (SIGNS[sign ?? ""] ?? " "),
  );

function withoutPercent(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => decoder.decode(Buffer.from(bytes.replaceAll("%", ""), "hex")));
}
