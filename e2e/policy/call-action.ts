export type Fields = Record<string, string>;
/** A form's fields are given as an instance of this; anything else as it is. */
export class Form {
  constructor(readonly fields: Fields) {}
}

export interface Called {
  address: string;
  status: number;
  /** Body and headers */
  told: string;
  headers: Headers;
}

interface Call {
  id: string;
  arguments_: unknown[];
  cookie: string;
  headers?: Record<string, string>;
}

/** Calls a server action as React does in a browser, with as much of its encoding as our actions need. */
export async function callAction(address: URL, { id, arguments_, cookie, headers = {} }: Call): Promise<Called> {
  const body = new FormData();
  let forms = 0;
  const root = arguments_.map((value) => {
    if (!(value instanceof Form)) return value;
    const part = ++forms;
    for (const [name, text] of Object.entries(value.fields)) body.append(`_${part}_${name}`, text);
    return `$K${part.toString(16)}`;
  });
  body.append("0", JSON.stringify(root));
  return send(address, { cookie, headers: { "Next-Action": id, ...headers }, body });
}

/** Sends a form as a browser without scripts does. */
export function sendForm(address: URL, { id, arguments_, cookie, headers = {} }: Call): Promise<Called> {
  const body = new FormData();
  const form = arguments_.find((value) => value instanceof Form);
  if (form instanceof Form) {
    for (const [name, text] of Object.entries(form.fields)) body.append(name, text);
    const bound = arguments_.filter((value) => value !== form);
    body.append("$ACTION_REF_1", "");
    body.append("$ACTION_1:0", JSON.stringify({ id, bound: "$@1" }));
    body.append("$ACTION_1:1", JSON.stringify(bound));
  } else body.append(`$ACTION_ID_${id}`, "");
  return send(address, { cookie, headers, body });
}

async function send(
  address: URL,
  { cookie, headers, body }: { cookie: string; headers: Record<string, string>; body: FormData },
): Promise<Called> {
  const answer = await fetch(address, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: address.origin, ...headers, ...(cookie && { Cookie: cookie }) },
    body,
  });
  const told = `${[...answer.headers].map((line) => line.join(": ")).join("\n")}\n${await answer.text()}`;
  return { address: address.pathname, status: answer.status, told, headers: answer.headers };
}
