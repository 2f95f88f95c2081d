import ringfence.sdp.Parsed;
import ringfence.sdp.SessionDescription;

/// Reads a session description and prints its streams.
void main() {
  var body =
      """
      v=0
      o=MxSIP 1335119485983 52184711306649710 IN IP4 192.0.2.30
      s=-
      c=IN IP4 192.0.2.30
      t=0 0
      a=sendrecv
      m=audio 5004 RTP/SAVP 8 96
      a=rtpmap:8 PCMA/8000
      a=rtpmap:96 telephone-event/8000
      """;
  switch (SessionDescription.parse(body)) {
    case Parsed.Description(var offer) ->
        offer
            .media()
            .forEach(
                stream ->
                    IO.println(stream.media() + " " + stream.proto() + " " + stream.rtpMaps()));
    case Parsed.Malformed malformed -> IO.println(malformed);
  }
}
