package ringfence.transport.tls;

import java.util.List;

/// Who should be at the other end: the name or address a person configured, and the names its SRV
/// look-up returned, which count only at `DnsSrvResponse`.
public record ExpectedPeer(String configured, List<String> srvNames) {
  public ExpectedPeer {
    srvNames = List.copyOf(srvNames);
  }

  public ExpectedPeer(String configured) {
    this(configured, List.of());
  }
}
