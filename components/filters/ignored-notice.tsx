import type { IgnoredParameter } from "@/lib/query/filters";
import { Notice } from "../ui/notice";

/** Names what in the address could not be used, so that nobody takes the figures for narrower than they are. */
export function IgnoredNotice({ ignored }: { ignored: IgnoredParameter[] }) {
  if (ignored.length === 0) return null;
  return (
    <Notice tone="warning" title="Part of this address was ignored">
      <ul>
        {ignored.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <code className="font-mono text-sm">{path}</code> {message}.
          </li>
        ))}
      </ul>
    </Notice>
  );
}
