package ringfence.manage.ladder;

import java.util.Optional;
import ringfence.manage.json.Json;
import ringfence.manage.web.Html;

/// What draws what is said by and to somebody, as it is said. From any thread.
public interface Ladders {
  /// A ladder as it is now, drawn each time it is asked for.
  interface Drawn {
    /// For a page.
    Html html();

    /// For a terminal.
    String text();

    /// Each row with what was said.
    Json rows();
  }

  /// The ladder of a user, a call or a host; empty when as many are drawn as may be.
  ///
  /// @param subject a user, with a domain or of every one, a Call-ID, or an IP address
  Optional<Drawn> ask(String subject);

  /// Since when a ladder shows what was said, a sentence.
  String since();

  /// The style sheet of their HTML.
  String style();

  /// Calls `changed` when a ladder that was asked for has grown.
  void watch(Runnable changed);
}
