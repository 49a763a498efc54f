import type { UserInfo } from "@/lib/auth/users";

/** As on its way to the browser: instants as ISO texts */
export type UserView = Omit<UserInfo, "lastLoginAt"> & { lastLoginAt: string | null };
