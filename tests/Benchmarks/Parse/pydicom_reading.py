"""Reads the files of a list with pydicom and writes the seconds from the first to the last.

usage: pydicom_reading.py LIST all|header
"""
import sys
import time

import pydicom

paths = open(sys.argv[1]).read().splitlines()
is_header = sys.argv[2] == "header"
count = 0
begun = time.perf_counter()
for path in paths:
    for _ in pydicom.dcmread(path, stop_before_pixels=is_header).iterall():
        count += 1
print(time.perf_counter() - begun)
