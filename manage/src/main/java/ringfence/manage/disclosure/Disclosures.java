package ringfence.manage.disclosure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command;
import ringfence.manage.admin.Command.Result;
import ringfence.manage.certificate.CertificateFile;
import ringfence.manage.event.EventLog;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.web.EntryForm;
import ringfence.manage.web.Page;

/// The secrets of encrypted links, given away for a while to an administrator who asked: of one
/// account or link, for some minutes, into a file. Who asked, and from where, is told; it ends by
/// itself, and with the program: a start remembers none.
public final class Disclosures implements AutoCloseable {
  /// Those that run.
  public static final String RUNNING = "Disclosure.Running";

  private static final int MOST_MINUTES = 120;
  private static final int MOST_AT_ONCE = 4;
  private static final StatusTable.RowAction END =
      new StatusTable.RowAction("Disclosure.Disclosure", "Number", "End", "End");

  private record Running(Disclosure disclosure, Disclosing.Writing writing, String asker) {}

  private final EventLog events;
  private final InstantSource clock;
  private final Disclosing disclosing;
  private final Map<Integer, Running> running = new LinkedHashMap<>();
  private Optional<ScheduledExecutorService> watch = Optional.empty();
  private volatile ToIntFunction<Subject> closing = _ -> 0;
  private int last;

  public Disclosures(EventLog events, InstantSource clock, Disclosing disclosing) {
    this.events = events;
    this.clock = clock;
    this.disclosing = disclosing;
  }

  /// Who closes the links of a subject from now on, and says how many they were.
  public void closeBy(ToIntFunction<Subject> given) {
    closing = given;
  }

  /// The form by which an administrator asks.
  public EntryForm form() {
    return EntryForm.asked("Disclosure.Begin", "Disclose", this::ask)
        .entry("subject", "Account or peer address")
        .entry("minutes", "Minutes")
        .optional("reader", "Certificate of the reader (PEM)")
        .choice("close", "Close its links that are up")
        .help(
            "Writes the links of one account, or with one peer, with their TLS secrets to a file:"
                + " those that open from now on, for at most "
                + MOST_MINUTES
                + " minutes. One that is up is in it only if it is closed, so that it comes again."
                + " With a certificate only the owner of its key can read the file.")
        .least(Role.ADMIN);
  }

  public StatusTable table() {
    return new StatusTable(
            RUNNING,
            "Disclosures",
            List.of("Number", "Subject", "Asked by", "Until", "File"),
            this::rows)
        .none("None. Captures hold ciphertext only.")
        .actions(END);
  }

  public Command end() {
    return Command.asked(END, "Ends a disclosure before its time.", this::end).least(Role.ADMIN);
  }

  /// The page of all that.
  public Page page() {
    return Page.of("Management", "Disclosure").entries(form()).status(table()).least(Role.ADMIN);
  }

  private synchronized List<List<Cell>> rows() {
    return running.values().stream().map(Disclosures::row).toList();
  }

  private static List<Cell> row(Running it) {
    return List.of(
        Cell.of(Integer.toString(it.disclosure().number())),
        Cell.of(it.disclosure().subject().toString()),
        Cell.of(it.asker()),
        Cell.of(it.disclosure().until().toString()),
        Cell.of(it.writing().file()));
  }

  private Result ask(Map<String, String> fields, Asker asker) {
    var asked =
        new Asked(
            fields.getOrDefault("subject", ""),
            fields.getOrDefault("minutes", ""),
            fields.getOrDefault("reader", ""),
            fields.getOrDefault("close", "").equals(EntryForm.YES));
    Result result = asked.wrong().map(Disclosures::refused).orElseGet(() -> begin(asked, asker));
    String answer =
        switch (result) {
          case Result.Done(String sentence) -> sentence;
          case Result.NotDone(String sentence) -> sentence;
        };
    events.report(
        DisclosureEvents.ASKED.report(
            asker.name(), asker.from(), asked.subject(), asked.minutes(), answer));
    return result;
  }

  private static Result refused(String sentence) {
    return new Result.NotDone(sentence);
  }

