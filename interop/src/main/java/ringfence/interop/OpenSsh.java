package ringfence.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// The SSH client of OpenSSH, as an administrator at the command line of a unit.
record OpenSsh(Ground ground, InetSocketAddress unit, String user, String password) {
  /// Gives the lines of one request; each has to be taken.
  void run(String lines) {
    Path asks = Ground.write(ground.file("askpass"), "#!/bin/sh\necho '" + password + "'\n");
    if (!asks.toFile().setExecutable(true)) throw new AssertionError(asks + " cannot be run");
    Peer.run(
        ground.folder(),
        List.of(
            "env",
            "SSH_ASKPASS=" + asks,
            "SSH_ASKPASS_REQUIRE=force",
            "ssh",
            "-p",
            String.valueOf(unit.getPort()),
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=" + ground.file("known_hosts"),
            "-o",
            "PreferredAuthentications=password",
            user + "@" + unit.getHostString(),
            lines));
  }
}
