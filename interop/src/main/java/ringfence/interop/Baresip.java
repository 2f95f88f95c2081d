package ringfence.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// baresip without a sound card: it registers over TLS, insists on SRTP, answers every call, plays
/// a tone and records what it hears. User `N` has the password `secretN`.
final class Baresip implements AutoCloseable {
  private static final int PORT = 15100;
  private static final int CONTROL = 15104;

  private final Peer process;
  private final String address;
  private final Path recordings;

  private Baresip(Peer process, String address, Path recordings) {
    this.process = process;
    this.address = address;
    this.recordings = recordings;
  }

  /// Where and as whom: `host` on the ground, the user and its domain, and the proxy over TLS that
  /// everything goes by way of.
  record Account(int host, String user, String domain, String proxy) {
    /// The proxy's address is the domain.
    Account(int host, String user, String proxy) {
      this(host, user, proxy, proxy);
    }
  }

  static Baresip start(Ground ground, Account account, Authority authority, Sound plays) {
    String address = ground.address(account.host());
    String name = "baresip-" + account.user() + "-" + account.host();
    Path folder = ground.subfolder(name);
    Path recordings = ground.subfolder(name + "/heard");
    Path sound = plays.write(folder.resolve("plays.wav"));
    var values =
        Map.of(
            "ADDRESS", address,
            "PORT", Integer.toString(PORT),
            "CONTROL", Integer.toString(CONTROL),
            "CERTIFICATE", authority.issue(address).both().toString(),
            "CA", authority.certificate().toString(),
            "PLAY", sound.toString(),
            "RECORD", recordings.toString(),
            "USER", account.user(),
            "DOMAIN", account.domain(),
            "PROXY", account.proxy());
    ground.write("baresip/config", folder.resolve("config"), values);
    ground.write("baresip/accounts", folder.resolve("accounts"), values);
    Ground.write(folder.resolve("contacts"), "");
    var command = List.of("stdbuf", "-oL", "baresip", "-s", "-v", "-f", folder.toString());
    return new Baresip(Peer.start(name, folder, command), address, recordings);
  }

  void registered() {
    process.await("200 OK .*\\[\\d+ bindings?\\]");
  }

  /// Has it call a user of its proxy.
  void dial(String user) {
    control("dial", user);
    process.await("call: connecting to");
  }

  /// Puts us on hold.
  void hold() {
    control("hold", "");
  }

  /// Takes us back.
  void resume() {
    control("resume", "");
  }

  void hangUp() {
    control("hangup", "");
    hungUp();
  }

  /// Waits for SRTP of `suite` to be up.
  void secured(String suite) {
    process.await("SRTP is Enabled \\(cryptosuite=" + suite + "\\)");
  }

  /// Waits for the end of its call.
  void hungUp() {
    process.await("audio: destroyed");
  }

  /// What it heard in its only call.
  Sound heard() {
    try (var files = Files.list(recordings)) {
      return files
          .filter(file -> file.toString().endsWith("-dec.wav"))
          .findFirst()
          .map(Sound::read)
          .orElseThrow(() -> process.failed("recorded nothing"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until its call has lasted some seconds.
  void talked(int seconds) {
    process.await("\\[0:00:0" + seconds + "\\]");
  }

  Peer process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  private void control(String command, String parameters) {
    String json =
        "{\"command\":\"%s\",\"params\":\"%s\",\"token\":\"test\"}".formatted(command, parameters);
    String netstring = json.length() + ":" + json + ",";
    try (var control = new Socket(address, CONTROL)) {
      control.getOutputStream().write(netstring.getBytes(StandardCharsets.UTF_8));
      control.getOutputStream().flush();
      process.await("handle_command:  cmd='" + command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
