import { auditAlone } from "@/lib/audit";
import { requireUser } from "@/lib/auth/current-user";
import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { requireSameOrigin } from "@/lib/auth/same-origin";
import { historyJob } from "@/lib/history/job";
import { takeUpload } from "@/lib/history/upload";

/** The job that brings in history, or the last one. */
export const GET = apiHandler(async () => {
  await requireUser("administrator");
  return Response.json({ job: await historyJob() });
});

/** The body is a file of views; `name` says what it is called, `dry=1` that it is only to be looked through. */
export const POST = apiHandler(async (request: Request) => {
  const { id: actor } = await requireUser("administrator");
  requireSameOrigin(request);
  const { searchParams } = new URL(request.url);
  const size = Number(request.headers.get("content-length"));
  const job = await takeUpload({
    body: request.body,
    name: searchParams.get("name") ?? "views",
    size: Number.isSafeInteger(size) && size > 0 ? size : null,
    dryRun: searchParams.get("dry") === "1",
  });
  if (job.kind === "import")
    await auditAlone({ actor, action: "history.imported", subject: job.id, details: { bytes: job.bytes?.of ?? null } });
  return Response.json({ job }, { status: 202 });
});

const notAllowed = allowOnly("GET, HEAD, POST");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };
