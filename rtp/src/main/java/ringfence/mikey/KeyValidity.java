package ringfence.mikey;

/// When a key is to be used, RFC 3830 sections 6.13 (KV) and 6.14.
public sealed interface KeyValidity {
  /// No rule: from the first packet until it is replaced.
  record Null() implements KeyValidity {}

  /// With the packets that carry this MKI.
  record Spi(Octets spi) implements KeyValidity {
    public Spi {
      if (spi.length() > 255) throw new IllegalArgumentException("an SPI over 255 octets");
    }
  }

  /// For the packets of these indices, the last one included; six octets each with SRTP.
  record Interval(Octets from, Octets to) implements KeyValidity {
    public Interval {
      if (from.length() > 255 || to.length() > 255) {
        throw new IllegalArgumentException("a bound over 255 octets");
      }
    }
  }

  /// The value of the KV field.
  default int number() {
    return switch (this) {
      case Null _ -> 0;
      case Spi _ -> 1;
      case Interval _ -> 2;
    };
  }

  /// The KV data: what stands behind the key.
  default byte[] octets() {
    try (var out = new OctetWriter()) {
      return switch (this) {
        case Null _ -> out.toArray();
        case Spi(var spi) -> out.u8(spi.length()).octets(spi).toArray();
        case Interval(var from, var to) ->
            out.u8(from.length()).octets(from).u8(to.length()).octets(to).toArray();
      };
    }
  }
}
