import { requireUser } from "@/lib/auth/current-user";
import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { requireSameOrigin } from "@/lib/auth/same-origin";
import { exportPerson } from "@/lib/privacy/export-person";
import { readAsked } from "@/lib/privacy/person";
import { Problem } from "@/lib/problem";

const MAX_BYTES = 4_096;

/** Everything held of somebody, as a file. Asked for by a form: an address must not stand in an address. */
export const POST = apiHandler(async (request: Request) => {
  const { id: actor } = await requireUser("administrator");
  requireSameOrigin(request);
  if (!(Number(request.headers.get("content-length")) <= MAX_BYTES)) throw new Problem(413, "The form is too large.");
  const asked = readAsked(new URLSearchParams(await request.text()));
  if (asked === null) throw new Problem(400, "Say whose data: by an e-mail address, a custom id or a viewer’s key.");
  return new Response(await exportPerson(asked, actor), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": 'attachment; filename="person.json"',
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});

const notAllowed = allowOnly("POST");

export { notAllowed as DELETE, notAllowed as GET, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };
