package ringfence.manage.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ringfence.manage.access.Role;

/// Someone at the command line, with the rights that the account has at each line.
///
/// @param role nothing when the account is gone
record Talk(Shell shell, Supplier<Optional<Role>> role) {
  /// What the next line is to be.
  enum Next {
    GO_ON,
    /// The line was refused.
    FAILED,
    BYE
  }

  /// Answers a line, line by line to `out`.
  Next take(String line, Consumer<String> out) {
    Optional<Role> now = role.get();
    if (now.isEmpty()) return Next.BYE;
    return switch (shell.answer(line, now.get())) {
      case Shell.Answer.Said(List<String> lines) -> {
        lines.forEach(out);
        yield Next.GO_ON;
      }
      case Shell.Answer.Failed(List<String> lines) -> {
        lines.forEach(out);
        yield Next.FAILED;
      }
      case Shell.Answer.Bye() -> Next.BYE;
    };
  }
}
