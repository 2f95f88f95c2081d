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
    String address = presented.link().address(Party.SERVER).getHostString();
    CertificateNames names = CertificateNames.of(presented);
    if (names.hasAddress(address)) return Optional.empty();
    String sentence =
        "The client asks for no name, so that it may know the server by %s alone, and the certificate is for %s."
            .formatted(address, names);
    return Optional.of(
        presented
            .verdict("tls.address-for-name", 0.55, sentence)
            .cure("Give the client the name of the server in place of its address.")
            .at(UnitField.CERTIFICATE_VALIDATION));
  }
}
