package ringfence.rtcp;

import java.nio.ByteBuffer;
import java.util.List;
import ringfence.rtp.Ssrc;

/// A sender report (SR), RFC 3550 section 6.4.1.
///
/// `rtpTimestamp` is the media clock at `ntpTime`; the counts are since the stream began, modulo
/// 2^32, and octets count payload alone.
public record SenderReport(
    Ssrc ssrc,
    NtpTime ntpTime,
    long rtpTimestamp,
    long packetCount,
    long octetCount,
    List<ReportBlock> blocks,
    ByteBuffer profileExtension)
    implements RtcpPacket {
  static final int TYPE = 200;
  static final int FIXED = 28;

  public SenderReport {
    var reports = new Reports(blocks, profileExtension);
    if ((rtpTimestamp | packetCount | octetCount) >>> 32 != 0) {
      throw new IllegalArgumentException("a figure of more than 32 bits");
    }
    blocks = reports.blocks();
    profileExtension = reports.profileExtension();
  }

  /// A report without profile-specific extension.
  public SenderReport(
      Ssrc ssrc,
      NtpTime ntpTime,
      long rtpTimestamp,
      long packetCount,
      long octetCount,
      List<ReportBlock> blocks) {
    this(ssrc, ntpTime, rtpTimestamp, packetCount, octetCount, blocks, Reports.NONE);
  }

  @Override
  public ByteBuffer profileExtension() {
    return profileExtension.duplicate();
  }

  static SenderReport read(ByteBuffer in, int count) {
    Ssrc ssrc = new Ssrc(in.getInt());
    NtpTime ntpTime = new NtpTime(in.getLong());
    long rtpTimestamp = ReportBlock.word(in);
    long packets = ReportBlock.word(in);
    long octets = ReportBlock.word(in);
    Reports reports = Reports.read(in, count);
    return new SenderReport(
        ssrc, ntpTime, rtpTimestamp, packets, octets, reports.blocks(), reports.profileExtension());
  }

  @Override
  public int length() {
    return FIXED + reports().length();
  }

  @Override
  public void write(ByteBuffer out) {
    RtcpPacket.writeHeader(out, blocks.size(), TYPE, length());
    out.putInt(ssrc.bits()).putLong(ntpTime.bits()).putInt((int) rtpTimestamp);
    out.putInt((int) packetCount).putInt((int) octetCount);
    reports().write(out);
  }

  private Reports reports() {
    return new Reports(blocks, profileExtension);
  }
}
