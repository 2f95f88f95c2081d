package ringfence.proxy.admin;

import ringfence.manage.service.Service;

/// The services of a proxy.
public interface ProxyServices {
  /// Takes limits, the access list and bans up at once.
  Service DEFENCE = Service.settings("Defence", "Defence");

  /// Listeners and routing; a restart ends the links.
  Service PROXY = Service.user("Proxy", "Proxy");

  /// The terminal, a syslog receiver and a capture server: who is told of what happens. A restart
  /// leaves links and calls alone.
  Service LOG = Service.settings("Log", "Log");

  /// Users of the pages.
  Service AAA = Service.system("Aaa", "Authentication, Authorization and Accounting");
}
