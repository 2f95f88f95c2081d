package ringfence.rtcp;

import java.nio.ByteBuffer;
import java.util.List;
import ringfence.rtp.Ssrc;

/// A receiver report (RR), RFC 3550 section 6.4.2: of one who has not sent lately.
public record ReceiverReport(Ssrc ssrc, List<ReportBlock> blocks, ByteBuffer profileExtension)
    implements RtcpPacket {
  static final int TYPE = 201;
  static final int FIXED = 8;

  public ReceiverReport {
    var reports = new Reports(blocks, profileExtension);
    blocks = reports.blocks();
    profileExtension = reports.profileExtension();
  }

  /// A report without profile-specific extension.
  public ReceiverReport(Ssrc ssrc, List<ReportBlock> blocks) {
    this(ssrc, blocks, Reports.NONE);
  }

  @Override
  public ByteBuffer profileExtension() {
    return profileExtension.duplicate();
  }

  static ReceiverReport read(ByteBuffer in, int count) {
    Ssrc ssrc = new Ssrc(in.getInt());
    Reports reports = Reports.read(in, count);
    return new ReceiverReport(ssrc, reports.blocks(), reports.profileExtension());
  }

  @Override
  public int length() {
    return FIXED + reports().length();
  }

  @Override
  public void write(ByteBuffer out) {
    RtcpPacket.writeHeader(out, blocks.size(), TYPE, length());
    out.putInt(ssrc.bits());
    reports().write(out);
  }

  private Reports reports() {
    return new Reports(blocks, profileExtension);
  }
}
