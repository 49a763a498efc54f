"use client";

import { ChevronLeft } from "lucide-react";
import { useEffect, useState } from "react";
import type { FilterDimension } from "@/lib/query/query";
import { Button } from "../ui/button";
import { Input } from "../ui/field";
import { Notice } from "../ui/notice";
import { type FacetChoice, FacetValue } from "./facet-value";

const TYPING_MS = 150;

interface Answer {
  values: FacetChoice[];
  count: number;
}

interface Props {
  dimension: FilterDimension;
  word: string;
  path: string;
  /** The page's parameters */
  search: string;
  locale: string;
  onBack: () => void;
}

/** A dimension's values with their views under the other filters, searchable; each a link that adds the filter. */
export function FacetValues({ dimension, word, path, search, locale, onBack }: Props) {
  const [question, setQuestion] = useState({ find: "" });
  const { find } = question;
  const [answer, setAnswer] = useState<Answer | "failed" | null>(null);

  // A new object asks again, be its text the same.
  useEffect(() => {
    const { find: wanted } = question;
    const stop = new AbortController();
    const wait = setTimeout(
      () => {
        const query = new URLSearchParams(search);
        if (wanted) query.set("find", wanted);
        fetch(`/api/facets/${encodeURIComponent(dimension)}?${query}`, { signal: stop.signal })
          .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
          .then(setAnswer)
          .catch(() => {
            if (!stop.signal.aborted) setAnswer("failed");
          });
      },
      wanted ? TYPING_MS : 0,
    );
    return () => {
      clearTimeout(wait);
      stop.abort();
    };
  }, [dimension, search, question]);

  return (
    <div>
      <div className="flex items-center gap-1 p-1">
        <Button variant="quiet" size="sm" onClick={onBack} aria-label="Back to all filters" className="px-1.5">
          <ChevronLeft aria-hidden size={16} />
        </Button>
        <Input
          type="search"
          autoFocus
          value={find}
          onChange={(event) => setQuestion({ find: event.target.value })}
          placeholder={`Search: ${word}`}
          aria-label={`Search ${word}`}
          className="h-8 text-sm"
        />
      </div>
      <div aria-live="polite" className="max-h-72 min-h-40 overflow-y-auto">
        {answer === "failed" ? (
          <Notice
            tone="danger"
            actions={
              <Button size="sm" onClick={() => setQuestion({ find })}>
                Try again
              </Button>
            }
          >
            The values could not be loaded.
          </Notice>
        ) : answer === null ? (
          <Loading />
        ) : answer.values.length === 0 ? (
          <p className="px-2.5 py-2 text-muted text-sm">
            {find ? `Nothing matches “${find}”.` : "No view has a value here."}
          </p>
        ) : (
          <ul aria-label={word}>
            {answer.values.map((choice) => (
              <FacetValue key={choice.include} choice={choice} path={path} locale={locale} />
            ))}
          </ul>
        )}
      </div>
      {answer !== null && answer !== "failed" && answer.count > answer.values.length && !find && (
        <p className="px-2.5 py-1.5 text-faint text-xs">
          The first {answer.values.length} of {answer.count}: search for the others.
        </p>
      )}
    </div>
  );
}

function Loading() {
  return (
    <div className="grid gap-1 p-1.5">
      <span className="sr-only">Loading values</span>
      {["a", "b", "c", "d", "e"].map((key) => (
        <span key={key} className="skeleton h-7" />
      ))}
    </div>
  );
}
