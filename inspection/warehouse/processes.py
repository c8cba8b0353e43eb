"""What a process and what it started use, and their end."""

import subprocess

import psutil


def family(pid: int) -> list[psutil.Process]:
    """The process and what it started: a Windows venv's python.exe is a launcher whose child does the work."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []  # it has ended; the next wait says so


def used(pid: int) -> tuple[float, int]:
    """Seconds of the processor and bytes of memory that a process and what it started have."""
    seconds, octets = 0.0, 0
    for process in family(pid):
        try:
            seconds += sum(process.cpu_times()[:2])
            octets += process.memory_info().rss
        except psutil.Error:
            continue  # ended between the listing and the look
    return seconds, octets


def end(child: subprocess.Popen) -> None:
    """Kill a process and what it started, unless it has ended, and wait for it."""
    if child.poll() is None:
        for process in family(child.pid):
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue  # ended by itself meanwhile
        child.wait()
