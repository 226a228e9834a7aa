"""Runs of programs, measured: CPU time and wall time of a child."""
import os
import statistics
import time


class Run:
    def __init__(self, cpu, wall):
        self.cpu, self.wall = cpu, wall


def run(argv, stdin=os.devnull):
    """user and system time of the program and its own children"""
    argv = [str(a) for a in argv]
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, str(stdin), os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    start = time.perf_counter()
    pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=actions)
    used = os.wait4(pid, 0)[2]
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - start)


class Spread:
    """a median with the range of what was measured"""

    def __init__(self, values):
        values = sorted(values)
        self.median = statistics.median(values)
        self.low, self.high = values[0], values[-1]

    def __str__(self):
        return f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f})"


def pairs(ours, theirs, what):
    """ratios of runs that were made in the same rounds"""
    return Spread([getattr(a, what) / max(getattr(b, what), 1e-6)
                   for a, b in zip(ours, theirs)])


def ratios(rounds, ours, theirs, what="cpu"):
    """both one after the other, round by round, so that both meet one load"""
    found = []
    for _ in range(rounds):
        base = getattr(theirs(), what)
        found.append(getattr(ours(), what) / max(base, 1e-6))
    return Spread(found)
