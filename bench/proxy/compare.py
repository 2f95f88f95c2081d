"""Measures two proxies in turns with sipload and prints their figures side by side as a Markdown table."""
import argparse, json, os, signal, socket, statistics, subprocess, sys, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
RUN = os.environ["RUN"]
QUIET, TRIES = 0.08, 6
MANY = ["--src", "127.0.2.1", "--src-count", 4]


def processes(root):
    """The process and all that it started."""
    children = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            stat = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
            children.setdefault(int(stat[1]), []).append(int(pid))
        except (OSError, ValueError):
            pass
    found, left = [], [root]
    while left:
        pid = left.pop()
        found.append(pid)
        left += children.get(pid, [])
    return found


class Proxy:
    def __init__(self, name, port):
        self.name, self.port, self.pid = name, port, 0

    def listens(self):
        return subprocess.run(["ss", "-Hltn", f"sport = :{self.port}"], capture_output=True, text=True).stdout.strip()

    def start(self, kind="ecdsa"):
        self.stop()
        if self.listens():
            sys.exit(f"port {self.port} is taken, perhaps by a proxy that an earlier run left; end it first")
        started = subprocess.run([f"{HERE}/{self.name}.sh", kind], stdout=subprocess.PIPE, text=True, check=True)
        self.pid = int(started.stdout.split()[-1])
        for _ in range(300):
            if self.listens():
                time.sleep(1)
                return
            time.sleep(0.1)
        sys.exit(f"{self.name} did not start: see {RUN}/{self.name}.log")

    def stop(self):
        if not self.pid:
            return
        all = processes(self.pid)
        for which, with_signal in ((all[:1], signal.SIGTERM), (all, signal.SIGKILL)):
            for pid in which:
                try:
                    os.kill(pid, with_signal)
                except OSError:
                    pass
            end = time.time() + 8
            while time.time() < end and any(os.path.exists(f"/proc/{pid}") for pid in all):
                time.sleep(0.1)
        self.pid = 0


def load(proxy, mode, *options, seconds, warm=2, noise=False):
    """One run in which nobody disturbed, as what sipload says of it."""
    best = None
    for _ in range(TRIES):
        command = [f"{RUN}/sipload", "--mode", mode, "--host", "127.0.0.1", "--port", proxy.port, "--transport", "tls",
                   "--ca", f"{RUN}/pki/ca.pem", "--warmup", warm, "--time", seconds, "--proxy-pid", proxy.pid, *options]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=600)
        try:
            run = json.loads(done.stdout)
        except ValueError:
            run = {}
        if not run.get("per_s", run):  # nothing came of it
            print(f"{proxy.name} {mode}: {done.stderr.strip()[-200:]}", file=sys.stderr)
            continue
        if best is None or run["other_cores"] < best["other_cores"]:
            best = run
        if noise or run["other_cores"] <= QUIET:
            return run
    return best


