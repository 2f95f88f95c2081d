package ringfence.proxy.registrar;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;

/// What a REGISTER says of outbound (RFC 5626), Path (RFC 3327) and GRUU (RFC 5627).
///
/// @param path its Path, in order
/// @param outbound whether flows are told apart by instance and `reg-id`
/// @param gruu whether its contacts are given GRUUs
/// @param firstHopLacksOutbound whether the device wants outbound and what stands between cannot
record Extensions(
    List<NameAddr> path, boolean outbound, boolean gruu, boolean firstHopLacksOutbound) {
  static final String OUTBOUND = "outbound";
  static final String PATH = "path";
  static final String GRUU = "gruu";

  private static final Set<String> KNOWN = Set.of(OUTBOUND, PATH, GRUU);
  private static final int MOST_REG_ID = Integer.MAX_VALUE; // RFC 5626 4.2: less than 2**31

  static Extensions of(SipRequest request) {
    List<NameAddr> path = request.headers().all(Header.PATH);
    // RFC 5626 6: "The registrar MUST check from its Via header field if the registrar is the first
    // hop or not." Only the first hop may put `ob` into a Path (5.1).
    boolean firstHop = request.headers().all(Header.VIA).size() == 1;
    boolean possible = firstHop || path.stream().anyMatch(Extensions::saysOb);
    boolean wanted = supports(request, OUTBOUND) && namesAFlow(request);
    return new Extensions(path, wanted && possible, supports(request, GRUU), wanted && !possible);
  }

  /// What is required that this registrar does not know.
  static List<String> unknown(SipRequest request) {
    List<String> required = request.headers().all(Header.REQUIRE);
    if (KNOWN.containsAll(required)) return List.of();
    return required.stream().filter(option -> !KNOWN.contains(option)).toList();
  }

  static boolean supports(SipRequest request, String option) {
    return request.headers().all(Header.SUPPORTED).contains(option)
        || request.headers().all(Header.REQUIRE).contains(option);
  }

  /// Which flow of its device a contact is: empty without outbound or without instance.
  OptionalInt regId(Contact.Address contact) {
    return outbound ? regId(contact.address().parameters()) : OptionalInt.empty();
  }

  private static boolean namesAFlow(SipRequest request) {
    for (Contact contact : request.headers().all(Header.CONTACT)) {
      if (contact instanceof Contact.Address(var address)
          && regId(address.parameters()).isPresent()) return true;
    }
    return false;
  }

  private static OptionalInt regId(Parameters parameters) {
    // RFC 5626 6: "If the registrar processes a Contact header field value with a reg-id but no
    // instance-id, it simply ignores the reg-id parameter."
    if (parameters.value("+sip.instance").isEmpty()) return OptionalInt.empty();
    return parameters
        .value("reg-id")
        .filter(text -> text.matches("[1-9][0-9]{0,9}"))
        .map(Long::parseLong)
        .filter(number -> number <= MOST_REG_ID)
        .map(number -> OptionalInt.of(number.intValue()))
        .orElse(OptionalInt.empty());
  }

  private static boolean saysOb(NameAddr hop) {
    return hop.uri() instanceof SipUri sip && sip.parameters().has("ob");
  }
}
