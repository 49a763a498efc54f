/** A text in one line, or in two where room is short: what a row is about must be read without a pointer. */
export function TwoLines({ children: text }: { children: string }) {
  return (
    <span className="wrap-anywhere line-clamp-2 leading-4" title={text}>
      {text}
    </span>
  );
}
