/** What the arrows go through; what is laid out but hidden is left out. */
const ENTRIES = "a[href], button:not(:disabled)";
/** Fields that use letters and arrows themselves */
const FIELDS = "input, select, textarea";

const entriesOf = (layer: HTMLElement) =>
  [...layer.querySelectorAll<HTMLElement>(ENTRIES)].filter((entry) => entry.checkVisibility());

/** A menu that opens puts the keyboard on its first entry, or into its first field where that comes earlier. */
export function enterMenu(layer: HTMLElement): void {
  const first = [...layer.querySelectorAll<HTMLElement>(`${ENTRIES}, ${FIELDS}`)].find(
    (entry) => entry.checkVisibility() && !entry.matches("input[type=hidden]"),
  );
  first?.focus({ preventScroll: true });
}

/** Arrows, Home and End go through a menu's entries, a letter to the next that begins with it. True: the key was used. */
export function moveInMenu(layer: HTMLElement, { key, target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || !(target instanceof HTMLElement)) return false;
  const entries = entriesOf(layer);
  const at = entries.indexOf(target);
  const wanted = target.matches(FIELDS) ? fromField(entries, target, key) : fromEntry(entries, at, key);
  if (!wanted) return false;
  wanted.focus();
  return true;
}

/** Only a search field has no use of its own for the arrow down. */
function fromField(entries: HTMLElement[], field: HTMLElement, key: string): HTMLElement | undefined {
  if (key !== "ArrowDown" || !field.matches("input[type=search]")) return undefined;
  return entries.find((entry) => field.compareDocumentPosition(entry) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function fromEntry(entries: HTMLElement[], at: number, key: string): HTMLElement | undefined {
  const { length } = entries;
  if (key === "ArrowDown") return entries[(at + 1) % length];
  if (key === "ArrowUp") return entries[at <= 0 ? length - 1 : at - 1];
  if (key === "Home") return entries[0];
  if (key === "End") return entries[length - 1];
  if (key.length !== 1 || key === " ") return undefined;
  const letter = key.toLocaleLowerCase();
  const begins = (entry: HTMLElement) => entry.textContent?.trim().toLocaleLowerCase().startsWith(letter);
  return [...entries.slice(at + 1), ...entries.slice(0, at + 1)].find(begins);
}
