"""Damaged and hostile files, which the program must open correctly, or refuse with what to do.

    sources          the undamaged files: nine real counties in every format, and bundled proposals
    shapefiles, ...  the cases of one family each: how a file is damaged, and what must come of it
    corpus           all cases
    trying           opens a file as the program does
    judging          was it opened correctly, does the refusal say what to do
    watching         what else happened: files written, things printed, memory taken
    worker, workers  processes that live long and try case after case, and who watches them from outside
    misdeeds         a worker that does everything that must be noticed

``python -m tests.hostile zips/ bomb`` tries the cases whose ids hold these texts and prints what is wrong.
"""
