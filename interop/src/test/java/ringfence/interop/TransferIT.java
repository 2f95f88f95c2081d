package ringfence.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A person connects two others by a flash and goes: three adapters at our proxy, everything in TLS
/// and SRTP, and the two understand each other.
class TransferIT {
  private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void two_who_were_connected_by_a_third_understand_each_other_in_secure_media() {
    var ground = new Ground(folder);
    var ringfence = new Ringfence(ground, Authority.ours());
    InetSocketAddress proxy = ground.at(11, Ringfence.PROXY_PORT);
    try (var _ = ringfence.proxy(11);
        var secretary = ringfence.adapter(30, "100", proxy);
        var caller = ringfence.adapter(12, "101", proxy);
        var manager = ringfence.adapter(13, "200", proxy)) {
      for (Adapter each : new Adapter[] {secretary, caller, manager}) each.registered();
      caller.dial("100");
      secretary.answer();
      caller.is("Talking");
      secretary.flash("Dialling");
      secretary.press("200");
      manager.answer();
      secretary.is("Talking");
      secretary.putDown();

      caller.talk(Sound.tone(440, 30).write(ground.file("caller.wav")), SUITE);
      manager.talk(Sound.tone(1000, 30).write(ground.file("manager.wav")), SUITE);
      caller.hears(1000, 2);
      manager.hears(440, 2);
      secretary.idle();
      caller.hangUp();
      manager.is("Tone");
    }
  }
}
