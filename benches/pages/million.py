#!/usr/bin/env python3
"""Whole-page times of the pages that count every household, over a large registry and real HTTP.

    cargo run --release -p intake --example import_speed -- --lists . --rows 1000000
    chieusau import list-2025.csv --database sqlite://million.db; chieusau import list-2026.csv --database sqlite://million.db
    python3 benches/pages/million.py sqlite://million.db [--program target/release/chieusau] [--rounds 7]

Adds an account to the database, opens the desk on it and asks for each page as the nation, a province and
its largest commune see it: again and again (median, longest), and, for the first page, right after one
household of that commune has moved away. Uses nothing but Python and the program."""
import argparse
import re
import secrets
import statistics
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

PAGES = [
    "/?unit={}",
    "/movement?unit={}",
    "/movement?unit={}&by=ethnicity",
    "/movement?unit={}&map=from&from=31/12/2024",
    "/movement/households?unit={}&what=moved&is=poor&was=near_poor,average,not_poor",
    "/movement/households?unit={}&what=moved&was=not_poor&is=not_poor",
    "/measures?unit={}",
    "/measures?unit={}&by=sex",
    "/measures?unit={}&since=31/12/2025",
    "/what-if?unit={}",
    "/what-if?unit={}&rural=150&urban=175",
]


class Desk:
    """The desk as a browser sees it."""

    def __init__(self, address):
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def ask(self, path, fields=None):
        """Status, milliseconds and text of a page."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        begun = time.perf_counter()
        try:
            with self.opener.open(self.address + path, data) as answer:
                status, text = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        return status, 1000 * (time.perf_counter() - begun), text.decode()

    def send(self, page, path, **fields):
        """Fills a form of a page: every hidden field as it stands, and these."""
        text = self.ask(page)[2]
        for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", text):
            name, value = (re.search(rf"\b{what}=\"([^\"]*)\"", tag) for what in ("name", "value"))
            fields.setdefault(name.group(1), value.group(1) if value else "")
        status, _, text = self.ask(path, fields)
        return status, text


def opened(program, database):
    """The server, and a desk with somebody of the nation signed in."""
    login, password = f"pages-{secrets.token_hex(4)}", secrets.token_hex(16)
    options = ["--name", "Pages", "--role", "province_officer", "--lang", "en", "--database", database]
    added = subprocess.run([program, "user", "add", login, *options], check=True, capture_output=True, text=True)
    once = re.search(rf"{login}\S*: (\S+)", added.stdout + added.stderr).group(1)
    serve = [program, "serve", "--listen", "127.0.0.1:0", "--database", database, "--lang", "en"]
    server = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    address = next(found.group() for line in server.stdout if (found := re.search(r"http://[\d.:]+", line)))
    desk = Desk(address)
    desk.send("/sign-in", "/sign-in", login=login, password=once)
    status, _ = desk.send("/account", "/account/password", current=once, new=password, again=password)
    assert status == 200, "a password of one's own"
    desk.send("/sign-in", "/sign-in", login=login, password=password)
    return server, desk


def first(desk):
    """Waits for the snapshot, saying how long the pages took that could not show figures yet."""
    begun, times = time.perf_counter(), []
    while True:
        status, took, _ = desk.ask("/movement")
        times.append(took)
        if status != 503:
            break
        time.sleep(0.5)
    print(f"first figures after {time.perf_counter() - begun:.1f} s; "
          f"{len(times) - 1} pages said that they are being made, the longest took {max(times[:-1] or [0]):.0f} ms")


def places(desk):
    """The nation, a province and its first commune with a household behind a number."""
    text = desk.ask("/movement")[2]
    province = re.search(r"group=(\d+)", text).group(1)
    text = desk.ask(f"/movement?unit={province}")[2]
    commune = re.search(r"group=(\d+)", text).group(1)
    return [("nation", ""), ("province", province), ("commune", commune)]


def change(desk, commune):
    """Another household of the commune moves away."""
    household = re.search(r"/households/([0-9a-f-]{32,36})\"", desk.ask(f"/households?unit={commune}")[2]).group(1)
    day = time.strftime("%d/%m/%Y", time.gmtime(time.time() + 7 * 3600))
    page = f"/households/{household}/move"
    text = desk.send(page, page, to="away", sure="yes", day=day)[1]
    if "id=\"errors\"" in text:
        raise SystemExit("the household could not move away: " + re.sub(r"<[^>]+>", " ", text)[:2000])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--program", default="target/release/chieusau")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--without-change", action="store_true", help="only look")
    options = parser.parse_args()
    server, desk = opened(options.program, options.database)
    try:
        first(desk)
        all_places = places(desk)
        for place, unit in all_places:
            print(place)
            for page in PAGES:
                answers = [desk.ask(page.format(unit)) for _ in range(options.rounds)]
                assert all(status == 200 for status, _, _ in answers), (page, answers[0][0])
                times = [took for _, took, _ in answers]
                print(f"  {page:<82} {statistics.median(times):>7.0f} ms, longest {max(times):>7.0f}")
            if not options.without_change:
                times = []
                for _ in range(options.rounds):
                    change(desk, all_places[2][1])
                    times.append(desk.ask(f"/?unit={unit}")[1])
                print(f"  {'/ after a household of the commune moved away':<82} "
                      f"{statistics.median(times):>7.0f} ms, longest {max(times):>7.0f}")
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
