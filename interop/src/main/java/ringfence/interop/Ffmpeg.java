package ringfence.interop;

import java.nio.file.Path;
import java.util.List;

/// ffmpeg, which receives and sends one stream of PCMA over SRTP under a key of SDES.
final class Ffmpeg implements AutoCloseable {
  /// A direction of a stream: where it goes to, its suite, and `key||salt` in base64.
  record Stream(String host, int port, String suite, String inline) {}

  private final Peer process;

  private Ffmpeg(Peer process) {
    this.process = process;
  }

  /// Decrypts `seconds` of the stream into a WAV file.
  static Ffmpeg receive(Path folder, Stream stream, Path wav, int seconds) {
    String sdp =
        """
        v=0
        o=- 1 1 IN IP4 %1$s
        s=-
        c=IN IP4 %1$s
        t=0 0
        m=audio %2$d RTP/SAVP 8
        a=rtpmap:8 PCMA/8000
        a=crypto:1 %3$s inline:%4$s
        """
            .formatted(stream.host(), stream.port(), stream.suite(), stream.inline());
    Path file = Ground.write(folder.resolve("stream.sdp"), sdp);
    String options =
        "-hide_banner -nostdin -analyzeduration 500000 -protocol_whitelist file,udp,rtp,srtp,crypto -i ";
    String command = "ffmpeg " + options + file + " -t " + seconds + " -y " + wav;
    return new Ffmpeg(Peer.start("ffmpeg receiving", folder, List.of(command.split(" "))));
  }

  /// Encrypts a tone from `from` to where the stream goes.
  static Ffmpeg send(Path folder, Stream stream, String from, double hertz) {
    String source = "sine=frequency=" + hertz + ":sample_rate=8000:samples_per_frame=160";
    String target =
        "srtp://%s:%d?localaddr=%s&pkt_size=172".formatted(stream.host(), stream.port(), from);
    String command =
        "ffmpeg -hide_banner -nostdin -re -f lavfi -i %s -acodec pcm_alaw -f rtp".formatted(source)
            + " -srtp_out_suite %s -srtp_out_params %s ".formatted(stream.suite(), stream.inline())
            + target;
    return new Ffmpeg(Peer.start("ffmpeg sending", folder, List.of(command.split(" "))));
  }

  Peer process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
