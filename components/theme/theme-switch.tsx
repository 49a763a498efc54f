"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { startTransition, useState } from "react";
import { chooseTheme } from "./choose-theme";
import { THEMES, type Theme } from "./themes";

const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Light, dark, or as the system says; changes at once and is remembered in this browser. */
export function ThemeSwitch({ chosen }: { chosen: Theme }) {
  const [theme, setTheme] = useState(chosen);
  const choose = (next: Theme) => {
    setTheme(next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    startTransition(() => chooseTheme(next));
  };
  return (
    <fieldset className="flex rounded bg-sunken p-0.5">
      <legend className="sr-only">Theme</legend>
      {THEMES.map((name) => {
        const Icon = ICONS[name];
        return (
          <label
            key={name}
            title={`Theme: ${name}`}
            className="flex size-7 items-center justify-center rounded-sm text-faint hover:text-ink has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="theme"
              value={name}
              checked={theme === name}
              onChange={() => choose(name)}
              className="sr-only"
            />
            <Icon aria-hidden size={15} />
            <span className="sr-only">{name}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
