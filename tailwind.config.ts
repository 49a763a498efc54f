import type { Config } from "tailwindcss";

const token = (name: string) => `var(--${name})`;

/** The names that components use; their values, light and dark, are in app/globals.css. */
const config: Config = {
  content: ["./app/**/*.tsx", "./components/**/*.tsx"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      canvas: token("canvas"),
      surface: token("surface"),
      raised: token("raised"),
      sunken: token("sunken"),
      line: token("line"),
      control: token("control"),
      ink: token("ink"),
      muted: token("muted"),
      faint: token("faint"),
      accent: {
        DEFAULT: token("accent"),
        strong: token("accent-strong"),
        "strong-hover": token("accent-strong-hover"),
        soft: token("accent-soft"),
      },
      "on-accent": token("on-accent"),
      good: { DEFAULT: token("good"), soft: token("good-soft") },
      bad: { DEFAULT: token("bad"), soft: token("bad-soft") },
      warn: { DEFAULT: token("warn"), soft: token("warn-soft") },
      series: {
        1: token("series-1"),
        2: token("series-2"),
        3: token("series-3"),
        4: token("series-4"),
        5: token("series-5"),
        6: token("series-6"),
      },
      bar: { DEFAULT: token("bar"), edge: token("bar-edge") },
    },
    fontSize: {
      xs: ["0.75rem", "1rem"],
      sm: ["0.8125rem", "1.25rem"],
      base: ["0.875rem", "1.25rem"],
      lg: ["1rem", "1.5rem"],
      xl: ["1.25rem", "1.75rem"],
      "2xl": ["1.75rem", "2.125rem"],
    },
    borderRadius: { none: "0", xs: "2px", sm: "4px", DEFAULT: "8px", full: "9999px" },
    fontFamily: {
      sans: ["var(--font-geist-sans)", "system-ui", "sans-serif"],
      mono: ["ui-monospace", "SFMono-Regular", "Menlo", "monospace"],
    },
  },
};

export default config;
