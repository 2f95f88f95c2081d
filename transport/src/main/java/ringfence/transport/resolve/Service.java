package ringfence.transport.resolve;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ringfence.sip.message.Transport;
import ringfence.transport.resolve.DnsRecord.Naptr;

/// SIP over a transport, as the DNS knows it.
///
/// @param name of its SRV records
record Service(Transport transport, String name) {
  /// The transports by the service fields of NAPTR records, RFC 3263 4.1.
  private static final Map<String, Transport> FIELDS =
      Map.of("SIPS+D2T", Transport.TLS, "SIP+D2T", Transport.TCP, "SIP+D2U", Transport.UDP);

  /// A transport at a domain.
  ///
  /// RFC 3263 4.2: "if the client wishes to use TLS, it also uses the service identifier "_sips"
  /// for that specific transport, otherwise, it uses "_sip"."
  static Service of(Transport transport, String domain) {
    String prefix =
        transport.equals(Transport.TLS)
            ? "_sips._tcp."
            : "_sip._" + transport.token().toLowerCase(Locale.ROOT) + ".";
    return new Service(transport, prefix + domain);
  }

  /// What a domain offers by its NAPTR records, best first.
  static List<Service> offered(List<Naptr> records, List<Transport> supported) {
    // RFC 3263 4.1: "a client MUST discard any service fields that identify a resolution service
    // whose value is not "D2X", for values of X that indicate transport protocols supported"
    List<Naptr> usable =
        records.stream()
            .filter(it -> it.flags().equalsIgnoreCase("s") && !it.replacement().isEmpty())
            .filter(it -> transport(it).filter(supported::contains).isPresent())
            .sorted(Comparator.comparingInt(Naptr::order).thenComparingInt(Naptr::preference))
            .toList();
    // RFC 2915 2: once a match is found the client "MUST NOT consider any NAPTR records with a
    // higher value for order"
    return usable.stream()
        .filter(it -> it.order() == usable.getFirst().order())
        .map(it -> new Service(transport(it).orElseThrow(), it.replacement()))
        .toList();
  }

  private static Optional<Transport> transport(Naptr naptr) {
    return Optional.ofNullable(FIELDS.get(naptr.service().toUpperCase(Locale.ROOT)));
  }
}
