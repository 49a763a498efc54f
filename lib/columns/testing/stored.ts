import { db } from "../../db";
import { browserFamily, screenClass, utmOf } from "../feed";
import type { ColumnRow } from "../row";
import { variablesOf } from "../variables";

/** The database's views as plain rows, and the names of things. */
export async function stored() {
  const views = await db().read.view.findMany({ where: { deletedAt: null } });
  const rows = views.map(
    (view): ColumnRow => ({
      ...view,
      occurredAt: Number(view.occurredAt),
      viewer: view.viewerKey,
      video: view.video_id,
      group: view.group_id,
      browser: browserFamily(view.browser),
      plink: view.plink_id,
      screen: screenClass(view.screen_width),
      ...utmOf(view.url),
      variables: variablesOf(view.variables),
      elapsed: view.flags?.includes('"finished<started"') ? null : view.elapsed,
      interactions: view.interaction_count,
    }),
  );
  const [videos, viewers] = [await db().read.video.findMany(), await db().read.viewer.findMany()];
  return {
    rows,
    titles: new Map(videos.flatMap(({ id, title }) => (title === null ? [] : [[id, title] as const]))),
    viewers: new Map(
      viewers.map(({ key, name, email, phone, customId, excluded }) => {
        return [key, { name, email, identified: [name, email, phone, customId].some((known) => known), excluded }];
      }),
    ),
  };
}
