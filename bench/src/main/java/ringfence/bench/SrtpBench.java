package ringfence.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Races implementations of SRTP: each in a process of its own, in turns of some milliseconds, so
/// that whatever else the machine does falls on all alike. Prints the medians of the turns, and
/// their ratios to libsrtp. `bench/srtp/run` starts it.
final class SrtpBench {
  private static final List<String> IN_JAVA = List.of("platform", "libcrypto", "jitsi-srtp");
  private static final List<Integer> PAYLOADS = List.of(20, 160, 1200);
  private static final List<Integer> STREAMS = List.of(1, 100, 5000);
  private static final int ROUNDS = 7;

  /// How many turns a cell warms up, and how many of those a payload of a new suite.
  private static final int WARM_UP = 6;

  /// What a turn brought: nanoseconds and octets a packet.
  private record Turn(double protect, double unprotect, double octets) {
    static Turn median(List<Turn> turns) {
      return new Turn(
          median(turns, Turn::protect),
          median(turns, Turn::unprotect),
          median(turns, Turn::octets));
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> of) {
      return turns.stream().mapToDouble(of).sorted().toArray()[turns.size() / 2];
    }

    String beside(Turn first) {
      return String.format(
          Locale.ROOT,
          "%.0f / %.0f, **%.2f / %.2f**, %.0f octets",
          protect,
          unprotect,
          protect / first.protect,
          unprotect / first.unprotect,
          octets);
    }
  }

  /// A process that measures when it is told to, and ends with its input.
  private record Runner(String name, Writer out, BufferedReader in) {
    static Runner start(String name, List<String> command) throws IOException {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new Runner(name, process.outputWriter(), process.inputReader());
    }

    Turn turn(String cell, int millis) throws IOException {
      out.write(cell + " " + millis + "\n");
      out.flush();
      String answer = String.valueOf(in.readLine());
      String[] words = answer.split(" ");
      if (words.length != 3) throw new IOException(name + " cannot do " + cell + ": " + answer);
      return new Turn(
          Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }
  }

  private final List<Runner> runners;
  private final int millis;

  private SrtpBench(List<Runner> runners, int millis) {
    this.runners = runners;
    this.millis = millis;
  }

  /// @param args the program of libsrtp, the milliseconds of a turn, and suites
  static void main(String[] args) throws IOException {
    List<Runner> runners = new ArrayList<>();
    runners.add(Runner.start("libsrtp", List.of(args[0])));
    String java = ProcessHandle.current().info().command().orElse("java");
    String path = System.getProperty("java.class.path");
    for (String name : IN_JAVA) {
      String main = SrtpLoop.class.getName();
      runners.add(
          Runner.start(
              name, List.of(java, "--enable-native-access=ALL-UNNAMED", "-cp", path, main, name)));
    }
    var bench = new SrtpBench(runners, Integer.parseInt(args[1]));
    for (String suite : List.of(args).subList(2, args.length)) bench.race(suite);
    for (Runner runner : runners) runner.out().close();
  }

  private void race(String suite) throws IOException {
    for (Runner runner : runners) {
      for (int payload : PAYLOADS) {
        runner.turn(suite + " " + payload + " 1", millis * WARM_UP * WARM_UP);
      }
    }
    System.out.println(
        "\n" + suite + ", protect / unprotect: CPU ns a packet, **ratio to libsrtp**\n");
    System.out.println("| Payload, streams | libsrtp | " + String.join(" | ", IN_JAVA) + " |");
    System.out.println("|---|---|" + "---|".repeat(IN_JAVA.size()));
    for (int payload : PAYLOADS) {
      for (int streams : STREAMS) {
        List<Turn> medians = turns(suite + " " + payload + " " + streams);
        Turn libsrtp = medians.removeFirst();
        var row = new StringBuilder("| %d, %d |".formatted(payload, streams));
        row.append(" %.0f / %.0f |".formatted(libsrtp.protect(), libsrtp.unprotect()));
        for (Turn turn : medians) row.append(" " + turn.beside(libsrtp) + " |");
        System.out.println(row);
      }
    }
  }

  /// The median of each runner.
  private List<Turn> turns(String cell) throws IOException {
    List<List<Turn>> turns = new ArrayList<>();
    for (Runner runner : runners) {
      runner.turn(cell, millis * WARM_UP);
      turns.add(new ArrayList<>());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < runners.size(); i++) {
        turns.get(i).add(runners.get(i).turn(cell, millis));
      }
    }
    List<Turn> medians = new ArrayList<>();
    for (List<Turn> all : turns) medians.add(Turn.median(all));
    return medians;
  }
}
