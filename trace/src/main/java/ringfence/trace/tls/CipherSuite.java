package ringfence.trace.tls;

/// A cipher suite by its number in the IANA registry.
public record CipherSuite(int code) {
  /// RFC 7507: the client tries again with a lower version.
  public static final CipherSuite FALLBACK_SCSV = new CipherSuite(0x5600);

  /// RFC 5746: the client knows secure renegotiation.
  public static final CipherSuite RENEGOTIATION_SCSV = new CipherSuite(0x00FF);

  public CipherSuite {
    if (code < 0 || code > 0xFFFF) throw new IllegalArgumentException("cipher suite " + code);
  }

  /// The IANA name, such as `TLS_RSA_WITH_AES_256_CBC_SHA`, or the number.
  @Override
  public String toString() {
    return Registry.CIPHER_SUITES.name(code);
  }

  /// How the parties agree on the secret, as the name says: `RSA`, `ECDHE_RSA` and so on; `any` for
  /// the suites of TLS 1.3.
  public String keyExchange() {
    String name = toString();
    int with = name.indexOf("_WITH_");
    return with < 0 ? "any" : name.substring("TLS_".length(), with);
  }

  /// Whether the client sends the secret encrypted to the server's key, so that who has this key
  /// can read what was recorded. RFC 5246 section 7.4.7.1.
  public boolean isRsaKeyTransport() {
    return keyExchange().equals("RSA");
  }

  /// Whether it is no suite but a signal, or a value that means nothing.
  public boolean isSignal() {
    return equals(FALLBACK_SCSV) || equals(RENEGOTIATION_SCSV) || Registry.isGrease(code);
  }
}
