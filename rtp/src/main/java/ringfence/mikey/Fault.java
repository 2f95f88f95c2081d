package ringfence.mikey;

/// Carries a refusal from where it is found to the border of the package, where it is a value.
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient MikeyRefusal refusal;

  Fault(ErrorNumber error, String clause, String reason, int octet) {
    this(new MikeyRefusal(error, clause, reason, octet));
  }

  Fault(MikeyRefusal refusal) {
    super(refusal.reason(), null, false, false);
    this.refusal = refusal;
  }

  MikeyRefusal refusal() {
    return refusal;
  }
}
