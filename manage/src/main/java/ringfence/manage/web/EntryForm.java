package ringfence.manage.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command.Result;

/// A command that needs to be told something, such as the name and the password of a user to add: a
/// form on a page, and a POST to `/api/commands/` and its name with the fields as JSON.
///
/// ```java
/// EntryForm.of("Proxy.AddUser", "Add a User", fields -> users.add(fields.get("user")))
///     .entry("user", "User")
///     .secret("password", "Password")
/// ```
///
/// @param name as REST names it
/// @param help what it does, a sentence; empty where the title says it
/// @param take given a text for every field and who asks; called on the thread of the request
public record EntryForm(
    String name,
    String title,
    String help,
    List<Entry> entries,
    Role least,
    BiFunction<Map<String, String>, Asker, Result> take) {

  /// What a choice is sent as where it is taken; otherwise it is empty.
  public static final String YES = "yes";

  /// What a field takes.
  public enum Kind {
    TEXT,
    /// Hidden while it is typed, and never shown again.
    SECRET,
    /// Yes or no.
    CHOICE
  }

  /// A field of it.
  ///
  /// @param required whether nothing is done without it
  public record Entry(String name, String label, Kind kind, boolean required) {}

  public EntryForm {
    entries = List.copyOf(entries);
  }

  /// A form for users, without fields yet.
  public static EntryForm of(
      String name, String title, Function<Map<String, String>, Result> take) {
    return asked(name, title, (fields, _) -> take.apply(fields));
  }

  /// The same, for what has to know who asks.
  public static EntryForm asked(
      String name, String title, BiFunction<Map<String, String>, Asker, Result> take) {
    return new EntryForm(name, title, "", List.of(), Role.USER, take);
  }

  public EntryForm help(String sentence) {
    return new EntryForm(name, title, sentence, entries, least, take);
  }

  public EntryForm entry(String field, String label) {
    return with(new Entry(field, label, Kind.TEXT, true));
  }

  /// A field that may be left empty.
  public EntryForm optional(String field, String label) {
    return with(new Entry(field, label, Kind.TEXT, false));
  }

  public EntryForm secret(String field, String label) {
    return with(new Entry(field, label, Kind.SECRET, true));
  }

  /// A box to tick.
  public EntryForm choice(String field, String label) {
    return with(new Entry(field, label, Kind.CHOICE, false));
  }

  private EntryForm with(Entry entry) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    return new EntryForm(name, title, help, more, least, take);
  }

  /// The same for those only who have this role.
  public EntryForm least(Role role) {
    return new EntryForm(name, title, help, entries, role, take);
  }

  /// What comes of these fields; nothing is done while one is missing.
  public Result answer(Map<String, String> fields, Asker asker) {
    if (!asker.role().isAtLeast(least))
      return new Result.NotDone("It takes the role " + least + ".");
    Map<String, String> given = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String text = fields.getOrDefault(entry.name(), "");
      if (entry.required() && text.isBlank()) {
        return new Result.NotDone(entry.label() + " is missing.");
      }
      given.put(entry.name(), entry.kind() == Kind.SECRET ? text : text.strip());
    }
    return take.apply(given, asker);
  }
}
