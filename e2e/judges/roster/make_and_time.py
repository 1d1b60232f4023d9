"""Makes a large roster in three formats, or reads one as openpyxl and pandas do and says what that took.

    python make_and_time.py make FOLDER ROWS      large.xlsx, large.ods, large.csv
    python make_and_time.py openpyxl|pandas FILE  one JSON line: {"rows", "seconds", "megabytes"}

Seconds are of the processor; megabytes are the most that the process held.
"""

import datetime
import json
import pathlib
import sys
import time

import openpyxl
import pandas

HEADINGS = ["Student ID", "Given name", "Family name", "E-mail", "Date of birth", "Grade", "Programme", "Remarks"]


def rows(count):
    for at in range(count):
        born = datetime.date(1980, 1, 1) + datetime.timedelta(days=at % 9000)
        yield [f"S{at:08}", f"Zoë {at % 977}", f"Šimková {at}", f"s{at}@x.example", born, at % 100 / 10, f"P{at % 31}", "–"]


def make(folder, count):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Learners")
    sheet.append(HEADINGS)
    for row in rows(count):
        sheet.append(row)
    book.save(folder / "large.xlsx")
    frame = pandas.DataFrame(rows(count), columns=HEADINGS)
    frame.to_csv(folder / "large.csv", sep=";", index=False)
    # odfpy needs a minute and more for each 100,000 rows.
    frame.head(count // 10).to_excel(folder / "tenth.ods", engine="odf", index=False)


def read(reader, path):
    if reader == "openpyxl":
        return sum(1 for _ in openpyxl.load_workbook(path, data_only=True).active.iter_rows(values_only=True)) - 1
    if path.suffix == ".csv":
        return len(pandas.read_csv(path, sep=";", dtype=str, keep_default_na=False))
    return len(pandas.read_excel(path, dtype=str))


def main():
    if sys.argv[1] == "make":
        make(pathlib.Path(sys.argv[2]), int(sys.argv[3]))
        return
    before = time.process_time()
    count = read(sys.argv[1], pathlib.Path(sys.argv[2]))
    seconds = time.process_time() - before
    # Not `ru_maxrss`, which begins with what the parent held.
    held = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    megabytes = int(held.split()[1]) / 1024
    print(json.dumps({"rows": count, "seconds": round(seconds, 2), "megabytes": round(megabytes)}))


main()
