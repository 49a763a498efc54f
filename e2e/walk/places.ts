/** Where a user can go, by the name of the place. */
export type Places = Record<string, string>;

/** One of each, as far as there is one. */
export interface Ones {
  video?: string;
  viewer?: string;
  delivery?: string;
}

/** Every page of the dashboard for an administrator. */
export function places({ video, viewer, delivery }: Ones = {}): Places {
  return {
    overview: "/overview",
    videos: "/videos",
    ...(video && { video: `/videos/${video}` }),
    viewers: "/viewers",
    ...(viewer && { viewer: `/viewers/${viewer}?period=all` }),
    tags: "/tags",
    engagement: "/engagement",
    geography: "/geography",
    deliveries: "/deliveries",
    ...(delivery && { delivery: `/deliveries/${delivery}` }),
    quarantine: "/deliveries/quarantine",
    settings: "/settings",
    users: "/settings/users",
    audit: "/settings/audit",
    privacy: "/settings/privacy",
    notifications: "/settings/notifications",
    status: "/settings/status",
    account: "/account",
  };
}

/** What an address can name that is not there. */
export const NOWHERE: Places = {
  "no-video": "/videos/99999999-9999-4999-8999-999999999999",
  "no-viewer": "/viewers/99999999-9999-4999-8999-999999999999",
  "no-delivery": "/deliveries/99999999-9999-4999-8999-999999999999",
  "no-page": "/nothing-here",
};

/** Pages for who is not signed in. */
export const OUTSIDE = { login: "/login", password: "/password" };

export const SCREENS = {
  wide: { width: 1_440, height: 900 },
  narrow: { width: 390, height: 844 },
  huge: { width: 2_560, height: 1_440 },
} as const;
export const THEMES = ["light", "dark"] as const;

export interface Look {
  screen: keyof typeof SCREENS;
  theme: (typeof THEMES)[number];
}

const EVERY: Look[] = Object.keys(SCREENS).flatMap((screen) =>
  THEMES.map((theme) => ({ screen: screen as Look["screen"], theme })),
);

/** In the long run every screen in both themes; else none: most of it is the same as in the journeys. */
export const looks = (): Look[] => (process.env.WALK === "every" ? EVERY : []);
