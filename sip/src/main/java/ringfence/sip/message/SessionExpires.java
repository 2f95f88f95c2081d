package ringfence.sip.message;

import java.time.Duration;
import java.util.Optional;

/// A Session-Expires value, RFC 4028 section 4.
///
/// @param interval whole seconds
/// @param parameters `refresher` and others
public record SessionExpires(Duration interval, Parameters parameters) {
  private static final String CLAUSE = "RFC 4028 4";

  /// Who sends the refreshes.
  public enum Refresher {
    UAC,
    UAS;

    @Override
    public String toString() {
      return this == UAC ? "uac" : "uas";
    }
  }

  /// That interval, without refresher.
  public static SessionExpires of(Duration interval) {
    return new SessionExpires(interval, Parameters.NONE);
  }

  /// That interval, refreshed by that side.
  public static SessionExpires of(Duration interval, Refresher refresher) {
    return new SessionExpires(interval, Parameters.NONE.with("refresher", refresher.toString()));
  }

  /// Reads `seconds;refresher=uac`.
  public static SessionExpires parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    in.skipSpace();
    Duration interval = Duration.ofSeconds(in.number(0xFFFF_FFFFL));
    Parameters parameters = Parameters.read(in);
    in.expectEnd();
    return new SessionExpires(interval, parameters);
  }

  /// The side that refreshes, where it is said.
  public Optional<Refresher> refresher() {
    return parameters.value("refresher").flatMap(SessionExpires::side);
  }

  private static Optional<Refresher> side(String text) {
    if (text.equalsIgnoreCase("uac")) return Optional.of(Refresher.UAC);
    return text.equalsIgnoreCase("uas") ? Optional.of(Refresher.UAS) : Optional.empty();
  }

  @Override
  public String toString() {
    return interval.toSeconds() + parameters.toString();
  }
}
