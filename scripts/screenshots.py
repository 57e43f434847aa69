"""Draw the pictures of the README from a freshly initialised instance: `make screenshots`."""

import json
import sys
import urllib.request
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from scripts.browser import chromium_path, launch, new_context, sign_in, wait_for_map
from scripts.instance import CHECKOUT, Instance, end_of_log, served_instance

IMAGES = CHECKOUT / "docs" / "images"
SIZES = {"1440x900": (1440, 900), "390x844": (390, 844)}
BYTES_ALLOWED = 400 * 1024
SHOWN_HOTSPOT = "PL2-I-2"
SHOWN_DISTRICT = "020"  # Thanh Trì
EXAMPLE_EVENT = {
    "effective_on": "2024-06",
    "level": "low_activity",
    "clearance": "cleared",
    "basis": "BB 12/BB-CA",
    "note": "Ví dụ minh họa, không phải số liệu thật.",
}


def main() -> int:
    if chromium_path() is None:
        print("There is no Chromium here; on Debian: apt install chromium", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with served_instance(user="canbo", role="dolisa") as instance, sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            draw_all(browser, instance)
        except Exception:
            print(end_of_log(instance.log), file=sys.stderr)
            raise
        finally:
            browser.close()
    return 0


def draw_all(browser: Browser, instance: Instance) -> None:
    pages = {}
    for name, (width, height) in SIZES.items():
        page = new_context(browser, width, height).new_page()
        page.goto(f"{instance.url}/login")
        save(page.screenshot(), f"login-{name}.png")
        sign_in(page, instance)
        page.goto(f"{instance.url}/")
        wait_for_map(page)
        save(page.screenshot(), f"desk-{name}.png")
        page.goto(f"{instance.url}/indicators")
        save(page.screenshot(), f"indicators-{name}.png")
        pages[name] = page
    record_example_event(instance)
    for name, page in pages.items():
        page.goto(f"{instance.url}/hotspots/{SHOWN_HOTSPOT}")
        page.wait_for_load_state("networkidle")
        save(page.screenshot(full_page=True), f"hotspot-{name}.png")
    sheet = page.context.request.get(f"{instance.url}/districts/{SHOWN_DISTRICT}/snapshot.png")
    if not sheet.ok:
        raise RuntimeError(f"the sheet answered {sheet.status}: {sheet.text()[:500]}")
    save(sheet.body(), f"sheet-{SHOWN_DISTRICT}.png")


def record_example_event(instance: Instance) -> None:
    address = f"{instance.url}/api/v1/hotspots/{SHOWN_HOTSPOT}"
    bearer = {"Authorization": f"Bearer {instance.token(instance.user)}"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=bearer)) as answer:  # noqa: S310  # always http://127.0.0.1
        version = answer.headers["ETag"]
    request = urllib.request.Request(  # noqa: S310  # always http://127.0.0.1
        f"{address}/events",
        data=json.dumps(EXAMPLE_EVENT).encode(),
        headers={**bearer, "Content-Type": "application/json", "If-Match": version},
        method="POST",
    )
    with urllib.request.urlopen(request):  # noqa: S310  # always http://127.0.0.1
        pass


def save(picture: bytes, name: str) -> Path:
    """Write a picture with a palette that covers all its colours.

    Pillow's usual palette follows the frequent ones and turns the symbols' red into brown.
    """
    path = IMAGES / name
    with Image.open(BytesIO(picture)) as image:
        palette = image.convert("RGB").quantize(
            256, method=Image.Quantize.MAXCOVERAGE, kmeans=8, dither=Image.Dither.NONE
        )
        palette.save(path, optimize=True)
    size = path.stat().st_size
    if size > BYTES_ALLOWED:
        raise RuntimeError(f"{name} has {size} bytes, more than {BYTES_ALLOWED}")
    print(f"{path.relative_to(CHECKOUT)}  {size // 1024} KB")
    return path


if __name__ == "__main__":
    sys.exit(main())
