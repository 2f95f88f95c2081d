package ringfence.adapter.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Administration;
import ringfence.manage.backup.Backup;
import ringfence.manage.backup.Conf;
import ringfence.manage.backup.Scripts;
import ringfence.manage.rest.Operation;
import ringfence.manage.setting.Refusal;
import ringfence.manage.setting.Secret;
import ringfence.manage.status.Tone;
import ringfence.manage.web.Html;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;
import ringfence.manage.web.Reply;
import ringfence.manage.web.Routes;
import ringfence.manage.web.TransferForm;

/// Management > Configuration Scripts and Management > Backup / Restore.
public final class ScriptPages {
  private static final String CHANGED = "/management/configuration-scripts/changed.cfg";
  private static final String ALL = "/management/configuration-scripts/all.cfg";
  private static final String BACKUP = "/api/backup";

  /// What programs are offered besides the transfers of the pages.
  static final List<Operation> OPERATIONS =
      List.of(new Operation("GET", BACKUP, "Everything in one encrypted file."));

  private final Administration administration;
  private final Backup backup;
  private final String unit;

  /// @param unit what the names of the files begin with, such as its MAC address
  public ScriptPages(Administration administration, Backup backup, String unit) {
    this.administration = administration;
    this.backup = backup;
    this.unit = unit;
  }

  public Page scripts(Scripts scripts) {
    return Page.of("Management", "Configuration Scripts")
        .least(Role.USER)
        .status(scripts.table())
        .parts(this::warnings)
        .part(
            () ->
                links(
                    "Export",
                    link(CHANGED, "What was changed"),
                    link(ALL, "All settings, defaults as well")))
        .transfer(new TransferForm("Script Import", List.of(), "script", this::run))
        .form(
            "Script Server",
            Conf.GENERIC_FILE,
            Conf.SPECIFIC_FILE,
            Conf.LOCATION,
            Conf.HOST,
            Conf.USER,
            Conf.PASSWORD,
            Conf.VALIDATION)
        .commands(scripts.command());
  }

  private List<Part> warnings() {
    boolean checked =
        administration.configuration().stored().get(Conf.VALIDATION) == Conf.Validation.HOST_NAME;
    String sentence =
        "With NoValidation anyone on the way can send a script of his own, and learns the password.";
    return checked ? List.of() : List.of(new Part.Notice(sentence, Tone.WAITING));
  }

  public Page backups() {
    return Page.of("Management", "Backup / Restore")
        .least(Role.ADMIN)
        .form("Encryption", Conf.PASSPHRASE)
        .part(
            () ->
                links(
                    "Backup",
                    link(BACKUP, "Settings, passwords, certificates and private keys, encrypted")))
        .transfer(new TransferForm("Restore", List.of(), "backup", this::restore));
  }

  private static Part links(String title, Html... links) {
    return new Part.Panel(title, Html.join(List.of(links)));
  }

  private static Html link(String path, String text) {
    var link = Html.tag("a").attribute("href", path).attribute("download", "").text(text).html();
    return Html.tag("p").add(link).html();
  }

  /// Adds what the links of the pages lead to.
  public Routes add(Routes routes) {
    return routes
        .on(Role.USER, "GET", CHANGED, request -> export(false, request.role()))
        .on(Role.USER, "GET", ALL, request -> export(true, request.role()))
        .on(Role.ADMIN, "GET", BACKUP, _ -> backup());
  }

  private Reply export(boolean whole, Role role) {
    byte[] text = administration.export(whole, role).getBytes(StandardCharsets.UTF_8);
    return Reply.download("text/plain; charset=utf-8", text, unit + ".cfg");
  }

  private Reply backup() {
    try {
      byte[] file = backup.make(passphrase());
      return Reply.download("application/octet-stream", file, unit + ".rfbk");
    } catch (IOException e) {
      return Reply.text(409, "There is no backup: " + e.getMessage() + ".");
    }
  }

  private Secret passphrase() {
    return administration.configuration().stored().get(Conf.PASSPHRASE);
  }

  private TransferForm.Result run(TransferForm.Transfer transfer) {
    List<String> lines;
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      var text = decoder.decode(ByteBuffer.wrap(transfer.file().octets()));
      lines = text.toString().lines().toList();
    } catch (CharacterCodingException _) {
      return new TransferForm.Result.Refused("The script is not UTF-8 text.");
    }
    var role = transfer.request().role();
    return switch (administration.run(transfer.file().fileName(), lines, role)) {
      case Administration.Outcome.Done _ -> new TransferForm.Result.Taken("The script was run.");
      case Administration.Outcome.Refused(List<Refusal> refusals) ->
          new TransferForm.Result.Refused(
              refusals.stream().map(it -> it + ".").collect(Collectors.joining(" ")));
    };
  }

  private TransferForm.Result restore(TransferForm.Transfer transfer) {
    return switch (backup.restore(transfer.file().octets(), passphrase())) {
      case Backup.Restored.Done() ->
          new TransferForm.Result.Taken(
              "The backup was restored; restart the services that wait for it.");
      case Backup.Restored.Not(List<String> why) ->
          new TransferForm.Result.Refused(
              "Everything is as it was: " + String.join("; ", why) + ".");
    };
  }
}
