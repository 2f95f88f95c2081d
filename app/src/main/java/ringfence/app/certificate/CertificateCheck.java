package ringfence.app.certificate;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Unusable;
import ringfence.manage.certificate.CertificateFacts;
import ringfence.manage.json.Json;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.transport.Connect;
import ringfence.transport.Connecting;
import ringfence.transport.EndpointOptions;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.resolve.Destination;
import ringfence.transport.resolve.Locator;
import ringfence.transport.resolve.Target;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;
import ringfence.transport.tls.Verification;
import ringfence.transport.tls.VerifiedPeer;

/// `ringfence certificate check`: would a device take this certificate from a server of this name?
@Command(
    name = "check",
    description = "Check a certificate, in a file or as a server presents it, as a device would.",
    footer = {
      "",
      "Example: ringfence certificate check 192.0.2.11:5061 --ca ca/ca.crt --name 192.0.2.11"
    })
final class CertificateCheck implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Parameters(paramLabel = "HOST:PORT|FILE", description = "a TLS server, or a certificate file")
  private String what;

  @Option(names = "--ca", description = "a file of authorities to trust; may be repeated")
  private List<Path> ca = new ArrayList<>();

  @Option(names = "--name", required = true, description = "the name or address configured")
  private String name;

  @Mixin private ValidationOption validation;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Spec private CommandSpec spec;

  /// What was presented, and what is made of it.
  private record Checked(List<X509Certificate> chain, Verification verdict) {}

  @Override
  public Integer call() throws Exception {
    TrustLevel level = validation.level();
    var trust = new TrustAnchors(CertificateFiles.readAll(ca));
    Checked checked = check(new PeerVerifier(level, trust));
    PrintWriter out = spec.commandLine().getOut();
    if (json) out.println(json(checked));
    else print(checked, out);
    return checked.verdict() instanceof VerifiedPeer ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Checked check(PeerVerifier verifier) throws Unusable {
    Path file = Path.of(what);
    if (Files.exists(file)) return judged(CertificateFiles.read(file), verifier);
    HostPort server;
    try {
      server = HostPort.parse(what);
    } catch (IllegalArgumentException _) {
      throw new Unusable(what + " is no file and not HOST:PORT");
    }
    return switch (connect(server)) {
      case Connecting.Refused(Refusal why) -> new Checked(List.of(), why);
      case Connecting.Connected(_, var tls) ->
          judged(
              tls.flatMap(session -> session.peer()).map(VerifiedPeer::chain).orElse(List.of()),
              verifier);
    };
  }

  private Checked judged(List<X509Certificate> chain, PeerVerifier verifier) {
    return new Checked(chain, verifier.verifyServer(chain, new ExpectedPeer(name), Instant.now()));
  }

  /// Connects without judging, so that the certificate can be shown whatever it is.
  private Connecting connect(HostPort server) {
    var loop = new Loop("check");
    var target = Target.of(server, Transport.TLS);
    try (var endpoint =
        new SipEndpoint(
            loop,
            new TransactionLayer(Timers.RFC_3261, new SecureRandom()),
            EndpointOptions.usual())) {
      return switch (Locator.ofSystem().locate(target).join()) {
        case Locator.Located.NotFound(String reason) ->
            new Connecting.Refused(new Refusal(Refusal.Cause.UNREACHABLE, reason, "", ""));
        case Locator.Located.Found(List<Destination> destinations) ->
            endpoint.connect(unjudged(destinations.getFirst().address())).join();
      };
    } finally {
      loop.close();
    }
  }

  private Connect unjudged(InetSocketAddress address) {
    var anyone = new PeerVerifier(TrustLevel.NO_VALIDATION, TrustAnchors.none());
    var client =
        new Connect.TlsClient(Optional.empty(), TlsPolicy.modern(), anyone, new ExpectedPeer(name));
    return Connect.tls(address, client).within(PATIENCE);
  }

  private static Json json(Checked checked) {
    Json.JsonObject result =
        switch (checked.verdict()) {
          case VerifiedPeer peer ->
              Json.object()
                  .put("accepted", true)
                  .put("cause", "")
                  .put("explanation", "accepted for " + peer.name())
                  .put("cure", "");
          case Refusal refusal ->
              Json.object()
                  .put("accepted", false)
                  .put("cause", refusal.cause().word())
                  .put("explanation", refusal.text())
                  .put("cure", refusal.cure());
        };
    if (checked.chain().isEmpty()) return result;
    return result.put("certificate", CertificateFacts.of(checked.chain().getFirst()).json());
  }

  private static void print(Checked checked, PrintWriter out) {
    if (!checked.chain().isEmpty()) {
      CertificateText.print(CertificateFacts.of(checked.chain().getFirst()), out);
    }
    switch (checked.verdict()) {
      case VerifiedPeer peer -> out.println("Accepted    for " + peer.name());
      case Refusal refusal -> out.println("Refused     " + refusal);
    }
  }
}
