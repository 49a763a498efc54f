import { SegmentedLinks } from "../ui/segmented";

/** The pages of the settings, in the order of their tabs. */
const PAGES = [
  { href: "/settings", word: "General" },
  { href: "/settings/users", word: "Users" },
  { href: "/settings/privacy", word: "Privacy" },
  { href: "/settings/audit", word: "Audit log" },
  { href: "/settings/notifications", word: "Notifications" },
  { href: "/settings/status", word: "Status" },
] as const;

export type SettingsAddress = (typeof PAGES)[number]["href"];

/** From one page of the settings to the others. */
export function SettingsTabs({ current }: { current: SettingsAddress }) {
  return (
    <div className="-mt-1 flex px-4 pt-1 pb-4 md:px-6">
      <SegmentedLinks
        label="Pages of the settings"
        choices={PAGES.map(({ href, word }) => ({ href, word, current: href === current }))}
      />
    </div>
  );
}
