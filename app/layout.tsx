import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { HydrateLast } from "@/components/shell/hydrate-last";
import { RevealAtOnce } from "@/components/shell/reveal-at-once";
import { THEME_COOKIE, themeOf } from "@/components/theme/themes";
import { processId } from "@/lib/process";
import "./globals.css";

export function generateMetadata(): Metadata {
  return {
    title: { default: "Viewledger", template: "%s · Viewledger" },
    robots: { index: false, follow: false },
    // Which process answered, as /api/health says too.
    other: { "viewledger-instance": processId() },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f7f9" },
    { media: "(prefers-color-scheme: dark)", color: "#0c0e13" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" className={GeistSans.variable} data-theme={theme === "system" ? undefined : theme}>
      <body className="font-sans text-base">
        <RevealAtOnce nonce={nonce} />
        <HydrateLast nonce={nonce} />
        {children}
      </body>
    </html>
  );
}
