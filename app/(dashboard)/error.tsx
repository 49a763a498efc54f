"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

interface Props {
  error: Error & { digest?: string };
  reset: () => void;
}

/** A page that could not be made: nothing is lost, and trying again may help. */
export default function DashboardError({ error, reset }: Props) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <>
      <PageHeader title="Something went wrong" />
      <div className="max-w-2xl px-4 pt-2 md:px-6">
        <Notice
          tone="danger"
          title="This page could not be made"
          actions={
            <Button size="sm" onClick={retry}>
              Try again
            </Button>
          }
        >
          <p>
            The views are safe, and deliveries are taken as before. If it happens again, the server’s log says why
            {error.digest && (
              <>
                {" "}
                under <code className="font-mono text-sm">{error.digest}</code>
              </>
            )}
            .
          </p>
        </Notice>
      </div>
    </>
  );
}
