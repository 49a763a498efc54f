"use client";

import { useActionState, useState } from "react";
import { Menu } from "../ui/menu";
import { MenuButton } from "../ui/menu-button";
import { EraseDialog } from "./erase-dialog";
import type { ExclusionsState } from "./exclusions-panel";

interface Props {
  viewer: string;
  /** Views of any time */
  views: number;
  exclude: (state: ExclusionsState, form: FormData) => Promise<ExclusionsState>;
  erase: (form: FormData) => Promise<void>;
  /** Somebody who was erased already: nothing but counts is left */
  isErased: boolean;
}

/** What an administrator can do with a person's data. */
export function ViewerMenu({ viewer, views, exclude, erase, isErased }: Props) {
  const [erasing, setErasing] = useState(false);
  const [, leaveOut, pending] = useActionState(exclude, { error: null, saved: 0, typed: "" });
  const asked = { by: "viewer", value: viewer } as const;
  return (
    <>
      <Menu button="Manage" label="Manage this viewer’s data" align="end" className="w-64">
        <div className="pb-1">
          {!isErased && (
            <form action="/api/person" method="post">
              <input type="hidden" name="by" value={asked.by} />
              <input type="hidden" name="value" value={asked.value} />
              <MenuButton type="submit">Export as JSON</MenuButton>
            </form>
          )}
          <form action={leaveOut}>
            <input type="hidden" name="kind" value="viewer" />
            <input type="hidden" name="value" value={viewer} />
            <MenuButton type="submit" disabled={pending}>
              Exclude from all figures
            </MenuButton>
          </form>
        </div>
        <div className="border-t pt-1">
          <MenuButton
            className="text-bad"
            onClick={(event) => {
              event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
              setErasing(true);
            }}
          >
            {isErased ? "Drop the counts…" : "Erase this person…"}
          </MenuButton>
        </div>
      </Menu>
      {erasing && (
        <EraseDialog
          asked={asked}
          extent={`All ${views.toLocaleString("en")} views of this viewer, of any time.`}
          act={erase}
          pending={false}
          onClose={() => setErasing(false)}
        />
      )}
    </>
  );
}
