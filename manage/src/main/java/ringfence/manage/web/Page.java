package ringfence.manage.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command;
import ringfence.manage.setting.Declaration;
import ringfence.manage.status.StatusTable;

/// A page as its feature declares it: where it stands in the menu, and from top to bottom what it
/// shows whenever someone looks and which settings it offers. All its forms together are submitted
/// by one button.
///
/// ```java
/// Page.of("SIP", "Transport")
///     .status(unit.links())
///     .form("General Configuration", SipEp.ADD_TRANSPORT, SipEp.PERSISTENT_BASE_PORT)
///     .form("Protocol Configuration", SipEp.UDP, SipEp.TCP, SipEp.TLS)
/// ```
///
/// @param extras the paths of scripts (`.js`, as modules) and style sheets (`.css`) of its own
/// @param least who sees it
/// @param listed whether it stands in the menu; others are reached from a page that does
public record Page(
    String section,
    String name,
    List<Block> blocks,
    List<String> extras,
    Role least,
    boolean listed) {
  /// What stands on a page.
  public sealed interface Block {}

  public record Shown(Supplier<List<Part>> parts) implements Block {}

  /// Parts that depend on what the page's address asks for.
  public record Asked(Function<Query, List<Part>> parts) implements Block {}

  /// Tables of which a person may search rows; of many, the first are shown.
  public record Searched(List<StatusTable> tables) implements Block {
    public Searched {
      tables = List.copyOf(tables);
    }
  }

  public record Status(StatusTable table) implements Block {}

  /// A table that shows itself to whoever asks for it, such as a history.
  public record Folded(StatusTable table) implements Block {}

  public record Offered(Form form) implements Block {}

  public record Orders(List<Command> commands) implements Block {}

  public record Entries(EntryForm form) implements Block {}

  public record Transfer(TransferForm form) implements Block {}

  public Page {
    blocks = List.copyOf(blocks);
    extras = List.copyOf(extras);
  }

  public static Page of(String section, String name) {
    return new Page(section, name, List.of(), List.of(), Role.OBSERVER, true);
  }

  /// A page that only shows.
  public static Page of(String section, String name, Supplier<List<Part>> parts) {
    return of(section, name).parts(parts);
  }

  public Page parts(Supplier<List<Part>> parts) {
    return with(new Shown(parts));
  }

  /// What is shown for what the address of the page asks.
  public Page asked(Function<Query, List<Part>> parts) {
    return with(new Asked(parts));
  }

  public Page part(Supplier<Part> part) {
    return parts(() -> List.of(part.get()));
  }

  public Page status(StatusTable... tables) {
    return with(Arrays.stream(tables).map(Status::new).toArray(Block[]::new));
  }

  /// Tables with one field to search all of them.
  public Page searched(StatusTable... tables) {
    return with(new Searched(List.of(tables)));
  }

  /// A table behind its title.
  public Page folded(StatusTable table) {
    return with(new Folded(table));
  }

  /// Settings to be changed, see [Form].
  public Page form(String title, Declaration<?>... settings) {
    return form(Form.of(title, settings));
  }

  public Page form(Form form) {
    return with(new Offered(form));
  }

  /// A button for each of these plain commands, with its help below.
  public Page commands(Command... commands) {
    return with(new Orders(List.of(commands)));
  }

  /// A form of fields that are no settings.
  public Page entries(EntryForm form) {
    return with(new Entries(form));
  }

  /// A form that takes a file.
  public Page transfer(TransferForm form) {
    return with(new Transfer(form));
  }

  private Page with(Block... more) {
    List<Block> both = new ArrayList<>(blocks);
    both.addAll(List.of(more));
    return new Page(section, name, both, extras, least, listed);
  }

  /// The page with scripts and style sheets of its own, which this server gives at these paths.
  public Page using(String... paths) {
    return new Page(section, name, blocks, List.of(paths), least, listed);
  }

  /// The page for those only who have this role.
  public Page least(Role role) {
    return new Page(section, name, blocks, extras, role, listed);
  }

  /// The page outside the menu, such as the details of a row.
  public Page unlisted() {
    return new Page(section, name, blocks, extras, least, false);
  }

  /// Who may submit its forms.
  public Role leastToChange() {
    return least.isAtLeast(Role.USER) ? least : Role.USER;
  }

  /// The forms on it of fields that are no settings.
  public List<EntryForm> entryForms() {
    return blocks.stream()
        .<EntryForm>mapMulti(
            (block, out) -> {
              if (block instanceof Entries(var form)) out.accept(form);
            })
        .toList();
  }

  /// The forms on it that take a file.
  public List<TransferForm> transfers() {
    return blocks.stream()
        .<TransferForm>mapMulti(
            (block, out) -> {
              if (block instanceof Transfer(var form)) out.accept(form);
            })
        .toList();
  }

  /// Its address: `/sip/servers`.
  public String path() {
    return "/" + slug(section) + "/" + slug(name);
  }

  static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
