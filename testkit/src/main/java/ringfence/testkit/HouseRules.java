package ringfence.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rules of the house that a machine can check, room by room. `main` prints the broken ones.
public final class HouseRules {
  /// The rooms without sockets, clocks, threads, chance or loggers.
  public static final Set<String> QUIET = Set.of("sip", "sdp", "rtp", "media");

  /// The rooms where threads meet and a lock may be held.
  public static final Set<String> LOCKING = Set.of("transport", "manage", "app", "testkit");

  private static final Pattern NOISE =
      Pattern.compile(
          "java/lang/Thread|java/util/concurrent/(?!ThreadLocalRandom$)(Executor|Future|locks).*"
              + "|java/net/(Socket|ServerSocket|DatagramSocket|URL).*|java/nio/channels/.*"
              + "|java/util/Random|java/security/SecureRandom"
              + "|java/util/concurrent/ThreadLocalRandom|java/util/logging/.*|org/slf4j/.*"
              + "|java/util/Timer|java/time/Clock");
  private static final Set<String> CLOCK_CALLS =
      Set.of(
          "java/time/Instant.now",
          "java/time/LocalDateTime.now",
          "java/time/ZonedDateTime.now",
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/lang/Math.random",
          "java/util/UUID.randomUUID");
  private static final Pattern EMPTY_NAMES =
      Pattern.compile("impl|utils?|managers?|common|helpers?|base|core|misc");

  private HouseRules() {}

  /// Checks the rooms named, or every room of the tree, and exits with 1 when a rule is broken.
  public static void main(String[] args) {
    Path root = Path.of(args[0]);
    List<String> broken = new ArrayList<>();
    for (int i = 1; i < args.length; i++) broken.addAll(check(root.resolve(args[i])));
    broken.forEach(System.out::println);
    if (!broken.isEmpty()) System.exit(1);
  }

  /// What is broken in one room (a module's folder), a sentence each; needs its compiled classes.
  public static List<String> check(Path room) {
    String name = room.getFileName().toString();
    List<String> broken = new ArrayList<>();
    if (QUIET.contains(name)) {
      for (Path file : files(room.resolve("target/classes"), ".class")) broken.addAll(noise(file));
    }
    for (Path file : files(room.resolve("src/main"), ".java")) {
      broken.addAll(emptyNames(room, file));
      broken.addAll(SourceRules.product(file, LOCKING.contains(name)));
    }
    for (Path file : files(room.resolve("src/test"), ".java")) {
      broken.addAll(SourceRules.test(file));
    }
    return broken;
  }

  private static List<String> noise(Path file) {
    List<String> broken = new ArrayList<>();
    ClassModel model = parse(file);
    for (PoolEntry entry : model.constantPool()) {
      String use =
          switch (entry) {
            case ClassEntry type when NOISE.matcher(type.asInternalName()).matches() ->
                type.asInternalName();
            case MemberRefEntry call when CLOCK_CALLS.contains(member(call)) -> member(call);
            default -> "";
          };
      if (!use.isEmpty()) broken.add(file + ": a quiet room uses " + use);
    }
    return broken;
  }

  private static String member(MemberRefEntry call) {
    return call.owner().asInternalName() + "." + call.name().stringValue();
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> emptyNames(Path room, Path file) {
    List<String> broken = new ArrayList<>();
    for (Path part : room.relativize(file.getParent())) {
      if (EMPTY_NAMES.matcher(part.toString()).matches()) {
        broken.add(file + ": a package called " + part + " says nothing");
      }
    }
    String type = file.getFileName().toString().replace(".java", "");
    boolean excused = type.equals("ProxyCore"); // the word is RFC 3261's
    if (!excused && type.matches(".*(Impl|Utils?|Manager|Helper|Base|Core)")) {
      broken.add(file + ": a type called " + type + " says nothing");
    }
    return broken;
  }

  /// Every file below `folder` that ends so; none when there is no such folder.
  static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
