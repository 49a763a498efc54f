"use client";

import { formats as formatsOf } from "../format/formats";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { useActing } from "./acting";
import { kindWord } from "./words";

interface Props {
  silences: { reason: string; path: string | null; silencedAt: string }[];
  locale: string;
  zone: string;
}

/** Kinds that are dismissed on arrival; each silence can be ended. */
export function SilencesPanel({ silences, locale, zone }: Props) {
  const acting = useActing();
  const formats = formatsOf(locale, zone);
  if (silences.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Dismissed on arrival" />
      <ul className="divide-y px-4 pb-2">
        {silences.map((silence) => (
          <li key={`${silence.reason} ${silence.path}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium text-sm">{kindWord(silence)}</p>
              <p className="text-faint text-xs">since {formats.day(silence.silencedAt)}</p>
            </div>
            {acting && (
              <form action={acting.submit}>
                <input type="hidden" name="reason" value={silence.reason} />
                <input type="hidden" name="path" value={silence.path ?? ""} />
                <Button
                  type="submit"
                  name="intent"
                  value="end silence"
                  size="sm"
                  disabled={acting.pending}
                  aria-label={`Alarm for ${kindWord(silence)} again`}
                >
                  Alarm again
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
