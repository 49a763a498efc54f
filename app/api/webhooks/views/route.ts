import { apiHandler } from "@/lib/auth/handler";
import { deliver } from "@/lib/ingest/deliver";
import { noteRejection } from "@/lib/ingest/rejections";
import { Problem } from "@/lib/problem";

/** The sender's view webhook: 200 only after every record is durable. */
export const POST = apiHandler(async (request: Request) =>
  Response.json(await deliver(request), { headers: { "Cache-Control": "no-store" } }),
);

const notAllowed = apiHandler(async () => {
  noteRejection(405);
  throw new Problem(405, "View webhooks are sent by POST.", { headers: { Allow: "POST" } });
});

export { notAllowed as DELETE, notAllowed as GET, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };
