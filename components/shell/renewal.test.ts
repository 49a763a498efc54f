import { expect, test } from "vitest";
import { RENEWAL_COOKIE } from "../../lib/auth/names";
import { RENEWAL } from "./renewal";

test("page and server mean the same cookie", () => expect(RENEWAL).toBe(RENEWAL_COOKIE));
