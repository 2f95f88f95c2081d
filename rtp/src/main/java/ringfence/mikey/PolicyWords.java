package ringfence.mikey;

/// Explains a security policy, RFC 3830 sections 6.10 and 6.10.1.
record PolicyWords(FieldList fields) {
  private static final String SP = "RFC 3830 6.10";

  void explain(SecurityPolicy policy) {
    boolean srtp = policy.protocol() == SecurityPolicy.SRTP;
    fields.field(1, "Policy no", Integer.toString(policy.number()), SP);
    fields.field(1, "Prot type", policy.protocol() + (srtp ? " SRTP" : " unknown"), SP);
    int length = policy.body().length - 4;
    fields.field(2, "Policy param length", length + " octets", SP);
    for (PolicyParameter it : policy.parameters()) explain(it, srtp);
  }

  private void explain(PolicyParameter it, boolean srtp) {
    String name = srtp ? SrtpParameters.name(it.type()).orElse("unknown") : "unknown";
    fields.field(
        2 + it.value().length(),
        "parameter " + it.type() + " " + name,
        srtp ? SrtpParameters.words(it) : it.value().hex(),
        it.type() > 12 ? "RFC 7714 14.3" : "RFC 3830 6.10.1");
  }
}
