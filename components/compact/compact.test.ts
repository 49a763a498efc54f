import fc from "fast-check";
import { createElement, Fragment, type ReactNode } from "react";
import { renderToStaticMarkup, renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { Compact } from "./compact";
import { encode } from "./encode";

const compacted = (node: ReactNode) => createElement(Compact, null, node);

/** Server components: called, and only their markup is sent. */
const Named = ({ name, children }: { name: string; children?: ReactNode }) =>
  createElement(Fragment, null, createElement("b", null, name), children);
/** As the bundler marks a component of the browser. */
const OfTheBrowser = Object.assign(({ word }: { word: string }) => createElement("i", null, word), {
  $$typeof: Symbol.for("react.client.reference"),
});

const { tree } = fc.letrec<{ tree: ReactNode }>((tie) => {
  const children = fc.array(tie("tree"), { maxLength: 3 });
  const text = fc.constantFrom("", "a", "<&\"'>", "0", "日本", "\u2028 \ud83d\ude00");
  const props = fc.record(
    {
      title: text,
      hidden: fc.boolean(),
      tabIndex: fc.constantFrom(0, -1),
      style: fc.constantFrom({ width: 12, color: "red" }, {}),
      "data-x": fc.constantFrom<unknown>(0, null, undefined, "y", false),
      key: fc.constantFrom("k", "l"),
      // The last: attributes come out in their order, and the class is put back at the end.
      className: fc.constantFrom("", "one", "one two"),
    },
    { requiredKeys: [] },
  );
  return {
    tree: fc.oneof(
      { depthSize: "small" },
      text,
      fc.constantFrom<ReactNode>(null, undefined, true, false, 0, 1.5, 12n),
      fc
        .tuple(fc.constantFrom("p", "td", "svg"), props, children)
        .map(([tag, own, inside]) => createElement(tag, own as Record<string, unknown>, ...inside)),
      children.map((inside) => inside.map((one, key) => createElement(Fragment, { key }, one))),
      fc.tuple(text, children).map(([name, inside]) => createElement(Named, { name, key: name }, ...inside)),
      text.map((word) => createElement(OfTheBrowser, { word, key: word })),
    ),
  };
});

test("what comes out is what went in, to the last character", () => {
  fc.assert(
    fc.property(tree, (node) => {
      const same = (render: (node: ReactNode) => string) => expect(render(compacted(node))).toBe(render(node));
      same(renderToStaticMarkup);
      // With the marks between texts that hydration goes by.
      same(renderToString);
    }),
  );
});

test("a component of the browser is left to React, with what it is given", () => {
  const own = createElement(OfTheBrowser, { word: "w" });
  const { text, slots } = encode(createElement("p", { className: "c" }, "a", own));
  expect(slots).toEqual([own]);
  expect(JSON.parse(text)).toEqual({ classes: ["c"], nodes: [["p", 0, 0, "a", 0]] });
});

test("what JSON would lose is left to React: functions, promises, and an element with one among its properties", () => {
  const action = () => {};
  const form = createElement("form", { action }, "text");
  const later = Promise.resolve("x");
  expect(encode([form, later]).slots).toEqual([form, later]);
});

test("a class that stands often is written once", () => {
  const rows = Array.from({ length: 100 }, (_, key) => createElement("li", { key, className: "a b c" }));
  expect(encode(rows).text.split("a b c")).toHaveLength(2);
});
