import { expect, test, vi } from "vitest";
import { log } from "../log";
import { logIn } from "./log-in";
import { nextAuthOptions } from "./next-auth-options";
import { sessionBySso } from "./sso";
import { SsoRefused } from "./sso-users";

vi.mock("./log-in", () => ({ logIn: vi.fn() }));
vi.mock("./sso", async (original) => ({ ...(await original<typeof import("./sso")>()), sessionBySso: vi.fn() }));

test("a word of a driver does not stand in the redirect to the login page, but in the log", async () => {
  vi.stubEnv("AUTH_SECRET", "0123456789abcdef0123456789abcdef");
  const told = vi.spyOn(log(), "error").mockReturnValue();
  vi.mocked(logIn).mockRejectedValue(new Error("ConnectionClosed"));
  const [provider] = nextAuthOptions(true).providers as unknown as {
    options: { authorize(typed: object, request: object): Promise<unknown> };
  }[];
  await expect(provider?.options.authorize({}, {})).rejects.toThrow("Failed");
  expect(told).toHaveBeenCalledOnce();
  vi.mocked(sessionBySso).mockRejectedValue(new SsoRefused("SsoRole"));
  const signIn = nextAuthOptions(true).callbacks?.signIn as unknown as (given: object) => Promise<unknown>;
  await expect(signIn({ user: {}, account: { provider: "oidc" } })).rejects.toThrow("SsoRole");
  expect(told).toHaveBeenCalledOnce();
});
