const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** A colour as every program knows it, however the page says it: the browser paints a point with it. null: nothing to see. */
export function plainColour(value: string): string | null {
  if (!pen) return value;
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = value;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  if (alpha === 0) return null;
  if (alpha === 255) return `rgb(${red}, ${green}, ${blue})`;
  return `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`;
}
