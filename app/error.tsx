"use client";

import { ServerFailed } from "@/components/failures/server-failed";

export default ServerFailed;