class SilentPeers(threading.Thread):
    """Peers that connect, never speak, and connect again when they are thrown out."""

    def __init__(self, ports):
        super().__init__(daemon=True)
        self.peers = {port_and_number: None for port_and_number in enumerate(ports)}
        self.leaving = threading.Event()

    def run(self):
        while not self.leaving.wait(1):
            for number, port in self.peers:
                peer = self.peers[number, port]
                if peer is None or self.is_closed(peer):
                    self.peers[number, port] = socket.create_connection(("127.0.0.1", port))
        for peer in self.peers.values():
            peer.close()

    @staticmethod
    def is_closed(peer):
        try:
            return peer.recv(1, socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def leave(self):
        self.leaving.set()
        self.join()


def value(run, path):
    for key in path.split("."):
        run = run[key]
    return run


class Table:
    def __init__(self, proxies):
        self.proxies = proxies
        print("| | " + " | ".join(proxy.name for proxy in proxies) + " | ratio |\n|---|" + "---|" * (len(proxies) + 1))

    def row(self, title, runs, path, of=lambda x: x, digits=2):
        cells, medians = [], []
        for proxy in self.proxies:
            values = [of(value(run, path)) for run in runs[proxy.name] if run]
            medians.append(statistics.median(values) if values else float("nan"))
            cells.append(f"{medians[-1]:.{digits}f}" if values else "none")
        ratio = medians[1] / medians[0] if medians[0] else float("nan")
        print(f"| {title} | " + " | ".join(cells) + f" | {ratio:.2f} |", flush=True)


class Bench:
    def __init__(self, options):
        self.runs, self.seconds = options.r, options.t
        self.proxies = [Proxy("kamailio", int(os.environ["KAMAILIO_PORT"])), Proxy("ringfence", int(os.environ["RINGFENCE_PORT"]))]
        self.table = Table(self.proxies)

    def start(self, kind="ecdsa"):
        for proxy in self.proxies:
            proxy.start(kind)

    def stop(self):
        for proxy in self.proxies:
            proxy.stop()

    def turns(self, mode, *options, warm_up=True):
        """Runs of each in turns, after one that does not count: a JVM compiles while it works, for the better part of a minute."""
        if warm_up:
            for proxy in self.proxies:
                warm = 40 if proxy.name == "ringfence" else 2
                load(proxy, mode, *options, seconds=self.seconds, warm=warm, noise=True)
        runs = {proxy.name: [] for proxy in self.proxies}
        for _ in range(self.runs):
            for proxy in self.proxies:
                runs[proxy.name].append(load(proxy, mode, *options, seconds=self.seconds))
        return runs

    def calls(self):
        self.start()
        runs = self.turns("call", "--conns", 200, "--rate", 500)
        self.table.row("CPU seconds for 1,000 TLS calls, 500 a second", runs, "proxy_cpu_s_per_1000", digits=3)
        self.table.row("of them that failed, in a thousand", runs, "fail_frac", of=lambda x: 1000 * x)

    def registrations(self):
        self.start()
        runs = self.turns("reg", "--conns", 200, "--rate", 1000)
        self.table.row("CPU seconds for 1,000 digest registrations, 1,000 a second", runs, "proxy_cpu_s_per_1000", digits=3)

    def latency(self):
        self.start()
        runs = self.turns("call", "--conns", 200, "--rate", 100)
        for quantile in ("p50", "p99", "max"):
            self.table.row(f"microseconds from caller to callee at 100 calls a second, {quantile}", runs, f"invite_oneway_us.{quantile}", digits=0)

    def silent(self):
        """The same again while 1,000 peers are connected that never say a word."""
        self.start()
        before = self.turns("call", "--conns", 200, "--rate", 100)
        peers = SilentPeers([proxy.port for proxy in self.proxies for _ in range(1000)])
        peers.start()
        during = self.turns("call", "--conns", 200, "--rate", 100, warm_up=False)
        peers.leave()
        self.table.row("the same, p99", before, "invite_oneway_us.p99", digits=0)
        self.table.row("the same, p99, beside 1,000 peers that connect and never speak", during, "invite_oneway_us.p99", digits=0)

    def handshakes(self):
        sources = ["--src", "127.0.1.1", "--src-count", 40, "--no-verify"]
        for kind in ("ecdsa", "rsa"):
            self.start(kind)
            runs = self.turns("hs", "--conns", 32, "--rate", 0, "--tls", "1.3", *sources)
            self.table.row(f"full handshakes a CPU second, TLS 1.3, {kind.upper()}", runs, "proxy_cpu_s_per_1000", of=lambda x: 1000 / x, digits=0)
            self.table.row(f"full handshakes a second, TLS 1.3, {kind.upper()}", runs, "per_s", digits=0)

    def idle(self):
        for links in (1000, 5000, 10000):
            runs = {proxy.name: [] for proxy in self.proxies}
            for proxy in self.proxies:
                proxy.start()
                runs[proxy.name].append(load(proxy, "idle", "--conns", links, "--conn-rate", 250, *MANY, seconds=5, warm=3, noise=True))
                proxy.stop()
            self.table.row(f"KiB resident for each of {links:,} idle TLS links", runs, "kb_per_registered_conn", digits=1)
            self.table.row(f"MiB resident in all with {links:,} idle TLS links", runs, "pss_registered_kb", of=lambda x: x / 1024, digits=0)

    def rates(self):
        self.start()
        for title, mode, first in (("TLS calls", "call", 1000), ("digest registrations", "reg", 2000)):
            runs = {proxy.name: [{"rate": self.highest(proxy, mode, first)}] for proxy in self.proxies}
            self.table.row(f"{title} a second at most", runs, "rate", digits=0)

    def highest(self, proxy, mode, rate):
        """The highest rate at which fewer than one in a thousand fails."""
        low, high = 0, None
        while high is None or high - low > 0.05 * high:
            run = load(proxy, mode, "--conns", 200, "--rate", rate, seconds=5, noise=True)
            if run and run["fail_frac"] < 0.001 and run["done_per_s"] > 0.98 * rate:
                low, rate = rate, int(rate * 1.4) if high is None else (rate + high) // 2
            else:
                high, rate = rate, (low + rate) // 2
                proxy.start()
        return low


def main():
    parser = argparse.ArgumentParser(prog="bench/proxy/run")
    parser.add_argument("-r", type=int, default=3, metavar="RUNS")
    parser.add_argument("-t", type=int, default=8, metavar="SECONDS")
    figures = ["calls", "registrations", "latency", "silent", "handshakes", "idle", "rates"]
    parser.add_argument("figures", nargs="*", default=figures, metavar="FIGURE")
    options = parser.parse_args()
    bench = Bench(options)
    try:
        for figure in options.figures:
            getattr(bench, figure)()
    finally:
        bench.stop()


main()
