import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import { env } from "../env";
import { oncePerProcess } from "../process";

/**
 * A header that only this process knows by name, so that no request can bring it along: Next hands route handlers and
 * pages a request's headers, but not its socket.
 */
const headerName = () => oncePerProcess("peerAddressHeader", () => `x-peer-${randomBytes(12).toString("hex")}`);

/** Notes on every request, before Next sees it, where it came from. */
export function installPeerAddress(): void {
  oncePerProcess("peerAddress", () =>
    subscribe("http.server.request.start", (message) => {
      const { request } = message as { request: IncomingMessage };
      const forwarded = request.headers["x-forwarded-for"];
      request.headers[headerName()] = addressBehind(
        request.socket.remoteAddress ?? "",
        Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? ""),
        env().TRUSTED_PROXY_HOPS,
      );
    }),
  );
}

/** The address a request came from; "unknown" for all whose socket was gone at once. */
export function clientAddress(headers: Headers | Record<string, unknown>): string {
  const value = headers instanceof Headers ? headers.get(headerName()) : headers[headerName()];
  return typeof value === "string" && value !== "" ? value : "unknown";
}

/**
 * Each trusted proxy appended the address it was called from to X-Forwarded-For, so the client's is `hops` from the
 * right; whatever stands further left is the client's own word.
 */
export function addressBehind(socketAddress: string, forwardedFor: string, hops: number): string {
  const chain = forwardedFor
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  chain.push(socketAddress);
  return network(chain.at(-1 - hops) ?? chain[0] ?? "");
}

/** An IPv4 address as it is; of an IPv6 address the /64, which is what one customer has. */
function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const bare = address.split("%")[0] ?? "";
  if (!isIPv6(bare)) return address.slice(0, 64);
  const [head = "", tail = ""] = bare.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const middle = bare.includes("::") ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0") : [];
  const groups = [...left, ...middle, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(":")}::/64`;
}
