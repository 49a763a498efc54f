import { apiHandler } from "@/lib/auth/handler";
import { allowOnly } from "@/lib/auth/methods";
import { reportContext } from "@/lib/reports/context";
import { deliveryBytes } from "@/lib/reports/delivery";

/** A delivery's bytes as they came, to be kept and never shown: they are a stranger's. */
export const GET = apiHandler(
  async (_: Request, { params }: { params: Promise<{ deliveryId: string }> }) => {
    const { deliveryId } = await params;
    const bytes = await deliveryBytes(await reportContext(), deliveryId);
    return new Response(bytes, {
      headers: {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": `attachment; filename="delivery-${deliveryId.replace(/[^\w-]/g, "")}.bin"`,
        "Content-Length": String(bytes.byteLength),
      },
    });
  },
  { tokens: true },
);

const notAllowed = allowOnly("GET, HEAD");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT };
