package ringfence.manage.certificate;

/// What a certificate is for, as the page Management > Certificates has it.
public enum CertificateType {
  /// The unit's own, with its private key: it shows itself with it.
  HOST("Host", 10),
  /// By which the unit checks others.
  OTHER("Other", 50);

  private final String text;
  private final int most;

  CertificateType(String text, int most) {
    this.text = text;
    this.most = most;
  }

  /// How many there may be.
  public int most() {
    return most;
  }

  @Override
  public String toString() {
    return text;
  }
}
