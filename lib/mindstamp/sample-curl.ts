/** What stands for a key that is not known, or no longer shown. */
export const KEY_PLACEHOLDER = "YOUR_KEY";

interface Sample {
  /** Public address of the webhook */
  webhookUrl: string;
  key?: string;
  now: Date;
  /** A fresh UUID, so that the view is a new one */
  id: string;
}

const VIDEO_ID = "5a3b1f9e-0c4d-4b7e-9a61-d2f8c7e4b0a5";
const WATCHED_S = 172;

/** A command for any POSIX shell that delivers a test view as Mindstamp would. */
export function sampleCurl({ webhookUrl, key = KEY_PLACEHOLDER, now, id }: Sample): string {
  const view = {
    id,
    video_id: VIDEO_ID,
    video_title: "Test video",
    started: now.toISOString(),
    elapsed: WATCHED_S,
    percentage: 95,
    viewer_name: "Test viewer",
    country: "United States",
    browser: "Chrome 101",
    participation: 98,
    correctness: null,
    tag1: "test",
    updated_at: now.toISOString(),
  };
  return [
    `curl -X POST ${quoted(webhookUrl)} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H ${quoted(`X-KEY: ${key}`)} \\`,
    `  -d ${quoted(JSON.stringify(view, null, 2))}`,
  ].join("\n");
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
