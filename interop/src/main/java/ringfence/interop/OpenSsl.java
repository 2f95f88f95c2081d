package ringfence.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// OpenSSL's own programs: a client that only shakes hands, an authority whose certificates name a
/// responder, and that responder.
record OpenSsl(Ground ground) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int RESPONDER_PORT = 15_888;
  private static final String SERIAL = "04D2";

  /// What came of a handshake.
  ///
  /// @param exit 0 when it was done
  /// @param text what `s_client` says of it
  record Handshake(int exit, String text) {}

  /// Shakes hands and ends.
  ///
  /// @param options of `s_client`, separated by blanks
  Handshake shake(InetSocketAddress server, String options) {
    var command = new ArrayList<>(List.of("openssl", "s_client", "-connect"));
    command.add(Ringfence.text(server));
    command.addAll(List.of(options.split(" ", -1)));
    try (Peer client = Peer.start("openssl s_client", ground.folder(), command)) {
      int exit = client.exit(PATIENCE);
      return new Handshake(exit, client.text());
    }
  }

  /// Shakes hands by TLS 1.3 and keeps the session in `file`. The ticket comes with the first that
  /// the server writes, a pong here; a line that is no SIP then makes it close the link.
  Handshake keepSession(InetSocketAddress server, Path file) {
    String client =
        "printf '\\r\\n\\r\\nGET / HTTP/1.0\\r\\n\\r\\n'"
            + " | openssl s_client -connect %s -tls1_3 -ign_eof -sess_out %s"
                .formatted(Ringfence.text(server), file);
    try (Peer shell =
        Peer.start("openssl s_client", ground.folder(), List.of("sh", "-c", client))) {
      int exit = shell.exit(PATIENCE);
      return new Handshake(exit, shell.text());
    }
  }

  /// A certificate for `address` that names the responder, signed by `authority`.
  Authority.Issued issueWithResponder(Authority authority, String address) {
    Path folder = ground.subfolder("stapled");
    Ground.write(
        folder.resolve("extensions"),
        "subjectAltName=IP:%s\nauthorityInfoAccess=OCSP;URI:http://%s:%d\n"
            .formatted(address, ground.address(1), RESPONDER_PORT));
    run(
        folder,
        "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.csr"
            + " -subj /CN=stapled");
    run(
        folder,
        "x509 -req -in own.csr -CA %s -CAkey %s -set_serial 0x%s -days 2 -extfile extensions -out own.crt"
            .formatted(authority.certificate(), authority.key(), SERIAL));
    // the issuer follows, as its key is what the responder is asked by
    Path chain = folder.resolve("chain.crt");
    Ground.write(
        chain, Ground.read(folder.resolve("own.crt")) + Ground.read(authority.certificate()));
    return new Authority.Issued(chain, folder.resolve("own.key"));
  }

  /// Answers for that certificate that it is good.
  Peer responder(Authority authority) {
    Path folder = ground.subfolder("responder");
    String until =
        ZonedDateTime.now(ZoneOffset.UTC)
            .plusDays(2)
            .format(DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'"));
    String line = String.join("\t", "V", until, "", SERIAL, "unknown", "/CN=stapled");
    Ground.write(folder.resolve("index"), line + "\n");
    String command =
        "openssl ocsp -index index -port %d -CA %s -rsigner %s -rkey %s -ndays 1"
            .formatted(
                RESPONDER_PORT, authority.certificate(), authority.certificate(), authority.key());
    Peer responder = Peer.start("openssl ocsp", folder, List.of(command.split(" ", -1)));
    return responder.ready("waiting for OCSP client connections");
  }

  private static void run(Path folder, String command) {
    var words = new ArrayList<>(List.of("openssl"));
    words.addAll(List.of(command.split(" ", -1)));
    Peer.run(folder, words);
  }
}
