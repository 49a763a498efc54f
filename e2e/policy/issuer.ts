import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

type Claims = Record<string, unknown>;

interface Grant {
  claims: Claims;
  nonce: string;
  challenge: string;
  redirectUri: string;
}

export const CLIENT = { id: "viewledger", secret: "a secret of the client" };

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A small OpenID provider that asks nobody for a password: who comes is whoever `next` says. */
export class Issuer {
  /** Claims of the next to sign in; those of `userinfo` are told there only */
  next: Claims = {};
  userinfo: Claims = {};
  /** Changes the ID token's claims after they were made, as an attacker would */
  tamper: ((claims: Claims) => Claims) | null = null;
  /** Signs with a key that is not published */
  strangeKey = false;
  readonly #grants = new Map<string, Grant>();
  readonly #subjects = new Map<string, Claims>();
  readonly #key = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly #otherKey = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this.address;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): Promise<unknown> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.address);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return void json(response, 200, {
          issuer: this.address,
          authorization_endpoint: `${this.address}/authorize`,
          token_endpoint: `${this.address}/token`,
          userinfo_endpoint: `${this.address}/userinfo`,
          jwks_uri: `${this.address}/jwks`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        });
      case "/jwks":
        return void json(response, 200, {
          keys: [{ ...this.#key.publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }],
        });
      case "/authorize":
        return this.#authorize(url.searchParams, response);
      case "/token":
        return this.#token(request, new URLSearchParams(await text(request)), response);
      case "/userinfo": {
        const claims = this.#subjects.get(request.headers.authorization?.replace("Bearer ", "") ?? "");
        return void (claims ? json(response, 200, claims) : json(response, 401, { error: "invalid_token" }));
      }
      default:
        return void json(response, 404, {});
    }
  }

  #authorize(asked: URLSearchParams, response: ServerResponse): void {
    const get = (name: string) => asked.get(name) ?? "";
    if (get("client_id") !== CLIENT.id || get("code_challenge_method") !== "S256" || !get("nonce") || !get("state"))
      return void json(response, 400, { error: "invalid_request" });
    const code = randomBytes(16).toString("hex");
    const redirectUri = get("redirect_uri");
    const grant = { claims: this.next, nonce: get("nonce"), challenge: get("code_challenge"), redirectUri };
    this.#grants.set(code, grant);
    response.writeHead(302, { Location: `${redirectUri}?${new URLSearchParams({ code, state: get("state") })}` }).end();
  }

  #token(request: IncomingMessage, form: URLSearchParams, response: ServerResponse): void {
    const code = form.get("code") ?? "";
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const basic = `${encodeURIComponent(CLIENT.id)}:${encodeURIComponent(CLIENT.secret).replaceAll("%20", "+")}`;
    const known = request.headers.authorization === `Basic ${Buffer.from(basic).toString("base64")}`;
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!known) return void json(response, 401, { error: "invalid_client" });
    if (!grant || grant.challenge !== verifier || grant.redirectUri !== form.get("redirect_uri"))
      return void json(response, 400, { error: "invalid_grant" });
    const accessToken = randomBytes(16).toString("hex");
    this.#subjects.set(accessToken, { sub: grant.claims.sub, ...this.userinfo });
    json(response, 200, { access_token: accessToken, token_type: "Bearer", id_token: this.#idToken(grant) });
  }

  #idToken({ claims, nonce }: Grant): string {
    const now = Math.floor(Date.now() / 1_000);
    const made = { iss: this.address, aud: CLIENT.id, iat: now, exp: now + 300, nonce, ...claims };
    const content = `${part({ alg: "RS256", kid: "one" })}.${part(this.tamper?.(made) ?? made)}`;
    const { privateKey } = this.strangeKey ? this.#otherKey : this.#key;
    return `${content}.${sign("RSA-SHA256", Buffer.from(content), privateKey).toString("base64url")}`;
  }
}
