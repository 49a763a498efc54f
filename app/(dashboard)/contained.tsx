import type { ReactNode } from "react";
import { Failed } from "@/components/failures/failed";
import { failureOf } from "@/lib/failure";

interface Props {
  /** What is not there where it fails */
  title: string;
  className?: string;
  children: () => Promise<ReactNode>;
}

/** A part of a page that is made by itself: where that fails, its place says so, and what stands around it stays. */
export async function Contained({ title, className, children }: Props) {
  try {
    return await children();
  } catch (error) {
    return <Failed title={title} className={className} {...(await failureOf(error))} />;
  }
}
