package ringfence.interop;

import java.util.List;
import java.util.stream.Stream;

/// A request of a [TextPhone] before it is sent.
///
/// @param headers lines without their end; Via and CSeq come when it is sent
record TextRequest(String method, String uri, List<String> headers) {
  TextRequest with(String header) {
    return new TextRequest(
        method, uri, Stream.concat(headers.stream(), Stream.of(header)).toList());
  }

  String one(String header) {
    String prefix = header + ": ";
    return headers.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElseThrow();
  }

  String text(String via, String cseq) {
    String first = method + " " + uri + " SIP/2.0\r\n";
    List<String> all =
        with("Via: " + via).with("CSeq: " + cseq).with("Content-Length: 0").headers();
    return first + String.join("\r\n", all) + "\r\n\r\n";
  }
}
