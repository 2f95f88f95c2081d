package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The vendor's notes, 3.1: a sniffer beside the unit from its start until its light says Ready,
/// and Wireshark reads the SIP in the TLS it saw. The secrets come from the unit's key log, which
/// works where a server's private key no longer does: every suite has forward secrecy.
class SniffedIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void F23_F88_F89_what_was_sniffed_until_the_light_was_on_is_read_with_the_key_log() {
    var ground = new Ground(folder);
    var ringfence = new Ringfence(ground, Authority.ours());
    InetSocketAddress proxy = ground.at(11, Ringfence.PROXY_PORT);
    Path sniffed = ground.file("sniffed.pcap");
    Path keyLog = ground.file("keys.log");
    try (var _ = ringfence.proxy(11);
        var tcpdump = Tcpdump.start(ground, sniffed, Ringfence.PROXY_PORT);
        var unit = ringfence.adapterWith(30, "100", proxy, "--key-log", keyLog.toString())) {
      unit.isReady();
      tcpdump.stop();
    }
    var blind = Tshark.sniffed(ground, sniffed, Ringfence.PROXY_PORT, ground.file("none.log"));
    assertThat(blind.frames("tls.handshake.type == 1")).isNotEmpty();
    assertThat(blind.frames("sip")).isEmpty();

    var reading = Tshark.sniffed(ground, sniffed, Ringfence.PROXY_PORT, keyLog);
    assertThat(reading.frames("tls && sip"))
        .anyMatch(it -> it.matches("SIP\\tRequest: REGISTER .*"))
        .anyMatch(it -> it.matches("SIP\\tStatus: 401 .*"))
        .anyMatch(it -> it.matches("SIP\\tStatus: 200 .*"));
  }
}
