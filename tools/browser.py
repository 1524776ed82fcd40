"""Where the browser of the journeys is: Debian's Chromium (without windows if possible), Chrome, or Playwright's own."""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """The path of a browser that answers; Ubuntu ships a `chromium-browser` that only says it is elsewhere."""
    for name in NAMES:
        path = shutil.which(name)
        if path and _answers(path):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _answers(path: str) -> bool:
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0 and "Chrom" in asked.stdout


if __name__ == "__main__":
    found = browser()
    print(found or "")
    sys.exit(found is None)
