import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { health } from "@/lib/reports/health";

/** For watchers and the container's health check: no login, no secrets. */
export const GET = apiHandler(async () => {
  const { status, body } = await health();
  return Response.json(body, {
    status,
    headers: { "Cache-Control": "no-store", ...(status === 503 && { "Retry-After": "5" }) },
  });
});

const notAllowed = allowOnly("GET, HEAD");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT };
