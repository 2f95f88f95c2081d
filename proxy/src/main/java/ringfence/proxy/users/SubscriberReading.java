package ringfence.proxy.users;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;

/// The users that settings and a subscribers file name.
///
/// @param problems a sentence for each line or row that names none; a secret is never in it
public record SubscriberReading(Subscribers subscribers, List<String> problems) {

  /// Reads them.
  ///
  /// @param domains of the proxy, where users without a domain of their own belong
  /// @param folder what a relative file name is relative to
  public static SubscriberReading of(Settings settings, Collection<String> domains, Path folder) {
    var subscribers = new Subscribers();
    List<String> problems = new ArrayList<>();
    for (String user : settings.rows(UserSettings.USER)) {
      add(user, settings, domains, subscribers).ifPresent(problems::add);
    }
    String file = settings.get(UserSettings.SUBSCRIBERS);
    if (!file.isEmpty()) problems.addAll(addAll(folder.resolve(file), subscribers));
    return new SubscriberReading(subscribers, List.copyOf(problems));
  }

  private static Optional<String> add(
      String user, Settings settings, Collection<String> domains, Subscribers to) {
    String own = settings.get(UserSettings.USER_DOMAIN, user);
    Collection<String> where = own.isEmpty() ? domains : List.of(own);
    Secret password = settings.get(UserSettings.PASSWORD, user);
    Secret ha1 = settings.get(UserSettings.HA1, user);
    if (password.isEmpty() == ha1.isEmpty()) {
      return Optional.of("user " + user + " needs a password or an ha1, one of them");
    }
    if (!password.isEmpty()) {
      password.use(
          bytes -> {
            to.add(user, bytes, where);
            return true;
          });
      return Optional.empty();
    }
    if (where.size() != 1) {
      return Optional.of("user " + user + " has an ha1, which is for one domain: name it");
    }
    String hash = ha1.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    boolean taken = to.addHashed(user, where.iterator().next(), hash).isPresent();
    return taken ? Optional.empty() : Optional.of("the ha1 of user " + user + " is no hash");
  }

  private static List<String> addAll(Path file, Subscribers to) {
    List<String> problems = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      return List.of("the subscribers cannot be read: " + e.getMessage());
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) continue;
      String[] parts = line.split(":", -1);
      boolean taken =
          parts.length == 3
              && !parts[0].isEmpty()
              && to.addHashed(parts[0], parts[1], parts[2]).isPresent();
      if (!taken) problems.add(file + ", line " + (i + 1) + ": not user:domain:ha1");
    }
    return problems;
  }
}
