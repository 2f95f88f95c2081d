package ringfence.adapter.pages;

import java.util.List;
import ringfence.adapter.host.Bni;
import ringfence.adapter.host.Hoc;
import ringfence.adapter.host.HostInterfaces;
import ringfence.adapter.host.HostService;
import ringfence.manage.status.StatusTable;
import ringfence.manage.web.Form;
import ringfence.manage.web.Page;

/// The pages of the section Network.
public final class NetworkPages {
  private NetworkPages() {}

  /// In the order of their tabs.
  public static List<Page> of(HostService host, HostInterfaces interfaces) {
    return List.of(
        Page.of("Network", "Host")
            .status(host.tables().toArray(StatusTable[]::new))
            .form("Domain Name Configuration", Hoc.DOMAIN_NAME_SOURCE, Hoc.STATIC_DOMAIN_NAME)
            .form(
                "Default Gateway Configuration",
                Hoc.DEFAULT_GATEWAY_SOURCE,
                Hoc.STATIC_DEFAULT_GATEWAY)
            .form("DNS Configuration", Hoc.DNS_SOURCE)
            .form(Form.of("Static DNS Servers", Hoc.DNS_ADDRESS))
            .form("SNTP Configuration", Hoc.SNTP_SOURCE, Hoc.SNTP_PERIOD, Hoc.SNTP_PERIOD_ON_ERROR)
            .form(Form.of("Static SNTP Servers", Hoc.SNTP_HOST))
            .form("Time Configuration", Hoc.TIME_ZONE)
            .form(Form.of("Static Hosts", Hoc.STATIC_ADDRESSES)),
        Page.of("Network", "Interfaces")
            .status(interfaces.table())
            .form(
                Form.of("Interface Configuration", Bni.LINK, Bni.ACTIVATION)
                    .rowLabel("Interface Name")));
  }
}
