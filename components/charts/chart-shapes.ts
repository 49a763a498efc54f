/** Puts the shapes that a picture takes from files of ours into it, and takes its links out: it leaves the page. */
export async function embedShapes(picture: SVGSVGElement): Promise<void> {
  const files = new Map<string, Promise<Document>>();
  for (const link of picture.querySelectorAll("a")) link.removeAttribute("href");
  for (const use of picture.querySelectorAll("use")) {
    const [file = "", id = ""] = (use.getAttribute("href") ?? "").split("#");
    if (file === "") continue;
    const held = files.get(file) ?? read(file);
    files.set(file, held);
    const shape = (await held).getElementById(id)?.cloneNode(true) as SVGElement | undefined;
    if (!shape) continue;
    for (const { name, value } of [...use.attributes]) if (name !== "href") shape.setAttribute(name, value);
    use.replaceWith(shape);
  }
}

async function read(file: string): Promise<Document> {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${file} answered ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
}
