import { Card } from "../ui/card";

const WORDS = {
  open: {
    title: "Nothing waits",
    text: "A delivery that cannot be counted as a view is kept here, whole, until somebody replays or dismisses it: Mindstamp may never send it again.",
  },
  dismissed: {
    title: "Nothing is dismissed",
    text: "What is dismissed here can be brought back while its body is kept.",
  },
  replayed: {
    title: "Nothing was replayed",
    text: "Records that went through again and were understood are listed here.",
  },
} as const;

/** The good case, and what this page is for. */
export function NothingInQuarantine({ state }: { state: keyof typeof WORDS }) {
  const { title, text } = WORDS[state];
  return (
    <Card className="grid justify-items-center gap-2 px-6 py-16 text-center lg:col-span-2">
      <h2 className="font-semibold text-xl tracking-tight">{title}</h2>
      <p className="max-w-prose text-muted">{text}</p>
    </Card>
  );
}
