package ringfence.app.product;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.option.ExitCode;
import ringfence.manage.disclosure.Disclosures;
import ringfence.manage.json.Json;
import ringfence.manage.json.Json.JsonArray;
import ringfence.manage.json.Json.JsonObject;
import ringfence.manage.json.Json.JsonText;

/// `ringfence disclose`: has an adapter or proxy that runs write the TLS links of one account or
/// peer with their secrets, for some minutes. What the page Management > Disclosure does.
@Command(
    name = "disclose",
    description = "Have a running adapter or proxy write one account's links with their secrets.",
    footer = {
      "",
      "Example: ringfence disclose begin http://127.0.0.1:8080 100 --minutes 10 --close"
    })
public final class DiscloseCommand {
  @Spec private CommandSpec spec;

  @Command(name = "begin", description = "begin a disclosure; prints where it is written")
  int begin(
      @Mixin ProductPages pages,
      @Parameters(index = "1", paramLabel = "SUBJECT", description = "an account or peer address")
          String subject,
      @Mixin Wanted wanted,
      @Option(names = "--json", description = "one JSON object") boolean json)
      throws Exception {
    return said(pages.post("/api/commands/Disclosure.Begin", wanted.asked(subject)), json);
  }

  /// For how long, and to whom.
  static final class Wanted {
    @Option(names = "--minutes", required = true, description = "1 to 120")
    private int minutes;

    @Option(
        names = "--reader",
        paramLabel = "FILE",
        description = "the certificate of who alone can open what is written")
    private Optional<Path> reader;

    @Option(
        names = "--close",
        description = "close its links that are up, so that they come again and are written")
    private boolean close;

    private JsonObject asked(String subject) throws IOException {
      return Json.object()
          .put("subject", subject)
          .put("minutes", Integer.toString(minutes))
          .put("reader", reader.isPresent() ? Files.readString(reader.get()) : "")
          .put("close", close);
    }
  }

  @Command(name = "list", description = "list those that run")
  int list(
      @Mixin ProductPages pages,
      @Option(names = "--json", description = "one JSON object") boolean json)
      throws Exception {
    JsonObject table = pages.get("/api/tables/" + Disclosures.RUNNING);
    return print(table, table.members().getOrDefault("rows", Json.array(List.of())), json);
  }

  @Command(name = "end", description = "end one before its time")
  int end(
      @Mixin ProductPages pages,
      @Parameters(index = "1", paramLabel = "NUMBER", description = "as listed") int number,
      @Option(names = "--json", description = "one JSON object") boolean json)
      throws Exception {
    return said(
        pages.post("/api/commands/Disclosure.Disclosure.End/" + number, Json.object()), json);
  }

  private int said(JsonObject answer, boolean json) {
    return print(answer, answer.members().getOrDefault("said", Json.array(List.of())), json);
  }

  private int print(JsonObject answer, Json lines, boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) out.println(answer);
    else if (lines instanceof JsonArray(var each)) each.forEach(line -> out.println(text(line)));
    return ExitCode.DONE;
  }

  /// A sentence, or the cells of a row.
  private static String text(Json line) {
    if (line instanceof JsonText(String sentence)) return sentence;
    if (!(line instanceof JsonObject(var cells))) return line.toString();
    return cells.values().stream().map(DiscloseCommand::text).collect(Collectors.joining("  "));
  }
}
