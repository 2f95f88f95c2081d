package ringfence.app.option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import ringfence.adapter.call.MediaSecurity;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;

/// The words that several commands take, and what the units call them.
public final class Options {
  private Options() {}

  public enum Mode {
    SECURE(MediaSecurity.RtpMode.SECURE),
    FALLBACK(MediaSecurity.RtpMode.SECURE_WITH_FALLBACK),
    UNSECURE(MediaSecurity.RtpMode.UNSECURE);

    private final MediaSecurity.RtpMode mode;

    Mode(MediaSecurity.RtpMode mode) {
      this.mode = mode;
    }

    public MediaSecurity.RtpMode rtpMode() {
      return mode;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public enum By {
    TLS,
    TCP,
    UDP;

    public Transport transport() {
      return switch (this) {
        case TLS -> Transport.TLS;
        case TCP -> Transport.TCP;
        case UDP -> Transport.UDP;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public enum Keys {
    MIKEY(MediaSecurity.Keys.MIKEY),
    SDES(MediaSecurity.Keys.SDES);

    private final MediaSecurity.Keys management;

    Keys(MediaSecurity.Keys management) {
      this.management = management;
    }

    public MediaSecurity.Keys management() {
      return management;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Where the product keeps what it makes: `RINGFENCE_HOME`, or the user's state folder.
  public static Path home() {
    String home = System.getenv().getOrDefault("RINGFENCE_HOME", "");
    if (!home.isEmpty()) return Path.of(home);
    String state = System.getenv().getOrDefault("XDG_STATE_HOME", "");
    Path folder =
        state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return folder.resolve("ringfence");
  }

  /// A line given as an argument, or `-` for the first line of standard input: what holds keys need
  /// not stand where `ps` shows it.
  public static String line(String argument) throws IOException {
    if (!argument.equals("-")) return argument;
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String first = in.readLine();
    return first == null ? "" : first;
  }

  /// An address of this host.
  public static InetAddress address(String text) throws Unusable {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException _) {
      throw new Unusable(text + " is no address of this host");
    }
  }

  /// An address and port, here or elsewhere.
  ///
  /// @param port where the text has none
  public static InetSocketAddress socket(String text, int port) throws Unusable {
    try {
      HostPort host = HostPort.parse(text);
      return new InetSocketAddress(InetAddress.getByName(host.address()), host.portOr(port));
    } catch (IllegalArgumentException _) {
      throw new Unusable(text + " is not HOST:PORT");
    } catch (UnknownHostException _) {
      throw new Unusable(text + ": no host of this name is known; HOST:PORT is wanted");
    }
  }
}
