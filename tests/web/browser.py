"""A Chromium without a network, driven through WebDriver by plain HTTP."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

#: Seconds after which a condition is held not to come true.
_DEADLINE = 30.0
_PAUSE = 0.02

_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    # No name is ever found, so that nothing could be fetched even if the page tried.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def chromium() -> str | None:
    """Return the browser's program, if there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def driver() -> str | None:
    """Return the program that drives it, if there is one."""
    return shutil.which("chromedriver")


def wait_for(condition: Callable[[], T], what: str) -> T:
    """Return a condition's value once it is true."""
    end = time.monotonic() + _DEADLINE
    while not (found := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"It never came true that {what}.")
        time.sleep(_PAUSE)
    return found


class Browser:
    """One browser, one page at a time."""

    def __init__(self, profile: Path) -> None:
        program, binary = driver(), chromium()
        assert program
        assert binary
        port = _free_port()
        self._at = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [program, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(self._is_up, "chromedriver answers")
        options = {"binary": binary, "args": [*_ARGUMENTS, f"--user-data-dir={profile}"]}
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        found = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._at += f"/session/{found['sessionId']}"
        # The first page of a browser is its own, which asks for its own parts.
        self._send("POST", "/url", {"url": "about:blank"})

    def close(self) -> None:
        """End the browser and its driver."""
        self._send("DELETE", "")
        self._process.terminate()
        self._process.wait()

    def open(self, path: Path, width: int = 1280, height: int = 900, **media: str) -> None:
        """Open a file in a window of a size; ``media`` are features such as prefers_color_scheme="dark"."""
        self.logs("browser")
        self.logs("performance")
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
        self.tell("Emulation.setEmulatedMedia", features=features)
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self._send("POST", "/url", {"url": path.as_uri()})

    def run(self, script: str, *arguments: Any) -> Any:  # noqa: ANN401 - whatever the script returns
        """Run a script's text in the page and return what it returns."""
        return self._send("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, script: str, what: str) -> Any:  # noqa: ANN401
        """Return the value of an expression once it is true in the page."""
        return wait_for(lambda: self.run(f"return {script}"), what)

    def point_at(self, x: float, y: float) -> None:
        """Move the mouse to a place in pixels of the window."""
        move = {"type": "pointerMove", "duration": 0, "x": round(x), "y": round(y), "origin": "viewport"}
        self._act({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [move]})

    def press(self, *keys: str) -> None:
        """Press and let go of keys one after another; special ones by their WebDriver code."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": actions})

    def logs(self, kind: str) -> list[dict[str, Any]]:
        """Return what was logged since the last call: the "browser" console, or "performance" events."""
        entries: list[dict[str, Any]] = self._send("POST", "/se/log", {"type": kind})
        return entries

    def requests(self) -> list[str]:
        """Return every address that was asked for since the page was opened."""
        return [found["request"]["url"] for found in self.events("Network.requestWillBeSent")]

    def events(self, method: str) -> list[dict[str, Any]]:
        """Return what the DevTools protocol told by one name since the last call for any name."""
        told = [json.loads(entry["message"])["message"] for entry in self.logs("performance")]
        return [event["params"] for event in told if event["method"] == method]

    def complaints(self) -> list[str]:
        """Return what the console shows as a warning or an error since the last call."""
        return [entry["message"] for entry in self.logs("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def tell(self, command: str, **parameters: Any) -> Any:  # noqa: ANN401
        """Send a command of the DevTools protocol."""
        return self._send("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Save what is seen, or the whole page, as a PNG."""
        data = self.tell("Page.captureScreenshot", format="png", captureBeyondViewport=whole, **self._clip(whole))
        path.write_bytes(base64.b64decode(data["data"]))

    def _clip(self, whole: bool) -> dict[str, Any]:
        if not whole:
            return {}
        size = self.run("const e = document.documentElement; return [e.clientWidth, e.scrollHeight]")
        return {"clip": {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1}}

    def pdf(self, path: Path) -> None:
        """Print the page."""
        path.write_bytes(base64.b64decode(self.tell("Page.printToPDF", preferCSSPageSize=True)["data"]))

    def _act(self, source: dict[str, Any]) -> None:
        self._send("POST", "/actions", {"actions": [source]})

    def _is_up(self) -> bool:
        try:
            return bool(self._send("GET", "/status")["ready"])
        except OSError:
            return False

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._at + path, data, {"Content-Type": "application/json"}, method=method)  # noqa: S310
        try:
            with _opener.open(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(json.load(error)["value"]["message"]) from error


#: The driver is on this machine, whatever proxy the environment names.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
