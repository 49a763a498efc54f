import { test } from "./fixtures";
import { drawn, lookAt, openMenus, prepare } from "./walk/look-at";
import { looks, places } from "./walk/places";

test.use({ house: "walk-empty" });

for (const look of looks())
  test(`every page before the first view, ${look.screen} and ${look.theme}`, async ({ page, signedIn }) => {
    test.setTimeout(600_000);
    await prepare(page, look);
    await signedIn();
    const seen = new Set<string>();
    for (const [place, path] of Object.entries(places()))
      await test.step(place, async () => {
        const name = `empty-${place}-${look.screen}-${look.theme}`;
        await page.goto(path);
        await drawn(page);
        await lookAt(page, name);
        await openMenus(page, name, seen);
      });
  });
