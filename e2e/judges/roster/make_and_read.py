"""Makes rosters as registries have them and says what openpyxl and pandas read in each.

    python make_and_read.py FOLDER

One JSON line per file: {"file", "cells": {"A1": value}}; values as text, dates as ISO 8601, numbers as numbers, a cell
merged over rows of one column in each of them, nothing for an empty cell. `"encoding"` for files that do not say theirs.
"""

import datetime
import json
import pathlib
import random
import sys

import openpyxl
import pandas
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

NAMES = [
    "Zoë", "Ó Briain", "van der Berg", "Şule", "Γιώργος", "Щерева", "Łukasz", "Őrs", "Ħal", " two  spaces ", "=1+1x",
    "<b>&amp;", "line\nbreak", "007", "1,5", "TRUE", "'t Hooft", "Ķ", "ẞ", "李", "𠮷野",
]
FORMATS = ["General", "0.00", "0%", "00000000", "yyyy-mm-dd", "dd/mm/yyyy hh:mm", "[$-408]d mmmm yyyy", "#,##0.0", "@"]


# Not among them: _x0041_, which ECMA-376 part 1 clause 22.9.2.19 reads as A and openpyxl leaves as it is.


def value_for(dice):
    kind = dice.randrange(9)
    if kind == 0:
        return None
    if kind in (1, 2):
        return dice.choice(NAMES)
    if kind == 3:
        return dice.randrange(-5, 100000)
    if kind == 4:
        return round(dice.random() * 10, dice.randrange(1, 6))
    if kind == 5:
        return datetime.date(1905, 1, 1) + datetime.timedelta(days=dice.randrange(0, 60000))
    if kind == 6:
        return datetime.datetime(1950, 1, 1) + datetime.timedelta(seconds=dice.randrange(0, 3_000_000_000))
    if kind == 7:
        return dice.random() < 0.5
    return dice.choice(["#REF!", "#N/A", "#DIV/0!"])


def make_workbook(path, seed):
    dice = random.Random(seed)
    book = openpyxl.Workbook()
    if seed % 2:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Über & <1>"
    columns = dice.randrange(2, 12)
    for column in range(1, columns + 1):
        sheet.cell(1, column, f"Heading {column}")
    for row in range(2, dice.randrange(4, 40)):
        for column in range(1, columns + 1):
            value = value_for(dice)
            if value is None:
                continue
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "e" if value.startswith("#") else "s"
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                cell.number_format = dice.choice(["General", "0.00", "#,##0.0", "@", "0.000%", "00000000"])
    if seed % 3 == 0:
        sheet.merge_cells(start_row=2, end_row=3, start_column=columns, end_column=columns)
    if seed % 4 == 0:
        sheet.row_dimensions[3].hidden = True
    if seed % 5 == 0:
        hidden = book.create_sheet("Hidden", 0)
        hidden.sheet_state = "hidden"
        hidden["A1"] = "unseen"
        book.active = 1
    book.save(path)


def read_workbook(path):
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
    cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for area in sheet.merged_cells.ranges:
        first = cells.get(f"{get_column_letter(area.min_col)}{area.min_row}")
        if area.min_col == area.max_col and first is not None:
            for row in range(area.min_row, area.max_row + 1):
                cells[f"{get_column_letter(area.min_col)}{row}"] = first
    return cells


def read_frame(frame):
    cells = {}
    for column, heading in enumerate(frame.columns):
        letter = get_column_letter(column + 1)
        cells[f"{letter}1"] = str(heading)
        for row, value in enumerate(frame[heading]):
            if not pandas.isna(value) and value != "":
                cells[f"{letter}{row + 2}"] = value
    return cells


def plain(value):
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime.datetime, pandas.Timestamp)):
        value = value.to_pydatetime() if isinstance(value, pandas.Timestamp) else value
        value = (value + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return value
    return value.item() if hasattr(value, "item") else str(value)


def main():
    folder = pathlib.Path(sys.argv[1])
    answers = []
    for seed in range(40):
        path = folder / f"{seed}.xlsx"
        make_workbook(path, seed)
        answers.append((path, read_workbook(path), None))
    frame = pandas.DataFrame(
        {
            "Name": ["Zoë", "Šimková", "x"],
            "Number": [1, 2.5, -3],
            "Day": [datetime.date(2001, 2, 28), datetime.date(1999, 12, 31), datetime.date(2024, 2, 29)],
            "Passed": [True, False, True],
        }
    )
    ods = folder / "table.ods"
    frame.to_excel(ods, engine="odf", index=False)
    answers.append((ods, read_frame(pandas.read_excel(ods, engine="odf")), None))
    latin = pandas.DataFrame({"Name": ["Žaneta", "a;b", 'q"q', "l\nb", "'x"], "City": ["Brno", "Plzeň", "Písek", "Zlín", "Aš"]})
    for encoding in ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso-8859-2"]:
        for separator in [";", ",", "\t"]:
            path = folder / f"{encoding}-{ord(separator)}.csv"
            latin.to_csv(path, sep=separator, index=False, encoding=encoding)
            read = pandas.read_csv(path, sep=separator, encoding=encoding, dtype=str, keep_default_na=False)
            name = {"cp1250": "windows-1250", "iso-8859-2": "iso-8859-2"}.get(encoding)
            answers.append((path, read_frame(read), name))
    ours = folder / "ours.xlsx"
    if ours.exists():
        answers.append((ours, read_workbook(ours), None))
    for path, cells, encoding in answers:
        told = {place: plain(value) for place, value in cells.items()}
        print(json.dumps({"file": str(path), "cells": told, "encoding": encoding}))


main()