  /// What the form was sent with.
  ///
  /// @param close whether links that are up are to come again
  private record Asked(String subject, String minutes, String reader, boolean close) {
    /// Why it cannot be, a sentence.
    Optional<String> wrong() {
      if (Subject.parse(subject).isEmpty()) {
        return Optional.of("That is neither an account nor an address.");
      }
      if (time().isEmpty()) return Optional.of("It takes 1 to " + MOST_MINUTES + " minutes.");
      return reader.isBlank() || certificate().filter(SealedStream::canSealTo).isPresent()
          ? Optional.empty()
          : Optional.of("The reader's is no certificate of an RSA or EC key, in PEM.");
    }

    Optional<Duration> time() {
      return Optional.of(minutes)
          .filter(text -> text.matches("\\d{1,3}"))
          .map(text -> Duration.ofMinutes(Integer.parseInt(text)))
          .filter(it -> it.isPositive() && it.toMinutes() <= MOST_MINUTES);
    }

    Optional<X509Certificate> certificate() {
      byte[] octets = reader.getBytes(StandardCharsets.US_ASCII);
      return CertificateFile.read(octets) instanceof CertificateFile.Certificates(var certificates)
          ? certificates.stream().findFirst()
          : Optional.empty();
    }
  }

  private Result begin(Asked asked, Asker asker) {
    Result begun = write(asked, asker);
    if (!asked.close() || !(begun instanceof Result.Done(String sentence))) return begun;
    int closed = closing.applyAsInt(Subject.parse(asked.subject()).orElseThrow());
    return new Result.Done(sentence + " Links closed so that they come again: " + closed + ".");
  }

  private synchronized Result write(Asked asked, Asker asker) {
    if (running.size() >= MOST_AT_ONCE) {
      return new Result.NotDone(MOST_AT_ONCE + " disclosures run already; end one.");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return write(
        new Disclosure(
            ++last,
            Subject.parse(asked.subject()).orElseThrow(),
            now,
            now.plus(asked.time().orElseThrow()),
            asked.certificate()),
        asker);
  }

  private Result write(Disclosure disclosure, Asker asker) {
    try {
      Disclosing.Writing writing = disclosing.begin(disclosure);
      String who = asker.toString();
      running.put(disclosure.number(), new Running(disclosure, writing, who));
      events.report(
          DisclosureEvents.BEGUN.report(
              disclosure.number(), disclosure.subject(), writing.file(), disclosure.until()));
      return new Result.Done(
          "Disclosure %d writes to %s until %s."
              .formatted(disclosure.number(), writing.file(), disclosure.until()));
    } catch (IOException e) {
      return new Result.NotDone("No file can be written: " + e.getMessage());
    }
  }

  private Result end(String number, Asker asker) {
    boolean ended = end(it -> number.equals(Integer.toString(it.number())), asker + " ended it.");
    return ended
        ? new Result.Done("Disclosure " + number + " has ended.")
        : new Result.NotDone("There is no disclosure " + number + ".");
  }

  /// Looks every second from now on.
  public Disclosures watched() {
    var timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    var _ = timer.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
    watch = Optional.of(timer);
    return this;
  }

  /// Ends those whose time is over.
  void look() {
    Instant now = clock.instant();
    end(it -> !now.isBefore(it.until()), "Its time is over.");
  }

  private synchronized boolean end(Predicate<Disclosure> which, String why) {
    List<Running> over =
        running.values().stream().filter(it -> which.test(it.disclosure())).toList();
    for (Running it : new ArrayList<>(over)) {
      Disclosure disclosure = it.disclosure();
      running.remove(disclosure.number());
      events.report(
          DisclosureEvents.ENDED.report(
              disclosure.number(), disclosure.subject(), why + ended(it.writing())));
    }
    return !over.isEmpty();
  }

  private static String ended(Disclosing.Writing writing) {
    try {
      writing.end();
      return "";
    } catch (IOException e) {
      return " The file is not whole: " + e.getMessage();
    }
  }

  /// Ends all.
  @Override
  public void close() {
    watch.ifPresent(ScheduledExecutorService::shutdownNow);
    end(_ -> true, "The program stops.");
  }
}
