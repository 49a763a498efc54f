import { db } from "@/lib/db";

export async function GET(): Promise<Response> {
  await db().read.counter.findFirst();
  return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
}
