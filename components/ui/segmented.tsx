import clsx from "clsx";
import type { ReactNode } from "react";
import { Link } from "./link";

const BOX = "flex flex-wrap rounded bg-sunken p-0.5 text-sm";
const PART = "segment";
const CHOSEN = "bg-surface font-medium text-ink";

interface LinkChoice {
  href: string;
  word: string;
  current: boolean;
}

/** A choice that lives in the URL. */
export function SegmentedLinks({ label, choices }: { label: string; choices: LinkChoice[] }) {
  return (
    <nav aria-label={label} className={BOX}>
      {choices.map(({ href, word, current }) => (
        <Link
          key={word}
          href={href}
          scroll={false}
          prefetch={false}
          aria-current={current ? "true" : undefined}
          className={clsx(PART, current && CHOSEN)}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}

interface Switch {
  /** Of the radio group, and the prefix of its ids: `${name}-${value}` */
  name: string;
  label: string;
  choices: { value: string; word: ReactNode; disabled?: boolean }[];
  className?: string;
}

/** A choice that only changes what is drawn; style follows it by `:has(#name-value:checked)`, with no script. */
export function SegmentedRadios({ name, label, choices, className }: Switch) {
  const first = choices.find((choice) => !choice.disabled)?.value;
  return (
    <fieldset className={clsx(BOX, className)}>
      <legend className="sr-only">{label}</legend>
      {choices.map(({ value, word, disabled }) => (
        <label key={value} className={clsx(PART, disabled && "pointer-events-none opacity-45")}>
          <input
            type="radio"
            name={name}
            id={`${name}-${value}`}
            value={value}
            defaultChecked={value === first}
            disabled={disabled}
            className="sr-only"
          />
          {word}
        </label>
      ))}
    </fieldset>
  );
}
