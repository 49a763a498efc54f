import { browserFamily, type Position, screenClass, utmIn } from "../columns/feed";
import { MOST_VALUES, variablesOf } from "../columns/variables";
import { type Dimension, isVariable } from "../query/query";
import type { Reading } from "./reading";
import { type Sql, sql } from "./text";

/** A dimension whose values this program reads out of a column's text: SQL finds the text, `told` what it says. */
interface Trait {
  /** The text, of a view `v`; null = nothing to read */
  text: Sql;
  told(text: string): string | null;
  /** More values than these are not kept; see docs/metrics.md */
  most: number;
}

const UTM = { source: "utm_source", medium: "utm_medium", campaign: "utm_campaign" } as const;
const ENDLESS = Number.POSITIVE_INFINITY;

/**
 * The parameter alone, since whole addresses differ from view to view; but the whole query where names of parameters
 * may be encoded.
 */
function utmText(name: string): Sql {
  const place = sql`split_part(v.url, '#', 1)`;
  const query = sql`substr(${place}, strpos(${place}, '?') + 1)`;
  return sql`CASE WHEN strpos(v.url, 'utm_') > 0 AND strpos(${place}, '?') > 0 THEN
    CASE WHEN ${query} ~ '^[?]|(^|&)[^=&]*%' THEN ${query}
      ELSE substring(${query} from ${`(?:^|&)(${name}(?:=[^&]*)?)(?:&|$)`}) END END`;
}

export function traitOf(dimension: Dimension): Trait | null {
  if (isVariable(dimension)) {
    const key = dimension.slice("var:".length);
    return {
      // Objects, lists and null say nothing.
      text: sql`CASE WHEN strpos(v.variables, ${`${JSON.stringify(key)}:`}) > 0
        THEN substring((v.variables::json -> ${key}::text)::text from '^[^[{n].*') END`,
      told: (text) => variablesOf(`{${JSON.stringify(key)}:${text}}`).get(key) ?? null,
      most: variablesOf(`{${JSON.stringify(key)}:1}`).has(key) ? MOST_VALUES : 0,
    };
  }
  switch (dimension) {
    case "browser":
      return { text: sql`v.browser`, told: browserFamily, most: ENDLESS };
    case "screen":
      return { text: sql`v.screen_width`, told: screenClass, most: ENDLESS };
    case "source":
    case "medium":
    case "campaign":
      return { text: utmText(UTM[dimension]), told: (text) => utmIn(text)[dimension], most: ENDLESS };
    default:
      return null;
  }
}

/** What texts say, by text; null: more than is kept, so that nothing is known. */
export type Told = ReadonlyMap<string, string | null> | null;

interface Known extends Position {
  told: Map<string, string | null>;
  /** What they say, each once */
  values: Set<string | null>;
}

/**
 * The texts that views have, with what they say. There are few, so all are known in advance, and a statement joins them as
 * a small table. Only what was committed since they were last read is looked through.
 */
export class Traits {
  readonly #known = new Map<Dimension, Known>();

  async of(dimension: Dimension, reading: Reading, position: Position): Promise<Told> {
    const trait = traitOf(dimension);
    if (trait === null) throw new Error(`${dimension} is a column of its own`);
    if (trait.most === 0) return null;
    const held = this.#known.get(dimension);
    const known =
      held?.epoch === position.epoch
        ? held
        : { ...position, revision: -1, told: new Map(), values: new Set<string | null>([null]) };
    this.#known.set(dimension, known);
    if (known.revision < position.revision) {
      const texts = reading.each(
        sql`SELECT DISTINCT ${trait.text} FROM views v WHERE v.revision > ${known.revision} AND v.deleted_at IS NULL`,
      );
      for await (const rows of texts)
        for (const [text] of rows) {
          if (text == null || known.values.size > trait.most) continue;
          const value = trait.told(String(text));
          known.told.set(String(text), value);
          known.values.add(value);
        }
      known.revision = Math.max(known.revision, position.revision);
    }
    return known.values.size > trait.most ? null : known.told;
  }
}
