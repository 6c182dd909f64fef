"""Our own formulation, climbed our way, with HiGHS through highspy.

What `src/solve` does, in Python: it separates what the algorithm gains from
what the code gains. The ideas are in `docs/architecture.md`, "The engine"; each
module has that of the file of the same name there. It runs on one thread.
"""
