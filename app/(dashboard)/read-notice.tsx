import { headers } from "next/headers";
import { formats, localeOf } from "@/components/format/formats";
import { ReadBanner } from "@/components/shell/read-banner";
import { requireUser } from "@/lib/auth/current-user";
import { readPlace } from "@/lib/db";
import { settings } from "@/lib/settings";

/** For administrators, who can mend it; nothing while reports are read where they should be. */
export async function ReadNotice() {
  const { role } = await requireUser();
  const { state } = readPlace();
  if (role !== "administrator" || state.refused === null) return null;
  const [{ reportingZone }, request] = await Promise.all([settings(), headers()]);
  return <ReadBanner state={state} formats={formats(localeOf(request.get("accept-language")), reportingZone)} />;
}
