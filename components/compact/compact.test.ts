import fc from "fast-check";
import { createElement, Fragment, forwardRef, lazy, memo, type ReactNode, Suspense } from "react";
import { renderToStaticMarkup, renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { Compact } from "./compact";
import { encode } from "./encode";

const compacted = (node: ReactNode) => createElement(Compact, null, node);

/** Server components: called, and only their markup is sent. */
const Named = ({ name, children }: { name: string; children?: ReactNode }) =>
  createElement(Fragment, null, createElement("b", null, name), children);
const Icon = forwardRef<HTMLElement, { children?: ReactNode }>((props, _) => createElement("s", props));
const Late = (): ReactNode => Promise.reject(new Error("late"));
const Early = (): ReactNode => {
  throw new Error("early");
};
/** As the bundler marks a component of the browser. */
const OfTheBrowser = Object.assign(
  ({ word, value, children }: { word: string; value?: unknown; children?: ReactNode }) =>
    createElement("i", { title: word, lang: JSON.stringify(value) }, children),
  { $$typeof: Symbol.for("react.client.reference") },
);

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
      fc
        .tuple(
          text,
          children,
          fc.constantFrom(undefined, [1, ["x"]], () => {}),
        )
        .map(([word, inside, value]) => createElement(OfTheBrowser, { word, value, key: word }, ...inside)),
      children.map((inside) => createElement(Icon, null, ...inside)),
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

test("a component of the browser is named by its number, with what it is given", () => {
  const of = (word: string) => createElement(OfTheBrowser, { word, key: word }, "in it");
  const { text, components, slots } = encode(createElement("p", { className: "c" }, "a", of("w"), of("v")));
  expect([components, slots]).toEqual([[OfTheBrowser], []]);
  const [w, v] = ["w", "v"].map((word) => [0, -1, { word, key: word }, "in it"]);
  expect(JSON.parse(text)).toEqual({ classes: ["c"], root: ["p", 0, 0, "a", w, v] });
});

test("what JSON would lose is left to React, with the element it belongs to", () => {
  class Own {}
  const lost = [
    () => {},
    Symbol("s"),
    12n,
    Number.NaN,
    -0,
    new Date(0),
    new Own(),
    createElement("b", { key: "b" }),
    Promise.resolve(),
    [undefined],
    new Array(1),
  ];
  const held = [...lost, ...lost.map((value) => ({ deep: value })), ...lost.map((value) => [value])];
  const all = held.map((value, key) => createElement(OfTheBrowser, { key, word: "w", value }));
  expect(encode(all).slots).toEqual(all);
  const Lazy = lazy(async () => ({ default: Named }));
  const suspended = createElement(Suspense, { key: "s" });
  const others = [Promise.resolve("x"), suspended, createElement(memo(Named), { name: "n", key: "m" })];
  others.push(createElement(Lazy, { name: "n", key: "l" }));
  expect(encode(others).slots).toEqual(others);
});

test("a promise that fails where nothing is sent in the end is no unhandled one", async () => {
  expect(() => encode(createElement("p", null, createElement(Late), createElement(Early)))).toThrow("early");
  // An unhandled rejection fails the run.
  await new Promise((resolve) => setTimeout(resolve));
});

test("what is not there keeps its place, a list is one child, and keys stay: the browser finds everything again", () => {
  const root = (...children: ReactNode[]) => JSON.parse(encode(createElement("p", null, ...children)).text).root;
  const row = (key: string) => createElement(Named, { name: "n", key });
  const rowNode = (key: string) => ["", -1, { key }, ["", -1, 0, ["b", -1, 0, "n"], null]];
  expect(root(false, [row("k")], "x")).toEqual(["p", -1, 0, null, ["", -1, 0, rowNode("k")], "x"]);
  expect(root("y", [row("l"), row("k")], "x")).toEqual(["p", -1, 0, "y", ["", -1, 0, rowNode("l"), rowNode("k")], "x"]);
  expect(root(createElement("i", { key: "k", title: "t" }))).toEqual(["p", -1, 0, ["i", -1, { key: "k", title: "t" }]]);
});

test("a class that stands often is written once", () => {
  const rows = Array.from({ length: 100 }, (_, key) => createElement("li", { key, className: "a b c" }));
  expect(encode(rows).text.split("a b c")).toHaveLength(2);
});
