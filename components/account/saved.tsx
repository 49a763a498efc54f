import { Notice } from "../ui/notice";

/** What came of a form: done, or why not */
export interface SavedState {
  error?: string;
  done?: string;
}

export function Saved({ error, done }: SavedState) {
  if (error) return <Notice tone="danger">{error}</Notice>;
  return done ? <Notice tone="good">{done}</Notice> : null;
}
