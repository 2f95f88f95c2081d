package ringfence.app.capture;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Option;
import ringfence.app.option.Options;
import ringfence.app.option.Unusable;
import ringfence.manage.setting.Secret;
import ringfence.trace.hep.HepSender;
import ringfence.transport.Lookout;
import ringfence.transport.WireTap;

/// A capture server that is shown every SIP message of a program.
public final class HepOption {
  private static final int AGENT = 2001;

  @Option(
      names = "--hep",
      paramLabel = "HOST:PORT",
      description =
          "send SIP, without what proves passwords and keys, to a Homer or sngrep (HEP3, UDP)")
  private Optional<String> server = Optional.empty();

  /// Begins to send what is said at `lookout`, where that was asked for.
  public Closeable start(Lookout lookout) throws Unusable {
    if (server.isEmpty()) return () -> {};
    var plan =
        new HepSender.Plan(
            address(server.get()), HepSender.Transport.UDP, AGENT, Secret.of(""), false);
    var sender = new HepSender(plan);
    lookout.tap(
        seen -> {
          if (seen.kind() == WireTap.Kind.SIP) sender.send(Capture.observed(seen));
        });
    return sender::close;
  }

  private static InetSocketAddress address(String text) throws Unusable {
    try {
      return Options.socket(text, 9060);
    } catch (Unusable unusable) {
      throw new Unusable("--hep " + unusable.getMessage());
    }
  }
}
