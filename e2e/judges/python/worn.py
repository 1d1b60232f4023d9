"""
Sheets as bad scanners see them. One path of a greyscale PGM a line on standard input; beside each, JPEGs turned by three
degrees, blurred and compressed: `.worn.jpg`, `.bad.jpg`, and `.lost.jpg` with nothing left to read.
"""

import sys

from PIL import Image, ImageFilter

for line in sys.stdin:
    path = line.rstrip("\n")
    sheet = Image.open(path).convert("L")
    turned = sheet.rotate(3, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    for name, blur, quality in (("worn", 0.4, 50), ("bad", 1, 40), ("lost", 8, 40)):
        turned.filter(ImageFilter.GaussianBlur(blur)).save(f"{path}.{name}.jpg", quality=quality)
