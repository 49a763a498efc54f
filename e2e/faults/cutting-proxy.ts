import { connect, createServer, type Socket } from "node:net";

export interface CuttingProxy {
  port: number;
  /** Connections cut so far */
  cuts: number;
  /**
   * From now on: what is answered to the next request with this text, in a connection that carries `after` before it,
   * is not passed on, and both ends are cut.
   */
  cutAnswerTo(text: string, after?: string): void;
  close(): Promise<void>;
}

/** Passes bytes on to a local port, until told to lose an answer: the other side has done the work, and nobody hears of it. */
export async function cuttingProxy(to: number): Promise<CuttingProxy> {
  let wanted: { text: string; after: string } | null = null;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(to, "127.0.0.1");
    let [marked, cutting] = [false, false];
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("close", () => open.delete(socket));
      // The other end may be gone: that is what this proxy is for.
      socket.on("error", () => socket.destroy());
    }
    client.on("data", (bytes) => {
      if (wanted !== null && bytes.includes(wanted.after)) marked = true;
      if (wanted !== null && marked && bytes.includes(wanted.text)) {
        wanted = null;
        cutting = true;
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (!cutting) return client.write(bytes);
      proxy.cuts++;
      client.destroy();
      upstream.destroy();
    });
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve, reject) => server.on("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");
  const proxy: CuttingProxy = {
    port: address.port,
    cuts: 0,
    cutAnswerTo(text, after = text) {
      wanted = { text, after };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
  return proxy;
}
