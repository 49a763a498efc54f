import clsx from "clsx";
import { Download } from "lucide-react";
import type { PrettyLine } from "@/lib/mindstamp/pretty";
import type { BodyView, HexRow } from "@/lib/reports/delivery-body";
import { buttonClass } from "../ui/button";
import { Card, CardHeader } from "../ui/card";

interface Props {
  body: BodyView | "not for you" | "pruned" | "not kept";
  /** Of the raw bytes */
  downloadHref: string;
  /** The problem, said beside the line that it is in, or beside each that is marked */
  problem: string | null;
  each: boolean;
}

const ABSENT = {
  "not for you": "What was sent holds personal data: analysts and administrators may read it.",
  pruned: "What was sent is not kept any more: it was older than the settings allow.",
  "not kept": "Records that came from files and were understood are not kept word for word.",
} as const;

/** What was sent, laid out, with its problem marked. */
export function BodyCard({ body, downloadHref, problem, each }: Props) {
  const there = typeof body !== "string";
  return (
    <Card className="min-w-0 overflow-hidden">
      <CardHeader title="What was sent">
        {there && body.kind !== "empty" && (
          <a href={downloadHref} download className={buttonClass({ size: "sm" })}>
            <Download aria-hidden size={14} />
            Raw bytes
          </a>
        )}
      </CardHeader>
      {there ? <Body {...{ body, problem, each }} /> : <p className="px-4 pb-5 text-muted">{ABSENT[body]}</p>}
    </Card>
  );
}

function Body({ body, problem, each }: Pick<Props, "problem" | "each"> & { body: BodyView }) {
  if (body.kind === "empty") return <p className="px-4 pb-5 text-muted">The body was empty.</p>;
  return (
    <>
      <div className="border-t bg-canvas py-2 font-mono text-xs leading-5">
        {body.kind === "json" && <Lines lines={body.lines} {...{ problem, each }} />}
        {body.kind === "text" && <pre className="wrap-anywhere whitespace-pre-wrap px-4">{body.text}</pre>}
        {body.kind === "binary" && <Hex rows={body.rows} />}
      </div>
      <p className="px-4 py-2.5 text-faint text-xs empty:hidden">
        {body.kind === "binary" && `Byte ${body.badAt} is where the text breaks. `}
        {body.cut && "Not all of it is shown: the raw bytes have the rest."}
      </p>
    </>
  );
}

function Lines({ lines, problem, each }: Pick<Props, "problem" | "each"> & { lines: PrettyLine[] }) {
  const first = lines.findIndex((line) => line.marked);
  const numbered = lines.map((line, i) => ({ ...line, number: i + 1, tells: each ? line.marked : i === first }));
  return (
    <ol>
      {numbered.map(({ number, depth, text, marked, tells }) => (
        <li
          key={number}
          className={clsx("flex border-l-2 pr-4", marked ? "border-bad bg-bad-soft" : "border-transparent")}
        >
          <span aria-hidden className="w-12 shrink-0 select-none pr-3 text-right text-faint">
            {number}
          </span>
          <span
            className="wrap-anywhere min-w-0 whitespace-pre-wrap"
            style={{ paddingLeft: `${Math.min(depth, 16) * 1.25}em` }}
          >
            {text}
            {tells && problem && <span className="ml-4 font-medium font-sans text-bad">← {problem}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Hex({ rows }: { rows: HexRow[] }) {
  return (
    <table>
      <caption className="sr-only">Bytes in hexadecimal, and as text</caption>
      <tbody>
        {rows.map(({ offset, bytes, text, bad }) => (
          <tr key={offset} className={bad === null ? undefined : "bg-bad-soft"}>
            <th scope="row" className="pr-4 pl-4 text-left font-normal text-faint">
              {offset.toString(16).padStart(6, "0")}
            </th>
            <td className="whitespace-pre pr-6">
              {bad === null ? (
                bytes.join(" ")
              ) : (
                <>
                  {bytes.slice(0, bad).map((byte) => `${byte} `)}
                  <mark className="rounded-xs bg-bad px-0.5 text-surface">{bytes[bad]}</mark>
                  {bytes.slice(bad + 1).map((byte) => ` ${byte}`)}
                </>
              )}
            </td>
            <td className="whitespace-pre pr-4 text-muted">{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
