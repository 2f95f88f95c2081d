package ringfence.manage.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether the contents of a file can be a certificate of a type, and in which order.
sealed interface CertificateEntry {
  /// It can; the person should know the advice.
  record Fit(StoredCertificate file, List<String> advice) implements CertificateEntry {}

  /// It cannot, for a reason without a full stop.
  record Unfit(String reason) implements CertificateEntry {}

  static CertificateEntry host(String fileName, CertificateContents contents, Instant now) {
    Optional<PrivateKey> key = contents.key();
    if (key.isEmpty()) {
      return new Unfit(
          "a host certificate needs its private key: put both into one file, or was this meant as"
              + " Other?");
    }
    Optional<X509Certificate> own =
        contents.certificates().stream()
            .filter(one -> CertifiedKey.belongs(key.get(), one))
            .findFirst();
    if (own.isEmpty()) return new Unfit("the private key belongs to no certificate in the file");
    List<X509Certificate> chain = CertificateOrder.hostFirst(own.get(), contents.certificates());
    List<String> advice = new ArrayList<>(CertificateAdvice.ofHost(own.get(), now));
    int left = contents.certificates().size() - chain.size();
    if (left > 0) {
      advice.add("Left out, since they did not sign it or each other: " + left + " of the file.");
    } else if (!chain.equals(contents.certificates())) {
      advice.add("The certificates were put in order: its own first, then those that signed it.");
    }
    return new Fit(new StoredCertificate(named(fileName, ".pem"), chain, key), advice);
  }

  static CertificateEntry other(String fileName, CertificateContents contents, Instant now) {
    List<X509Certificate> order = CertificateOrder.rootFirst(contents.certificates());
    List<String> advice = new ArrayList<>();
    for (X509Certificate one : order) advice.addAll(CertificateAdvice.ofOther(one, now));
    if (!order.equals(contents.certificates())) {
      advice.add(
          "The certificates were put in order, root first; a TA7102 takes the file in that order"
              + " only.");
    }
    if (contents.key().isPresent()) {
      advice.add("The private key in the file is not needed here and was not kept.");
    }
    String ending = order.size() == 1 ? ".der" : ".pem";
    return new Fit(new StoredCertificate(named(fileName, ending), order, Optional.empty()), advice);
  }

  /// A name for the disk and for scripts; one that ends like a binary file becomes one in PEM,
  /// unless its ending may stay.
  private static String named(String fileName, String binary) {
    String plain = fileName.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.]+", "");
    String lower = plain.toLowerCase(Locale.ROOT);
    boolean other = lower.matches(".*\\.(der|p12|pfx|p7b|p7c)") && !lower.endsWith(binary);
    String whole = other ? plain.substring(0, plain.lastIndexOf('.')) + ".pem" : plain;
    String named = whole.isEmpty() ? "certificate.pem" : whole;
    // scripts name rows by at most 64 characters; the ending says most
    return named.length() <= 64 ? named : named.substring(named.length() - 64);
  }
}
