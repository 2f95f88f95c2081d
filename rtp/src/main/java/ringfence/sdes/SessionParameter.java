package ringfence.sdes;

import java.util.List;

/// A session parameter of SRTP, RFC 4568 section 6.3.
public sealed interface SessionParameter {
  /// The key derivation rate, 2 to the power of `exponent`, 1 to 24; declarative.
  record KeyDerivationRate(int exponent) implements SessionParameter {
    public KeyDerivationRate {
      if (exponent < 1 || exponent > 24) throw new IllegalArgumentException("KDR=" + exponent);
    }

    /// After how many packets session keys are derived anew.
    public int packets() {
      return 1 << exponent;
    }
  }

  /// RTP is not encrypted; negotiated.
  record UnencryptedSrtp() implements SessionParameter {}

  /// RTCP is not encrypted; negotiated.
  record UnencryptedSrtcp() implements SessionParameter {}

  /// RTP is not authenticated, which is not recommended; negotiated.
  record UnauthenticatedSrtp() implements SessionParameter {}

  /// Which comes first at the sender, forward error correction or SRTP; declarative. Without a
  /// format of error correction in the `m=` line it means nothing.
  record FecOrder(boolean fecFirst) implements SessionParameter {}

  /// The keys of a separate stream of forward error correction; declarative.
  record FecKey(List<KeyParameter> keys) implements SessionParameter {
    public FecKey {
      keys = List.copyOf(keys);
    }
  }

  /// How large a replay window serves the stream, at least 64; declarative.
  record WindowSizeHint(int packets) implements SessionParameter {
    public WindowSizeHint {
      if (packets < 64) throw new IllegalArgumentException("WSH=" + packets);
    }
  }

  /// A parameter that begins with `-` and that we do not know: it may be ignored and is kept.
  record Unknown(String text) implements SessionParameter {}

  /// Whether the answer must repeat it, RFC 4568 section 5.1.2 ("negotiated").
  default boolean isNegotiated() {
    return switch (this) {
      case UnencryptedSrtp _, UnencryptedSrtcp _, UnauthenticatedSrtp _ -> true;
      case KeyDerivationRate _, FecOrder _, FecKey _, WindowSizeHint _, Unknown _ -> false;
    };
  }

  /// The parameter as it goes into SDP; that of `FecKey` holds keys in clear: for the wire alone.
  default String wireFormWithKeys() {
    return switch (this) {
      case KeyDerivationRate(int exponent) -> "KDR=" + exponent;
      case UnencryptedSrtp _ -> "UNENCRYPTED_SRTP";
      case UnencryptedSrtcp _ -> "UNENCRYPTED_SRTCP";
      case UnauthenticatedSrtp _ -> "UNAUTHENTICATED_SRTP";
      case FecOrder(boolean fecFirst) -> fecFirst ? "FEC_ORDER=FEC_SRTP" : "FEC_ORDER=SRTP_FEC";
      case FecKey(var keys) -> "FEC_KEY=" + CryptoAttribute.wireFormWithKeys(keys);
      case WindowSizeHint(int packets) -> "WSH=" + packets;
      case Unknown(String text) -> text;
    };
  }
}
