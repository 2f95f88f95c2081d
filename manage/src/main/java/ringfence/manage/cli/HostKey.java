package ringfence.manage.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import ringfence.manage.file.AtomicFile;

/// The key by which people know the product again: Ed25519 (RFC 8709), made when there is none and
/// kept in a file that only its owner may read, in OpenSSH's form.
final class HostKey {
  private HostKey() {}

  static KeyPair at(Path file) throws IOException {
    try {
      return Files.exists(file) ? read(file) : make(file);
    } catch (GeneralSecurityException e) {
      throw new IOException("the SSH host key cannot be used: " + e.getMessage(), e);
    }
  }

  private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      var keys = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("key"), in, null);
      Optional<Iterator<KeyPair>> all = Optional.ofNullable(keys).map(Iterable::iterator);
      if (all.isPresent() && all.get().hasNext()) return all.get().next();
      throw new GeneralSecurityException(file + " holds no key");
    }
  }

  private static KeyPair make(Path file) throws IOException, GeneralSecurityException {
    KeyPair keys = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    var text = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(keys, "host key", null, text);
    AtomicFile.write(file, text.toByteArray());
    return keys;
  }
}
