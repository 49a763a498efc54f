const SHORT = 24;
const TAIL = { min: 6, max: 12 };

/** A long text cut in its middle where room is short, since titles differ at both ends; the whole is on hover. */
export function Cut({ children: text }: { children: string }) {
  if (text.length <= SHORT)
    return (
      <span className="truncate" title={text}>
        {text}
      </span>
    );
  const [head, tail] = split(text);
  return (
    <span className="flex min-w-0" title={text}>
      <span aria-hidden className="overflow-hidden text-ellipsis whitespace-pre">
        {head}
      </span>
      <span aria-hidden className="shrink-0 whitespace-pre">
        {tail}
      </span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

/** Before the last words, where these are neither too few letters nor too many. */
function split(text: string): [head: string, tail: string] {
  const gap = text.indexOf(" ", text.length - TAIL.max);
  const at = gap === -1 || gap > text.length - TAIL.min ? text.length - TAIL.min : gap;
  return [text.slice(0, at), text.slice(at)];
}
