package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Recognises one cause. What it cannot tell it leaves to the others.
interface Rule {
  List<Verdict> judge(CaseFile file);

  /// A rule that looks at each connection by itself.
  static Rule ofLinks(Function<Link, Optional<Verdict>> judge) {
    return file -> file.links().stream().flatMap(link -> judge.apply(link).stream()).toList();
  }

  /// A rule that looks at each chain of certificates that was shown.
  static Rule ofCertificates(Function<Presented, Optional<Verdict>> judge) {
    return file -> file.presented().flatMap(presented -> judge.apply(presented).stream()).toList();
  }
}
