package ringfence.transport.tls;

/// How much it counts that a peer's certificate may have been revoked, as settings name it.
public enum RevocationLevel {
  /// Nobody is asked.
  LOCALLY_TRUSTED("LocallyTrusted"),
  /// The responder is asked; where it gives no answer the certificate counts as good.
  OCSP_OPTIONAL("OcspOptional"),
  /// No link without a responder's word that the certificate is good.
  OCSP_MANDATORY("OcspMandatory");

  private final String text;

  RevocationLevel(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
