import { isSafeNumber } from "./json";

export interface PrettyLine {
  depth: number;
  text: string;
  /** The problem is here */
  marked: boolean;
}

export interface Pretty {
  lines: PrettyLine[];
  /** There is more than these lines */
  cut: boolean;
  /** Where the text stops being JSON; null: it does not */
  brokenAt: number | null;
}

export interface Marks {
  /** Of values, e.g. "started" or "variables.score" */
  paths?: readonly string[];
  /** Numbers that a double cannot hold */
  unsafeNumbers?: boolean;
  /** Values nested more deeply than this */
  depth?: number;
}

const MAX_LINES = 1_000;
const MAX_TOKEN = 1_000;
const MAX_REST = 4_000;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

interface Level {
  array: boolean;
  key: string;
  index: number;
}

type Expected = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end" | "nothing";

/**
 * Lays JSON out a value a line, from the text itself: numbers, order and repeated keys stay as they were sent, depth does no
 * harm, and text that is no JSON is laid out as far as it goes, with the rest marked.
 */
export function prettyJson(text: string, marks: Marks = {}, maxLines = MAX_LINES): Pretty {
  return new Layout(text, marks, maxLines).run();
}

class Layout {
  readonly #lines: PrettyLine[] = [];
  readonly #levels: Level[] = [];
  #at = 0;
  #expected: Expected = "value";
  /** Begun and not yet ended: a key, a value without its comma */
  #line = "";
  #depth = 0;
  #marked = false;

  constructor(
    readonly text: string,
    readonly marks: Marks,
    readonly maxLines: number,
  ) {}

  run(): Pretty {
    for (;;) {
      this.#skipBlanks();
      if (this.#at >= this.text.length) break;
      if (this.#lines.length >= this.maxLines) return { lines: this.#lines, cut: true, brokenAt: null };
      if (!this.#step()) return this.#broken();
    }
    if (this.#expected !== "nothing") return this.#broken();
    this.#endLine();
    return { lines: this.#lines, cut: false, brokenAt: null };
  }

  #skipBlanks(): void {
    while (" \t\n\r\uFEFF".includes(this.text[this.#at] ?? "x")) this.#at++;
  }

  /** Takes one token; false when it is not one that may stand here. */
  #step(): boolean {
    const char = this.text[this.#at] as string;
    const expected = this.#expected;
    if (expected.endsWith("or end") && (char === "}" || char === "]")) return this.#close(char);
    if (expected === "comma or end") return char === "," && this.#comma();
    if (expected === "colon") return char === ":" && this.#colon();
    if (expected.startsWith("key")) return char === '"' && this.#key();
    return expected.startsWith("value") && this.#value(char);
  }

  #close(char: string): boolean {
    const level = this.#levels.at(-1);
    if (!level || level.array !== (char === "]")) return false;
    this.#levels.pop();
    // An empty one stays on its line.
    if (this.#expected === "comma or end") this.#endLine();
    this.#put(char);
    this.#at++;
    this.#valueEnded();
    return true;
  }

  #comma(): boolean {
    const level = this.#levels.at(-1);
    if (!level) return false;
    this.#put(",");
    this.#endLine();
    level.index++;
    this.#at++;
    this.#expected = level.array ? "value" : "key";
    return true;
  }

  #colon(): boolean {
    this.#put(": ");
    this.#at++;
    this.#expected = "value";
    return true;
  }

  #key(): boolean {
    const token = this.#string();
    const level = this.#levels.at(-1);
    if (token === null || !level) return false;
    this.#startLine();
    level.key = JSON.parse(token) as string;
    this.#put(shortened(token));
    this.#expected = "colon";
    return true;
  }

  #value(char: string): boolean {
    this.#startLine();
    if (this.#isMarked()) this.#marked = true;
    if (char === "{" || char === "[") {
      this.#put(char);
      this.#at++;
      this.#levels.push({ array: char === "[", key: "", index: 0 });
      this.#expected = char === "[" ? "value or end" : "key or end";
      return true;
    }
    const token = char === '"' ? this.#string() : this.#matching(NUMBER) || this.#matching(LITERAL);
    if (!token) return false;
    if (this.marks.unsafeNumbers && /^[-\d]/.test(token) && !isSafeNumber(token)) this.#marked = true;
    this.#put(shortened(token));
    this.#valueEnded();
    return true;
  }

  /** The first value of a level is on the line after its bracket. */
  #startLine(): void {
    if (this.#expected.endsWith("or end")) this.#endLine();
  }

  #isMarked(): boolean {
    const { paths = [], depth } = this.marks;
    if (depth !== undefined && this.#levels.length === depth) return true;
    if (paths.length === 0) return false;
    const path = this.#levels.map((level) => (level.array ? `[${level.index}]` : level.key)).join(".");
    return paths.includes(path);
  }

  #valueEnded(): void {
    this.#expected = this.#levels.length === 0 ? "nothing" : "comma or end";
  }

  #matching(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.text)?.[0] ?? null;
    if (token !== null) this.#at += token.length;
    return token;
  }

  /** A string with its quotes; null, and the place at the fault, when it is not one. */
  #string(): string | null {
    for (let at = this.#at + 1; at < this.text.length; at++) {
      const char = this.text.charCodeAt(at);
      if (char === 34) {
        const token = this.text.slice(this.#at, at + 1);
        this.#at = at + 1;
        return token;
      }
      if (char < 32) return null;
      if (char !== 92) continue;
      ESCAPE.lastIndex = at;
      const escaped = ESCAPE.exec(this.text)?.[0];
      if (!escaped) return null;
      at += escaped.length - 1;
    }
    return null;
  }

  #put(text: string): void {
    if (this.#line === "") this.#depth = this.#levels.length;
    this.#line += text;
  }

  #endLine(): void {
    if (this.#line !== "") this.#lines.push({ depth: this.#depth, text: this.#line, marked: this.#marked });
    this.#line = "";
    this.#marked = false;
  }

  #broken(): Pretty {
    this.#endLine();
    const rest = this.text.slice(this.#at, this.#at + MAX_REST);
    this.#lines.push({ depth: this.#levels.length, text: rest === "" ? "…" : rest, marked: true });
    return { lines: this.#lines, cut: this.#at + MAX_REST < this.text.length, brokenAt: this.#at };
  }
}

function shortened(token: string): string {
  if (token.length <= MAX_TOKEN) return token;
  return `${token.slice(0, MAX_TOKEN)}… (${token.length - MAX_TOKEN} more characters)`;
}
