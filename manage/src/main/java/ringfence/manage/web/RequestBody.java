package ringfence.manage.web;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.Attributes;

/// What a request brings: the fields of its query and of its form, and the files of a
/// `multipart/form-data` (RFC 7578). All of it is in memory, so its length is bounded before.
final class RequestBody {
  private static final int MOST_PARTS = 500;

  private final byte[] octets;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, Upload> files = new LinkedHashMap<>();

  private RequestBody(byte[] octets) {
    this.octets = octets;
  }

  /// Nothing when the body is not what its type says.
  static Optional<RequestBody> read(byte[] octets, String contentType, String query) {
    var body = new RequestBody(octets);
    body.readFields(query);
    if (contentType.startsWith("application/x-www-form-urlencoded")) {
      body.readFields(new String(octets, StandardCharsets.UTF_8));
    } else if (contentType.startsWith("multipart/form-data")) {
      return body.readParts(contentType) ? Optional.of(body) : Optional.empty();
    }
    return Optional.of(body);
  }

  byte[] octets() {
    return octets;
  }

  /// In the order of the form; of equal names the first counts.
  Map<String, String> fields() {
    return fields;
  }

  Map<String, Upload> files() {
    return files;
  }

  private void readFields(String text) {
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (pair.isEmpty()) continue;
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      fields.putIfAbsent(decoded(name), decoded(value));
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // a stray percent sign means itself
    }
  }

  private boolean readParts(String contentType) {
    var config =
        new MultiPartConfig.Builder()
            .maxParts(MOST_PARTS)
            .maxSize(octets.length)
            .maxPartSize(octets.length)
            .maxMemoryPartSize(octets.length)
            .useFilesForPartsWithoutFileName(false)
            .build();
    var content = new ByteBufferContentSource(ByteBuffer.wrap(octets));
    try (var parts =
        MultiPartFormData.getParts(content, new Attributes.Mapped(), contentType, config)) {
      for (MultiPart.Part part : parts) take(part);
      return true;
    } catch (IOException | RuntimeException _) {
      return false;
    }
  }

  private void take(MultiPart.Part part) throws IOException {
    String name = Optional.ofNullable(part.getName()).orElse("");
    byte[] value = Content.Source.asInputStream(part.createContentSource()).readAllBytes();
    Optional<String> file = Optional.ofNullable(part.getFileName());
    if (file.isPresent()) files.putIfAbsent(name, new Upload(file.get(), value));
    else fields.putIfAbsent(name, new String(value, StandardCharsets.UTF_8));
  }
}
