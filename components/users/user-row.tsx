import type { Formats } from "../format/formats";
import { UserActions } from "./user-actions";
import type { UserView } from "./user-view";
import { ROLE_WORDS } from "./words";

interface Props {
  user: UserView;
  /** It is the reader */
  self: boolean;
  act: (form: FormData) => void;
  pending: boolean;
  formats: Formats;
}

/** One user: who, what they may do, how they are doing, and what can be done about it. */
export function UserRow({ user, self, act, pending, formats }: Props) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3" data-user={user.email}>
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="truncate font-medium">{user.name ?? user.email}</span>
          {self && <span className="text-faint text-sm">you</span>}
          <Badge>{ROLE_WORDS[user.role]}</Badge>
          {user.state === "invited" && <Badge tone="bg-accent-soft text-accent">Invited</Badge>}
          {user.state === "disabled" && <Badge tone="bg-warn-soft text-warn">Disabled</Badge>}
        </p>
        <p className="flex min-w-0 flex-wrap gap-x-3 text-muted text-sm tabular-nums">
          {user.name && <span className="min-w-0 truncate">{user.email}</span>}
          {/* Who has just joined by a link is in without having signed in. */}
          {(user.lastLoginAt || !self) && (
            <span>{user.lastLoginAt ? <>last sign-in {moment(user.lastLoginAt, formats)}</> : "never signed in"}</span>
          )}
          {user.secondFactor && <span>second factor on</span>}
          {user.singleSignOn && <span>single sign-on</span>}
          {user.tokens > 0 && <span>{user.tokens === 1 ? "1 API token" : `${user.tokens} API tokens`}</span>}
        </p>
      </div>
      <UserActions {...{ user, act, pending }} />
    </li>
  );
}

const moment = (iso: string, formats: Formats) => <time dateTime={iso}>{formats.moment(iso)}</time>;

function Badge({ tone = "bg-sunken text-muted", children }: { tone?: string; children: string }) {
  return <span className={`shrink-0 rounded-sm px-1.5 py-0.5 text-xs ${tone}`}>{children}</span>;
}
