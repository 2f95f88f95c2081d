package ringfence.adapter.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ringfence.adapter.call.MediaSecurity.Encryption;
import ringfence.adapter.call.MediaSecurity.Keys;
import ringfence.adapter.call.MediaSecurity.RtpMode;
import ringfence.adapter.call.MediaSecurity.Suite;
import ringfence.adapter.call.MediaSecurity.UpdateMode;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.media.negotiation.KeyManagement;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.ReplayCache;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;

/// How the media of one line is secured, as its settings say.
///
/// @param specific whether the line has settings of its own
/// @param preSharedKey as it was set; empty for the product's own
public record LineSecurity(
    boolean specific,
    RtpMode mode,
    Keys keys,
    Encryption encryption,
    Suite suite,
    UpdateMode update,
    Secret preSharedKey) {
  /// The product's own pre-shared key, with which two fresh adapters understand each other. It
  /// protects nothing: whoever has the product has the key.
  private static final String PRODUCT_KEY = "ringfence";

  public static LineSecurity of(Settings settings, String endpoint) {
    boolean specific = settings.get(MediaSecurity.LINE_ENABLE, endpoint);
    Secret own = settings.get(MediaSecurity.LINE_PRE_SHARED_KEY, endpoint);
    boolean ownKey = specific && !own.isEmpty();
    return new LineSecurity(
        specific,
        specific
            ? settings.get(MediaSecurity.LINE_RTP_MODE, endpoint)
            : settings.get(MediaSecurity.RTP_MODE),
        specific
            ? settings.get(MediaSecurity.LINE_KEY_MANAGEMENT, endpoint)
            : settings.get(MediaSecurity.KEY_MANAGEMENT),
        specific
            ? settings.get(MediaSecurity.LINE_RTP_ENCRYPTION, endpoint)
            : settings.get(MediaSecurity.RTP_ENCRYPTION),
        settings.get(MediaSecurity.SUITE),
        settings.get(MediaSecurity.SESSION_UPDATE),
        ownKey ? own : settings.get(MediaSecurity.PRE_SHARED_KEY));
  }

  /// What a call of the line negotiates by.
  ///
  /// @param key that of this line, for MIKEY
  /// @param replays of all who have this key
  SecurityPolicy policy(PreSharedKey key, ReplayCache replays) {
    KeyManagement management =
        switch (keys) {
          case MIKEY -> new KeyManagement.Mikey(key, replays, SrtpPolicy.of(profile()));
          case SDES -> new KeyManagement.Sdes(List.of(suite.registered()));
        };
    boolean keep = keys == Keys.SDES && update == UpdateMode.KEEP;
    return new SecurityPolicy(mode.mode(), management, keep);
  }

  private ProtectionProfile profile() {
    ProtectionProfile whole = suite.registered().profile().orElseThrow();
    if (encryption == Encryption.AES_CM_128) return whole;
    return whole.rtpTagLength() == 4
        ? ProtectionProfile.NULL_HMAC_SHA1_32
        : ProtectionProfile.NULL_HMAC_SHA1_80;
  }

  /// The pre-shared key, whose owner the caller is.
  PreSharedKey key() {
    if (preSharedKey.isEmpty()) return PreSharedKey.ofText(PRODUCT_KEY);
    return preSharedKey.use(
        set -> {
          byte[] octets = MediaSecurity.octets(set);
          try {
            return PreSharedKey.ofOctets(octets);
          } finally {
            Arrays.fill(octets, (byte) 0);
          }
        });
  }

  /// Whether its secure calls rest on a key that everybody can know.
  public boolean isKeyPublic() {
    return keys == Keys.MIKEY && mode != RtpMode.UNSECURE && preSharedKey.isEmpty();
  }

  /// What a person has to know of these settings, a sentence each.
  public List<String> advice() {
    List<String> advice = new ArrayList<>();
    if (isKeyPublic()) {
      advice.add(
          "MIKEY uses the pre-shared key that every adapter has from the factory, and so has who"
              + " listens: only TLS keeps calls secret until Mipt.MikeyPreSharedKey is set.");
    }
    if (mode != RtpMode.UNSECURE && encryption == Encryption.NULL) {
      advice.add(
          keys == Keys.MIKEY
              ? "The media is not encrypted: Mipt.DefaultSecurityRtpEncryption is NULL."
              : "Mipt.DefaultSecurityRtpEncryption is NULL, which SDES ignores: the media is"
                  + " encrypted.");
    }
    return advice;
  }
}
