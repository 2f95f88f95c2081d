"""Reads one capture with tshark and with ringfence in turns: compare.py FILE RUNS JOB..."""
import os
import statistics
import subprocess
import sys
import time

JOBS = {  # what is asked, of tshark and of ringfence
    'list': ([], []),
    'sip': (['-Y', 'sip'], ['--filter', 'sip']),
    'streams': (['-q', '-z', 'rtp,streams'], ['--streams']),
}


def run(command):
    """Wall seconds, CPU seconds and peak MB of a command whose output nobody reads."""
    begin = time.monotonic()
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(started.pid, 0)
    if status:
        sys.exit('failed: ' + ' '.join(command))
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(file, runs, jobs):
    print('| job | figure | tshark | ringfence | ratio |\n|---|---|---|---|---|')
    for job in jobs:
        theirs, ours = JOBS[job]
        commands = ['tshark', '-r', file, *theirs], ['./ringfence', 'trace', file, *ours]
        taken = [[run(command) for command in commands] for _ in range(runs)]
        for index, figure in enumerate(('wall seconds', 'CPU seconds', 'peak MB')):
            pair = [statistics.median(turn[who][index] for turn in taken) for who in (0, 1)]
            print('| %s | %s | %.2f | %.2f | %.2f |' % (job, figure, *pair, pair[1] / pair[0]), flush=True)


main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
