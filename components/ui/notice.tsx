import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import { DANGER, NoticeBox, type NoticeProps } from "./notice-box";

const TONES = {
  info: { icon: Info, ground: "bg-accent-soft", mark: "text-accent" },
  good: { icon: CircleCheck, ground: "bg-good-soft", mark: "text-good" },
  warning: { icon: TriangleAlert, ground: "bg-warn-soft", mark: "text-warn" },
  danger: DANGER,
} as const;

/** Something the user should know; announced when it is a danger. */
export function Notice({ tone = "info", ...props }: NoticeProps & { tone?: keyof typeof TONES }) {
  return <NoticeBox tone={TONES[tone]} {...props} />;
}
