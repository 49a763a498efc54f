import { expect, test } from "vitest";
import { addressBehind } from "./peer-address";

test("without a trusted proxy X-Forwarded-For is the client's own word", () => {
  expect(addressBehind("192.0.2.7", "", 0)).toBe("192.0.2.7");
  expect(addressBehind("192.0.2.7", "10.0.0.1, 10.0.0.2", 0)).toBe("192.0.2.7");
});

test("with trusted proxies the address is counted from the right", () => {
  expect(addressBehind("127.0.0.1", "6.6.6.6, 192.0.2.7", 1)).toBe("192.0.2.7");
  expect(addressBehind("127.0.0.1", "6.6.6.6, 192.0.2.7, 10.0.0.1", 2)).toBe("192.0.2.7");
  expect(addressBehind("127.0.0.1", "", 1)).toBe("127.0.0.1");
});

test("an IPv6 customer is one address, an IPv4 one inside IPv6 is itself", () => {
  expect(addressBehind("::ffff:192.0.2.7", "", 0)).toBe("192.0.2.7");
  expect(addressBehind("2001:db8:1:2:aaaa::1", "", 0)).toBe("2001:db8:1:2::/64");
  expect(addressBehind("2001:0DB8:1:2:bbbb::2", "", 0)).toBe("2001:db8:1:2::/64");
  expect(addressBehind("2001:db8::1", "", 0)).toBe("2001:db8:0:0::/64");
  expect(addressBehind("::1", "", 0)).toBe("0:0:0:0::/64");
  expect(addressBehind("fe80::1%eth0", "", 0)).toBe("fe80:0:0:0::/64");
  expect(addressBehind("x".repeat(500), "", 0)).toHaveLength(64);
});
