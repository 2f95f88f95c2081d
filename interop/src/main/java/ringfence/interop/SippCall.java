package ringfence.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Two users of SIPp who call each other through a proxy: 100, and a callee.
record SippCall(Sipp.Seat caller, Sipp.Seat callee, String user, AtomicInteger calls) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  SippCall(Ground ground, InetSocketAddress proxy, Optional<Path> authority) {
    this(
        new Sipp.Seat(ground, 15, proxy, authority),
        new Sipp.Seat(ground, 16, proxy, authority),
        new AtomicInteger());
  }

  SippCall(Sipp.Seat caller, Sipp.Seat callee, AtomicInteger calls) {
    this(caller, callee, "101", calls);
  }

  void registers() {
    var part = Sipp.Part.registers("100", next());
    try (var sipp = Sipp.start(caller, "register.xml", part)) {
      sipp.succeeds(PATIENCE);
    }
  }

  /// A request that is not well-formed or not to be forwarded, and the answer to it.
  record Wrong(String start, String from, String hops, String code) {}

  void refused(Wrong wrong) {
    var values =
        Map.of(
            "START", wrong.start(),
            "FROM", wrong.from(),
            "HOPS", wrong.hops(),
            "CODE", wrong.code());
    var part = new Sipp.Part("100", user, next());
    try (var sipp = Sipp.start(caller, "malformed.xml", values, part)) {
      sipp.succeeds(PATIENCE);
    }
  }

  /// The callee registers and goes on as `answering` says, then 100 calls it as `calling` says.
  void between(String calling, String answering) {
    between(calling, answering, PATIENCE);
  }

  void between(String calling, String answering, Duration patience) {
    String callId = next();
    try (var callee = Sipp.start(this.callee, answering, Sipp.Part.registers(user, callId))) {
      callee.process().await("registered " + user);
      try (var caller = Sipp.start(this.caller, calling, new Sipp.Part("100", user, callId))) {
        caller.succeeds(patience);
      }
      if (!answering.equals("silent.xml")) callee.succeeds(patience);
    }
  }

  private String next() {
    return "call-" + ProcessHandle.current().pid() + "-" + calls.incrementAndGet();
  }
}
