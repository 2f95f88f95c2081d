package ringfence.mikey;

import java.util.List;

/// Which streams the keys are for: the CS ID map of the common header.
public sealed interface CsIdMap {
  /// RFC 3830 section 6.1.1: a policy, an SSRC and a ROC for each stream.
  record SrtpId(List<CryptoSession> sessions) implements CsIdMap {
    public SrtpId {
      if (sessions.size() > 255) throw new IllegalArgumentException(sessions.size() + " sessions");
      sessions = List.copyOf(sessions);
    }
  }

  /// RFC 4563 section 5: the streams and their policies are told outside of MIKEY.
  record Empty(int count) implements CsIdMap {}

  /// #CS, CS ID map type and CS ID map info.
  default byte[] octets() {
    try (var out = new OctetWriter()) {
      switch (this) {
        case SrtpId(var sessions) -> {
          out.u8(sessions.size()).u8(0);
          for (CryptoSession it : sessions) it.write(out);
        }
        case Empty(int count) -> out.u8(count).u8(1);
      }
      return out.toArray();
    }
  }

  /// The streams of the map, in the order of their Crypto Session IDs.
  default List<CryptoSession> cryptoSessions() {
    return switch (this) {
      case SrtpId(var sessions) -> sessions;
      case Empty _ -> List.of();
    };
  }
}
