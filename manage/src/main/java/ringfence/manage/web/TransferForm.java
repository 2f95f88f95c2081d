package ringfence.manage.web;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import ringfence.manage.setting.Secret;

/// A form by which a file comes in, such as a certificate. On plain HTTP it is off until someone
/// takes the risk, since whoever is on the way could read the file.
///
/// @param title `Certificate Import`
/// @param types what the file may be, such as `Host` and `Other`; empty when there is no choice
/// @param subject what its guard speaks of: `certificate`
/// @param password what the field of a password is called, for files that are protected; empty
///   where none is
/// @param warned the type of which `warning` speaks; empty where there is none
/// @param warning what is said of a file of that type while files come in clear text
/// @param take what becomes of the file, on the thread of the request
public record TransferForm(
    String title,
    List<String> types,
    String subject,
    String password,
    String warned,
    String warning,
    Function<Transfer, Result> take) {
  /// A file of a type, and as whom it came.
  public record Transfer(String type, Upload file, WebRequest request) {
    /// The password that came with it; empty where none did.
    public Secret password() {
      return Secret.of(request.field(TransferView.PASSWORD).orElse(""));
    }
  }

  /// What came of it, a sentence for the person.
  public sealed interface Result {
    record Taken(String sentence) implements Result {}

    record Refused(String sentence) implements Result {}
  }

  public TransferForm {
    types = List.copyOf(types);
  }

  public TransferForm(
      String title, List<String> types, String subject, Function<Transfer, Result> take) {
    this(title, types, subject, "", "", "", take);
  }

  /// The form with a field for the password of a file.
  public TransferForm password(String label) {
    return new TransferForm(title, types, subject, label, warned, warning, take);
  }

  /// The form with what a person should know before a file of that type goes in clear text.
  public TransferForm warning(String type, String sentence) {
    return new TransferForm(title, types, subject, password, type, sentence, take);
  }

  /// What becomes of the file that a request carries.
  public Result answer(WebRequest request) {
    var file = request.file(TransferView.FILE);
    if (file.isEmpty()) return new Result.Refused("Choose a file first.");
    String type = request.field(TransferView.TYPE).orElse("");
    if (!types.isEmpty() && !types.contains(type)) {
      return new Result.Refused("Choose a type: " + String.join(", ", types) + ".");
    }
    return take.apply(new Transfer(type, file.get(), request));
  }

  /// `Certificate transfer is disabled because of unsecure HTTP access.`
  public String guard() {
    String word = subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1);
    return word + " transfer is disabled because of unsecure HTTP access.";
  }

  /// `Activate unsecure certificate transfer (not recommended).`
  String activate() {
    return "Activate unsecure " + subject + " transfer (not recommended).";
  }
}
