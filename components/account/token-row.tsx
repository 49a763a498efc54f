import type { ApiTokenInfo } from "@/lib/auth/api-tokens";
import type { Formats } from "../format/formats";
import { Button } from "../ui/button";

/** As on its way to the browser: instants as ISO texts */
export type TokenView = Omit<ApiTokenInfo, "createdAt" | "expiresAt" | "lastUsedAt"> & {
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
};

interface Props {
  token: TokenView;
  expired: boolean;
  revoke: (form: FormData) => void;
  pending: boolean;
  formats: Formats;
}

/** One token: which it is, and how it is doing. */
export function TokenRow({ token, expired, revoke, pending, formats }: Props) {
  const { id, label, prefix, createdAt, expiresAt, lastUsedAt } = token;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-medium">{label}</span>
          <code className="font-mono text-muted text-sm">{prefix}…</code>
        </p>
        <p className="flex flex-wrap gap-x-3 text-muted text-sm tabular-nums">
          <span>
            made <time dateTime={createdAt}>{formats.day(createdAt)}</time>
          </span>
          <span>
            {lastUsedAt ? (
              <>
                last used <time dateTime={lastUsedAt}>{formats.moment(lastUsedAt)}</time>
              </>
            ) : (
              "not used yet"
            )}
          </span>
          <span className={expired ? "font-medium text-warn" : undefined}>
            {expired ? "expired" : "until"} <time dateTime={expiresAt}>{formats.day(expiresAt)}</time>
          </span>
        </p>
      </div>
      <form action={revoke}>
        <input type="hidden" name="revoke" value={id} />
        <Button type="submit" size="sm" variant="danger" disabled={pending} aria-label={`Revoke ${label} ${prefix}`}>
          Revoke
        </Button>
      </form>
    </li>
  );
}
