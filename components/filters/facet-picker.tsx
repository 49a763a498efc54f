"use client";

import { ChevronRight, Plus } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import type { FilterDimension } from "@/lib/query/query";
import { buttonClass } from "../ui/button";
import { MenuButton } from "../ui/menu-button";
import { Popover } from "../ui/popover";
import { FacetValues } from "./facet-values";

const LAYER = "facet-picker";

interface Props {
  dimensions: { dimension: FilterDimension; word: string }[];
  locale: string;
}

/** "+ Filter": a dimension first, then its values with what each would leave. */
export function FacetPicker({ dimensions, locale }: Props) {
  const [chosen, setChosen] = useState<FilterDimension | null>(null);
  const path = usePathname();
  const search = useSearchParams().toString();
  const word = dimensions.find(({ dimension }) => dimension === chosen)?.word;
  return (
    <>
      <button type="button" popoverTarget={LAYER} className={buttonClass({ variant: "secondary", size: "sm" })}>
        <Plus aria-hidden size={14} />
        Filter
      </button>
      <Popover id={LAYER} className="w-80 p-1" onOpen={() => setChosen(null)}>
        {chosen && word ? (
          <FacetValues
            dimension={chosen}
            word={word}
            path={path}
            search={search}
            locale={locale}
            onBack={() => setChosen(null)}
          />
        ) : (
          <ul aria-label="Filter by">
            {dimensions.map(({ dimension, word: name }) => (
              <li key={dimension}>
                <MenuButton onClick={() => setChosen(dimension)}>
                  <span className="flex-1">{name}</span>
                  <ChevronRight aria-hidden size={14} className="text-faint" />
                </MenuButton>
              </li>
            ))}
          </ul>
        )}
      </Popover>
    </>
  );
}
