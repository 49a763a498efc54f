"use client";

import { ChevronRight, Plus } from "lucide-react";
import { useState } from "react";
import type { FilterDimension } from "@/lib/query/query";
import { buttonClass } from "../ui/button";
import { MenuButton } from "../ui/menu-button";
import { Popover } from "../ui/popover";
import { dimensionWord } from "../words";
import { FacetValues } from "./facet-values";

const LAYER = "facet-picker";

interface Dimension {
  dimension: FilterDimension;
  word: string;
}

interface Props {
  dimensions: Dimension[];
  /** Where they lead */
  path: string;
  /** The page's parameters, as far as it could use them */
  search: string;
  locale: string;
}

/** What the videos' addresses passed on, as far as the views have it. */
async function readVariables(): Promise<Dimension[]> {
  const response = await fetch("/api/facets");
  if (!response.ok) throw new Error(response.statusText);
  const { variables } = (await response.json()) as { variables: FilterDimension[] };
  return variables.map((dimension) => ({ dimension, word: `Variable: ${dimensionWord(dimension, {})}` }));
}

/** "+ Filter": a dimension first, then its values with what each would leave. */
export function FacetPicker({ dimensions, path, search, locale }: Props) {
  const [chosen, setChosen] = useState<FilterDimension | null>(null);
  /** Whose values were shown: going back puts the keyboard there again */
  const [left, setLeft] = useState<FilterDimension | null>(null);
  const [variables, setVariables] = useState<Dimension[] | "failed">([]);
  const offered = variables === "failed" ? dimensions : [...dimensions, ...variables];
  const word = offered.find(({ dimension }) => dimension === chosen)?.word;
  const open = () => {
    readVariables().then(setVariables, () => setVariables("failed"));
  };
  /** It opens with the dimensions again. */
  const close = () => {
    setChosen(null);
    setLeft(null);
  };
  return (
    <>
      <button type="button" popoverTarget={LAYER} className={buttonClass({ variant: "secondary", size: "sm" })}>
        <Plus aria-hidden size={14} />
        Filter
      </button>
      <Popover menu id={LAYER} className="w-80 p-1" onOpen={open} onClose={close}>
        {chosen && word ? (
          <FacetValues
            dimension={chosen}
            word={word}
            path={path}
            search={search}
            locale={locale}
            onBack={() => {
              setLeft(chosen);
              setChosen(null);
            }}
          />
        ) : (
          <ul aria-label="Filter by" className="max-h-[min(70dvh,31rem)] overflow-y-auto">
            {offered.map(({ dimension, word: name }) => (
              <li key={dimension}>
                <MenuButton autoFocus={dimension === left} onClick={() => setChosen(dimension)}>
                  <span className="flex-1">{name}</span>
                  <ChevronRight aria-hidden size={14} className="text-faint" />
                </MenuButton>
              </li>
            ))}
            {variables === "failed" && (
              <li className="px-2.5 py-1.5 text-bad text-xs">The views’ variables could not be loaded.</li>
            )}
          </ul>
        )}
      </Popover>
    </>
  );
}
