package ringfence.transport.tls;

/// How much of a peer's certificate is checked before its link may be used, from nothing to the
/// configured name.
public enum TrustLevel {
  /// The peer must present a certificate; nothing in it is checked. For a laboratory.
  NO_VALIDATION("NoValidation"),
  /// The chain must lead to an installed authority and be within its dates; any name will do.
  TRUSTED_CERTIFICATE("TrustedCertificate"),
  /// And a name must equal the configured one or one that the SRV look-up of it returned.
  DNS_SRV_RESPONSE("DnsSrvResponse"),
  /// And a name must equal the configured one.
  HOST_NAME("HostName");

  private final String text;

  TrustLevel(String text) {
    this.text = text;
  }

  /// The level as settings and pages write it.
  public String text() {
    return text;
  }

  boolean checksChain() {
    return this != NO_VALIDATION;
  }

  boolean checksName() {
    return this == HOST_NAME || this == DNS_SRV_RESPONSE;
  }
}
