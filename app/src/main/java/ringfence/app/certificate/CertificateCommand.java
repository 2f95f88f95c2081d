package ringfence.app.certificate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Unusable;
import ringfence.manage.certificate.CertificateAuthority;
import ringfence.manage.certificate.CertificateFacts;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.manage.certificate.HostRequest;
import ringfence.manage.certificate.KeyKind;
import ringfence.manage.certificate.SubjectName;
import ringfence.manage.json.Json;

/// `ringfence certificate`: a private CA in a folder, and what certificates say.
@Command(
    name = "certificate",
    description = "Make a private CA, issue host certificates, show and check certificates.",
    footer = {
      "",
      "Example: ringfence certificate ca --out ca && ringfence certificate issue 192.0.2.11 --ca ca"
    },
    subcommands = {
      CertificateCommand.Ca.class,
      CertificateCommand.Issue.class,
      CertificateCommand.Show.class,
      CertificateCheck.class
    })
public final class CertificateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  enum Key {
    EC,
    RSA;

    KeyKind kind() {
      return this == EC ? KeyKind.EC_P256 : KeyKind.RSA_2048;
    }
  }

  @Command(
      name = "ca",
      description = "Make a private certificate authority: ca.crt and ca.key in a folder.",
      footer = {"", "Example: ringfence certificate ca --name \"Our phones\" --out ca"})
  static final class Ca implements Callable<Integer> {
    @Option(names = "--name", defaultValue = "Ringfence CA", description = "its common name")
    private String name;

    @Option(names = "--days", defaultValue = "3650", description = "how long it is valid")
    private int days;

    @Option(names = "--key", defaultValue = "EC", description = "${COMPLETION-CANDIDATES}")
    private Key key;

    @Option(names = "--out", defaultValue = ".", description = "the folder (default: here)")
    private Path out;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      var authority = CertificateAuthority.make(name, key.kind(), days, Instant.now());
      save(authority.own(), out, "ca", spec);
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "issue",
      description = "Issue a host certificate for names and addresses, signed by a CA made here.",
      footer = {"", "Example: ringfence certificate issue 192.0.2.11 proxy.example.com --ca ca"})
  static final class Issue implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "1..*", description = "IP addresses and DNS names")
    private List<String> names;

    @Option(names = "--ca", required = true, description = "the folder with ca.crt and ca.key")
    private Path ca;

    @Option(names = "--days", defaultValue = "397", description = "how long it is valid")
    private int days;

    @Option(names = "--key", defaultValue = "EC", description = "${COMPLETION-CANDIDATES}")
    private Key key;

    @Option(names = "--out", defaultValue = ".", description = "the folder (default: here)")
    private Path out;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      var subjects = new ArrayList<SubjectName>();
      for (String name : names) {
        subjects.add(
            SubjectName.parse(name)
                .orElseThrow(() -> new Unusable(name + " is no IP address and no DNS name")));
      }
      var request = new HostRequest(names.getFirst(), subjects, key.kind(), days);
      save(authority().issue(request, Instant.now()), out, names.getFirst(), spec);
      return ExitCode.DONE;
    }

    private CertificateAuthority authority() throws Unusable {
      var own = CertificateFiles.readKey(ca.resolve("ca.crt"), ca.resolve("ca.key"));
      if (own.certificate().getBasicConstraints() < 0) {
        throw new Unusable(ca.resolve("ca.crt") + ": not the certificate of an authority");
      }
      return CertificateAuthority.of(own);
    }
  }

  /// Writes a certificate and its key under a name, and says where; never over what is there.
  private static void save(CertifiedKey made, Path folder, String name, CommandSpec spec)
      throws IOException, Unusable {
    Files.createDirectories(folder);
    Path certificate = folder.resolve(name + ".crt");
    Path key = folder.resolve(name + ".key");
    for (Path file : List.of(certificate, key)) {
      if (Files.exists(file)) throw new Unusable(file + " exists and is not overwritten");
    }
    made.save(certificate, key);
    PrintWriter out = spec.commandLine().getOut();
    out.println(certificate);
    out.println(key);
  }

  @Command(
      name = "show",
      description = "Show what the certificates in a file say.",
      footer = {"", "Example: ringfence certificate show ca/ca.crt"})
  static final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "PEM or DER")
    private Path file;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      var facts = CertificateFiles.read(file).stream().map(CertificateFacts::of).toList();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        var all = facts.stream().map(CertificateFacts::json).toList();
        out.println(Json.object().put("certificates", Json.array(all)));
      } else {
        facts.forEach(fact -> CertificateText.print(fact, out));
      }
      return ExitCode.DONE;
    }
  }
}
