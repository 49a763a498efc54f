import { createServer, type Socket } from "node:net";

export interface Mail {
  from: string;
  to: string[];
  /** Headers and text, as sent */
  data: string;
}

export interface SmtpServer {
  url: string;
  mails: Mail[];
  /** Answers the next so many messages with 451: come back later */
  refuse(count: number): void;
  /** Answers for ever, a line now and then, and never comes to an end */
  dawdle(on: boolean): void;
  close(): Promise<void>;
}

/** A mail server that keeps what it is sent; as much of SMTP (RFC 5321) as a client without extensions speaks. */
export async function smtpServer(): Promise<SmtpServer> {
  const mails: Mail[] = [];
  const sockets = new Set<Socket>();
  let refusing = 0;
  let dawdling = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    let [text, mail, inData]: [string, Mail, boolean] = ["", { from: "", to: [], data: "" }, false];
    const say = (line: string) => socket.write(`${line}\r\n`);
    say("220 test");
    socket.setEncoding("utf8");
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: string) => {
      text += chunk;
      for (;;) {
        const end = text.indexOf(inData ? "\r\n.\r\n" : "\r\n");
        if (end === -1) return;
        const line = text.slice(0, end);
        text = text.slice(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          if (refusing > 0) {
            refusing--;
            say("451 later");
          } else {
            mails.push({ ...mail, data: line });
            say("250 kept");
          }
        } else if (dawdling) {
          const saying = setInterval(() => say("250-yet"), 50);
          socket.on("close", () => clearInterval(saying));
        } else if (/^(EHLO|HELO|RSET|NOOP)/i.test(line)) say("250 test");
        else if (/^MAIL FROM/i.test(line)) {
          mail = { from: /<(.*?)>/.exec(line)?.[1] ?? "", to: [], data: "" };
          say("250 ok");
        } else if (/^RCPT TO/i.test(line)) {
          mail.to.push(/<(.*?)>/.exec(line)?.[1] ?? "");
          say("250 ok");
        } else if (/^DATA/i.test(line)) {
          inData = true;
          say("354 go on");
        } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
        else say("502 unknown");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    mails,
    refuse(count) {
      refusing = count;
    },
    dawdle(on) {
      dawdling = on;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
