package ringfence.proxy.location;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipUri;

/// Addresses of one device of a user, RFC 5627. The public one names user and device; a temporary
/// one is both of them and the Call-ID of the registration, encrypted, so that nothing is kept for
/// it and nobody can tell whose it is.
public final class Gruus {
  private static final String TEMPORARY = "tgruu.";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int DIGEST_DIGITS = 16;

  private final SecretKey key;
  private final RandomGenerator chance;

  /// The devices that a GRUU may mean.
  ///
  /// @param aor whose they are
  /// @param bindings of the one device, none where it is not registered
  public record Named(AddressOfRecord aor, List<Binding> bindings) {}

  /// @param key for AES; nodes with the same key read one another's
  /// @param chance a strong generator
  public Gruus(SecretKey key, RandomGenerator chance) {
    this.key = key;
    this.chance = chance;
  }

  /// The public GRUU of the device of a binding; empty where it names no instance.
  public Optional<SipUri> publicGruu(Binding binding) {
    // RFC 5627 5.1: "The public GRUU MUST be constructed by adding the "gr" URI parameter, with a
    // value, to the AOR."
    return binding
        .instance()
        .map(
            instance -> address(binding.aor().user(), binding).withParameter("gr", bare(instance)));
  }

  /// A new temporary GRUU of the device of a binding; empty where it names no instance.
  public Optional<SipUri> temporaryGruu(Binding binding) {
    return binding
        .instance()
        .map(instance -> address(TEMPORARY + hide(binding, instance), binding).withParameter("gr"));
  }

  /// What a GRUU of ours means; empty for any other URI, and for a temporary one that has ended.
  public Optional<Named> read(SipUri uri, LocationService location, Instant now) {
    if (!uri.parameters().has("gr")) return Optional.empty();
    Optional<String> instance = uri.parameter("gr");
    if (instance.isPresent()) {
      return AddressOfRecord.of(uri)
          .map(aor -> new Named(aor, of(location.bindings(aor, now), instance.get())));
    }
    return uri.userText()
        .filter(user -> user.startsWith(TEMPORARY))
        .flatMap(user -> opened(user.substring(TEMPORARY.length()), uri.host().host()))
        .flatMap(hidden -> temporary(hidden, location, now));
  }

  private Optional<Named> temporary(Hidden hidden, LocationService location, Instant now) {
    List<Binding> bindings = of(location.bindings(hidden.aor(), now), hidden.instance());
    // RFC 5627 5.1: where the Call-ID differs, "the registrar MUST invalidate all previously
    // generated temporary GRUUs for the AOR and instance ID"
    boolean valid =
        bindings.stream().anyMatch(binding -> digest(binding.callId()).equals(hidden.callId()));
    return valid ? Optional.of(new Named(hidden.aor(), bindings)) : Optional.empty();
  }

  private static List<Binding> of(List<Binding> bindings, String instance) {
    return bindings.stream()
        .filter(binding -> binding.instance().map(Gruus::bare).filter(instance::equals).isPresent())
        .toList();
  }

  private static SipUri address(String user, Binding binding) {
    return SipUri.of(user, HostPort.of(binding.aor().host()));
  }

  /// The instance without the brackets that `+sip.instance` has around it.
  private static String bare(String instance) {
    boolean bracketed = instance.startsWith("<") && instance.endsWith(">");
    return bracketed ? instance.substring(1, instance.length() - 1) : instance;
  }

  private record Hidden(AddressOfRecord aor, String instance, String callId) {}

  private String hide(Binding binding, String instance) {
    byte[] nonce = new byte[NONCE_BYTES];
    chance.nextBytes(nonce);
    String text = digest(binding.callId()) + binding.aor().user() + '\n' + bare(instance);
    try {
      byte[] secret =
          cipher(Cipher.ENCRYPT_MODE, nonce, binding.aor().host())
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + secret.length);
      System.arraycopy(secret, 0, whole, NONCE_BYTES, secret.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES/GCM", e);
    }
  }

  private Optional<Hidden> opened(String token, String domain) {
    try {
      byte[] whole = Base64.getUrlDecoder().decode(token);
      if (whole.length <= NONCE_BYTES) return Optional.empty();
      byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, nonce, domain)
              .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
      return Optional.of(read(new String(plain, StandardCharsets.UTF_8), domain));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return Optional.empty(); // not one of ours
    }
  }

  private static Hidden read(String text, String domain) {
    int end = text.lastIndexOf('\n');
    var aor = new AddressOfRecord(text.substring(DIGEST_DIGITS, end), domain);
    return new Hidden(aor, text.substring(end + 1), text.substring(0, DIGEST_DIGITS));
  }

  /// @param domain holds for this domain only
  private Cipher cipher(int mode, byte[] nonce, String domain) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(domain.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static String digest(String callId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(callId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_DIGITS / 2);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
