package ringfence.trace.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import ringfence.rtp.RtpHeader;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.PcapngFile;
import ringfence.trace.capture.TrafficFile;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// A capture of SIP messages, RTP and RTCP packets as they were read: what came in TLS as TCP in
/// clear, what came as SRTP and was decrypted as RTP, and what described that as a description of
/// RTP without keys. Only its owner may read it.
public final class ClearCapture implements AutoCloseable {
  private final TrafficFile file;

  private ClearCapture(TrafficFile file) {
    this.file = file;
  }

  public static ClearCapture create(Path file) throws IOException {
    return new ClearCapture(new TrafficFile(PcapngFile.create(file, PcapngFile.LinkType.RAW)));
  }

  /// Writes a row that is SIP, or RTP or RTCP that could be read; leaves out any other.
  public void add(Row row) throws IOException {
    if (row.content() instanceof Content.Sip sip) {
      // no packet that stayed encrypted is in the file, so that all descriptions can say so
      byte[] octets = sip.withSession(ClearDescription::of).toBytes();
      file.write(observed(row, sip.carrier(), octets));
    } else if (row.content() instanceof Content.Rtp rtp && rtp.security().isReadable()) {
      file.write(observed(row, Carrier.UDP, packet(rtp)));
    } else if (row.content() instanceof Content.Rtcp rtcp && rtcp.security().isReadable()) {
      byte[] packet = new byte[rtcp.packet().remaining()];
      rtcp.packet().get(rtcp.packet().position(), packet);
      file.write(observed(row, Carrier.UDP, packet));
    }
  }

  private static Observed observed(Row row, Carrier carrier, byte[] octets) {
    return new Observed(row.time(), carrier, row.source(), row.destination(), octets);
  }

  /// The packet with its fixed header alone: extensions and padding are not kept.
  private static byte[] packet(Content.Rtp rtp) {
    var packet = ByteBuffer.allocate(RtpHeader.LENGTH + rtp.payload().remaining());
    rtp.header().write(packet);
    return packet.put(rtp.payload().duplicate()).array();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
