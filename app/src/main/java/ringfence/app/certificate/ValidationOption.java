package ringfence.app.certificate;

import picocli.CommandLine.Option;
import ringfence.app.option.Unusable;
import ringfence.transport.tls.TrustLevel;

/// How closely the certificate of a peer is looked at.
public final class ValidationOption {
  @Option(
      names = "--validation",
      defaultValue = "HostName",
      description = "NoValidation, TrustedCertificate, DnsSrvResponse or HostName (default)")
  private String validation;

  public TrustLevel level() throws Unusable {
    for (TrustLevel level : TrustLevel.values()) {
      if (level.text().equalsIgnoreCase(validation)) return level;
    }
    throw new Unusable(
        "--validation "
            + validation
            + ": allowed are NoValidation, TrustedCertificate, DnsSrvResponse, HostName");
  }
}
