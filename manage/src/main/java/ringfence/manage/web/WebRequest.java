package ringfence.manage.web;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.access.User;

/// A request that passed the guards: who sent it, its path's named parts, its query or form fields,
/// its files, its body.
public final class WebRequest {
  private final Caller caller;
  private final Doorkeeper.Admitted admitted;
  private final Target target;
  private final RequestBody body;

  /// A path and what the `{name}`s of its pattern stand for.
  record Target(String path, Map<String, String> named) {}

  WebRequest(Caller caller, Doorkeeper.Admitted admitted, Target target, RequestBody body) {
    this.caller = caller;
    this.admitted = admitted;
    this.target = target;
    this.body = body;
  }

  public String method() {
    return caller.method();
  }

  public String path() {
    return target.path();
  }

  /// Who sent it.
  public User user() {
    return admitted.user();
  }

  public Role role() {
    return user().role();
  }

  /// The same with where it came from.
  public Asker asker() {
    return new Asker(user(), caller.address());
  }

  /// Whether it came by HTTPS, so that nobody on the way could read it.
  public boolean isSecure() {
    return caller.secure();
  }

  /// What every form of the page that answers this request carries.
  String csrf() {
    return admitted.csrf();
  }

  Caller caller() {
    return caller;
  }

  public byte[] body() {
    return body.octets().clone();
  }

  /// The part of the path that its pattern calls so; asking for another is a bug.
  public String part(String name) {
    return Optional.ofNullable(target.named().get(name))
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  /// A query parameter or a field of a posted form.
  public Optional<String> field(String name) {
    return Optional.ofNullable(body.fields().get(name));
  }

  /// All of them, in the order of the form.
  public Map<String, String> fields() {
    return Collections.unmodifiableMap(body.fields());
  }

  /// A file of a posted form; nothing when none was chosen.
  public Optional<Upload> file(String name) {
    return Optional.ofNullable(body.files().get(name))
        .filter(file -> !file.isEmpty() || !file.fileName().isEmpty());
  }

  public String bodyText() {
    return new String(body.octets(), StandardCharsets.UTF_8);
  }
}
