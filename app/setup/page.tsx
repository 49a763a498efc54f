import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { NarrowPage } from "@/components/access/narrow-page";
import { SetupForm } from "@/components/access/setup-form";
import { Notice } from "@/components/ui/notice";
import { hasUsers, isSetupToken } from "@/lib/auth/first-administrator";
import { SETUP_COOKIE } from "@/lib/auth/names";
import { setUp } from "./actions";

export const metadata = { title: "Set up" };

export default async function SetupPage() {
  // Never at build time, which would make a database.
  await connection();
  if (await hasUsers()) notFound();
  const token = (await cookies()).get(SETUP_COOKIE)?.value;
  if (token === undefined || !(await isSetupToken(token)))
    return (
      <NarrowPage title="This setup link does not work">
        <Notice tone="warning">
          A link works once, for 24 hours. Start Viewledger again and open the link it prints.
        </Notice>
      </NarrowPage>
    );
  return (
    <NarrowPage title="Welcome to Viewledger" intro="Create the first administrator. Others can be added later.">
      <SetupForm action={setUp} />
    </NarrowPage>
  );
}
