import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Stands before a server and can fall silent: connections stay open, and nothing is said any more. */
export interface SilentProxy {
  /** The server's address, by way of this */
  url: string;
  fallSilent(): void;
  /** For new connections */
  speak(): void;
  close(): void;
}

export async function silentProxy(url: string): Promise<SilentProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((socket) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(one);
      one.on("error", () => undefined);
      one.on("close", () => other.destroy());
      one.on("data", (bytes) => {
        if (!silent) other.write(bytes);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const via = new URL(url);
  via.port = String((server.address() as AddressInfo).port);
  return {
    url: via.href,
    fallSilent() {
      silent = true;
    },
    speak() {
      silent = false;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
