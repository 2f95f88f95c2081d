package ringfence.transport;

import java.net.InetAddress;
import ringfence.sip.message.SipRequest;
import ringfence.sip.transaction.Flow;

/// Who is let in, asked before anything is kept for them. Called on the endpoint's loop.
public interface SourceFilter {
  /// Whether a connection from there is taken; false closes it before a TLS handshake.
  boolean admits(InetAddress source);

  /// Whether a request that came is looked at; false drops it without an answer.
  boolean hears(SipRequest request, Flow flow);

  /// Everybody.
  static SourceFilter open() {
    return new SourceFilter() {
      @Override
      public boolean admits(InetAddress source) {
        return true;
      }

      @Override
      public boolean hears(SipRequest request, Flow flow) {
        return true;
      }
    };
  }
}
