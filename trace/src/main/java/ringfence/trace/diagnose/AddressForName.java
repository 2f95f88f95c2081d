package ringfence.trace.diagnose;

import java.util.Optional;

/// The client knows the server by its address, and the certificate has only names.
final class AddressForName {
  private AddressForName() {}

  static Optional<Verdict> judge(Presented presented) {
    boolean named = CertificateNames.asked(presented).isPresent();
    if (presented.owner() != Party.SERVER || named || presented.refusal().isEmpty()) {
      return Optional.empty();
    }
    String address = CertificateNames.address(presented);
    CertificateNames names = CertificateNames.of(presented);
    if (names.hasAddress(address)) return Optional.empty();
    boolean known = presented.known().name().equals(address);
    String sentence =
        known
            ? "The client knows the server by %s, and the certificate is for %s."
                .formatted(address, names)
            : "The client asks for no name, so that it may know the server by %s alone, and the certificate is for %s."
                .formatted(address, names);
    return Optional.of(
        presented
            .verdict("tls.address-for-name", known ? 0.93 : 0.55, sentence)
            .cure(
                "Give the client the name of the server in place of its address, or the certificate"
                    + " the address.")
            .at(UnitField.CERTIFICATE_VALIDATION));
  }
}
