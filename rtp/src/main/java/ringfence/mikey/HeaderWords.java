package ringfence.mikey;

import java.util.List;

/// Explains a common header, RFC 3830 sections 6.1 and 6.1.1.
record HeaderWords(FieldList fields) {
  private static final String HDR = "RFC 3830 6.1";
  private static final String SRTP_ID = "RFC 3830 6.1.1";

  void explain(CommonHeader header, int nextPayload) {
    fields.payload(header.length(), "HDR", "Common Header: " + header.dataType().words(), HDR);
    fields.field(1, "version", "1", HDR);
    int type = header.dataType().number();
    fields.field(1, "data type", type + " " + header.dataType().words(), HDR);
    fields.field(1, "next payload", next(nextPayload), HDR);
    fields.field(1, "V, PRF func", flags(header), HDR);
    fields.field(4, "CSB ID", "0x%08x".formatted(header.csbId()), HDR);
    switch (header.map()) {
      case CsIdMap.SrtpId(var sessions) -> {
        fields.field(1, "#CS", Integer.toString(sessions.size()), HDR);
        fields.field(1, "CS ID map type", "0 SRTP-ID", HDR);
        explain(sessions);
      }
      case CsIdMap.Empty(int count) -> {
        fields.field(1, "#CS", Integer.toString(count), HDR);
        fields.field(1, "CS ID map type", "1 Empty map", "RFC 4563 5");
      }
    }
  }

  private static String flags(CommonHeader header) {
    String wanted = header.verificationWanted() ? "V = 1, response expected" : "V = 0";
    String prf = header.prf() == CommonHeader.PRF_MIKEY_1 ? "MIKEY-1" : "unknown";
    return wanted + "; PRF " + header.prf() + " " + prf;
  }

  private void explain(List<CryptoSession> sessions) {
    for (int i = 0; i < sessions.size(); i++) {
      CryptoSession it = sessions.get(i);
      String name = "CS " + (i + 1) + ", ";
      fields.field(1, name + "Policy_no", Integer.toString(it.policyNumber()), SRTP_ID);
      String ssrc = it.isOpen() ? "0, the Responder chooses it" : it.ssrc().toString();
      fields.field(4, name + "SSRC", ssrc, SRTP_ID);
      fields.field(4, name + "ROC", Long.toString(it.rolloverCounter()), SRTP_ID);
    }
  }

  /// What a Next payload field says.
  static String next(int number) {
    return number
        + " "
        + PayloadType.of(number)
            .map(PayloadType::toString)
            .orElse(number == PayloadType.LAST ? "Last payload" : "unknown");
  }
}
